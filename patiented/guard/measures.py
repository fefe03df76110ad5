"""Finds numbers with their unit, range, comparator and "per": doses, durations, ages, counts.

Frequencies are read in `rates.py`, shares of a whole in `proportions.py`; this module walks the
text and asks each in turn. The tokens of a measure are then spent: no other check looks at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.comparators import (
    NEGATORS,
    Comparator,
    comparator_after,
    comparator_before,
)
from patiented.guard.joining import attach_per, with_inherited_units, with_shared_comparators
from patiented.guard.labels import birthday_at, label_at, time_label_at
from patiented.guard.numbers import Number, number_at
from patiented.guard.proportions import proportion_at
from patiented.guard.rates import rate_at
from patiented.guard.reading import Measure
from patiented.guard.tokens import WORD
from patiented.guard.units import rounded, unit_after, unit_at
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables, Unit

_RANGE_WORDS = frozenset({"to", "-", "through", "until", "till"})
P_VALUE = "p value"
_DEADLINE = frozenset({"later", "than"})
_TIME = frozenset({"time", "months"})
_AGE_WORDS = frozenset(
    [
        "age",
        "aged",
        "ages",
        "old",
        "older",
        "young",
        "younger",
        "child",
        "children",
        "adult",
        "adults",
        "infants",
        "girls",
        "boys",
        "toddlers",
        "teens",
        "teenagers",
        "infant",
        "baby",
        "babies",
        "girl",
        "boy",
        "toddler",
        "teen",
    ]
)
_WHOM = frozenset({
    "anyone", "anybody", "someone", "everyone", "nobody", "those", "people", "person", "patients",
    "patient", "women", "men", "woman", "man",
})  # fmt: skip
_AGED_BY = frozenset({"under", "over", "below", "above", "past"})
"""Behind a person these are about an age: "anyone under 18"."""
_FIGURES = frozenset({"ways", "things", "reasons", "plans", "points", "rules", "facts", "dangers"})
_VERBS = frozenset({
    "are", "is", "must", "should", "can", "cannot", "may", "will", "do", "did", "have", "were",
    "together", "at", "in", ".", ",",
})  # fmt: skip
_FEW = 4
_REACH = 4
_FAR = 12
_STOPS = frozenset({".", ";", "?", "!", "\n", "•", "if", "unless", "until", ","})
_ACTS = frozenset({"drink", "inhale", "patch", "spray", "drop"})
"""Units that are verbs too: "do not exceed 4 g or drink"."""
_AMOUNTS = frozenset({
    "more", "less", "fewer", "older", "younger", "over", "under", "above", "below", "at", "up",
    "longer", "shorter", "higher", "lower", "greater", "for", "a", "an", "exceed", "than",
})  # fmt: skip
_ARTICLE_UNITS = frozenset(
    {"minute", "hour", "day", "week", "month", "year", "fortnight", "min", "h"}
)


def read_measures(reading: Reading, tables: GuardTables) -> None:
    """Fill `reading.measures` and mark their tokens as spent."""
    at, tokens = 0, reading.tokens
    while at < len(tokens):
        if at in reading.spent:
            at += 1
            continue
        if attach_per(reading, at, tables):
            at += 1
            continue
        measure = _measure_at(reading, at, tables)
        if measure is None:
            at += 1
            continue
        measure = _compared(reading, measure, tables)
        reading.measures.append(measure)
        reading.spent.update(range(measure.first, measure.last))
        at = max(measure.last, at + 1)
    reading.measures[:] = with_inherited_units(reading)
    reading.measures[:] = with_shared_comparators(reading)


def _measure_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    for read in _READERS:  # asked at every token: no generator
        measure = read(reading, at, tables)
        if measure is not None:
            return measure
    return None


def _quantity_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    number = number_at(reading.tokens, at, tables.number_words)
    if number is None:
        return _article_time(reading, at, tables)
    low, high, last = number.value, number.value, number.last
    unit, last = unit_after(reading, last, tables)
    other = _range_end(reading, last, tables, (at, number.value))
    if other is not None:
        second, after = other
        second_unit, after = unit_after(reading, after, tables)
        if _same_kind(unit, second_unit):
            high, last = second.value, after
            first_unit = unit or second_unit
            unit = second_unit or unit
            low, high = _scaled(low, first_unit), _scaled(high, unit)
            return _measure(
                reading, unit, (min(low, high), max(low, high)), (at, last), tables, number
            )
    if unit is None and (number.lone_one or _is_figure(reading, at, number)):
        return None
    if unit is None and at and _is_bare_age(reading, at, last):
        unit = tables.unit_of["year"]
    low = _scaled(low, unit)
    return _measure(reading, unit, (low, low), (at, last), tables, number)


def _is_figure(reading: Reading, at: int, number: Number) -> bool:
    """Tell whether a number word only points: "the two must not mix", "there are two ways"."""
    if not number.worded or number.value > _FEW or number.last >= len(reading.tokens):
        return False
    before = reading.tokens[at - 1].norm if at else ""
    following = reading.tokens[number.last].norm
    return following in _FIGURES or (before in {"the", "these", "those"} and following in _VERBS)


def _is_bare_age(reading: Reading, at: int, last: int) -> bool:
    """Tell whether a number without unit is an age: "age 15", "aged 8", "turned 2"."""
    before = [t.norm for t in reading.tokens[max(at - 3, 0) : at]]
    following = reading.tokens[last].norm if last < len(reading.tokens) else ""
    if following in {"or", "and", "to", "-"} and before[-1:] == ["aged"]:
        return True
    return before[-1:] in (["age"], ["aged"], ["turned"], ["turn"]) or before[-2:] in (
        ["age", "of"],
        ["ages", "of"],
    )


def _article_time(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "an hour", "a fortnight", "another week" as one of that unit, and a lone "fortnight"."""
    tokens = reading.tokens
    norm = tokens[at].norm
    start = at + 1 if norm in {"a", "an", "another", "full", "whole"} else at
    if start >= len(tokens) or tokens[start].kind != WORD:
        return None
    if start == at and norm not in {"fortnight", "hour", "century"}:
        return None
    found = unit_at(reading, start, tables.units)
    unit = tables.unit_of[found[0]] if found else None
    if found is None or unit is None or unit.dimension not in _TIME:
        return None
    if (start == at and norm == "hour") or tokens[start].norm not in _ARTICLE_UNITS:
        return None
    value, number = unit.factor, Number(1.0, found[1], worded=True)
    measure = _measure(reading, unit, (value, value), (at, found[1]), tables, number)
    return measure._replace(soft=tokens[start].norm == "day")


