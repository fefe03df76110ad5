"""Reads figures, signs, units and abbreviations aloud, so that counting meets nothing but words.

"94.6%" is said in five words, "≥12 years" as "at least twelve years", "10 mg/kg/day" as "ten
milligrams per kilogram per day". Citation marks, HTML tags and superscript notes are not said. An
address on the web counts as one word. Every rule has its cases in
`tests/unit/test_readability_spoken.py`. Not here: counting (`words.py`, `counting.py`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from patiented.readability import numerals
from patiented.readability.tables import spoken_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_FIGURES = str.maketrans(_SUPERSCRIPTS, "0123456789")
_NOT_PLAIN = re.compile(
    r"""[^\w\s,;:'"\u2018\u2019\u201c\u201d()?!.\u2013\u2014-]  # a sign, not everyday punctuation
    | [\d_\u00bc-\u00be\u2150-\u215e\u00b2\u00b3\u00b9\u2070-\u209f]      # figures of any shape""",
    re.VERBOSE,
)
_CLOSING = " \t\r\n.!?)\"'\u2019\u201d"
"""What may stand after the last word; a point before that may belong to an abbreviation."""
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
_FIGURES = re.compile(_NUMBER)
_DASH = r"[\u2013\u2014\u2212-]"
_CITATION = r"\[\^?\d+(?:\s*[,\u2013-]\s*\d+)*\]|\[\^[^\]\s]{1,80}\]"
_DAY = "(?:0?[1-9]|[12]\\d|3[01])"
_YEAR_FIGURES = 4
_LOOK_BACK = 24
"""How far before a dash the unit of an amount is looked for."""


def read_aloud(text: str) -> str:
    """Return the words of one sentence as they are said; everyday prose comes back unchanged."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not _NOT_PLAIN.search(text) and "." not in text.rstrip(_CLOSING):
        return text
    return _pattern().sub(_say, text)


@cache
def _pattern() -> re.Pattern[str]:
    """Build the one expression that finds what is said otherwise; the order of parts matters."""
    tables = spoken_tables()
    units = _units_pattern()
    parts = (
        rf"(?P<silent>{_CITATION}|</?[A-Za-z][^<>]{{0,200}}>)",
        r"(?P<address>(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
        r"(?P<phone>(?<![\w-])(?:\d-)?\d{3}-(?:\d{3}|[A-Z]{3})-[A-Z\d]{4}(?![\w-]))",
        r"(?P<iso_date>(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?!\d))",
        rf"(?P<us_date>(?<![\d/])(?:0?[1-9]|1[0-2])/{_DAY}/(?:19|20)\d\d(?![\d/]))",
        r"(?P<clock>(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]))",
        r"(?P<ratio>(?<=\d):(?=\d))",
        r"(?P<rank>(?<![\d.])\d{1,15}(?:st|nd|rd|th)\b)",
        rf"(?P<power>10[{_SUPERSCRIPTS}]+)",
        rf"(?P<part_of>(?<![\d/.])(?:\d{{1,3}}\s)?\d{{1,3}}/\d{{1,3}}(?![\d/.])(?:\s?{units})?)",
        rf"(?P<money>[{_class(tables.currencies)}]\s?{_NUMBER})",
        rf"(?P<amount>{_NUMBER}[\s-]?{units})",
        rf"(?P<number>{_NUMBER})",
        rf"(?P<rate>(?<!\w){_units_pattern(smallest=2)})",
        rf"(?P<span>(?<=[\w%°])(?:{_DASH}|\s{_DASH}\s)(?=[\d$]))",
        r"(?P<minus>(?<![\w])[\u2212-](?=\.?\d))",
        r"(?P<times>(?<=\d)\s?x\s?(?=\d))",
        rf"(?P<half>[{_class(tables.parts)}])",
        rf"(?P<sign>{_either(tables.signs)})",
        rf"(?P<short>(?<!\w)(?:{_either(tables.abbreviations)}))",
        r"(?P<initials>(?<![\w.])(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?)",
        r"(?P<note>[\u00b2\u00b3\u00b9\u2070-\u209f\u2150-\u215e_/|*#^`{}\\])",
    )
    return re.compile("|".join(parts))


def _units_pattern(*, smallest: int = 1) -> str:
    """Return an expression for a chain of at least so many units, "mg/kg/day"."""
    unit = f"(?:{_either(spoken_tables().units)})"
    return rf"{unit}(?:\s?/\s?{unit}){{{smallest - 1},}}(?!\w)"


@cache
def _ends_in_amount() -> re.Pattern[str]:
    return re.compile(rf"(?:\d|\d\s?(?:{_either(spoken_tables().units)}))\Z")


def _say(match: re.Match[str]) -> str:
    said = _SAYERS[match.lastgroup or "note"](match)
    return f" {said} "


def _say_silence(_match: re.Match[str]) -> str:
    return ""


def _say_address(_match: re.Match[str]) -> str:
    return "website"


def _say_phone(match: re.Match[str]) -> str:
    return " ".join(numerals.digits(c) if c.isdigit() else c for c in match.group() if c != "-")


def _say_iso_date(match: re.Match[str]) -> str:
    year, month, day = match.group().split("-")
    return _date(int(year), int(month), int(day))


def _say_us_date(match: re.Match[str]) -> str:
    month, day, year = match.group().split("/")
    return _date(int(year), int(month), int(day))


def _date(year: int, month: int, day: int) -> str:
    return f"{_MONTHS[month - 1]} {numerals.ordinal(day)} {numerals.year(year)}"


def _say_clock(match: re.Match[str]) -> str:
    hour, minute = match.group().split(":")
    if minute == "00":
        return f"{numerals.cardinal(int(hour))} o'clock"
    oh = "oh " if minute.startswith("0") else ""
    return f"{numerals.cardinal(int(hour))} {oh}{numerals.cardinal(int(minute))}"


def _say_ratio(_match: re.Match[str]) -> str:
    return "to"


def _say_rank(match: re.Match[str]) -> str:
    return numerals.ordinal(int(match.group()[:-2]))


def _say_power(match: re.Match[str]) -> str:
    return f"ten to the {numerals.ordinal(int(match.group()[2:].translate(_TO_FIGURES)))}"


def _say_part_of(match: re.Match[str]) -> str:
    """Say "1/2" and "2 1/2" as fractions, "120/80 mmHg" as one number over another."""
    figures = re.match(r"(?:(\d+)\s)?(\d+)/(\d+)", match.group())
    if figures is None:  # the part that called starts so
        return ""
    unit = match.group()[figures.end() :].strip()
    after = f" {_say_units(unit, one=False)}" if unit else ""
    whole, over, under = (int(number or 0) for number in figures.groups())
    front = f"{numerals.cardinal(whole)} " if whole else ""
    part = numerals.fraction(over, under)
    if part:
        joint = "and " if front else ""
        return f"{front}{joint}{part}{after}"
    return f"{front}{numerals.cardinal(over)} over {numerals.cardinal(under)}{after}"


def _say_money(match: re.Match[str]) -> str:
    found = match.group()
    return f"{numerals.decimal(found[1:].strip())} {spoken_tables().currencies[found[0]]}"


def _say_amount(match: re.Match[str]) -> str:
    return _amount(match.group())


@lru_cache(maxsize=4096)
def _amount(found: str) -> str:
    figures = _FIGURES.match(found)
    if figures is None:  # the part that called starts with a number
        return ""
    unit = found[figures.end() :]
    one = figures.group() == "1" or unit.startswith("-")
    said = _say_units(unit.removeprefix("-").strip(), one=one)
    return f"{numerals.decimal(figures.group())} {said}"


def _say_units(chain: str, *, one: bool) -> str:
    first, *rest = (" ".join(unit.split()) for unit in chain.split("/"))
    units = spoken_tables().units
    return " per ".join([units[first][0 if one else 1], *(units[unit][0] for unit in rest)])


def _say_number(match: re.Match[str]) -> str:
    found = match.group()
    bare = len(found) == _YEAR_FIGURES and found.isdigit()
    before = match.string[max(0, match.start() - 2) : match.start()].rstrip()
    if bare and numerals.is_year(int(found)) and before[-1:] not in set("<>≥≤=~±"):
        return numerals.year(int(found))
    return numerals.decimal(found)


def _say_rate(match: re.Match[str]) -> str:
    return _say_units(match.group(), one=False)


def _say_span(match: re.Match[str]) -> str:
    """Say "to" between two amounts; the dash that ties a figure to a word (IL-4) is silent."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    return "to" if _ends_in_amount().search(before) else ""


