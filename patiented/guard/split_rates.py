"""Finds a frequency said in two parts: "2 to 4 times a day" as "twice at least, at most four"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import FactKind, Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Measure


def split_rate(case: Case, index: int, one: Measure, free: list[Measure]) -> bool:
    """Find "2 to 4 times a day" or "4 doses in 24 hours" said in two parts."""
    rates = [m for m in case.rewrite.measures if m.kind is FactKind.FREQUENCY and m.per == one.per]
    rate = next((m for m in rates if m.low in {1.0, one.high}), None)
    amounts = [m for m in free if m.kind in {FactKind.COUNT, FactKind.FREQUENCY} and m is not rate]
    low = next((m for m in amounts if m.low == one.low), None)
    if rate is not None and low is None and _counts_low(case, one, rate):
        case.rule(index, Verdict.OPEN, case.rewrite.span(rate.first, rate.last))
        if rate in free:
            free.remove(rate)
        return True
    if rate is None or low is None:
        return False
    whole = one.high in {low.high, rate.high}
    if not whole:
        return False
    sides = [m.comparator for m in (low, rate) if m.comparator != "eq"]
    exact = one.comparator in sides or (
        one.comparator == "eq" and (one.low != one.high or not sides)
    )
    case.rule(
        index, Verdict.KEPT if exact else Verdict.OPEN, case.rewrite.span(low.first, low.last)
    )
    if not exact:
        case.report(
            "comparator-moved",
            Level.WARNING,
            "how the number bounds is said differently",
            fact=index,
        )
    for part in (low, rate):
        if part in free:
            free.remove(part)
    return True


def _counts_low(case: Case, one: Measure, rate: Measure) -> bool:
    """Tell whether "no fewer than twice and no more than four times a day" is a range."""
    here = case.rewrite.sentence[rate.first]
    words = {w for w, count in case.tables.multipliers.items() if count == one.low}
    return (
        one.low != one.high
        and rate.low == one.high
        and any(
            token.norm in words and case.rewrite.sentence[k] == here
            for k, token in enumerate(case.rewrite.tokens[: rate.first])
        )
    )
