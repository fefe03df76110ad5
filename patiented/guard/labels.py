"""Reads names with a number ("type 2", "class II"), birthdays, and points in time ("day 56")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.numbers import ORDINALS, number_at
from patiented.guard.reading import Measure
from patiented.guard.tokens import NUMBER
from patiented.guard.units import rounded, unit_at
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables

_LABELS = frozenset(
    [
        "type",
        "grade",
        "class",
        "stage",
        "phase",
        "step",
        "group",
        "category",
        "part",
        "level",
        "factor",
        "degree",
    ]
)
_ROMAN = {"i": 1.0, "ii": 2.0, "iii": 3.0, "iv": 4.0, "v": 5.0}


def label_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "type 2", "class II", "step 3": a name with a number."""
    del tables
    tokens = reading.tokens
    if at + 1 >= len(tokens) or tokens[at].norm.rstrip("s") not in _LABELS:
        return None
    following = tokens[at + 1]
    value = following.value if following.kind == NUMBER else _ROMAN.get(following.norm)
    if value is None:
        return None
    dimension = f"label {tokens[at].norm.rstrip('s')}"
    soft = tokens[at].norm.rstrip("s") == "step"
    return Measure(FactKind.COUNT, dimension, value, value, "eq", "eq", at, at + 2, soft=soft)


def birthday_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "second birthday", "12th birthday": an age in years."""
    del tables
    tokens = reading.tokens
    value, start = ORDINALS.get(tokens[at].norm), at + 1
    if (
        tokens[at].kind == NUMBER
        and start < len(tokens)
        and tokens[start].norm in {"st", "nd", "rd", "th"}
    ):
        value, start = tokens[at].value, start + 1
    if value is None or start >= len(tokens) or tokens[start].norm != "birthday":
        return None
    months = value * 12
    return Measure(FactKind.AGE, "months", months, months, "eq", "eq", at, start + 1, factor=12.0)


def time_label_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "day 56", "week twelve": a point in time, as long as that many days or weeks."""
    tokens = reading.tokens
    if tokens[at].norm.rstrip("s") not in {"day", "week", "month", "year", "hour"} or at + 1 >= len(
        tokens
    ):
        return None
    number = number_at(tokens, at + 1, tables.number_words)
    if number is None or unit_at(reading, number.last, tables.units):
        return None
    unit = tables.unit_of[
        {"hour": "h"}.get(tokens[at].norm.rstrip("s"), tokens[at].norm.rstrip("s"))
    ]
    low = high = number.value
    last = number.last
    if last + 1 < len(tokens) and tokens[last].norm in {"to", "-", "through"}:
        second = number_at(tokens, last + 1, tables.number_words)
        if second:
            high, last = second.value, second.last
    low, high = rounded(low * unit.factor), rounded(high * unit.factor)
    kind = FactKind.DURATION
    return Measure(
        kind, unit.dimension, low, high, "eq", "eq", at, last, factor=unit.factor, soft=True
    )
