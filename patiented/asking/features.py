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
    from patiented.asking.question import Unit
    from patiented.asking.statements import Indexed

MET = 0.7
"""From this share on a statement counts as naming a unit, when it is asked how seldom that is."""
USUAL_WORDS = 20
"""Words of a usual statement; a longer one says more beside the answer."""

Feature = str
_Weighed = tuple[float, "Unit", "tuple[Named, ...]"]


def features(
    matches: Matches, found: Mapping[int, float], spoken: Mapping[int, float]
) -> list[dict[Feature, float]]:
    """Return the features of each statement, by name.

    `found` and `spoken` are what full-text search says of the content words, and of all words.
    """
    units = [
        (unit.weight * rarity([one.share for one in row]), unit, row)
        for unit, row in zip(matches.question.units, matches.units, strict=True)
    ]
    on_page = sum(weight for weight, _, row in units if any(one.share for one in row))
    return [
        {
            **_of_units(units, number, on_page),
            **_of_topics(matches, number),
            **_of_form(one),
            "found": found.get(number, 0.0),
            "spoken": spoken.get(number, 0.0),
        }
        for number, one in enumerate(matches.page.statements)
    ]


def rarity(shares: Sequence[float]) -> float:
    """Return how seldom something is met on a page, 0 (everywhere) to 1 (once, or nowhere)."""
    if len(shares) < 2:  # noqa: PLR2004  # a page of one statement has nothing to compare
        return 1.0
    met = max(1, sum(one >= MET for one in shares))
    return log((len(shares) + 1) / (met + 1)) / log((len(shares) + 1) / 2)


def _of_units(units: Sequence[_Weighed], number: int, on_page: float) -> dict[Feature, float]:
    said: dict[Feature, float] = {}
    covered = 0.0
    for weight, unit, row in units:
        one = row[number]
        if not one.share:
            continue
        kind = "named" if unit.is_named else "plain"
        depth = one.share if one.level is Level.PARTLY else 1.0
        _add(said, f"{kind}_{one.level.name.lower()}", depth * unit.weight)
        _add(said, f"rare_{kind}", one.share * weight)
        covered += one.share * weight
    said["covered"] = covered / on_page if on_page else 0.0
    return said


def _of_topics(matches: Matches, number: int) -> dict[Feature, float]:
    topics = matches.question.topics
    share = 1 / sqrt(len(topics)) if topics else 0.0
    said: dict[Feature, float] = {}
    for topic, row in zip(topics, matches.topics, strict=True):
        one = row[number]
        if topic.needs == MEASURE:
            _add(said, MEASURE, one.evidence * share)
        else:
            _add(said, f"{topic.needs}_section", one.role * share)
            _add(said, f"{topic.needs}_words", one.evidence * share)
    return said


def _add(said: dict[Feature, float], name: Feature, amount: float) -> None:
    said[name] = said.get(name, 0.0) + amount


def _of_form(one: Indexed) -> dict[Feature, float]:
    words = max(1, len(one.columns[1]))
    return {
        "opens_list": float(one.opens_list),
        "long": max(0.0, log(words / USUAL_WORDS)),
        "short": max(0.0, log(USUAL_WORDS / words)),
    }
