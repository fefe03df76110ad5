"""The list "In short": what the page's kind makes most pressing, in the page's own sentences.

A point is a whole statement, word for word, that can stand alone; or, where what matters is a list,
the heading above it as a link. A statement from under a sub-heading stands alone only if it names
the page's subject or that heading; otherwise "no more than 60 grams in one week" could be read as a
limit for everybody. Which roles come, and how often, follows the obligations: what must be in every
edition goes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.model import FactKind, MonographKind, Role, StatementKind, Verdict
from patiented.rendering.contexts import Point
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience.profile import Audience
    from patiented.model import Edition, EditionSection, EditionStatement

MOST_OF = {
    MonographKind.DRUG: {
        Role.OVERVIEW: 1,
        Role.INDICATIONS: 3,
        Role.CONTRAINDICATIONS: 2,
        Role.DOSAGE: 3,
        Role.WARNINGS: 1,
    },
    MonographKind.CONDITION: {
        Role.OVERVIEW: 1,
        Role.WARNINGS: 2,
        Role.DOSAGE: 2,
        Role.CONTRAINDICATIONS: 1,
        Role.COUNSELLING: 2,
    },
    MonographKind.PROCEDURE: {
        Role.OVERVIEW: 1,
        Role.INDICATIONS: 1,
        Role.CONTRAINDICATIONS: 1,
        Role.COUNSELLING: 2,
        Role.DOSAGE: 2,
        Role.WARNINGS: 1,
    },
}
"""The roles that give key points, in order, and how many at most.

From the overview comes a single sentence: what it is, without how it works.
"""

SCHEDULE = frozenset({FactKind.FREQUENCY, FactKind.DURATION})
DOSING = frozenset({*SCHEDULE, FactKind.QUANTITY})
"""A key point of a medicine's dosage holds one of SCHEDULE, or orders a quantity: a strength alone
("tablets of 25 mg") says nobody what to do."""

ORDERS = frozenset(
    {"modality must", "modality should", "modality advise", "modality caution", "term inform"}
)
"""Facts of the guard that tell somebody to do or not to do a thing, or to tell the doctor."""

ACTING = frozenset({Role.WARNINGS, Role.COUNSELLING, Role.DOSAGE})
MOST = 7
LONGEST = 220
FEWEST = 2
TOP_LEVEL = 2

_BAN = re.compile(r"(?:Do not|Never|Avoid|Use no more|You must not)\b")
_GLOSS = re.compile(r"\s*\([^)]*\)")


def key_points(edition: Edition, audience: Audience) -> tuple[Point, ...]:
    """Return the key points; too few make no list."""
    points: list[Point] = []
    for role, most in MOST_OF[edition.meta.kind].items():
        urgent = list(_urgent(edition, role, audience.emergency_number))
        points += [*urgent, *_whole(edition, role)][:most] or _list_of(edition, role)
    return tuple(points[:MOST]) if len(points) >= FEWEST else ()


def _urgent(edition: Edition, role: Role, number: str) -> Iterator[Point]:
    """Yield the headings of parts that say when to call the emergency number."""
    if role is not Role.WARNINGS or not number:
        return
    calls = re.compile(rf"\b{re.escape(number)}\b")
    for section in _sections(edition, role):
        said = (section.heading, *(one.text for one in _statements(section)))
        if section.level > TOP_LEVEL and any(calls.search(text) for text in said):
            yield _pointer(section)


def _list_of(edition: Edition, role: Role) -> list[Point]:
    """Return the heading of who must not use it, where that is said in a list."""
    binding = (
        _pointer(section)
        for section in _sections(edition, role)
        if role is Role.CONTRAINDICATIONS and any(one.text for one in _statements(section))
    )
    return list(binding)[:1]


def _pointer(section: EditionSection) -> Point:
    return Point(section.heading, f"sec-{section.id}", section.heading, is_heading=True)


def _whole(edition: Edition, role: Role) -> list[Point]:
    """Return the statements of a role that can stand alone: what tells to act goes first."""
    found = [
        (not _orders(one), Point(keep_together(one.text), f"s-{one.id}", section.heading))
        for section in _sections(edition, role)
        for one in _statements(section)
        if _is_whole(one)
        and _stands_alone(one, section, edition.meta.name)
        and _says_enough(one, role, edition.meta.kind)
    ]
    if role in ACTING and edition.meta.kind is not MonographKind.DRUG:
        found.sort(key=lambda pair: pair[0])
    return [point for _, point in found]


def _sections(edition: Edition, role: Role) -> Iterator[EditionSection]:
    return (section for section in edition.sections if section.role is role)


def _statements(section: EditionSection) -> Iterator[EditionStatement]:
    return (one for block in section.blocks for one in block.statements)


def _is_whole(one: EditionStatement) -> bool:
    whole = one.kind is StatementKind.SENTENCE and one.text.endswith(".") and "\n" not in one.text
    return whole and not one.needs_writer and len(one.text) <= LONGEST


def _stands_alone(one: EditionStatement, section: EditionSection, name: str) -> bool:
    if section.level <= TOP_LEVEL:
        return True
    heading = _GLOSS.sub("", section.heading).casefold()
    text = one.text.casefold()
    return heading in text or name.casefold() in text


def _says_enough(one: EditionStatement, role: Role, kind: MonographKind) -> bool:
    if role is Role.OVERVIEW:
        return ". " not in one.text
    if kind is not MonographKind.DRUG:
        return True
    if role is Role.DOSAGE:
        return _has(one, SCHEDULE) or (_has(one, DOSING) and _orders(one))
    return role is not Role.WARNINGS or _orders(one)


def _orders(one: EditionStatement) -> bool:
    """Whether a statement tells to do or not to do something, in the source and in the text."""
    kept = [row.fact for row in one.facts if row.verdict is Verdict.KEPT]
    bans = any(fact.kind is FactKind.NEGATION for fact in kept)
    return any(fact.value in ORDERS for fact in kept) or bool(bans and _BAN.match(one.text))


def _has(one: EditionStatement, kinds: frozenset[FactKind]) -> bool:
    return any(f.verdict is Verdict.KEPT and f.fact.kind in kinds for f in one.facts)
