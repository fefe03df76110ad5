"""Compares numbers: each must stand in the rewrite with its value, unit and comparator.

Another value of the same dimension in its place is a change; a number with no counterpart in the
source is invented, unless it is derived: the complement of a share, another unit, or a rounded
helper.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from patiented.guard.bounds import (
    is_complement,
    is_crosswise,
    is_gone,
    is_held_back,
    loses_bound,
)
from patiented.guard.bounds_alike import is_same_bound
from patiented.guard.reading import Measure
from patiented.guard.split_rates import split_rate
from patiented.model import FactKind, Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case

_LOWER, _UPPER = frozenset({"ge", "gt"}), frozenset({"le", "lt"})
_HOURS_A_MONTH = 730.5
_WIDEST = 60
_FEW = 6
_BESIDE = 4
_HALF_SHARE = 50.0
_HALVED = frozenset({"halve", "halved", "halving", "half"})
_FEW_WORDS = 2
_ROUNDING = 0.041
_EXACT = 1e-6
_MONTHLY = 0.085
_YEAR = 12.0
_TIME = frozenset({"time", "months"})


class Match(IntEnum):
    """How near two measures are."""

    NONE = 0
    NEAR = 1
    EQUAL = 2


def check_quantities(case: Case) -> None:
    """Give every number of the source a verdict, and report numbers the source does not have."""
    mine = [(i, m) for i, m in enumerate(case.marks) if isinstance(m, Measure)]
    free = _claim(case, mine, list(case.rewrite.measures), Match.EQUAL)
    lost = [(i, m) for i, m in mine if case.where[i] is None]
    lost = _pair_bounds(case, lost, free)
    free = _claim(case, lost, free, Match.NEAR)
    lost = [(i, m) for i, m in lost if case.where[i] is None]
    _replaced(case, lost, free)
    case.extra_measures = [r for r in free if not any(compare(one, r) for _, one in mine[:_WIDEST])]


def compare(one: Measure, other: Measure) -> Match:
    """Tell how near `other` (of the rewrite) is to `one` (of the source)."""
    value = _compare_values(one, other)
    if value is Match.NONE:
        return Match.NONE
    return min(value, compare_comparators(one, other))


def compare_comparators(one: Measure, other: Measure) -> Match:
    """Compare how two measures bound: opposite directions are no match."""
    if one.comparator == other.comparator:
        return Match.EQUAL
    if one.said == other.said:
        return Match.NEAR
    a, b = one.comparator, other.comparator
    if {a, b} == {"eq", "about"}:
        return Match.EQUAL if "proportion" in {one.dimension, other.dimension} else Match.NEAR
    if (a in _LOWER and b in _UPPER) or (a in _UPPER and b in _LOWER):
        return Match.NONE
    return Match.NEAR


def _compare_values(one: Measure, other: Measure) -> Match:
    if one.dimension != other.dimension:
        return _across(one, other)
    if one.kind is FactKind.FREQUENCY or other.kind is FactKind.FREQUENCY:
        return _compare_rates(one, other)
    if one.dimension == "proportion":
        slack = 1e-4 * one.low
        if one.kind is not other.kind:
            ratio = one if one.kind is FactKind.RATIO else other
            slack = max(min(ratio.slack, _ROUNDING * one.low), 1e-4)
        fits = abs(one.low - other.low) <= slack and abs(one.high - other.high) <= slack
        return Match.EQUAL if fits else Match.NONE
    tolerance = 0.6 if one.dimension == "temperature" and one.factor != other.factor else _EXACT
    same = _close(one.low, other.low, tolerance) and _close(one.high, other.high, tolerance)
    return Match.EQUAL if same else Match.NONE


def _close(one: float, other: float, tolerance: float) -> bool:
    floor = tolerance if tolerance > _EXACT else 0.0
    return abs(one - other) <= max(tolerance * max(abs(one), abs(other)), floor)


def _compare_rates(one: Measure, other: Measure) -> Match:
    if one.kind is not other.kind:
        rate, span = (one, other) if one.kind is FactKind.FREQUENCY else (other, one)
        same = rate.low == 1 and _close(rate.per, span.low, _EXACT)
        return Match.NEAR if same else Match.NONE
    exact = one.low == other.low and one.high == other.high and _close(one.per, other.per, _EXACT)
    if exact and _close(one.per_high, other.per_high, _EXACT):
        return Match.EQUAL
    same_mean = (
        one.per
        and other.per
        and all(
            _close(mine / one.per, theirs / other.per, _EXACT)
            for mine, theirs in ((one.low, other.low), (one.high, other.high))
        )
    )
    return Match.NEAR if same_mean and not one.per_high else Match.NONE


def _across(one: Measure, other: Measure) -> Match:
    """Compare hours with months ("104 weeks, about 2 years"), and counts without their noun."""
    if {one.dimension, other.dimension} == _TIME:
        hours, months = (one, other) if one.dimension == "time" else (other, one)
        near = _close(hours.low, months.low * _HOURS_A_MONTH, _MONTHLY)
        return Match.NEAR if near and one.kind is not FactKind.FREQUENCY else Match.NONE
    counts = one.dimension.startswith("count") and other.dimension.startswith("count")
    bare = "count" in {one.dimension, other.dimension}
    if (
        (counts or bare)
        and one.kind is not FactKind.FREQUENCY
        and other.kind is not FactKind.FREQUENCY
    ):
        if one.low == other.low and one.high == other.high:
            return Match.EQUAL if counts and bare else Match.NEAR
        unscaled = _close(one.low / one.factor, other.low / other.factor, _EXACT) and _close(
            one.high / one.factor, other.high / other.factor, _EXACT
        )
        in_years = "months" in {one.dimension, other.dimension} and _YEAR in {
            one.factor,
            other.factor,
        }
        if bare and unscaled:
            return (
                Match.EQUAL if in_years and FactKind.AGE in {one.kind, other.kind} else Match.NEAR
            )
        return Match.NONE
    return Match.NONE


def _claim(
    case: Case, mine: list[tuple[int, Measure]], theirs: list[Measure], wanted: Match
) -> list[Measure]:
    """Match what is at least `wanted`; return the measures of the rewrite that nobody claimed."""
    taken: set[int] = set()
    by_key: dict[object, list[int]] = {}
    for k, other in reversed(list(enumerate(theirs))):
        by_key.setdefault(_key(other), []).append(k)  # the next one is last, to be popped
    for index, one in mine:
        best = _best(one, theirs, by_key, taken, wanted)
        if best is None:
            continue
        verdict = Verdict.KEPT if wanted is Match.EQUAL else Verdict.OPEN
        case.rule(index, verdict, case.rewrite.span(theirs[best].first, theirs[best].last))
        taken.add(best)
        if wanted is Match.NEAR and loses_bound(case, one, theirs[best]):
            case.changed(index, "comparator-lost", "the bound is gone", theirs[best])
        elif wanted is Match.NEAR and _is_alike(case, one, theirs[best]):
            case.verdicts[index] = Verdict.KEPT
        elif wanted is Match.NEAR:
            _explain_near(case, index, one, theirs[best])
    known = {_key(one): one for _, one in mine}
    return [
        other
        for k, other in enumerate(theirs)
        if k not in taken and not _said_again(other, known, mine)
    ]


def _best(
    one: Measure,
    theirs: list[Measure],
    by_key: dict[object, list[int]],
    taken: set[int],
    wanted: Match,
) -> int | None:
    """Return the best partner: the same key first, one not taken before one said again."""
    same = by_key.get(_key(one), [])
    while len(same) > 1 and same[-1] in taken:
        same.pop()
    nearby = [*same[: -_FEW - 1 : -1], *(range(len(theirs)) if len(theirs) <= _WIDEST else ())]
    fits = [k for k in nearby if compare(one, theirs[k]) >= wanted]
    return next((k for k in fits if k not in taken), fits[0] if fits else None)


def _said_again(
    other: Measure, known: dict[tuple[object, ...], Measure], mine: list[tuple[int, Measure]]
) -> bool:
    """Tell whether a measure of the rewrite only repeats one of the source."""
    same = known.get(_key(other))
    if same is not None and compare(same, other) is Match.EQUAL:
        return True
    return any(compare(one, other) is Match.EQUAL for _, one in mine[:_WIDEST])


def _key(measure: Measure) -> tuple[object, ...]:
    return (measure.dimension, f"{measure.low:.6g}", f"{measure.per:.6g}")


def _is_alike(case: Case, one: Measure, other: Measure) -> bool:
    """Tell whether only the bound is said in other words, and means the same."""
    if _is_copied(case, one, other):
        return True
    same = _compare_values(one, other) is Match.EQUAL
    return same and is_same_bound(case, one, other)


def _is_copied(case: Case, one: Measure, other: Measure) -> bool:
    """Tell whether the rewrite has the very words of the source: "in any 24 hours"."""
    mine = [token.norm for token in case.source.tokens[one.first : one.last]]
    return len(mine) > _FEW_WORDS and mine == [
        token.norm for token in case.rewrite.tokens[max(other.last - len(mine), 0) : other.last]
    ]


def _explain_near(case: Case, index: int, one: Measure, other: Measure) -> None:
    same_value = _compare_values(one, other) is Match.EQUAL
    if is_crosswise(case.rewrite, one, other):
        case.changed(index, "comparator-turned", "the bound is turned round", other)
        return
    if same_value and one.said != one.comparator and not is_held_back(case.rewrite, other):
        # "Do not use for more than 8 weeks" whose "not" is gone altogether.
        case.changed(index, "comparator-turned", "the bound is turned round", other)
        return
    rule = "comparator-moved" if same_value else "number-near"
    message = (
        "the number stands, but how it bounds is said differently"
        if same_value
        else "nearly the same number, said another way"
    )
    case.report(rule, Level.WARNING, message, fact=index)


def _pair_bounds(
    case: Case, lost: list[tuple[int, Measure]], free: list[Measure]
) -> list[tuple[int, Measure]]:
    """Find "5 to 10 mg" said as "no less than 5 mg and no more than 10 mg"."""
    still: list[tuple[int, Measure]] = []
    for index, one in lost:
        if one.kind is FactKind.FREQUENCY:
            if not split_rate(case, index, one, free):
                still.append((index, one))
            continue
        low = _bound(free, one, one.low) if one.low != one.high else None
        high = _bound(free, one, one.high) if one.low != one.high else None
        if low is None or high is None or low is high:
            still.append((index, one))
            continue
        exact = low.comparator in {"ge", "eq"} and high.comparator in {"le", "eq"}
        span = (
            case.rewrite.span(low.first, low.last)[0],
            case.rewrite.span(high.first, high.last)[1],
        )
        case.rule(index, Verdict.KEPT if exact else Verdict.OPEN, (min(span), max(span)))
        free.remove(low)
        free.remove(high)
    return still


def _bound(free: list[Measure], one: Measure, value: float) -> Measure | None:
    for other in free[:_WIDEST]:
        same = other.dimension in {one.dimension, "count"} and other.low == other.high
        if same and (
            _close(other.low, value, _EXACT) or _close(other.low * one.factor, value, _EXACT)
        ):
            return other
    return None


def _replaced(case: Case, lost: list[tuple[int, Measure]], free: list[Measure]) -> None:
    for index, one in lost:
        rival = next((r for r in free[:_WIDEST] if _rivals(one, r)), None)
        if rival is None:
            if is_gone(case, one):
                case.gone.add(index)
                case.changed(index, "limit-lost", "this number is gone from the rewrite", None)
                continue
            case.rule(index, Verdict.OPEN)
            case.report(
                "number-lost", Level.WARNING, "this number is not in the rewrite", fact=index
            )
            continue
        free.remove(rival)
        same_value = _compare_values(one, rival) is not Match.NONE
        if same_value and is_same_bound(case, one, rival):
            case.rule(index, Verdict.KEPT, case.rewrite.span(rival.first, rival.last))
            continue
        if same_value and is_complement(case, one, rival):
            case.rule(index, Verdict.OPEN, case.rewrite.span(rival.first, rival.last))
            case.report(
                "comparator-moved",
                Level.WARNING,
                "the bound is said from its other side",
                fact=index,
            )
            continue
        rule = "comparator-turned" if same_value else f"{one.kind.value}-changed"
        what = (
            "the bound is turned round" if same_value else f"another {one.kind.value} stands here"
        )
        case.changed(index, rule, what, rival)


def _rivals(one: Measure, other: Measure) -> bool:
    """Tell whether `other` can only stand in the place of `one`: the same thing, another amount."""
    if (one.kind is FactKind.FREQUENCY) != (other.kind is FactKind.FREQUENCY):
        return False
    if one.kind is FactKind.FREQUENCY:
        return True
    if one.dimension == other.dimension:
        return True
    if {one.dimension, other.dimension} <= _TIME:
        return True
    return one.dimension.split("/")[0] == other.dimension.split("/")[0]


def _rounds(case: Case, extra: Measure) -> bool:
    """Tell whether "about 1 in 5" stands beside the 21% that it rounds."""
    return (
        extra.dimension == "proportion"
        and extra.comparator == "about"
        and any(
            m.dimension == "proportion" and m.low * 0.9 <= extra.low <= m.high * 1.1
            for m in case.source.measures
        )
    )


def _has_exact_beside(case: Case, extra: Measure) -> bool:
    """Tell whether the exact share stands in the same sentence: "about 4 out of 100 (4.2%)"."""
    here = case.rewrite.sentence[extra.first]
    shares = [m for m in case.source.measures if m.kind is FactKind.PERCENTAGE]
    return any(
        case.rewrite.sentence[m.first] == here
        and abs(m.first - extra.last) <= _BESIDE
        and any(
            compare(one, m) is Match.EQUAL and abs(extra.low - one.low) <= extra.slack + 1e-9
            for one in shares
        )
        for m in case.rewrite.measures
        if m.kind is FactKind.PERCENTAGE
    )


def check_invented_numbers(case: Case) -> None:
    """Report numbers that the source does not have.

    One that a heading or the opening of a list has is not invented, and not this statement's
    either: text around a statement may lend it words, never a figure. A person has to look.
    """
    shares = [
        m.low for m in case.source.measures if m.dimension == "proportion" and m.low == m.high
    ]
    for extra in case.extra_measures:
        if any(compare(known, extra) for known in case.context.measures):
            span = case.rewrite.span(extra.first, extra.last)
            case.report(
                "number-borrowed", Level.WARNING, "this number stands around the sentence only",
                found=case.rewrite.text[slice(*span)], rewrite=span,
            )  # fmt: skip
            continue
        if extra.dimension == "proportion" and any(
            abs(100 - share - extra.low) <= max(extra.slack, 0.5) for share in shares
        ):
            span = case.rewrite.span(extra.first, extra.last)
            case.report(
                "number-derived", Level.WARNING, "the rest of a share: is it said so?",
                found=case.rewrite.text[slice(*span)], rewrite=span,
            )  # fmt: skip
            continue
        if _rounds(case, extra) and _has_exact_beside(case, extra):
            continue
        if extra.low == _HALF_SHARE and _HALVED & {t.norm for t in case.source.tokens}:
            continue
        small = (
            extra.soft or (extra.kind is FactKind.COUNT and extra.worded) or _rounds(case, extra)
        )
        level = Level.WARNING if small else Level.ERROR
        span = case.rewrite.span(extra.first, extra.last)
        case.report(
            "number-invented", level, "the source does not have this number",
            found=case.rewrite.text[slice(*span)], rewrite=span,
        )  # fmt: skip
