"""`wording`: extract and merge of the PO catalogues; the other commands stand beside.

Those are `suggesting.py`, `wording_draft.py`, `wording_exchange.py` and `wording_status.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.suggesting import suggest
from patiented.cli.wording_draft import draft_wording
from patiented.cli.wording_exchange import export_wording, import_wording
from patiented.cli.wording_status import wording_status
from patiented.cli.workspace import open_engine, open_settings
from patiented.errors import UsageError
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_work import extract as extract_catalogue
from patiented.proposing.catalogue_work import merge as merge_catalogues
from patiented.proposing.catalogue_work import status as count
from patiented.proposing.masking import mask
from patiented.publishing.opening import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.edition import Engine
    from patiented.model import Statement
    from patiented.proposing.masking import Masked


@click.group()
def wording() -> None:
    """Work with the wording catalogues: what people wrote for each statement."""


wording.add_command(suggest)
wording.add_command(draft_wording)
wording.add_command(export_wording)
wording.add_command(import_wording)
wording.add_command(wording_status)


@wording.command()
@click.argument("monograph")
@options.audience
@options.lang
@options.library
def extract(monograph: str, audience_id: str, lang: str, library_path: Path | None) -> None:
    """Bring a catalogue in step with its MONOGRAPH.

    New statements get an empty entry; what an edited statement had becomes fuzzy.
    """
    engine = open_engine(library_path)
    audience = engine.audience(audience_id)
    shelf = open_shelf(open_settings(library_path))
    source = shelf.find(monograph)
    path = shelf.wording_path(source, audience.id, lang)
    old = Catalogue.load(path) if path.is_file() else None
    text = shelf.monograph_at(source) if isinstance(source, Path) else shelf.monograph(source)
    fresh = extract_catalogue(text, audience.id, old, lang=lang, masker=_masker(engine))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(path)
    counts = count(fresh)
    click.echo(f"{path}: {counts.total} entries, {counts.missing} to write, {counts.fuzzy} fuzzy")


def _masker(engine: Engine) -> Callable[[Statement], Masked]:
    def masked(statement: Statement) -> Masked:
        return mask(statement.text, engine.guard.facts(statement))

    return masked


@wording.command()
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("newer", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to; else BASE.")
def merge(base: Path, newer: Path, output: Path | None) -> None:
    """Lay the wording of the catalogue NEWER over BASE."""
    for path in (base, newer):
        if not path.is_file():
            raise UsageError(f"{path}: no such catalogue", code="E103")
    merged = merge_catalogues(Catalogue.load(base), Catalogue.load(newer))
    target = output or base
    merged.save(target)
    click.echo(f"{target}: {count(merged).worded} of {count(merged).total} worded")
