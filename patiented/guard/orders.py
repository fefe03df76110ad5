"""Finds the order that keeps a "should": "X should be taken with food", "Take X with food".

An order is a verb in its base form where a clause begins, or "you take", "X is given" without a
word of doubt or leave in the sentence. A "must" needs the order itself; that "should" and "must"
trade places stays a matter for a person.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from patiented.model import Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_DUTIES: Final = frozenset({"should", "must"})
_WEAK: Final = frozenset({
    "may", "can", "likely", "suggest", "unknown", "consider", "caution", "release",
})  # fmt: skip
_OPENERS: Final = frozenset({
    ",", ":", ";", "then", "and", "so", "please", "always", "or", "-", ")", ".", "?", "!", "•",
    "\n",
})  # fmt: skip
_NOUNS: Final = frozenset({"in", "of", "with", "during", "for", "is", "are", "was", "should"})
_DOERS: Final = frozenset({"you", "they", "people", "patients", "adults", "everyone"})
_GIVEN: Final = frozenset({
    "taken", "given", "injected", "applied", "used", "started", "infused", "swallowed", "stopped",
    "put", "placed", "run", "stored", "kept", "repeated",
})  # fmt: skip
_BE: Final = frozenset({"is", "are"})
_LITTLE: Final = frozenset({"and_or", "condition_word", "modality", "negation", "comparison"})
_REACH = 8


def check_orders(case: Case) -> None:
    """Keep a "should" or "must" whose own words stand in an order of the rewrite."""
    for index in [i for i in case.indices("modality") if i in case.unplaced]:
        mark = case.mention(index)
        if mark.value not in _DUTIES or case.rewrite.values("modality") & _DUTIES:
            continue
        wanted = _wanted(case.source, mark)
        allowed = case.source.values("modality")
        for home in _homes(case.rewrite, wanted):
            first = bisect_left(case.rewrite.sentence, home)
            last = bisect_left(case.rewrite.sentence, home + 1)
            if _is_weak(case.rewrite, first, last, allowed):
                continue
            advice = [
                m for m in case.rewrite.of("modality")
                if m.value == "advise" and first <= m.first < last
            ]  # fmt: skip
            if advice and mark.value == "should":
                case.rule(index, Verdict.KEPT, case.rewrite.span(advice[0].first, advice[0].last))
                case.unplaced.remove(index)
                break
            place = _order_in(case, first, last, strict=mark.value == "must")
            if place >= 0:
                case.rule(index, Verdict.KEPT, case.rewrite.span(place, place + 1))
                case.unplaced.remove(index)
                break


def _wanted(source: Reading, mark: Mention) -> set[str]:
    """Return what the sentence of a duty says."""
    here = source.sentence[mark.first]
    return {m.value for m in source.mentions if source.sentence[m.first] == here}


def _homes(rewrite: Reading, wanted: set[str]) -> list[int]:
    """Return the sentences of the rewrite that say something of what is wanted."""
    return sorted({
        rewrite.sentence[m.first]
        for m in rewrite.mentions
        if m.value in wanted and m.kind not in _LITTLE
    })  # fmt: skip


def _is_weak(reading: Reading, first: int, last: int, allowed: set[str]) -> bool:
    """Tell whether a sentence doubts, gives leave, or asks."""
    found = {m.value for m in reading.of("modality") if first <= m.first < last}
    asks = last < len(reading.tokens) and reading.tokens[last].norm == "?"
    return bool(found & _WEAK - allowed) or asks


def _order_in(case: Case, first: int, last: int, *, strict: bool) -> int:
    """Return the token of the sentence that gives the order, or -1."""
    tokens, orders = case.rewrite.tokens, case.tables.orders
    for k in range(first, last):
        norm = tokens[k].norm
        before = tokens[k - 1].norm if k > first else ","
        following = tokens[k + 1].norm if k + 1 < last else ""
        if norm in orders and before in _OPENERS and following not in _NOUNS:
            return k
        if strict:
            continue
        if norm in orders and before in _DOERS:
            return k
        if norm in _GIVEN and _BE & {t.norm for t in tokens[max(k - _REACH, first) : k]}:
            return k
    return -1
