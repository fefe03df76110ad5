"""`diff`: what a new version of a source changes, and which wording and approvals lapse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from patiented.cli import options
from patiented.cli.output import write_json
from patiented.cli.workspace import open_settings, opened
from patiented.edition.differing import Hold, Status
from patiented.publishing.differing import Comparer
from patiented.publishing.opening import open_shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from patiented.edition.differing import Difference, Differences, FactMove, Placed


@click.command()
@click.argument("old")
@click.argument("new")
@options.audience
@options.lang
@options.output_format("text", "json")
@options.library
def diff(
    old: str, new: str, audience_id: str, lang: str, form: str, library_path: Path | None
) -> int:
    """Compare two versions of a monograph: OLD and NEW are source files or ids.

    Lists the statements that are new, gone, changed or moved, the facts that moved, and the
    wording and approvals that lapse. Exit 1 when anything changed.
    """
    with opened(library_path) as (publisher, engine):
        shelf = open_shelf(open_settings(library_path))
        found = Comparer(shelf, engine, publisher.approvals).compare(old, new, audience_id, lang)
    if form == "json":
        write_json({"audience": audience_id, "lang": lang, **_as_data(found)})
    else:
        for line in _lines(found):
            click.echo(line)
    return 1 if found.matters else 0


def _as_data(found: Differences) -> dict[str, Any]:
    return {
        "statements": [_statement_data(one) for one in found.statements if one.matters],
        "also_changed": list(found.beside),
        "counts": found.counts,
    }


def _statement_data(one: Difference) -> dict[str, Any]:
    return {
        "status": one.status.value,
        "old": one.old.statement.text if one.old else None,
        "new": one.new.statement.text if one.new else None,
        "role": one.role.value,
        "old_role": one.old.statement.role.value if one.old else None,
        "old_section": one.old.section if one.old else None,
        "section": one.new.section if one.new else None,
        "facts": [
            {"kind": fact.kind.value, "old": fact.old, "new": fact.new} for fact in one.facts
        ],
        "wording": one.wording.value,
        "approval": one.approval.value,
    }


def _lines(found: Differences) -> Iterator[str]:
    for one in found.statements:
        if one.matters:
            yield from _statement_lines(one, approved=found.approved)
    if found.beside:
        yield f"also changed: {', '.join(found.beside)}"
    counts = found.counts
    approvals = f"approvals lapse: {counts['approval_lapses']}" if found.approved else "no approval"
    statements = ", ".join(f"{counts[status.value]} {status.value}" for status in Status)
    yield f"statements: {statements}; wording lapses: {counts['wording_lapses']}; {approvals}"


def _statement_lines(one: Difference, *, approved: bool) -> Iterator[str]:
    yield f"{one.status.value}: {_where(one)}"
    if one.status in {Status.MOVED, Status.UNCHANGED} and one.new:
        yield f"    {one.new.statement.text}"
    else:
        if one.old:
            yield f"  - {one.old.statement.text}"
        if one.new:
            yield f"  + {one.new.statement.text}"
    for fact in one.facts:
        yield f"    {_fact_line(fact)}"
    yield f"    {_held('wording', one.wording)}, " + (
        _held("approval", one.approval) if approved else "no approval"
    )


def _where(one: Difference) -> str:
    """Return the place, and for a statement that stands elsewhere both."""
    places = [_place(side) for side in (one.old, one.new) if side]
    if len(set(places)) == 1 and one.status is Status.MOVED:
        return f"{places[0]}, under another lead sentence or table heading"
    return " → ".join(dict.fromkeys(places))


def _place(side: Placed) -> str:
    return f"{side.section} ({side.statement.role.value})"


def _fact_line(fact: FactMove) -> str:
    name = fact.kind.value.replace("_", " ")
    if fact.new is None:
        return f"{name} lost: {fact.old}"
    if fact.old is None:
        return f"{name} added: {fact.new}"
    if fact.old == fact.new:
        return f"{name} {fact.old}: now said of something else"
    return f"{name} {fact.old} → {fact.new}"


def _held(name: str, hold: Hold) -> str:
    return f"no {name}" if hold is Hold.NONE else f"{name} {hold.value}"
