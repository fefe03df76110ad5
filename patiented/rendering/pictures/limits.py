"""Which limits are drawn: a share of the skin, an amount a week, how long to use a medicine.

Only upper limits that a dosing statement sets without a condition of its own. "Within 24 hours", an
effect that lasted, a limit that holds "if" something is so: none of these is a limit of use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.model import FactKind, Role
from patiented.rendering.pictures.facts import (
    may_be_drawn,
    rates_of,
    seen_facts,
    sentence_at,
)
from patiented.rendering.pictures.records import LimitChoice, LimitsChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import EditionStatement, Span
    from patiented.rendering.pictures.facts import Seen

HUNDRED = 100
WEEK_HOURS, WEEK_DAYS = 168, 7
FEWEST_BARS, MOST_BARS = 2, 14
_FRACTIONS = (2, 3, 4, 5, 10)
"""Numbers of equal blocks that are still counted at a glance."""

_LIMIT = r"(?:no more than|not more than|no longer than|up to|at most|(?:more|longer) than)"
_SKIN = re.compile(r"(?P<number>\d+)% of (?:your|their|the) (?:skin|body surface(?: area)?|body)\b")
_NOT_SKIN = re.compile(r"\s(?:weight|fluid|water|fat|mass|temperature)")
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)? ?(?:g|grams?|mg|milligrams?|mL|milliliters?)")
_A_WEEK = re.compile(r"\s(?:(?:in|during) )?(?:one|a|any|each|every|per)(?: one)? (?:single )?week")
_LASTS = re.compile(r"(?P<number>\d+) (?:days|weeks|months)")
_FOR = re.compile(rf"\bfor {_LIMIT} \Z", re.IGNORECASE)
_AFTER_LIMIT = re.compile(rf"\b{_LIMIT} \Z", re.IGNORECASE)
_USES = re.compile(r"\b(?:use|take|give|apply|put)\b", re.IGNORECASE)
_HANGS_ON = re.compile(
    r"\b(?:if|when|whenever|while|unless|until|except|after|before|between|apart|or)\b",
    re.IGNORECASE,
)
_FOR_SOME = re.compile(
    r"\b(?:adults?|children|child|women|men|people|patients|infants?|babies|teen\w*|older|younger|"
    r"aged|years|pregnan\w*)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"(?P<scope>(?:For|In|If|With|When)\b[^,;:.()]{2,60}), ")


def limits_of(statement: EditionStatement) -> LimitsChoice | None:
    """Return the limits that a statement sets, in the order of the text."""
    if statement.role is not Role.DOSAGE or not may_be_drawn(statement):
        return None
    scope = _SCOPE.match(statement.text)
    first = scope.end() if scope else 0
    found = {
        limit.fact: (span, limit)
        for span, limit in _limits(statement)
        if _is_unconditional(statement.text, span, first)
    }
    if not found:
        return None
    limits = tuple(limit for _, limit in sorted(found.values(), key=lambda pair: pair[0]))
    return LimitsChoice(scope["scope"] if scope else "", limits)


def blocks_of(percent: int) -> tuple[int, int]:
    """Return a percentage as blocks filled, of blocks in all: the fewest that are exact."""
    for blocks in _FRACTIONS:
        if percent * blocks % HUNDRED == 0:
            return percent * blocks // HUNDRED, blocks
    return percent, HUNDRED


def _is_unconditional(text: str, span: Span, first: int) -> bool:
    """Tell whether the sentence of a limit has no condition but the one that opens the text.

    `first` is where the text goes on behind that one.
    """
    start, end = sentence_at(text, span)
    sentence = text[max(start, first) : end]
    return bool(_USES.search(sentence)) and not (
        _HANGS_ON.search(sentence) or _FOR_SOME.search(sentence) or _SCOPE.match(sentence)
    )


def _limits(statement: EditionStatement) -> Iterator[tuple[Span, LimitChoice]]:
    for one in seen_facts(statement, FactKind.PERCENTAGE, FactKind.QUANTITY, FactKind.DURATION):
        before = statement.text[: one.span[0]]
        if one.bound != "le" or not _AFTER_LIMIT.search(before):
            continue
        if one.fact.kind is FactKind.PERCENTAGE:
            limit = _area(statement.text, one)
        elif one.fact.kind is FactKind.QUANTITY:
            limit = _week(statement, one)
        else:
            limit = _time(statement.text, one) if _FOR.search(before) else None
        if limit:
            yield one.span, limit


def _area(text: str, one: Seen) -> LimitChoice | None:
    match = _SKIN.match(text, one.span[0])
    if (
        match is None
        or one.unit != "proportion"
        or int(match["number"]) != one.amount
        or not 1 <= one.amount < HUNDRED
        or _NOT_SKIN.match(text, match.end())
    ):
        return None
    filled, blocks = blocks_of(int(one.amount))
    return LimitChoice("area", match.group(), filled, blocks, one.key)


def _week(statement: EditionStatement, one: Seen) -> LimitChoice | None:
    text = statement.text
    amount = text[slice(*one.span)]
    following = _A_WEEK.match(text, one.span[1])
    weekly = [
        rate
        for rate in rates_of(statement)
        if (rate.times, rate.hours) == (1, WEEK_HOURS)
        and following
        and one.span[1] <= rate.span[0] < rate.span[1] == following.end()
    ]
    if not (_AMOUNT.fullmatch(amount) and one.unit in {"mass", "volume"} and weekly):
        return None
    whole = text[one.span[0] : weekly[0].span[1]]
    return LimitChoice("week", whole, 0, WEEK_DAYS, one.key)


def _time(text: str, one: Seen) -> LimitChoice | None:
    match = _LASTS.fullmatch(text[slice(*one.span)])
    if match is None or not FEWEST_BARS <= int(match["number"]) <= MOST_BARS:
        return None
    bars = int(match["number"])
    return LimitChoice("time", match.group(), bars, bars, one.key)