def _range_end(
    reading: Reading, at: int, tables: GuardTables, begun: tuple[int, float]
) -> tuple[Number, int] | None:
    """Return the upper end of "5 to 10", "between 5 and 10" or "2 or 3"."""
    tokens, (first, value) = reading.tokens, begun
    if at >= len(tokens):
        return None
    start = at
    if tokens[at].norm == "up" and at + 1 < len(tokens) and tokens[at + 1].norm == "to":
        start = at + 1
    joins = (
        tokens[start].norm in _RANGE_WORDS
        or tokens[start].norm == "or"
        or (tokens[start].norm == "and" and _between(reading, first))
    )
    if not joins or start + 1 >= len(tokens):
        return None
    number = number_at(tokens, start + 1, tables.number_words)
    if number is None or (tokens[start].norm == "or" and number.value != value + 1):
        return None
    return number, number.last


def _between(reading: Reading, first: int) -> bool:
    return any(t.norm == "between" for t in reading.tokens[max(first - 3, 0) : first])


def _same_kind(one: Unit | None, other: Unit | None) -> bool:
    return one is None or other is None or one.dimension == other.dimension


def _scaled(value: float, unit: Unit | None) -> float:
    return value * unit.factor + unit.shift if unit else value


def _measure(
    reading: Reading, unit: Unit | None, bounds: tuple[float, float], place: tuple[int, int],
    tables: GuardTables, number: Number,
) -> Measure:  # fmt: skip
    first, last = place
    low, high = bounds
    dimension = unit.dimension if unit else "count"
    if unit and unit.dimension not in _TIME:
        dimension, low, high, last = _per(reading, dimension, (low, high), last, tables)
    kind = _kind(reading, dimension, first, last)
    factor = unit.factor if unit else 1.0
    if number.value:
        factor = low / number.value if "/" in dimension else factor
    low, high = rounded(low), rounded(high)
    return Measure(
        kind, dimension, low, high, "eq", "eq", first, last, worded=number.worded, factor=factor
    )


