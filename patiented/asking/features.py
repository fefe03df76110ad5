"""What speaks for each statement of a page as an answer, as numbers that `weights.py` weighs.

A unit counts by its own weight and by how seldom it is on the page: what only one statement names
points at that one, what every second names points nowhere.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING

from patiented.asking.matching import MEASURE, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from patiented.asking.matching import Matches, Named
    from patiented.asking.statements import Indexed

LEVELS = (
    Level.FULL,
    Level.BY_KIND,
    Level.AROUND,
    Level.AROUND_BY_KIND,
    Level.GLOSSED,
    Level.PARTLY,
    Level.NEAR,
    Level.NEAR_AROUND,
)
NEEDS = ("evidence", "either", "role", "hint", "faint")
MET = 0.7
"""From this share on a statement counts as naming a unit, when it is asked how seldom that is."""
USUAL_WORDS = 20
"""Words of a usual statement; a longer one says more beside the answer."""

Feature = str


def features(
    matches: Matches, found: Mapping[int, float], spoken: Mapping[int, float]
) -> list[dict[Feature, float]]:
    """Return the features of each statement, by name.

    `found` and `spoken` are what full-text search says of the content words, and of all words.
    """
    rarities = [_rarity(row) for row in matches.units]
    weights = [unit.weight for unit in matches.question.units]
    on_page = sum(
        weight * rarity
        for weight, rarity, row in zip(weights, rarities, matches.units, strict=True)
        if any(one.share for one in row)
    )
    return [
        {
            **_of_units(matches, number, rarities, on_page),
            **_of_topics(matches, number),
            **_of_form(one),
            "found": found.get(number, 0.0),
            "spoken": spoken.get(number, 0.0),
        }
        for number, one in enumerate(matches.page.statements)
    ]


def _rarity(row: Sequence[Named]) -> float:
    """Return how seldom a unit is met, 0 (everywhere) to 1 (once)."""
    met = sum(one.share >= MET for one in row)
    return log((len(row) + 1) / (met + 1)) / log((len(row) + 1) / 2) if len(row) > 1 else 1.0


def _of_units(
    matches: Matches, number: int, rarities: Sequence[float], on_page: float
) -> dict[Feature, float]:
    said: dict[Feature, float] = {}
    covered = 0.0
    for unit, row, rarity in zip(matches.question.units, matches.units, rarities, strict=True):
        one = row[number]
        if not one.share:
            continue
        kind = "named" if unit.is_named else "plain"
        depth = one.share if one.level is Level.PARTLY else 1.0
        name = f"{kind}_{one.level.name.lower()}"
        said[name] = said.get(name, 0.0) + depth * unit.weight
        rare = f"rare_{kind}"
        said[rare] = said.get(rare, 0.0) + one.share * unit.weight * rarity
        covered += one.share * unit.weight * rarity
    said["covered"] = covered / on_page if on_page else 0.0
    return said


def _of_topics(matches: Matches, number: int) -> dict[Feature, float]:
    topics = matches.question.topics
    said: dict[Feature, float] = {}
    share = 1 / sqrt(len(topics)) if topics else 0.0
    for topic, row in zip(topics, matches.topics, strict=True):
        one = row[number]
        if topic.needs == MEASURE:
            said[MEASURE] = said.get(MEASURE, 0.0) + one.evidence * share
            continue
        for name, amount in (("section", one.role), ("words", one.evidence)):
            key = f"{topic.needs}_{name}"
            said[key] = said.get(key, 0.0) + amount * share
    return said


def _of_form(one: Indexed) -> dict[Feature, float]:
    return {
        "opens_list": float(one.opens_list),
        "left_out": float(one.left_out),
        "long": max(0.0, log(max(1, len(one.columns[1])) / USUAL_WORDS)),
        "short": max(0.0, log(USUAL_WORDS / max(1, len(one.columns[1])))),
    }
