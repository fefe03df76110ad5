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


def is_gone(case: Case, one: Measure) -> bool:
    """Tell whether a maximum of the source, or its amount, is not in the rewrite in any form."""
    limits = one.comparator == "le" and one.kind is not FactKind.AGE
    if not limits or one.low < 0 or case.rewrite.text == "":
        return False
    said = one.low / one.factor if one.factor else one.low
    numbers = {token.value for token in case.rewrite.tokens if token.kind == "n"}
    numbers |= {case.tables.number_words.get(token.norm, -1.0) for token in case.rewrite.tokens}
    values = {m.low for m in case.rewrite.measures} | {m.high for m in case.rewrite.measures}
    if one.kind is FactKind.FREQUENCY:
        return not {one.low, one.high} & (numbers | values) and one.low >= _FEW
    return not ({round(said, 6), one.low} & (numbers | values)) and one.low != 1


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