def _say_minus(_match: re.Match[str]) -> str:
    return "minus"


def _say_times(_match: re.Match[str]) -> str:
    return "by"


def _say_half(match: re.Match[str]) -> str:
    follows_number = match.string[match.start() - 1 : match.start()].isdigit()
    part = spoken_tables().parts[match.group()]
    return f"and {part}" if follows_number else part


def _say_sign(match: re.Match[str]) -> str:
    return spoken_tables().signs[match.group()]


def _say_short(match: re.Match[str]) -> str:
    return spoken_tables().abbreviations[match.group()]


def _say_initials(match: re.Match[str]) -> str:
    return match.group().replace(".", "").upper()


_SAYERS: dict[str, Callable[[re.Match[str]], str]] = {
    "silent": _say_silence,
    "address": _say_address,
    "phone": _say_phone,
    "iso_date": _say_iso_date,
    "us_date": _say_us_date,
    "clock": _say_clock,
    "ratio": _say_ratio,
    "rank": _say_rank,
    "power": _say_power,
    "part_of": _say_part_of,
    "money": _say_money,
    "amount": _say_amount,
    "number": _say_number,
    "rate": _say_rate,
    "span": _say_span,
    "minus": _say_minus,
    "times": _say_times,
    "half": _say_half,
    "sign": _say_sign,
    "short": _say_short,
    "initials": _say_initials,
    "note": _say_silence,
}


def _either(symbols: Iterable[str]) -> str:
    """Return an alternation of literal symbols, longest first."""
    ordered = sorted(symbols, key=lambda symbol: (-len(symbol), symbol))
    return "|".join(re.escape(symbol) for symbol in ordered)


def _class(symbols: Iterable[str]) -> str:
    return "".join(re.escape(symbol) for symbol in sorted(symbols))
