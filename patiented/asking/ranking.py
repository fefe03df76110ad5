"""How well each statement of a page answers a question, the best first.

A statement earns what `weights.py` gives for each unit that it names, for each topic whose section
it stands in or whose words it has, and for the words that it shares with the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.asking.features import features
from patiented.asking.weights import WEIGHTS
from patiented.model import FactKind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patiented.asking.matching import Matches
    from patiented.asking.question import Question
    from patiented.asking.statements import Indexed

AMOUNTS = frozenset({FactKind.QUANTITY, FactKind.FREQUENCY, FactKind.NEGATION, FactKind.MODALITY})
DOSE_ROLES = frozenset({Role.DOSAGE, Role.SPECIFIC_POPULATIONS})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A statement, its number on the page, and what it earned."""

    statement: Indexed
    number: int
    score: float


def rank(matches: Matches, found: Mapping[int, float], spoken: Mapping[int, float]) -> list[Ranked]:
    """Return the statements that may answer, the best first, on a tie in page order."""
    ranked = [
        Ranked(one, number, sum(WEIGHTS.get(name, 0.0) * amount for name, amount in said.items()))
        for number, (one, said) in enumerate(
            zip(matches.page.statements, features(matches, found, spoken), strict=True)
        )
        if may_answer(matches.question, one)
    ]
    return sorted(ranked, key=lambda one: -one.score)


def may_answer(question: Question, one: Indexed) -> bool:
    """Whether a statement may be given at all: not what the page disclaims, nor another's dose.

    A dose of adults given for a child's is the near miss that could do most harm.
    """
    if one.disclaims:
        return False
    if question.young and (question.asks("dose") or question.asks("how_much")):
        return one.speaks_of_age and one.place.role in DOSE_ROLES and bool(one.measures & AMOUNTS)
    return not question.asks("dose") or _names_medicines(question, one)


def _names_medicines(question: Question, one: Indexed) -> bool:
    """Whether a sentence names each medicine whose dose is asked for, and no other one instead."""
    return all(
        unit.ids & (one.concepts | one.concepts_around)
        or (one.said | one.around).issuperset(unit.stems)
        for unit in question.units
        if unit.is_medicine
    )
