"""What the answers of a person come to, by the rules of the instrument: only once all are given.

The program never answers in place of a person, so nothing here counts what a look has found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.assessing.instruments import NA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patiented.assessing.instruments import Instrument

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Total:
    """One result: the `points` of the items that apply."""

    scale: str
    points: int
    applicable: int

    @property
    def percent(self) -> float | None:
        """The share of the points, or None where no item applies."""
        return HUNDRED * self.points / self.applicable if self.applicable else None


def settled(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers with those that the rules settle: a "no" to 1 makes 2 a "no" too."""
    found = dict(answers)
    for item in instrument.items:
        for other, answer, here in item.follows:
            if found.get(other) == answer:
                found[item.id] = here
                break
    return found


def missing(instrument: Instrument, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the items that a person has still to answer, in their order."""
    given = settled(instrument, answers)
    return tuple(item.id for item in instrument.items if item.id not in given)


def totals(instrument: Instrument, answers: Mapping[str, str]) -> tuple[Total, ...]:
    """Return the results, or nothing while an item waits for a person."""
    if missing(instrument, answers):
        return ()
    given = settled(instrument, answers)
    scales = dict.fromkeys(instrument.scale_of(item) for item in instrument.items)
    return tuple(_total(instrument, given, scale) for scale in scales)


def _total(instrument: Instrument, given: Mapping[str, str], scale: str) -> Total:
    items = [one for one in instrument.items if instrument.scale_of(one) == scale]
    applicable = [one for one in items if given[one.id] != NA]
    points = sum(given[one.id] == one.good for one in applicable)
    return Total(scale, points, len(applicable))
