"""Sees a value of a closed set give way to another one: "ideal weight" for "actual weight".

The sets of `rivals.tsv` hold what cannot be said for each other: morning and evening, fridge and
freezer, for good and for a while. What stands behind a "not" counts for nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from patiented.guard.comparisons import is_turned_rightly
from patiented.guard.reading import Measure
from patiented.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from patiented.guard.case import Case
    from patiented.guard.reading import Reading

GAP: Final = "~"
_GAP: Final = 3
_BACK: Final = 6
_SOON: Final = 3
_NEGATIONS: Final = frozenset({
    "not", "no", "never", "without", "non", "nor", "neither", "avoid", "than", "instead", "rather",
    "less", "least",
})  # fmt: skip
_STOPS: Final = frozenset({
    ",", ".", ";", ":", "but", "and", "if", "have", "has", "had", "is", "are", "was", "were",
})  # fmt: skip
_LONGEST: Final = 3_000


@dataclass(slots=True)
class Rivals:
    """Phrases by stem, each with the set and the value that it names."""

    children: dict[str, Rivals] = field(default_factory=dict)
    names: tuple[str, str] | None = None

    def add(self, stems: Iterable[str], names: tuple[str, str]) -> None:
        """Store one phrase."""
        node = self
        for stem in stems:
            node = node.children.setdefault(stem, Rivals())
        node.names = node.names or names


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a set stands, and whether a "not" turns it."""

    value: str
    first: int
    last: int
    denied: bool


def check_rivals_of_sets(case: Case) -> None:
    """Call changed what gave way to another value of its set."""
    if is_turned_rightly(case):
        return
    mine, theirs = _found(case, case.source), _found(case, case.rewrite)
    for name, places in mine.items():
        others = theirs.get(name, [])
        known = {place.value for place in places}
        kept = {place.value for place in others}
        lost = [place for place in places if place.value not in kept and not place.denied]
        new = [place for place in others if place.value not in known and not place.denied]
        if lost and new:
            _report(case, name, lost[0], new[0])


def _report(case: Case, name: str, one: Place, other: Place) -> None:
    span = case.rewrite.span(other.first, other.last)
    message = f"{name}: the source says it otherwise"
    for index, mark in enumerate(case.marks):
        inside = one.first <= mark.first < one.last
        if inside and not isinstance(mark, Measure):
            place = mark._replace(first=other.first, last=other.last)
            case.changed(index, "rival-value", message, place)
            case.unplaced[:] = [i for i in case.unplaced if i != index]
            return
    case.report(
        "rival-value", Level.ERROR, message, found=case.rewrite.text[slice(*span)], rewrite=span,
        source=case.source.span(one.first, one.last),
    )  # fmt: skip


def _found(case: Case, reading: Reading) -> dict[str, list[Place]]:
    """Return the values of each set, with their places."""
    found: dict[str, list[Place]] = {}
    at, count = 0, min(len(reading.tokens), _LONGEST)
    while at < count:
        name, last = _longest(case.tables.rivals, reading, at)
        if name is None:
            at += 1
            continue
        place = Place(name[1], at, last, is_denied(reading, at) or _is_undone(reading, last))
        found.setdefault(name[0], []).append(place)
        at += 1
    return found


def _longest(trie: Rivals, reading: Reading, at: int) -> tuple[tuple[str, str] | None, int]:
    best: tuple[tuple[str, str] | None, int] = None, at
    for node, end in _walk(trie, reading, at):
        if node.names is not None and end > best[1]:
            best = node.names, end
    return best


def _walk(node: Rivals, reading: Reading, at: int) -> Iterator[tuple[Rivals, int]]:
    if at >= len(reading.tokens):
        return
    child = node.children.get(reading.tokens[at].stem)
    if child is not None and at not in reading.spent:
        yield child, at + 1
        yield from _walk(child, reading, at + 1)
    gap = node.children.get(GAP)
    if gap is None:
        return
    for k in range(at, min(at + _GAP, len(reading.tokens)) + 1):
        if k < len(reading.tokens) and reading.tokens[k].stem in gap.children:
            yield from _walk(gap, reading, k)
        if k < len(reading.tokens) and reading.tokens[k].norm in _STOPS:
            return


def is_denied(reading: Reading, at: int) -> bool:
    """Tell whether a "not" stands just before, in the same clause."""
    for k in range(at - 1, max(at - _BACK, 0) - 1, -1):
        norm = reading.tokens[k].norm
        if norm in _STOPS:
            return False
        if norm in _NEGATIONS:
            return True
    return False


def _is_undone(reading: Reading, last: int) -> bool:
    """Tell whether a "not" follows close by: "probably will not"."""
    for token in reading.tokens[last : last + _SOON]:
        if token.norm in _STOPS:
            return False
        if token.norm in {"not", "never"}:
            return True
    return False
