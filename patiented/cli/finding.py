"""Writes what the program finds for the items of an instrument; a person answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from patiented.cli.output import write_json

if TYPE_CHECKING:
    from patiented.assessing import Evidence, Item, Scored

PERSON = "No total: a person answers the items."
SHOWN_PLACES = 3


def write_found(scored: Scored, asked: str, form: str) -> None:
    """Write the items of the instrument `asked`, as text or JSON."""
    judged = next(one for one in scored.judged if one.instrument.id == asked)
    if form == "json":
        items = [_item(item, evidence) for item, evidence in judged.found]
        write_json({"instrument": asked, "items": items})
        return
    for item, evidence in judged.found:
        answer = f": {evidence.answer}" if evidence.answer else ""
        click.echo(f"{item.id:>2}  {item.asks}")
        click.echo(f"    {evidence.status}{answer}. {evidence.said}")
        for place in evidence.places[:SHOWN_PLACES]:
            click.echo(f"      {place.text}")
    click.echo(PERSON)


def _item(item: Item, evidence: Evidence) -> dict[str, object]:
    return {
        "item": item.id,
        "asks": item.asks,
        "status": evidence.status.value,
        "answer": evidence.answer or None,
        "said": str(evidence.said),
        "places": [
            {"text": one.text, "span": [one.start, one.end], "note": one.note}
            for one in evidence.places
        ],
    }
