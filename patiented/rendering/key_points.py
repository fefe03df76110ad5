"""The list "In short": whole statements of the edition, word for word, that can stand alone.

A statement from under a sub-heading stands alone only if it names the page's subject or that
heading; otherwise "no more than 60 grams in one week" could be read as a limit for everybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.model import FactKind, Role, StatementKind, Verdict
from patiented.rendering.contexts import Point
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Edition, EditionSection, EditionStatement

MOST_OF = {Role.OVERVIEW: 1, Role.INDICATIONS: 3, Role.CONTRAINDICATIONS: 2, Role.DOSAGE: 3}
"""The roles that give key points, in order, and how many at most.

From the overview comes a single sentence: what it is, without how it works.
"""

DOSE_KINDS = frozenset({FactKind.FREQUENCY, FactKind.QUANTITY, FactKind.DURATION})
"""A key point of the dosage holds one of these, found in the source and in the text."""

LONGEST = 220
FEWEST = 2
TOP_LEVEL = 2

_GLOSS = re.compile(r"\s*\([^)]*\)")


def key_points(edition: Edition) -> tuple[Point, ...]:
    """Return the key points; too few make no list."""
    points: list[Point] = []
    for role, most in MOST_OF.items():
        points += list(_points(edition, role))[:most]
    return tuple(points) if len(points) >= FEWEST else ()


def _points(edition: Edition, role: Role) -> Iterator[Point]:
    for section in edition.sections:
        if section.role is not role:
            continue
        for one in (one for block in section.blocks for one in block.statements):
            whole = _is_whole(one) and _stands_alone(one, section, edition.meta.name)
            if whole and _says_enough(one, role):
                yield Point(keep_together(one.text), f"s-{one.id}", section.heading)


def _is_whole(one: EditionStatement) -> bool:
    whole = one.kind is StatementKind.SENTENCE and one.text.endswith(".") and "\n" not in one.text
    return whole and not one.needs_writer and len(one.text) <= LONGEST


def _stands_alone(one: EditionStatement, section: EditionSection, name: str) -> bool:
    if section.level <= TOP_LEVEL:
        return True
    heading = _GLOSS.sub("", section.heading).casefold()
    text = one.text.casefold()
    return heading in text or name.casefold() in text


def _says_enough(one: EditionStatement, role: Role) -> bool:
    if role is Role.OVERVIEW:
        return ". " not in one.text
    return role is not Role.DOSAGE or _tells_a_dose(one)


def _tells_a_dose(one: EditionStatement) -> bool:
    return any(f.verdict is Verdict.KEPT and f.fact.kind in DOSE_KINDS for f in one.facts)
