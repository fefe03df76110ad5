"""`wording status`: a table of how far each catalogue is, against the source as it reads now."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.cli import options
from patiented.cli.output import write_json
from patiented.cli.workspace import open_engine, open_settings
from patiented.drafting import count_drafts
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_work import extract
from patiented.proposing.catalogue_work import status as count
from patiented.proposing.masking import mask
from patiented.publishing.opening import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from patiented.edition import Engine
    from patiented.model import Statement
    from patiented.proposing.masking import Masked
    from patiented.publishing.shelf import Shelf

COLUMNS = (
    ("monograph", "monograph"),
    ("audience", "audience"),
    ("lang", "lang"),
    ("total", "total"),
    ("worded", "worded"),
    ("left_out", "left out"),
    ("fuzzy", "fuzzy"),
    ("missing", "missing"),
    ("percent", "%"),
    ("words_to_write", "words to write"),
    ("drafts", "drafts"),
    ("open_points", "open points"),
    ("obsolete", "obsolete"),
)
"""The columns of the table: key in JSON, heading."""

TEXTS = 3
"""How many of the columns are texts; the rest are numbers."""


@click.command("status")
@click.argument("monographs", nargs=-1, metavar="[MONOGRAPH]...")
@options.library
@options.output_format("text", "json")
def wording_status(monographs: tuple[str, ...], library_path: Path | None, form: str) -> None:
    """Count what is worded, left out, fuzzy and missing in each catalogue.

    Counted against the source as it reads now: a statement that no entry speaks for is missing, and
    one that was edited is fuzzy. Of the fuzzy entries, drafts are a model's; what is open in those
    are the open points.
    """
    shelf = open_shelf(open_settings(library_path))
    masker = _masker(library_path)
    names = monographs or shelf.ids()
    rows = [row for name in names for row in _rows(shelf, name, masker)]
    if form == "json":
        write_json(rows)
        return
    for line in _table(rows):
        click.echo(line)


def _rows(
    shelf: Shelf[Catalogue], name: str, masker: Callable[[Statement], Masked]
) -> Iterator[dict[str, Any]]:
    source = shelf.find(name)
    text = shelf.monograph_at(source) if isinstance(source, Path) else shelf.monograph(source)
    for path in shelf.wording_paths(source):
        kept = Catalogue.load(path)
        asked = masker if kept.needs_facts else None
        counts = count(extract(text, kept.audience, kept, lang=kept.lang, masker=asked))
        yield {
            "monograph": name,
            "catalogue": path.stem,
            "audience": kept.audience,
            "lang": kept.lang,
            **asdict(counts),
            "percent": counts.percent,
            **asdict(count_drafts(kept)),
        }


def _masker(library_path: Path | None) -> Callable[[Statement], Masked]:
    """Return what masks a statement; the engine is opened when the first is asked for."""
    opened: list[Engine] = []

    def masked(statement: Statement) -> Masked:
        if not opened:
            opened.append(open_engine(library_path))
        return mask(statement.text, opened[0].guard.facts(statement))

    return masked


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the heading and a line for each row, in columns."""
    lines = [
        [heading for _, heading in COLUMNS],
        *([str(row[key]) for key, _ in COLUMNS] for row in rows),
    ]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            cell.ljust(width) if place < TEXTS else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
