"""`wording suggest`: what was written elsewhere for statements much like those without wording."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from patiented.cli import options
from patiented.cli.output import write_json
from patiented.cli.workspace import opened
from patiented.proposing.near import near

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.proposing.near import Near


@click.command()
@click.argument("monograph")
@options.audience
@options.lang
@options.library
@options.output_format("text", "json")
def suggest(
    monograph: str, audience_id: str, lang: str, library_path: Path | None, form: str
) -> None:
    """Show, for what needs a writer in MONOGRAPH, wording of like statements elsewhere.

    Nothing is applied: what differs is for the writer to see.
    """
    with opened(library_path) as (publisher, engine):
        edition = publisher.named(monograph, audience_id, lang).edition
        approved, others = publisher.remembered(edition.monograph, audience_id, lang)
        statements = {one.id: one for one in edition.statements() if one.needs_writer}
        found = {
            one: near(approved, others, engine.masked(one, edition.meta))
            for one in statements.values()
        }
    if form == "json":
        write_json(
            [
                {"statement": one.id, "source": one.source, "near": [asdict(n) for n in nears]}
                for one, nears in found.items()
            ]
        )
        return
    for one, nears in found.items():
        if nears:
            click.echo(one.source)
            for each in nears:
                click.echo(_line(each))
    without = sum(not nears for nears in found.values())
    click.echo(f"{len(found)} statements need a writer; nothing is like {without} of them")


def _line(one: Near) -> str:
    signed = "approved" if one.approved else "not reviewed"
    return (
        f"  {one.likeness:.0f} of 100, {one.monograph}, {signed}\n"
        f"      {one.source}\n    > {one.wording}"
    )
