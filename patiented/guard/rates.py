"""Reads how often: "twice daily", "b.i.d.", "every 8 hours", "three times a week", "a day".

A frequency is a count per interval. "Twice a day" and "every 12 hours" have one mean rate but are
two facts: EDITORIAL section 3 lists what is not the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.comparators import longest
from patiented.guard.numbers import number_at
from patiented.guard.reading import Measure
from patiented.guard.tokens import WORD
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables

_TIME = frozenset({"time", "months"})
_EVERY = frozenset({"every", "each"})
_PER = frozenset({"a", "an", "per", "each", "every", "/", "any", "one"})
_IN = frozenset({"in", "within", "over", "during", "for"})
_IN_ONE = frozenset(
    {"a", "an", "any", "one", "single", "each", "the", "same", "every", "space", "of"}
)
_ONE = _IN_ONE - {"the", "of", "space"}
_NOT_PER = frozenset(
    [
        "for",
        "within",
        "after",
        "before",
        "in",
        "least",
        "than",
        "about",
        "around",
        "over",
        "under",
        "by",
        "nearly",
        "almost",
        "half",
        "lasts",
        "last",
        "once",
        "of",
        "from",
        "another",
        "and",
        "or",
        "until",
        "is",
        "to",
    ]
)
_AMOUNT_REACH = 5
_JOINERS = 4
_DAY = 24
_DAY_PARTS = frozenset({"morning", "evening", "night", "nightly", "nocte"})
_TIMES = frozenset(
    [
        "time",
        "times",
        "dose",
        "doses",
        "occasion",
        "occasions",
        "session",
        "sessions",
        "goes",
        "visits",
    ]
)


def rate_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Return the frequency that starts at token `at`, if one does."""
    for read in _READERS:  # asked at every token: no generator
        measure = read(reading, at, tables)
        if measure is not None:
            return measure
    return None


def _rate(count: float, per: float, dimension: str, first: int, last: int) -> Measure:
    count, per = float(f"{count:.9g}"), float(f"{per:.9g}")
    return Measure(FactKind.FREQUENCY, dimension, count, count, "eq", "eq", first, last, per=per)


def _interval(reading: Reading, at: int, tables: GuardTables) -> tuple[float, str, int] | None:
    """Read "8 hours", "day", "two weeks", "4 to 6 hours" (its low end): length, dimension, end."""
    if at >= len(reading.tokens):
        return None
    number = number_at(reading.tokens, at, tables.number_words)
    amount, start = (number.value, number.last) if number else (1.0, at)
    found = longest(reading, start, tables.units, len(reading.tokens))
    if found is None:
        return None
    unit = tables.unit_of[found[0]]
    if unit.dimension not in _TIME:
        return None
    return amount * unit.factor, unit.dimension, found[1]


