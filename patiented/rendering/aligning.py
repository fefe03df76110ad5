"""Lines the statements of two editions up, section by section in the order of the left one.

A statement has the same id in every edition. One that only the right edition has stands beside its
neighbors there; where it has none on the left, under its own heading at the end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.rendering.typography import QUESTION_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.model import Edition, EditionSection, EditionStatement


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement in two editions, or in one; `key` is its id, numbered where it is repeated."""

    key: str
    left: EditionStatement | None
    right: EditionStatement | None


@dataclass(frozen=True, slots=True)
class PairedSection:
    """Pairs under one heading; a sub-heading is told with the heading above it."""

    id: str
    heading: str
    pairs: tuple[Pair, ...]


@dataclass(slots=True)
class _Group:
    """A section while it is filled: keys of statements in order."""

    id: str
    heading: str
    keys: list[str]


def paired(left: Edition, right: Edition) -> tuple[PairedSection, ...]:
    """Return the sections of `left` with what `right` has for each statement, then what is left."""
    mine, theirs = list(_groups(left)), list(_groups(right))
    lefts, rights = _by_key(left), _by_key(right)
    home = {key: group for group in mine for key in group.keys}
    rest: list[_Group] = []
    for group in theirs:
        rest += _fit_in(group, home)
    return tuple(
        PairedSection(
            group.id,
            group.heading,
            tuple(Pair(key, lefts.get(key), rights.get(key)) for key in group.keys),
        )
        for group in (*mine, *rest)
        if group.keys
    )


def _fit_in(group: _Group, home: dict[str, _Group]) -> list[_Group]:
    """Put what only this group of the right edition has beside its neighbors; return the rest."""
    known = [key for key in group.keys if key in home]
    if not known:
        return [_Group(f"other-{group.id}", group.heading, group.keys)]
    neighbor = ""
    for key in group.keys:
        if key not in home:
            there = home[neighbor or known[0]]
            place = there.keys.index(neighbor) + 1 if neighbor else there.keys.index(known[0])
            there.keys.insert(place, key)
            home[key] = there
        neighbor = key
    return []


def _groups(edition: Edition) -> Iterator[_Group]:
    top = ""
    keys = iter(_keys(edition))
    for section in edition.sections:
        top = section.heading if section.level <= 2 else top  # noqa: PLR2004  (a heading of the page)
        heading = section.heading if section.level <= 2 or not top else _below(top, section)  # noqa: PLR2004
        yield _Group(section.id, heading, [next(keys) for _ in _texts(section)])


def _below(top: str, section: EditionSection) -> str:
    return (
        f"{top} {section.heading}" if top.endswith(QUESTION_MARKS) else f"{top}: {section.heading}"
    )


def _by_key(edition: Edition) -> dict[str, EditionStatement]:
    statements = [one for section in edition.sections for one in _texts(section)]
    return dict(zip(_keys(edition), statements, strict=True))


def _keys(edition: Edition) -> Sequence[str]:
    seen: Counter[str] = Counter()
    keys = []
    for section in edition.sections:
        for one in _texts(section):
            seen[one.id] += 1
            keys.append(one.id if seen[one.id] == 1 else f"{one.id}-{seen[one.id]}")
    return keys


def _texts(section: EditionSection) -> list[EditionStatement]:
    return [one for block in section.blocks for one in block.statements if one.text]
