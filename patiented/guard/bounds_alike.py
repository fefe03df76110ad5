"""Knows when two bounds are one though said in another way: "within 3", "in the first 3 hours".

Only forms that mean the same in clinical text; what is nearly the same is left to a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.bounds import is_held_back

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Measure, Reading

_TIME: Final = frozenset({"time", "months"})
_REACH: Final = 3
_CLAUSE: Final = 9
_MAXIMUM: Final = frozenset({"maximum", "max", "ceiling", "limit", "most"})
_TO_MAXIMUM: Final = frozenset({
    "of", "is", "be", "the", "a", "dose", "daily", "dosage", "time", "total", "per", "day", "rate",
    "duration", "amount", "in", "for", "wear", "single", "and", "or", "any",
})  # fmt: skip
_ENDS: Final = frozenset({".", ";", "?", "!", ":", "if", "unless", "but", "\n"})
_APART: Final = frozenset(
    {"apart", "between", "gap", "wait", "leave", "interval", "pass", "passed"}
)
_LEADS: Final = frozenset({"the", "first", "next", "same", "a", "any", "this", "last"})


def is_same_bound(case: Case, one: Measure, other: Measure) -> bool:
    """Tell whether `other` of the rewrite bounds as `one` of the source, value and unit equal."""
    source, rewrite = case.source, case.rewrite
    if {one.comparator, other.comparator} == {"le", "eq"}:
        return _is_inside(source, one, rewrite, other) or _is_maximum(source, one, rewrite, other)
    if {one.comparator, other.comparator} == {"gt", "eq"}:
        return _is_after(source, one, rewrite, other)
    if (one.comparator, other.comparator) == ("le", "ge"):
        return _is_apart(case, one, other)
    return False


def _words(reading: Reading, measure: Measure, reach: int = _REACH) -> list[str]:
    """Return the words before a measure in its sentence, the nearest last."""
    here, first = reading.sentence[measure.first], max(measure.first - reach, 0)
    return [
        reading.tokens[k].norm for k in range(first, measure.first) if reading.sentence[k] == here
    ]


def _is_inside(source: Reading, one: Measure, rewrite: Reading, other: Measure) -> bool:
    """See "within 3 hours" and "in the first 3 hours", "in 24 hours"."""
    if one.dimension not in _TIME or one.per or other.per:
        return False
    bounded, plain = (source, one), (rewrite, other)
    if one.comparator == "eq":
        bounded, plain = plain, bounded
    if "within" not in _words(*bounded):
        return False
    before = _words(*plain)
    while before and before[-1] in _LEADS:
        before.pop()
    return before[-1:] in (["in"], ["over"], ["inside"])


def _is_maximum(source: Reading, one: Measure, rewrite: Reading, other: Measure) -> bool:
    """See "the maximum dose is 200 mg" and "no more than 200 mg"."""
    plain = (source, one) if one.comparator == "eq" else (rewrite, other)
    return _has_maximum(*plain)


def _has_maximum(reading: Reading, measure: Measure) -> bool:
    for word in reversed(_words(reading, measure, _CLAUSE)):
        if word in _MAXIMUM:
            return True
        if word in _ENDS or word == ",":
            return False
    return False


def _is_after(source: Reading, one: Measure, rewrite: Reading, other: Measure) -> bool:
    """See "after 30 weeks" and "past 30 weeks", "beyond 30 weeks"."""
    if one.dimension not in _TIME:
        return False
    plain, bounded = (source, one), (rewrite, other)
    if one.comparator == "gt":
        plain, bounded = bounded, plain
    late = {"past", "beyond", "over", "than"} & set(_words(*bounded))
    return bool(late) and "after" in _words(*plain, 2)


def _is_apart(case: Case, one: Measure, other: Measure) -> bool:
    """See "not within 36 hours of" and "at least 36 hours apart"."""
    if one.dimension not in _TIME or "within" not in _words(case.source, one):
        return False
    here = case.rewrite.sentence[other.first]
    apart = any(
        token.norm in _APART and case.rewrite.sentence[k] == here
        for k, token in enumerate(case.rewrite.tokens)
    )
    return apart and is_held_back(case.source, one)
