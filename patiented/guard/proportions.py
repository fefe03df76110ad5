"""Reads shares of a whole on one scale, percent: "5%", "1 in 20", "95 out of 100", "half of"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.comparators import longest
from patiented.guard.numbers import Number, number_at
from patiented.guard.reading import Measure
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables

_WHOLES = (
    ("out", "of", "every"),
    ("out", "of"),
    ("in", "every"),
    ("in", "each"),
    ("of", "every"),
    ("in",),
    ("of",),
    ("per",),
)
_PEOPLE = frozenset(
    [
        "people",
        "person",
        "patient",
        "adult",
        "child",
        "children",
        "woman",
        "women",
        "man",
        "men",
        "mother",
        "baby",
        "babies",
        "participant",
        "user",
        "procedure",
        "case",
        "time",
        "operation",
        "boy",
        "girl",
        "birth",
        "pregnancy",
        "pregnancies",
        "those",
        "them",
        "colonoscopy",
        "colonoscopies",
        "test",
        "patients",
        "adults",
        "mothers",
        "participants",
        "users",
        "procedures",
        "cases",
        "times",
        "operations",
        "boys",
        "girls",
        "births",
        "tests",
        "injections",
    ]
)
_ROUND = frozenset({10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1e6})
_AHEAD = 14
_FEWEST, _HUNDRED = 3, 100
_RANGE = frozenset({"to", "-", "and"})


def proportion_at(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Return the share that starts at token `at`, if one does."""
    if reading.tokens[at].norm in {"of", "in", "every", "among"}:
        return _whole_first(reading, at, tables)
    number = number_at(reading.tokens, at, tables.number_words)
    if number is None:
        return None
    return (
        _percent(reading, at, number, tables)
        or _ratio(reading, at, number, tables)
        or _fraction(reading, at, number)
    )


def _whole_first(reading: Reading, at: int, tables: GuardTables) -> Measure | None:
    """Read "of every 100 people on X, 30": the whole stands first, the part within the sentence."""
    start = at + 1
    while start < len(reading.tokens) and reading.tokens[start].norm in {"every", "each", "the"}:
        start += 1
    if start >= len(reading.tokens):
        return None
    base = number_at(reading.tokens, start, tables.number_words)
    if base is None or base.value not in _ROUND or base.fraction:
        return None
    for k in range(base.last, min(base.last + _AHEAD, len(reading.tokens))):
        if reading.tokens[k].norm in {".", ";", "?", "!"}:
            return None
        part = number_at(reading.tokens, k, tables.number_words)
        unit = longest(reading, part.last, tables.units, len(reading.tokens)) if part else None
        if unit and tables.unit_of[unit[0]].dimension != "count person":
            continue
        if part and not part.fraction and part.value <= base.value and not part.lone_one:
            return _parted(reading, at, base, part, (k, tables))
    return None


def _parted(
    reading: Reading, at: int, base: Number, part: Number, place: tuple[int, GuardTables]
) -> Measure | None:
    k, tables = place
    last = part.last
    if _percent_sign(reading, last):
        return None
    high = part
    if last + 1 < len(reading.tokens) and reading.tokens[last].norm in {"to", "-"}:
        second = number_at(reading.tokens, last + 1, tables.number_words)
        if second:
            high, last = second, second.last
    if last < len(reading.tokens) and reading.tokens[last].norm in {"of", "out"}:
        return None
    reading.spent.update(range(k, last))
    low, top = 100 * part.value / base.value, 100 * high.value / base.value
    return Measure(
        FactKind.RATIO,
        "proportion",
        low,
        top,
        "eq",
        "eq",
        at,
        base.last,
        slack=50 / base.value,
        worded=part.worded,
    )


def _norms(reading: Reading, at: int, count: int) -> list[str]:
    return [token.norm for token in reading.tokens[at : at + count]]


def _percent_sign(reading: Reading, at: int) -> int:
    """Return the token after a percent sign at `at`, or 0."""
    norms = _norms(reading, at, 2)
    if norms[:1] == ["%"] or norms[:1] == ["percent"]:
        return at + 1
    return at + 2 if norms == ["per", "cent"] else 0