def _apart(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "12 hours apart", "at 8-week intervals", "at intervals of 8 weeks" as every so often."""
    tokens = reading.tokens
    spaced = tokens[at].norm in {"interval", "intervals"}
    start = at + 2 if spaced and tokens[at + 1 : at + 2] and tokens[at + 1].norm == "of" else at
    number = number_at(tokens, start, tables.number_words) if start < len(tokens) else None
    if number is None:
        return None
    if number.last + 1 < len(tokens) and tokens[number.last].norm in {"to", "-"}:
        second = number_at(tokens, number.last + 1, tables.number_words)
        found = _interval(reading, number.last + 1, tables) if second else None
        if second is None or found is None or not second.value:
            return None
        scale = found[0] / second.value
        low, high, dimension, last = number.value * scale, found[0], found[1], found[2]
    else:
        found = _interval(reading, start, tables)
        if found is None:
            return None
        low, high, dimension, last = found[0], 0.0, found[1], found[2]
    following = tokens[last].norm if last < len(tokens) else ""
    from_it = last + 1 < len(tokens) and tokens[last + 1].norm == "from"
    bounded = at > 0 and tokens[at - 1].norm in {"least", "most", "than"}
    if following == "apart" and (from_it or bounded):
        return None  # "4 hours apart from calcium", "at least 6 hours apart": a span, not how often
    if start == at and following not in {"apart", "interval", "intervals"}:
        return None
    end = last if start > at else last + 1
    return _rate(1.0, low, dimension, at, end)._replace(per_high=high)


def _tabled(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    node, entry, last = tables.rates, None, at
    k = at
    while k < len(reading.tokens):
        child = node.children.get(reading.tokens[k].stem)
        if child is None:
            break
        node, k = child, k + 1
        if node.entries:
            entry, last = node.entries[0], k
    if entry is None:
        return None
    every, unit_name = entry.value.split()
    unit = tables.unit_of[unit_name]
    rate = _rate(float(entry.kind), float(every) * unit.factor, unit.dimension, at, last)
    return rate._replace(soft=any(t.norm in _DAY_PARTS for t in reading.tokens[at:last]))


def _counted(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "twice a day", "three times per week", "two doses in 24 hours", "once every 2 weeks"."""
    tokens = reading.tokens
    count = tables.multipliers.get(tokens[at].norm)
    start, bounds = at + 1, None
    if count is None:
        number = number_at(tokens, at, tables.number_words)
        if number is None or number.last >= len(tokens):
            return None
        bounds, start = _times_range(reading, number.value, number.last, tables)
        if (
            start + 1 < len(tokens)
            and tokens[start].kind == WORD
            and tokens[start + 1].norm in _TIMES
        ):
            start += 1
        if start >= len(tokens) or tokens[start].norm not in _TIMES:
            return None
        start = _past_name(reading, start + 1)
    else:
        bounds = (float(count), float(count))
    tabled = _tabled(reading, start, tables) if start < len(tokens) else None
    if tabled is not None and tabled.low == 1:
        measure = _rate(bounds[0], tabled.per, tabled.dimension, at, tabled.last)
        return measure._replace(high=bounds[1])
    interval = _after_per(reading, start, tables)
    if interval is None:
        return None
    measure = _rate(bounds[0], interval[0], interval[1], at, interval[2])
    return measure._replace(high=bounds[1])


def _past_name(reading: Reading, at: int) -> int:
    """Return the place behind "of paracetamol" in "4 doses of paracetamol in 24 hours"."""
    tokens = reading.tokens
    if at >= len(tokens) or tokens[at].norm != "of":
        return at
    ahead = range(at + 2, min(at + _JOINERS, len(tokens)))
    return next((k for k in ahead if tokens[k].norm in {"in", "per"}), at)


def _times_range(
    reading: Reading, value: float, at: int, tables: GuardTables
) -> tuple[tuple[float, float], int]:
    tokens = reading.tokens
    if tokens[at].norm in {"to", "-", "or"} and at + 1 < len(tokens):
        second = number_at(tokens, at + 1, tables.number_words)
        if second is not None:
            return (value, second.value), second.last
    return (value, value), at


def _after_per(reading: Reading, at: int, tables: GuardTables) -> tuple[float, str, int] | None:
    tokens, start = reading.tokens, at
    while (
        start < len(tokens)
        and start - at < _JOINERS
        and tokens[start].norm in (_PER | {"in", "of", "the", "on", "single", "same", "over"})
    ):
        start += 1
    return _interval(reading, start, tables) if start > at else None


def _hourly(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "6-hourly", "three-monthly", "q8h"."""
    tokens = reading.tokens
    norm = tokens[at].norm
    if norm[:1] == "q" and norm[-1:] == "h" and norm[1:-1].isdigit():
        return _rate(1.0, float(norm[1:-1]), "time", at, at + 1)
    number = number_at(tokens, at, tables.number_words)
    if number is None or number.last >= len(tokens):
        return None
    if tokens[number.last].norm not in {"hourly", "weekly", "monthly", "yearly", "minutely"}:
        return None
    tabled = _tabled(reading, number.last, tables)
    if tabled is None:
        return None
    return _rate(1.0, number.value * tabled.per, tabled.dimension, at, tabled.last)


def _every(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "every 8 hours", "each day", "every 4 to 6 hours"."""
    if reading.tokens[at].norm not in _EVERY:
        return None
    interval = _interval(reading, at + 1, tables)
    if interval is not None:
        return _rate(1.0, interval[0], interval[1], at, interval[2])
    return _every_range(reading, at, tables)


def _every_range(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    tokens = reading.tokens
    low = number_at(tokens, at + 1, tables.number_words) if at + 1 < len(tokens) else None
    if low is None or low.last + 1 >= len(tokens) or tokens[low.last].norm not in {"to", "-", "or"}:
        return None
    interval = _interval(reading, low.last + 1, tables)
    high = number_at(tokens, low.last + 1, tables.number_words)
    if interval is None or high is None or not high.value:
        return None
    scale = interval[0] / high.value
    measure = _rate(1.0, low.value * scale, interval[1], at, interval[2])
    return measure._replace(per_high=interval[0])


def _per_unit(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "a day", "per week", "/hour" after an amount."""
    norm = reading.tokens[at].norm
    if norm not in {"a", "an", "per", "/"} or at + 1 >= len(reading.tokens):
        return None
    before = reading.tokens[at - 1].norm if at else ""
    if norm in {"a", "an"} and (before in _NOT_PER or not _after_amount(reading, at)):
        return None
    if norm in {"a", "an"} and number_at(reading.tokens, at + 1, tables.number_words):
        return None
    interval = _interval(reading, at + 1, tables)
    if interval is None:
        return None
    return _rate(1.0, interval[0], interval[1], at, interval[2])._replace(soft=norm in {"a", "an"})


def _after_amount(reading: Reading, at: int) -> bool:
    """Tell whether an amount stands just before: "75 mg of aspirin a day", not "wait a day"."""
    return any(at - measure.last <= _AMOUNT_REACH for measure in reading.measures[-1:])


def _in_one(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "in one week", "in any 24 hours", "in a single day" after an amount.

    Per that interval.
    """
    tokens = reading.tokens
    if tokens[at].norm not in _IN or at + 1 >= len(tokens):
        return None
    start = at + 1
    while start < len(tokens) and tokens[start].norm in _IN_ONE and start - at < _JOINERS + 2:
        start += 1
    said_one = any(token.norm in _ONE for token in tokens[at + 1 : start])
    interval = _interval(reading, start, tables)
    limited = any(
        m.last == at and m.comparator in {"le", "lt"} and m.kind is not FactKind.FREQUENCY
        for m in reading.measures[-1:]
    )
    if interval is None or not (said_one or limited or interval[0] == _DAY):
        return None
    if tokens[at].norm != "in" and not _has_any(reading, at + 1, start):
        return None
    if not any(
        m.last > at - 12 and m.kind is not FactKind.FREQUENCY for m in reading.measures[-1:]
    ):
        return None
    return _rate(1.0, interval[0], interval[1], at, interval[2])._replace(soft=True)


def _has_any(reading: Reading, first: int, last: int) -> bool:
    return any(t.norm in {"any", "single", "each", "every"} for t in reading.tokens[first:last])


_READERS = (_apart, _counted, _hourly, _tabled, _every, _per_unit, _in_one)
"""The ways to say how often; the first that fits reads it."""