def _per(
    reading: Reading, dimension: str, bounds: tuple[float, float], at: int, tables: GuardTables
) -> tuple[str, float, float, int]:
    """Take in "per kg", "/L", "for each square meter"; "per day" is a frequency of its own."""
    tokens, low, high = reading.tokens, *bounds
    start = at
    if start < len(tokens) and tokens[start].norm in {"/", "per", "a", "an"}:
        start += 1
    elif [t.norm for t in tokens[start : start + 2]] in (
        ["for", "each"],
        ["for", "every"],
        ["in", "each"],
    ):
        start += 2
    else:
        return dimension, low, high, at
    found = unit_at(reading, start, tables.units)
    unit = tables.unit_of[found[0]] if found else None
    if found is None or unit is None or unit.dimension in {"time", "months"}:
        return dimension, low, high, at
    return f"{dimension}/{unit.dimension}", low / unit.factor, high / unit.factor, found[1]


def _kind(reading: Reading, dimension: str, first: int, last: int) -> FactKind:
    if dimension in _TIME:
        around = reading.tokens[max(first - _REACH, 0) : last + _REACH]
        return FactKind.AGE if any(t.norm in _AGE_WORDS for t in around) else FactKind.DURATION
    return FactKind.COUNT if dimension.startswith("count") else FactKind.QUANTITY


def _is_before(reading: Reading, at: int) -> bool:
    """Tell whether a span counts back from something: "48 hours before", "2 days ahead of"."""
    words = [token.norm for token in reading.tokens[at : at + 2]]
    return words[:1] in (["before"], ["prior"]) or words == ["ahead", "of"]


def _compared(reading: Reading, measure: Measure, tables: GuardTables) -> Measure:
    """Add the comparator around a measure, and spend its words."""
    timed = measure.kind is FactKind.DURATION
    before = comparator_before(reading, measure.first, tables, timed=timed)
    after = comparator_after(reading, measure.last, tables)
    found = before or after
    if (
        before
        and after
        and after.comparator != before.comparator
        and before.comparator in {"about", "eq"}
    ):
        found = after
    if found is None:
        return measure
    words = {t.norm for t in reading.tokens[found.first : found.last]}
    if timed and words >= _DEADLINE and _is_before(reading, measure.last):
        found = found._replace(comparator="ge", said="ge")  # "no later than 2 days before"
    if measure.low != measure.high and words == {"from"}:
        return measure
    reading.spent.update(_used_up(reading, measure, found, tables))
    whom = reading.tokens[found.first - 1].norm if found.first else ""
    is_aged = whom in _WHOM and words <= _AGED_BY and found.last == measure.first
    if measure.dimension == "count" and (words & _AGE_WORDS or is_aged):
        year = tables.unit_of["year"].factor
        measure = measure._replace(
            kind=FactKind.AGE,
            dimension="months",
            low=measure.low * year,
            high=measure.high * year,
            factor=year,
        )
    if found.first and reading.tokens[found.first - 1].norm == "p" and measure.low < 1:
        measure = measure._replace(dimension=P_VALUE)
    return measure._replace(comparator=found.comparator, said=found.said)


def _used_up(
    reading: Reading, measure: Measure, found: Comparator, tables: GuardTables
) -> set[int]:
    """Return the tokens that only bound the amount; a "not" that reaches further is no such one."""
    used = {*range(found.first, found.last), *found.negators}
    if _goes_on(reading, measure.last, tables):
        used -= {k for k in used if reading.tokens[k].norm in NEGATORS}
    return used


def _goes_on(reading: Reading, at: int, tables: GuardTables) -> bool:
    """Tell whether "or" and something other than an amount follows: "… 4 g or drink alcohol"."""
    for k in range(at, min(at + _FAR, len(reading.tokens) - 1)):
        norm, following = reading.tokens[k].norm, k + 1
        if norm in _STOPS:
            return False
        if norm in {"or", "nor"}:
            if reading.tokens[following].norm in _ACTS:
                return True
            return not (
                number_at(reading.tokens, following, tables.number_words)
                or unit_at(reading, following, tables.units)
                or reading.tokens[following].norm in _AMOUNTS
            )
    return False


_READERS = (rate_at, proportion_at, label_at, birthday_at, time_label_at, _quantity_at)
"""What a number can be; the first reader that fits reads it."""
