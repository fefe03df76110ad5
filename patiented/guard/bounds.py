"""Sees a bound or a maximum that the rewrite lost: "at most 16 mg" gone, "over 5 minutes" made 5.

Only where no word of the rewrite can carry the bound in a way that the tables do not know.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from patiented.guard.comparators import NEGATORS
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Measure, Reading

_BOUND_WORDS: Final = frozenset({
    "least", "most", "more", "less", "fewer", "over", "under", "above", "below", "than", "past",
    "beyond", "within", "up", "limit", "limits", "limited", "ceiling", "top", "far", "until",
    "till", "reach", "reaches", "reached", "exceed", "exceeds", "maximum", "minimum", "younger",
    "older", "heavier", "lighter", "longer", "shorter", "higher", "lower", "upper", "cap", "capped",
    "before", "after", "between", "to", "from", "only", "even", "full", "further", "stop", "stops",
    "go", "goes", "gone", "passed", "pass", "enough", "not", "no", "never", "yet", "still", "or",
    "once", "turned", "turn", "inside", "mark", "allowance", "budget", "room", "short", "by",
})  # fmt: skip
_BOUNDED: Final = frozenset({"ge", "gt", "le", "lt"})
_STRICT: Final = frozenset({"gt", "lt"})
_AMOUNTS: Final = frozenset({FactKind.QUANTITY, FactKind.COUNT, FactKind.FREQUENCY})
_TIME: Final = frozenset({"time", "months"})
_LOWER: Final = frozenset({"ge", "gt"})
_UPPER: Final = frozenset({"le", "lt"})
_EVERY: Final = frozenset({"every", "each"})
_WHOLES: Final = {1.0: "hour", 24.0: "day", 168.0: "week"}
_FEW = 2


def loses_bound(case: Case, one: Measure, other: Measure) -> bool:
    """Tell whether `other` is the amount of `one` without its bound, and nothing carries it."""
    same = (one.low, one.high, one.per) == (other.low, other.high, other.per)
    bounded = one.comparator in _STRICT or (
        one.comparator in _BOUNDED and one.kind in _AMOUNTS and one.dimension not in _TIME
    )
    plain = other.comparator in {"eq", "about"} and one.dimension == other.dimension
    return same and bounded and plain and not _bounds_anything(case.rewrite, other)


def is_held_back(reading: Reading, measure: Measure) -> bool:
    """Tell whether anything in the sentence of a measure says no: "not", "avoid", "stop"."""
    here = reading.sentence[measure.first]
    if any(reading.sentence[one.first] == here for one in reading.of("negation", "action")):
        return True
    return any(
        token.norm in NEGATORS and reading.sentence[k] == here
        for k, token in enumerate(reading.tokens)
    )


def is_crosswise(reading: Reading, one: Measure, other: Measure) -> bool:
    """Tell whether two bounds are opposed though each is said of another thing.

    "At least every 2 hours" is no "2 hours or more between"; "15 hours a day at most" is no
    minimum of 15 hours, though "at most" is read of the day.
    """
    same_way = any({one.comparator, other.comparator} <= side for side in (_LOWER, _UPPER))
    if one.kind is FactKind.FREQUENCY:
        span = other.kind is not FactKind.FREQUENCY
        return span and same_way and not is_held_back(reading, other)
    if other.kind is FactKind.FREQUENCY:
        every = reading.tokens[other.first].norm in _EVERY
        return every and same_way and not is_held_back(reading, other)
    if other.comparator != "eq":
        return False
    beside = [m for m in reading.measures if m.first == other.last and m.soft]
    return any(
        (one.comparator in _LOWER and m.comparator in _UPPER)
        or (one.comparator in _UPPER and m.comparator in _LOWER)
        for m in beside
    )


def is_complement(case: Case, one: Measure, rival: Measure) -> bool:
    """Tell whether "not under 8" may have become "8 and over".

    The bound and a "not" turned together. "Not within 36 hours" is "at least 36 hours" too.
    """
    pair = {one.comparator, rival.comparator}
    within = one.dimension in _TIME and {one.said, rival.said} == pair == {"le", "ge"}
    if not within and pair not in ({"lt", "ge"}, {"gt", "le"}):
        return False
    return _is_denied(case.source, one) != _is_denied(case.rewrite, rival)


def _is_denied(reading: Reading, measure: Measure) -> bool:
    """Tell whether a "not" stands in the sentence of a measure."""
    here = reading.sentence[measure.first]
    return any(reading.sentence[m.first] == here for m in reading.of("negation"))


def is_gone(case: Case, one: Measure) -> bool:
    """Tell whether a maximum of the source, or its amount, is not in the rewrite in any form."""
    limits = one.comparator == "le" and (one.kind is not FactKind.AGE or one.dimension == "time")
    if not limits or one.low < 0 or case.rewrite.text == "":
        return False
    said = one.low / one.factor if one.factor else one.low
    numbers = _unclaimed(case)
    values = {m.low for m in case.rewrite.measures} | {m.high for m in case.rewrite.measures}
    if one.kind is FactKind.FREQUENCY:
        if one.low < _FEW:
            return _has_no_rate(case, one)
        return not {one.low, one.high} & numbers
    named = _WHOLES.get(one.low, "") if one.dimension == "time" else ""
    if named and any(token.norm.startswith(named) for token in case.rewrite.tokens):
        return False  # "the first 24 hours" is "the first day".
    return not ({round(said, 6), one.low} & (numbers | values)) and one.low != 1


def _unclaimed(case: Case) -> set[float]:
    """Return the numbers of the rewrite that no fact of the source has been found in."""
    taken = [where for where in case.where if where is not None]
    tokens = [
        token
        for token in case.rewrite.tokens
        if not any(start <= token.start < end for start, end in taken)
    ]
    words = case.tables.number_words
    multipliers = case.tables.multipliers
    return {token.value for token in tokens if token.kind == "n"} | {
        float(count)
        for token in tokens
        for count in (words.get(token.norm), multipliers.get(token.norm))
        if count is not None
    }


def _has_no_rate(case: Case, one: Measure) -> bool:
    """Tell whether nothing in the rewrite says how often, or how long between."""
    return not any(
        m.kind is FactKind.FREQUENCY or m.dimension == one.dimension for m in case.rewrite.measures
    ) and not any(
        token.norm in {"once", "hourly", "interval", "gap"} for token in case.rewrite.tokens
    )


def _bounds_anything(reading: Reading, measure: Measure) -> bool:
    """Tell whether a word that can bound stands in the sentence of a measure."""
    here = reading.sentence[measure.first]
    first = bisect_left(reading.sentence, here)
    last = bisect_left(reading.sentence, here + 1)
    return any(
        reading.tokens[k].norm in _BOUND_WORDS
        for k in range(first, last)
        if not measure.first <= k < measure.last
    )