def _percent(reading: Reading, at: int, number: Number, tables: GuardTables) -> Measure | None:
    last = _percent_sign(reading, number.last)
    low = high = number.value
    join = last or number.last
    if (
        join < len(reading.tokens)
        and reading.tokens[join].norm in _RANGE
        and join + 1 < len(reading.tokens)
    ):
        second = number_at(reading.tokens, join + 1, tables.number_words)
        end = _percent_sign(reading, second.last) if second else 0
        joins = reading.tokens[join].norm != "and" or (
            at and reading.tokens[at - 1].norm == "between"
        )
        if second and end and joins:
            high, last = second.value, end
    if not last:
        return None
    slack = 0.5 if low == int(low) else 0.05
    return Measure(
        FactKind.PERCENTAGE,
        "proportion",
        low,
        high,
        "eq",
        "eq",
        at,
        last,
        slack=slack,
        worded=number.worded,
    )


def _ratio(reading: Reading, at: int, number: Number, tables: GuardTables) -> Measure | None:
    """Read "1 in 20", "5 to 10 out of 100": the part or parts, perhaps a noun, and the whole."""
    top = _second_part(reading, at, number, tables)
    start = top.last
    noun = reading.tokens[start].norm if start < len(reading.tokens) else ""
    for skip in (0, 1):
        for whole in _WHOLES:
            sure = whole[-1] in {"every", "each"} and noun.isalpha()
            if skip and noun not in _PEOPLE and not sure:
                continue
            begin = start + skip
            norms = _norms(reading, begin, len(whole))
            if tuple(norms) != whole or begin + len(whole) >= len(reading.tokens):
                continue
            base = number_at(reading.tokens, begin + len(whole), tables.number_words)
            if base and _is_whole(reading, top, base, whole):
                return _shared(at, (number, top), base, reading)
    return None


def _second_part(reading: Reading, at: int, number: Number, tables: GuardTables) -> Number:
    """Return the upper end of "5 to 10 out of 100" and "between 5 and 10 in 100"; else the same."""
    join = reading.tokens[number.last].norm if number.last < len(reading.tokens) else ""
    between = at > 0 and reading.tokens[at - 1].norm == "between"
    if join not in _RANGE or (join == "and" and not between):
        return number
    if number.last + 1 >= len(reading.tokens):
        return number
    second = number_at(reading.tokens, number.last + 1, tables.number_words)
    return second if second and second.value > number.value else number


def _is_whole(reading: Reading, number: Number, base: Number, words: tuple[str, ...]) -> bool:
    if base.value <= 0 or number.value > base.value or base.value != int(base.value):
        return False
    if words[0] == "out" or len(words) > 1:
        return True
    following = reading.tokens[base.last].norm if base.last < len(reading.tokens) else ""
    round_base = base.value in {100.0, 1_000.0, 10_000.0, 100_000.0, 1e6}
    if words == ("in",):
        return following in _PEOPLE or round_base or base.value >= _FEWEST
    return following in _PEOPLE or round_base


def _shared(at: int, parts: tuple[Number, Number], base: Number, reading: Reading) -> Measure:
    number, top = parts
    value, high = (100.0 * part.value / base.value for part in parts)
    if top is number and number.value == 1 and base.value < _HUNDRED:
        slack = max(value - 100.0 / (base.value + 0.5), 0.0)
    else:
        slack = 50.0 / base.value
    last = base.last
    if last < len(reading.tokens) and reading.tokens[last].norm in _PEOPLE:
        last += 1
    return Measure(
        FactKind.RATIO,
        "proportion",
        value,
        high,
        "eq",
        "eq",
        at,
        last,
        slack=slack,
        worded=number.worded,
    )


def _fraction(reading: Reading, at: int, number: Number) -> Measure | None:
    """Read "half of", "one fifth of", "(half)"; "half a tablet" and "half an hour" are amounts."""
    if not number.fraction or number.value >= 1:
        return None
    following = _norms(reading, number.last, 2)
    amount = following[:1] in (["a"], ["an"]) or (
        following and following[0] not in {"of", "the", "as", ")", "that", "those"}
    )
    if amount and (not number.worded or following[0] in {"a", "an", "hour"}):
        return None
    if following[:1] == ["of"] and following[1:2] in (["a"], ["an"]):
        return None
    value = round(100.0 * number.value, 4)
    return Measure(
        FactKind.RATIO,
        "proportion",
        value,
        value,
        "eq",
        "eq",
        at,
        number.last,
        slack=0.34,
        worded=True,
    )
