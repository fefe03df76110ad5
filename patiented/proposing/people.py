"""Turns percents into natural frequencies: "about 7 out of 100 people (6.8%)" (EDITORIAL 3).

All percents of one statement share a denominator. Whether a percent counts people at all is not
known here: a pattern asks for this view only where its sentence says so.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DENOMINATORS = (100, 1_000, 10_000)
_HUNDRED = Decimal(100)
_MAX_SHIFT = Decimal("0.1")


def shared_denominator(percents: Iterable[Decimal], *, exact: bool = False) -> int | None:
    """Return the smallest denominator that is true enough for every percent, if there is one.

    Too small is one under which a part is below one in a hundred, or rounding moves a value by more
    than a tenth of it, or two different values look alike; with `exact`, rounding may move nothing.
    """
    values = tuple(percents)
    for denominator in DENOMINATORS:
        if all(_fits(value, denominator, exact=exact) for value in values) and _apart(
            values, denominator
        ):
            return denominator
    return None


def out_of(percent: Decimal, denominator: int) -> str:
    """Return "about 7 out of 100"; "about" only where rounding moved the value."""
    whole, moved = _rounded(percent, denominator)
    if whole == denominator and moved:
        return f"more than {denominator - 1:,} out of {denominator:,}"
    about = "about " if moved else ""
    return f"{about}{whole:,} out of {denominator:,}"


def _rounded(percent: Decimal, denominator: int) -> tuple[int, bool]:
    exact = percent * denominator / _HUNDRED
    whole = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return int(whole), whole != exact


def _fits(percent: Decimal, denominator: int, *, exact: bool) -> bool:
    if not 0 < percent <= _HUNDRED:
        return False
    value = percent * denominator / _HUNDRED
    whole, moved = _rounded(percent, denominator)
    if whole == denominator and moved:
        return not exact and value > denominator - 1
    shift = abs(Decimal(whole) - value) / value
    big_enough = percent >= 1 or denominator > DENOMINATORS[0]
    return big_enough and whole > 0 and (not moved if exact else shift <= _MAX_SHIFT)


def _apart(percents: tuple[Decimal, ...], denominator: int) -> bool:
    """Whether values that differ still differ when written."""
    different = set(percents)
    return len({out_of(percent, denominator) for percent in different}) == len(different)
