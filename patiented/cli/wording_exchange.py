"""`wording export` and `wording import`: catalogues to translation tools and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.audience import load_audiences
from patiented.cli import options
from patiented.cli.output import shown_path, write_json, write_text
from patiented.cli.workspace import open_settings
from patiented.errors import UsageError
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.exchange import FORMATS, exported, lay_in, read, take_whole
from patiented.publishing.opening import open_shelf

if TYPE_CHECKING:
    from patiented.proposing.exchange import Change, Exchange, Imported

SHOWN = 120
"""How much of a text a line of the report shows, in characters."""


@click.command("export")
@click.argument("monograph")
@options.audience
@options.lang
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="xliff",
    show_default=True,
    help="PO, XLIFF 1.2 or XLIFF 2.0.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to; else printed.")
@options.library
def export_wording(
    monograph: str,
    audience_id: str,
    lang: str,
    form: str,
    output: Path | None,
    library_path: Path | None,
) -> None:
    """Write the catalogue of MONOGRAPH as a file for a translation tool.

    Every entry carries a hash of what it is now, so that `wording import` can tell what changed
    there from what changed here.
    """
    settings = open_settings(library_path)
    audience = load_audiences(settings.audience_roots).audience(audience_id)
    shelf = open_shelf(settings)
    source = shelf.find(monograph)
    path = shelf.wording_path(source, audience.id, lang)
    if not path.is_file():
        message = f"{shown_path(path)}: no such catalogue; make it with `patiented wording extract`"
        raise UsageError(message, code="E103")
    text = shelf.monograph_at(source) if isinstance(source, Path) else shelf.monograph(source)
    exchange = exported(Catalogue.load(path), text, _name(source))
    _, write = FORMATS[form]
    write_text(write(exchange), output)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--monograph", help="Where the file does not say it.")
@click.option("--audience", "audience_id", help="Where the file does not say it.")
@click.option("--lang", help="Where the file does not say it, or says a code of the tool's own.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option(
    "--on-conflict",
    type=click.Choice(["keep", "take"]),
    default="keep",
    show_default=True,
    help="Where file and catalogue both changed: keep the catalogue's wording, or take the file's.",
)
@options.output_format("text", "json")
@options.library
def import_wording(
    file: Path,
    monograph: str | None,
    audience_id: str | None,
    lang: str | None,
    dry_run: bool,  # noqa: FBT001  click passes a flag by position or name
    on_conflict: str,
    form: str,
    library_path: Path | None,
) -> int:
    """Lay a FILE from a translation tool (PO, XLIFF 1.2 or 2.0) over its catalogue.

    A newer wording in the catalogue is never overwritten unasked, and what readers see is never
    replaced by a draft or by nothing. Exit 1 when an entry is in conflict, unknown or refused.
    """
    exchange = read(file)
    audience = _agreed("audience", audience_id, exchange.audience)
    settings = open_settings(library_path)
    known_audience = load_audiences(settings.audience_roots).audience(audience)
    shelf = open_shelf(settings)
    # A name from a file is an id of this library and nothing else: never a path to write beside.
    known = exchange.monograph and (monograph or shelf.require_id(exchange.monograph))
    source = shelf.find(monograph or known or _agreed("monograph", None, ""))
    _agreed("monograph", _name(source), exchange.monograph)
    # Tools write language codes of their own into a file, so here the option is believed.
    spoken = lang or _agreed("lang", None, exchange.lang)
    path = shelf.wording_path(source, known_audience.id, spoken)
    imported = _imported(exchange, path, audience, take_conflicts=on_conflict == "take")
    is_written = not dry_run and (imported.is_taken or not path.is_file())
    if is_written:
        imported.catalogue.save(path)
    _show(imported, exchange, path, form, is_dry=dry_run)
    return int(imported.needs_a_look)


def _imported(exchange: Exchange, path: Path, audience: str, *, take_conflicts: bool) -> Imported:
    if not path.is_file():
        return take_whole(exchange, audience, path.name.split(".")[1])
    return lay_in(exchange, Catalogue.load(path), take_conflicts=take_conflicts)


def _name(source: str | Path) -> str:
    return source if isinstance(source, str) else source.name


def _agreed(what: str, asked: str | None, said: str) -> str:
    """Return what both the option and the file say, or the one that does."""
    if asked and said and asked.casefold() != said.casefold():
        raise UsageError(f"the file is for the {what} {said!r}, not {asked!r}", code="E104")
    if not (asked or said):
        raise UsageError(f"the file does not say its {what}; give --{what}", code="E104")
    return asked or said


def _show(imported: Imported, exchange: Exchange, path: Path, form: str, *, is_dry: bool) -> None:
    if form == "json":
        write_json(
            {
                "catalogue": shown_path(path),
                "dry_run": is_dry,
                "counts": {kind.value: count for kind, count in imported.counts.items()},
                "unchanged": imported.unchanged,
                "changes": [_change_to_json(change) for change in imported.changes],
            }
        )
        return
    for change in imported.changes:
        click.echo(f"{exchange.path}:{change.line}:{change.column}: {_line(change)}")
    counts = [f"{count} {kind.value}" for kind, count in imported.counts.items()]
    parts = ", ".join([*counts, f"{imported.unchanged} unchanged"])
    dry = " (dry run: nothing is written)" if is_dry else ""
    click.echo(f"{shown_path(path)}: {parts}{dry}")
    if imported.is_taken and not is_dry:
        click.echo("The guard has not read it yet: patiented check")


def _line(change: Change) -> str:
    said = f": {change.message}" if change.message else ""
    return f"{change.kind.value}{said}: {_short(change.source)}"


def _short(text: str) -> str:
    """Return a text for one line of a terminal: what came with a file commands nothing there."""
    one_line = "".join(one if one.isprintable() else "\ufffd" for one in " ".join(text.split()))
    return one_line if len(one_line) <= SHOWN else one_line[: SHOWN - 1] + "…"


def _change_to_json(change: Change) -> dict[str, str | int]:
    return {
        "kind": change.kind.value,
        "statement": change.source,
        "message": change.message,
        "line": change.line,
        "column": change.column,
        "before": change.before,
        "after": change.after,
    }
