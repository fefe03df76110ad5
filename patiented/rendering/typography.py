"""Fine points of setting text: no-break spaces, the last word of a sentence, written-out dates.

Only for showing: nothing here changes a word, and exported data does not pass through it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from patiented.rendering.text_contexts import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_BREAK = "\N{NO-BREAK SPACE}"
QUESTION_MARKS = ("?", "\N{ARABIC QUESTION MARK}", "\N{FULLWIDTH QUESTION MARK}")
LONGEST_TAIL = 16
"""A longer last word may part from its marks, or a narrow phone would scroll sideways."""

_UNITS = (
    "%|°C|°F|g|mg|mcg|µg|kg|mL|ml|L|dL|mm|cm|m|IU|mmol|mEq|kcal|"
    "grams?|milligrams?|micrograms?|kilograms?|milliliters?|liters?|units?|"
    "seconds?|minutes?|hours?|days?|weeks?|months?|years?|"
    "doses?|tablets?|capsules?|drops?|puffs?|people|percent"
)
_NUMBER_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![A-Za-z]))")
_LABEL_NUMBER = re.compile(r"\b([Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?|[Pp]hase|[Gg]rade) (?=\d)")
_COMPARATOR = re.compile(r"(?<=[<>≤≥=±]) (?=\d)")


_DIGIT = re.compile(r"\d")
REMEMBERED = 4_096
"""How many texts, so that a page shown again is not set again: some tens of pages."""


@lru_cache(REMEMBERED)
def keep_together(text: str) -> str:
    """Put no-break spaces between numbers and their units ("60 g", "day 56", "≥ 12 years")."""
    if not _DIGIT.search(text):
        return text
    text = _NUMBER_UNIT.sub(NO_BREAK, text)
    text = _LABEL_NUMBER.sub(rf"\1{NO_BREAK}", text)
    return _COMPARATOR.sub(NO_BREAK, text)


def split_tail(runs: Sequence[Run]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Split runs before the last word, so that it can stay on one line with what follows it."""
    head = list(runs)
    tail: list[Run] = []
    while head:
        run = head.pop()
        cut = -1 if run.word else run.text.rfind(" ")
        if cut >= 0:
            tail.insert(0, Run(run.text[cut + 1 :]))
            head.append(Run(run.text[: cut + 1]))
            break
        tail.insert(0, run)
    if sum(len(run.whole) for run in tail) > LONGEST_TAIL:
        return tuple(runs), ()
    return tuple(run for run in head if run.text), tuple(run for run in tail if run.text)


def written_date(iso: str, lang: str) -> str:
    """Write an ISO date out ("August 28, 2025"); what is no ISO date is shown as it stands."""
    try:
        day = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return format_date(day, format="long", locale=lang.replace("-", "_"))


def short_date(iso: str, lang: str) -> str:
    """Write an ISO date with a short month ("Aug 28, 2025")."""
    try:
        day = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return format_date(day, format="medium", locale=lang.replace("-", "_"))


def moment(iso: str, lang: str) -> str:
    """Write an ISO date and time in UTC ("Aug 28, 2025, 16:20 UTC"); else as it stands."""
    day = short_date(iso, lang)
    return day if day == iso else f"{day}, {iso[11:16]} UTC"


def written_number(number: int, lang: str) -> str:
    """Write a number of our own as the language does, in the digits that facts are shown in."""
    return format_decimal(number, locale=lang.replace("-", "_"))
