"""Shares what is said once for several numbers: a unit, a comparator over "or", a late "per"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.units import rounded, unit_at
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.reading import Measure, Reading
    from patiented.guard.tables import GuardTables

_REACH = 4
_LATE_PER = 10
_STOPS = frozenset({".", ";", "?", "!"})


def attach_per(reading: Reading, at: int, tables: GuardTables) -> bool:
    """Hang a late "for every kilogram" on the amount before it in the sentence."""
    tokens = reading.tokens
    if tokens[at].norm not in {"for", "per"} or not reading.measures:
        return False
    start = at + 1
    if start < len(tokens) and tokens[start].norm in {"every", "each"}:
        start += 1
    found = unit_at(reading, start, tables.units)
    unit = tables.unit_of[found[0]] if found else None
    last = reading.measures[-1]
    near = at - last.last <= _LATE_PER and not any(t.norm in _STOPS for t in tokens[last.last : at])
    if (
        found is None
        or unit is None
        or unit.dimension not in {"mass kg", "area", "volume"}
        or not near
    ):
        return False
    if "/" in last.dimension or last.kind is not FactKind.QUANTITY:
        return False
    reading.measures[-1] = last._replace(
        dimension=f"{last.dimension}/{unit.dimension}", low=rounded(last.low / unit.factor),
        high=rounded(last.high / unit.factor), factor=last.factor / unit.factor,
    )  # fmt: skip
    reading.spent.update(range(at, found[1]))
    return True


def with_inherited_units(reading: Reading) -> list[Measure]:
    """Give the bare numbers of "0, 12 and 24 hours" the unit at the end of their row."""
    measures = list(reading.measures)
    for index in range(len(measures) - 2, -1, -1):
        one, other = measures[index], measures[index + 1]
        gap = range(one.last, other.first)
        joined = 0 < len(gap) <= _REACH + 2 and all(
            k in reading.spent or reading.tokens[k].norm in {",", "and", "or", "/", "to"}
            for k in gap
        )
        if one.dimension == "count" and joined and other.dimension not in {"count", "proportion"}:
            measures[index] = _inherit(one, other)
    return measures


def _inherit(one: Measure, other: Measure) -> Measure:
    if other.kind is FactKind.FREQUENCY:
        return one
    low, high = one.low * other.factor, one.high * other.factor
    kind, dimension = other.kind, other.dimension
    return one._replace(kind=kind, dimension=dimension, low=low, high=high, factor=other.factor)


def with_shared_comparators(reading: Reading) -> list[Measure]:
    """Let "at least" reach the second amount of "at least 1 hour before or 2 hours after"."""
    measures = list(reading.measures)
    for index in range(1, len(measures)):
        one, other = measures[index - 1], measures[index]
        if one.kind is FactKind.FREQUENCY and index > 1:
            one = measures[index - 2]
        between = range(measures[index - 1].last, other.first)
        gap = {reading.tokens[k].norm for k in between if k not in reading.spent}
        near = other.first - measures[index - 1].last <= _REACH
        amount = FactKind.FREQUENCY not in {one.kind, other.kind}
        if (
            near
            and amount
            and "or" in gap
            and other.comparator == "eq"
            and not gap & {".", ";", ",", "if"}
        ):
            measures[index] = other._replace(comparator=one.comparator, said=one.said)
    return measures
