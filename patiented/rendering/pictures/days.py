"""Which dose becomes a picture of the day: one plain instruction, so many times a day, no more.

"Every 8 hours", "once a week", "as needed", a dose that is raised or lowered, doses that depend on
something, and times that the source itself names are not drawn: four cells would say something
else. A page that gives how often in a day more than once has no such picture either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.model import FactKind, MonographKind, Role
from patiented.rendering.pictures.facts import (
    may_be_drawn,
    rates_of,
    seen_facts,
    sentence_at,
)
from patiented.rendering.pictures.records import DayChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.model import Edition, EditionStatement
    from patiented.rendering.pictures.facts import Rate, Seen

DAY_HOURS = 24

_TIMES = {"once": 1, "twice": 2, "three times": 3, "four times": 4}
_PER = re.compile(r".* per (?P<amount>\d+(?:\.\d+)?)(?:\.\.\S+)? (?P<unit>time|months)")
_OFTEN = re.compile(
    rf"(?P<times>{'|'.join(_TIMES)}) (?:(?:a|each|every|per) day|daily)", re.IGNORECASE
)
_INSTRUCTION = re.compile(
    r"(?:(?:you|they) should )?(?:take|apply|put|use|give|swallow|inhale|inject|spread|rub)\b",
    re.IGNORECASE,
)
_LAYER = re.compile(r"\bthin (?:layer|film)\b", re.IGNORECASE)
_DOSE_UNITS = re.compile(r"mass|volume|units|count (?:tablet|capsule|puff|drop|spray|dose|patch)")
_UNSURE = re.compile(
    r"\b(?:if|when|whenever|while|unless|until|except|only|or|then|total|divided|maximum|most|"
    r"least|up to|more|less|need(?:ed|s)?|first|start\w*|begin\w*|increas\w*|reduc\w*|rais\w*|"
    r"lower\w*|taper\w*|doubl\w*|half|halv\w*|usual\w*|morning|evening|night|noon|midday|bedtime|"
    r"breakfast|lunch|dinner|supper|meals?|hours?|apart|weeks?|months?|weight|kg|kilogram|"
    r"older|younger|under|over|alternate|other|before|after|between|same|not|never|avoid|may|"
    r"might|can|could|some|certain)\b",
    re.IGNORECASE,
)
_TITRATED = re.compile(
    r"\b(?:increas\w*|rais\w*|titrat\w*|taper\w*|doubl\w*|halv\w*|reduc\w*|lower\w*|adjust\w*|"
    r"starting|initial\w*|maintenance)\b",
    re.IGNORECASE,
)


def day_of(edition: Edition) -> tuple[str, DayChoice] | None:
    """Return the statement to draw and its day, if the page has one instruction and no other."""
    if edition.meta.kind is not MonographKind.DRUG:
        return None
    dosing = [one for one in edition.statements() if one.role is Role.DOSAGE and one.text]
    daily = [one for one in dosing if _is_daily(one)]
    if len(daily) != 1 or _is_titrated(dosing):
        return None
    choice = _day(daily[0])
    return (daily[0].id, choice) if choice else None


def _is_daily(statement: EditionStatement) -> bool:
    """Tell whether a statement says how often within a day, in any way, kept or not."""
    frequencies = (row.fact.value for row in statement.facts if row.fact.kind is FactKind.FREQUENCY)
    return any(not _is_longer(value) for value in frequencies)


def _is_longer(value: str) -> bool:
    """Tell whether a frequency is counted in more than a day: "eq 1 per 168 time"."""
    match = _PER.fullmatch(value)
    return match is not None and (match["unit"] == "months" or float(match["amount"]) > DAY_HOURS)


def _is_titrated(statements: Iterable[EditionStatement]) -> bool:
    """Tell whether a dosing statement lets the dose change, in the source or in the text."""
    return any(_TITRATED.search(f"{one.source} {one.text}") for one in statements)


def _day(statement: EditionStatement) -> DayChoice | None:
    rates = rates_of(statement)
    if not may_be_drawn(statement) or len(rates) != 1 or rates[0].hours != DAY_HOURS:
        return None
    rate = rates[0]
    often = statement.text[slice(*rate.span)]
    match = _OFTEN.fullmatch(often)
    start, end = sentence_at(statement.text, rate.span)
    sentence = statement.text[start:end]
    if (
        match is None
        or _TIMES[match["times"].lower()] != rate.times
        or not _INSTRUCTION.match(sentence)
        or _UNSURE.search(statement.text)
    ):
        return None
    return _dosed(statement, rate, often, sentence)


def _dosed(statement: EditionStatement, rate: Rate, often: str, sentence: str) -> DayChoice | None:
    """Return the day with its one dose: a thin layer, or the only amount that is there."""
    layer = _LAYER.search(sentence)
    amounts = _amounts(statement)
    measured = [
        row.fact for row in statement.facts if row.fact.kind in {FactKind.QUANTITY, FactKind.COUNT}
    ]
    if layer and not measured:
        return DayChoice(layer.group(), often, rate.times, (rate.key,))
    if layer or len(amounts) != 1 or len(measured) != 1:
        return None
    dose = amounts[0]
    if dose.span[1] > rate.span[0] or statement.text[slice(*dose.span)] not in sentence:
        return None
    return DayChoice(statement.text[slice(*dose.span)], often, rate.times, (rate.key, dose.key))


def _amounts(statement: EditionStatement) -> list[Seen]:
    found = seen_facts(statement, FactKind.QUANTITY, FactKind.COUNT)
    return [one for one in found if one.bound == "eq" and _DOSE_UNITS.fullmatch(one.unit)]
