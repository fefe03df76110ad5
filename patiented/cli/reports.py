"""`reports`: mistakes that readers report, for the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.output import write_json
from patiented.cli.workspace import opened

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.store import Report


@click.group(invoke_without_command=True)
@click.option("--monograph", help="Only the reports of this monograph.")
@click.option("--all", "closed", is_flag=True, help="Also those that are closed.")
@options.library
@options.output_format("text", "json")
@click.pass_context
def reports(
    context: click.Context,
    monograph: str | None,
    library_path: Path | None,
    form: str,
    *,
    closed: bool,
) -> None:
    """List the mistakes that readers reported, oldest first; close one with `reports close`."""
    if context.invoked_subcommand:
        return
    with opened(library_path) as (publisher, _):
        kept = publisher.reports.list(monograph, closed=closed)
    if form == "json":
        write_json([_data(one) for one in kept])
        return
    for one in kept:
        click.echo("\n".join(_lines(one)))
    if not kept:
        click.echo("no open reports" if not closed else "no reports")


@reports.command()
@click.argument("number", type=int)
@options.name
@click.option("--note", required=True, help="What was done about it.")
@click.option("--erase", is_flag=True, help="Delete what the reader wrote.")
@options.library
def close(number: int, by: str, note: str, library_path: Path | None, *, erase: bool) -> None:
    """End report NUMBER."""
    with opened(library_path, for_good=True) as (publisher, _):
        closing = publisher.reports.close(number, by=by, note=note, erase=erase)
    gone = "; the reader's words are deleted" if erase else ""
    click.echo(f"report {number} is closed since {closing.at}{gone}")


def _lines(one: Report) -> list[str]:
    page = f"{one.monograph} {one.audience} {one.lang}"
    lines = [f"{one.number}  {one.at}  {page}  {one.kind}  {one.statement or 'the whole page'}"]
    lines += [f"    shown: {_flat(one.text)}"] if one.text else []
    lines += [f"    reader: {_flat(one.words)}"] if one.words else []
    if one.closing:
        lines.append(f"    closed {one.closing.at} by {one.closing.by}: {_flat(one.closing.note)}")
    return lines


def _flat(text: str) -> str:
    return " ".join(text.split())


def _data(one: Report) -> dict[str, object]:
    end = one.closing
    return {
        "number": one.number,
        "at": one.at,
        "monograph": one.monograph,
        "audience": one.audience,
        "lang": one.lang,
        "fingerprint": one.fingerprint,
        "statement": one.statement,
        "text": one.text,
        "kind": one.kind,
        "words": one.words,
        "closed": {"at": end.at, "by": end.by, "note": end.note} if end else None,
    }
