"""Asks whether each number still belongs to its own thing: the arm, the group, "before" or "after".

Two numbers of one dimension that both stand in the rewrite are compared by what stands near the one
and not near the other. Anchors that changed sides mean crossed numbers; where anchors decide
nothing against it the numbers keep their verdict.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from patiented.guard.reading import Measure
from patiented.model import FactKind, Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_MOST = 12
_REACH = 10
_NEAR_NUMBER = 12
_WEIGHTS = (1.0, 0.7, 0.5, 0.35, 0.25, 0.2, 0.15, 0.1)
_BARRIER = 12
_BEHIND = 4
_SURE = 0.45
_ALONE = 0.35
_KINDS = frozenset({
    "drug", "condition", "term", "word", "organ", "population", "drug_class",
    "substance", "action", "form",
    "time_order", "severity", "route",
})  # fmt: skip
_FORWARD = frozenset({
    "with", "of", "on", "in", "for", "among", "receiving", "taking", "given", "who", "using",
    "before", "after", "patients", "people", "when", "if", "during", "once",
})  # fmt: skip

Anchors = dict[str, float]


class Placed(NamedTuple):
    """A number of the source and its place in the rewrite, each with what stands near it."""

    fact: int
    mine: Measure
    theirs: Measure
    near: Anchors
    there: Anchors


def check_bindings(case: Case) -> None:
    """See numbers that crossed: each took the other's place."""
    for one, two in combinations(_placed(case), 2):
        if _comparable(one.mine, two.mine) and one.theirs is not two.theirs:
            _judge_pair(case, one, two)


def _placed(case: Case) -> list[Placed]:
    by_span = {case.rewrite.span(m.first, m.last): m for m in case.rewrite.measures}
    found = [
        (index, mark, by_span[where])
        for index, (mark, where) in enumerate(zip(case.marks, case.where, strict=True))
        if isinstance(mark, Measure)
        and where in by_span
        and case.verdicts[index] is not Verdict.CHANGED
    ]
    return [
        Placed(index, mark, other, _near(case.source, mark), _near(case.rewrite, other))
        for index, mark, other in found[:_MOST]
    ]


def _comparable(one: Measure, two: Measure) -> bool:
    same_type = (one.kind is FactKind.FREQUENCY) == (two.kind is FactKind.FREQUENCY)
    differs = (one.low, one.high, one.per) != (two.low, two.high, two.per)
    times = {one.dimension, two.dimension} <= {"time", "months"}
    return same_type and differs and (one.dimension == two.dimension or times)


def _judge_pair(case: Case, one: Placed, two: Placed) -> None:
    lone = _lone(case)
    own = _own(one.near, two.near, lone), _own(two.near, one.near, lone)
    there = _own(one.there, two.there, lone), _own(two.there, one.there, lone)
    straight = _shared(own[0], there[0]) + _shared(own[1], there[1])
    crossed = _shared(own[0], there[1]) + _shared(own[1], there[0])
    if crossed - straight >= (_SURE if straight else _ALONE):
        for placed in (one, two):
            case.changed(
                placed.fact,
                "numbers-crossed",
                "this number now stands by something else",
                placed.theirs,
            )
    elif crossed > straight or (straight == 0 and _reordered(one, two)):
        for placed in (one, two):
            case.rule(placed.fact, Verdict.OPEN)
            case.report(
                "number-unbound", Level.WARNING, "what this number belongs to is not clear",
                fact=placed.fact,
            )  # fmt: skip


def _reordered(one: Placed, two: Placed) -> bool:
    """Tell whether two numbers with nothing near them to tell them apart come in another order."""
    return (one.mine.first < two.mine.first) != (one.theirs.first < two.theirs.first)


def _near(reading: Reading, measure: Measure) -> Anchors:
    """Return what stands near a number, nearest first, with weights; other numbers are walls."""
    here = reading.sentence[measure.first]
    around = [m for m in _numbers_near(reading, measure) if reading.sentence[m.first] == here]
    rivals = [m.first for m in around if m.dimension == measure.dimension]
    ranked = [
        (_gap(reading, measure, mention.first, mention.last, rivals), mention.value)
        for mention in _mentions_near(reading, measure.first)
        if mention.kind in _KINDS and reading.sentence[mention.first] == here
    ]
    ranked += [
        (_gap(reading, measure, other.first, other.last, rivals), _anchor(other))
        for other in around
        if other.dimension != measure.dimension
    ]
    near: Anchors = {}
    for weight, (_, value) in zip(_WEIGHTS, sorted(ranked), strict=False):
        near.setdefault(value, weight)
    return near


def _anchor(measure: Measure) -> str:
    """Return a number as an anchor: "twice a day" and "every 12 hours" are one."""
    if measure.kind is FactKind.FREQUENCY and measure.low and not measure.per_high:
        return f"every {measure.per / measure.low:.6g} {measure.dimension}"
    return measure.value()


def _gap(reading: Reading, measure: Measure, first: int, last: int, rivals: list[int]) -> int:
    """Return how far something is from a number: tokens, clause ends, other numbers, and its side.

    A number that goes on with "of", "with" or "in" looks ahead; one at the end of its clause, back.
    """
    ahead = first >= measure.last
    gap = first - measure.last if ahead else measure.first - last
    low, high = min(first, measure.first), max(first, measure.first)
    walls = abs(reading.clause[first] - reading.clause[measure.first])
    walls += sum(low < at < high for at in rivals)
    following = reading.tokens[measure.last].norm if measure.last < len(reading.tokens) else ""
    behind = ahead != (following in _FORWARD)
    return max(gap, 0) + _BARRIER * walls + (_BEHIND if behind else 0)


def _numbers_near(reading: Reading, measure: Measure) -> list[Measure]:
    middle = bisect_left(reading.measure_starts, measure.first)
    near = reading.measures[max(middle - _NEAR_NUMBER, 0) : middle + _NEAR_NUMBER]
    return [other for other in near if other is not measure]


def _mentions_near(reading: Reading, at: int) -> list[Mention]:
    middle = bisect_left(reading.mention_starts, at)
    return reading.mentions[max(middle - _REACH, 0) : middle + _REACH]


def _own(one: Anchors, two: Anchors, lone: frozenset[str]) -> Anchors:
    """Keep what is nearer to the one number than to the other, but the only medicine there is."""
    return {v: w - two.get(v, 0.0) for v, w in one.items() if w > two.get(v, 0.0) and v not in lone}


def _lone(case: Case) -> frozenset[str]:
    """Return the medicine that all of a text is about: it tells no number from another."""
    drugs = {m.value for m in case.source.of("drug")}
    return frozenset(drugs) if len(drugs) == 1 else frozenset()


def _shared(one: Anchors, two: Anchors) -> float:
    return sum(min(weight, two[value]) for value, weight in one.items() if value in two)
