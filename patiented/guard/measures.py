"""Finds numbers with their unit, range, comparator and "per": doses, durations, ages, counts.

Frequencies are read in `rates.py`, shares of a whole in `proportions.py`; this module walks the text and
asks each in turn. The tokens of a measure are then spent: no other check looks at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.comparators import comparator_after, comparator_before
from patiented.guard.numbers import ORDINALS, Number, number_at
from patiented.guard.proportions import proportion_at
from patiented.guard.rates import rate_at
from patiented.guard.reading import Measure
from patiented.guard.tokens import NUMBER, WORD
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables, Trie, Unit

_RANGE_WORDS = frozenset({"to", "-", "through", "until", "till"})
P_VALUE = "p value"
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
        "infant",
        "baby",
        "babies",
        "girl",
        "boy",
        "toddler",
        "teen",
    ]
)
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
_REACH = 4
_BEFORE_UNIT = frozenset(
    [
        "a",
        "an",
        "of",
        "more",
        "full",
        "whole",
        "consecutive",
        "straight",
        "further",
        "additional",
        "extra",
        "calendar",
        "successive",
        "running",
        "single",
        "divided",
        "equal",
        "separate",
        "good",
        "solid",
        "entire",
        "level",
        "small",
        "large",
        "intact",
    ]
)
_GAP = 2
_LATE_PER = 10
_STOPS = frozenset({".", ";", "?", "!"})
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
        if _attach_per(reading, at, tables):
            at += 1
            continue
        measure = (
            rate_at(reading, at, tables) or proportion_at(reading, at, tables)
            or _label_at(reading, at) or _birthday_at(reading, at) or _time_label_at(reading, at, tables) or _quantity_at(reading, at, tables)
        )  # fmt: skip
        if measure is None:
            at += 1
            continue
        measure = _compared(reading, measure, tables)
        reading.measures.append(measure)
        reading.spent.update(range(measure.first, measure.last))
        at = max(measure.last, at + 1)
    reading.measures[:] = _with_inherited_units(reading)
    reading.measures[:] = _with_shared_comparators(reading)


def unit_at(reading: Reading, at: int, units: Trie) -> tuple[str, int] | None:
    """Return the name of the unit at a token and where it ends: the longest one that fits."""
    node, found = units, None
    while at < len(reading.tokens):
        child = node.children.get(reading.tokens[at].stem)
        if child is None:
            break
        node, at = child, at + 1
        if node.entries:
            found = (node.entries[0].value, at)
    return found


def _label_at(reading: Reading, at: int) -> Measure | None:
    """Read "type 2", "class II", "week 12": a name with a number."""
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


def _time_label_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
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
    low, high = _rounded(low * unit.factor), _rounded(high * unit.factor)
    kind = FactKind.DURATION
    return Measure(
        kind, unit.dimension, low, high, "eq", "eq", at, last, factor=unit.factor, soft=True
    )


def _birthday_at(reading: Reading, at: int) -> Measure | None:
    """Read "second birthday", "12th birthday": an age in years."""
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


def _attach_per(reading: Reading, at: int, tables: GuardTables) -> bool:
    """Hang a late "for every kilogram" on the amount before it in the sentence."""
    tokens = reading.tokens
    if tokens[at].norm not in {"for", "per"} or not reading.measures:
        return False
    start = at + 1
    if start < len(tokens) and tokens[start].norm in {"every", "each"}:
        start += 1
    found = unit_at(reading, start, tables.units)
    unit = tables.unit_of[found[0]] if found else None
    last = reading.measures[-1]
    near = at - last.last <= _LATE_PER and not any(t.norm in _STOPS for t in tokens[last.last : at])
    if (
        found is None
        or unit is None
        or unit.dimension not in {"mass kg", "area", "volume"}
        or not near
    ):
        return False
    if "/" in last.dimension or last.kind is not FactKind.QUANTITY:
        return False
    reading.measures[-1] = last._replace(
        dimension=f"{last.dimension}/{unit.dimension}", low=_rounded(last.low / unit.factor),
        high=_rounded(last.high / unit.factor), factor=last.factor / unit.factor,
    )  # fmt: skip
    reading.spent.update(range(at, found[1]))
    return True


def _quantity_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    number = number_at(reading.tokens, at, tables.number_words)
    if number is None:
        return _article_time(reading, at, tables)
    low, high, last = number.value, number.value, number.last
    unit, last = _unit_after(reading, last, tables)
    other = _range_end(reading, last, tables, (at, number.value))
    if other is not None:
        second, after = other
        second_unit, after = _unit_after(reading, after, tables)
        if _same_kind(unit, second_unit):
            high, last = second.value, after
            first_unit = unit or second_unit
            unit = second_unit or unit
            low, high = _scaled(low, first_unit), _scaled(high, unit)
            return _measure(
                reading, unit, (min(low, high), max(low, high)), (at, last), tables, number
            )
    if number.lone_one and unit is None:
        return None
    if unit is None and at and _is_bare_age(reading, at, last):
        unit = tables.unit_of["year"]
    low = _scaled(low, unit)
    return _measure(reading, unit, (low, low), (at, last), tables, number)


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


def _unit_after(reading: Reading, at: int, tables: GuardTables) -> tuple[Unit | None, int]:
    start = at
    while (
        start < len(reading.tokens)
        and reading.tokens[start].norm in _BEFORE_UNIT
        and start - at < _GAP
    ):
        start += 1
    found = unit_at(reading, at, tables.units) or unit_at(reading, start, tables.units)
    if found is None:
        return None, at
    return tables.unit_of[found[0]], found[1]


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


def _measure(  # noqa: PLR0913  a measure has this many parts
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
    low, high = _rounded(low), _rounded(high)
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
    reading.spent.update(range(found.first, found.last))
    if measure.dimension == "count" and words & _AGE_WORDS:
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


def _with_inherited_units(reading: Reading) -> list[Measure]:
    """Give the bare numbers of "0, 12 and 24 hours" the unit at the end of their row."""
    measures = list(reading.measures)
    for index in range(len(measures) - 2, -1, -1):
        one, other = measures[index], measures[index + 1]
        gap = range(one.last, other.first)
        joined = 0 < len(gap) <= _REACH + 2 and all(
            k in reading.spent or reading.tokens[k].norm in {",", "and", "or", "/", "to"}
            for k in gap
        )
        if one.dimension == "count" and joined and other.dimension not in {"count", "proportion"}:
            measures[index] = _inherit(one, other)
    return measures


def _inherit(one: Measure, other: Measure) -> Measure:
    if other.kind is FactKind.FREQUENCY:
        return one
    low, high = one.low * other.factor, one.high * other.factor
    kind, dimension = other.kind, other.dimension
    return one._replace(kind=kind, dimension=dimension, low=low, high=high, factor=other.factor)


def _with_shared_comparators(reading: Reading) -> list[Measure]:
    """Let "at least" reach the second amount of "at least 1 hour before or 2 hours after"."""
    measures = list(reading.measures)
    for index in range(1, len(measures)):
        one, other = measures[index - 1], measures[index]
        if one.kind is FactKind.FREQUENCY and index > 1:
            one = measures[index - 2]
        gap = {t.norm for t in reading.tokens[measures[index - 1].last : other.first]}
        near = other.first - measures[index - 1].last <= _REACH
        amount = FactKind.FREQUENCY not in {one.kind, other.kind}
        if (
            near
            and amount
            and "or" in gap
            and other.comparator == "eq"
            and not gap & {".", ";", "if"}
        ):
            measures[index] = other._replace(comparator=one.comparator, said=one.said)
    return measures


def _rounded(value: float) -> float:
    """Drop the noise of unit arithmetic, at any size: nanograms are as exact as kilograms."""
    return float(f"{value:.9g}")
