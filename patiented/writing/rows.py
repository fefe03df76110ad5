"""The rows of a sheet: each statement with what the edition, the catalogue and the review say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.writing import saving
from patiented.writing.judged import book_chips
from patiented.writing.levels import levels_of, scores_of
from patiented.writing.records import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.edition.bench import Bench, Slot
    from patiented.model import Edition, EditionStatement
    from patiented.proposing.entry import Entry
    from patiented.publishing import Published
    from patiented.writing.levels import Placed


def row_of(
    published: Published,
    bench: Bench,
    slot: Slot,
    shown: EditionStatement | None,
    entry: Entry | None,
    headings: dict[str, str],
) -> Row:
    """Return the row of a statement; `shown` is None where the edition leaves it out."""
    edition, statement = published.edition, slot.statement
    taught = tuple(term.term for term in edition.meta.taught)
    wording = entry.wording if entry and entry.is_usable else ""
    text = _text(slot, shown, edition)
    levels = levels_of(
        scores_of([(text, statement.kind.value)], taught, edition.lang), edition.lang
    )
    booked = [row for row in edition.ledger if row.statement == statement.id]
    return Row(
        statement=statement.id,
        section=slot.section.id,
        heading=headings.get(slot.section.id, slot.section.heading),
        is_heading=slot.is_heading,
        role=statement.role.value,
        source=statement.text,
        text=text,
        origin=shown.origin.value if shown else "",
        needs_writer=shown.needs_writer if shown else slot.is_heading and not wording,
        wording=wording,
        draft=entry.wording if entry and entry.is_fuzzy else "",
        omit=entry.omit if entry and entry.is_usable else "",
        may_leave_out=not slot.is_heading and bench.may_leave_out(statement.id),
        confirmed=entry.confirmed if entry else (),
        base=saving.base_of(entry),
        levels=levels,
        chips=book_chips(shown.facts, booked) if shown else (),
        approved=statement.id in published.review.approved,
        lapsed=statement.id in published.review.lapsed,
        previous=entry.previous if entry else "",
    )


def shown_of(published: Published, statement: str) -> Iterator[EditionStatement]:
    """Return the places where an edition shows a statement."""
    return (one for one in published.edition.statements() if one.id == statement)


def _text(slot: Slot, shown: EditionStatement | None, edition: Edition) -> str:
    if not slot.is_heading:
        return shown.text if shown else ""
    return next((one.heading for one in edition.sections if one.id == slot.section.id), "")


def texts_with(
    edition: Edition, bench: Bench, statement: str, text: str
) -> tuple[list[Placed], list[Placed]]:
    """Return the texts of the edition and of one section, with `text` for `statement`."""
    shown = {one.id: one.text for one in edition.statements()} | {statement: text}
    slots = [one for one in bench.slots if not one.is_heading]
    home = bench.slot(statement).section.id
    placed = [
        (one.section.id, (shown.get(one.statement.id, ""), one.statement.kind.value))
        for one in slots
    ]
    return [pair for _, pair in placed], [pair for name, pair in placed if name == home]
