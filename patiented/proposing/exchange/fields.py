"""What XLIFF has no element for, as pairs of a key and a text; both versions carry the same pairs.

The pairs are for the way back. What a translator should read of them stands in notes (`told`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.errors import DataError
from patiented.proposing.catalogue_comments import Told
from patiented.proposing.masking import check_masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from patiented.proposing.exchange.records import Unit
    from patiented.proposing.exchange.xml_tree import Node

TRANSLATOR, PROGRAM = "translator", "developer"
"""Who wrote a note. What the program wrote is not read back."""

Pairs = list[tuple[str, str]]

_YES = "yes"
_PREVIOUS, _PREVIOUS_CONTEXT = "previous", "previous-context"
_REFERENCE, _FLAG, _CONTEXT, _FUZZY = "reference", "flag", "context", "fuzzy"
_EXPORTED = "exported"
_REMARKS = ("statement", "remark", "omit", "confirmed")


def pairs_of(unit: Unit) -> Pairs:
    """Return all of an entry but source, wording and the translator's notes."""
    entry = unit.entry
    pairs = [
        (_EXPORTED, unit.base),
        (_CONTEXT, entry.context),
        (_FUZZY, _YES if entry.is_fuzzy else ""),
        *(("statement", one) for one in entry.statements),
        *(("remark", one) for one in entry.remarks),
        ("omit", entry.omit),
        *(("confirmed", f"{fact} by {name}") for fact, name in entry.confirmed),
        (_PREVIOUS, entry.previous),
        (_PREVIOUS_CONTEXT, entry.previous_context),
        *((_REFERENCE, one) for one in entry.references),
        *((_FLAG, one) for one in entry.flags),
    ]
    return [(key, text) for key, text in pairs if text]


def told(unit: Unit) -> Iterator[str]:
    """Yield what a translator should know of an entry, one note each."""
    entry = unit.entry
    yield from unit.stands
    if entry.context:
        yield f"context: {entry.context}"
    if entry.omit:
        yield f"left out, because: {entry.omit}"
    yield from entry.remarks
    yield from (f"confirmed: {fact} by {name}" for fact, name in entry.confirmed)
    if entry.previous:
        yield f"was: {' '.join(entry.previous.split())}"


def unit_of(base: Unit, pairs: Iterable[tuple[str, str]], notes: Iterable[str]) -> Unit:
    """Return the unit that a file has: source, wording and state from `base`, the rest from pairs.

    Whether a draft without any words is a draft, only the pairs can say. A pair that cannot be read
    is the unit's problem, not the file's.
    """
    entry = base.entry
    one: dict[str, str] = {}
    many: dict[str, list[str]] = {}
    for key, text in pairs:
        one[key] = text
        many.setdefault(key, []).append(text)
    reader = Told("", entry.line)
    try:
        for key in _REMARKS:
            for text in many.get(key, ()):
                reader.remark(text if key == "remark" else f"{key}: {text}")
    except DataError as error:
        return replace(base, problem=error.message)
    is_blank = not entry.wording.strip()
    filled = replace(
        entry,
        context=one.get(_CONTEXT, ""),
        is_masked=reader.is_masked,
        is_fuzzy=one.get(_FUZZY) == _YES if is_blank else entry.is_fuzzy,
        statements=tuple(reader.statements),
        remarks=tuple(reader.remarks),
        omit=reader.omit,
        confirmed=tuple(reader.confirmed),
        previous=one.get(_PREVIOUS, ""),
        previous_context=one.get(_PREVIOUS_CONTEXT, ""),
        references=tuple(many.get(_REFERENCE, ())),
        flags=tuple(sorted(many.get(_FLAG, ()))),
        notes=tuple(line.strip() for note in notes for line in note.split("\n")),
    )
    return fits(replace(base, entry=filled, base=one.get(_EXPORTED, "")))


def plain(node: Node, transparent: frozenset[str]) -> tuple[str, str]:
    """Return the text of a source or target, and what stands in it that no text can hold.

    `transparent` are marks around a text that change nothing of it.
    """
    parts: list[str] = []
    for one in node.content:
        if isinstance(one, str):
            parts.append(one)
        elif one.name in transparent:
            text, problem = plain(one, transparent)
            if problem:
                return "", problem
            parts.append(text)
        else:
            return "", f"an inline element <{one.name}>, which a wording cannot have"
    return "".join(parts), ""


def fits(unit: Unit) -> Unit:
    """Return a unit with its problem, if its parts do not go together, as in a PO file."""
    entry = unit.entry
    if unit.problem:
        return unit
    problem = check_masked(entry.source, entry.wording) if entry.is_masked else ""
    if entry.omit and entry.wording.strip():
        problem = "it is left out, with a reason; take the reason away first, in the catalogue"
    return replace(unit, problem=problem)
