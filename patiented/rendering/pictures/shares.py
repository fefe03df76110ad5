"""Which percentages become icon arrays: shares of people who had an event, and nothing else.

A share is read twice, by the guard (its normal form) and here (the words around it), and drawn only
if both agree. Strength of a cream, skin, blood values, percent change, ranges and "at least" are no
share of people (EDITORIAL 3). When unsure there is no picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from patiented.model import FactKind
from patiented.rendering.pictures.facts import may_be_drawn, seen_facts, sentence_at
from patiented.rendering.pictures.records import ArrayChoice, Share

if TYPE_CHECKING:
    from patiented.model import EditionStatement, Span
    from patiented.rendering.pictures.facts import Seen

HUNDRED = 100
MOST_ROUNDING = Decimal("0.1")
"""A count may differ from its figure by a tenth of it; else 1,000 people would be needed."""

_PEOPLE = "people|patients|adults|children|women|men|girls|boys|infants|babies|participants"
_WHO = rf"(?:(?:the|all) )?(?:(?!of\b|in\b|with\b)[\w.-]+ )?(?P<people>{_PEOPLE})\b(?!['\u2019])"
_PERCENT = r"\d+(?:\.\d+)?%"
_FORMS = (
    re.compile(rf"(?P<exact>{_PERCENT}) of {_WHO}"),
    re.compile(rf"(?P<count>\d+) out of 100 {_WHO}(?: \((?P<exact>{_PERCENT})\))?"),
    re.compile(rf"\b[Oo]f 100 {_WHO}[^,;:%]*, (?P<count>\d+) [^,;:%]*\((?P<exact>{_PERCENT})\)"),
)
_UNSURE_BEFORE = re.compile(
    r"\b(?:by|from|to|than|least|most|over|under|above|below|nearly|almost|further|another|extra|"
    r"or|of|between|between\s+\S+\s+and)\s+\Z",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:placebo|dummy|sham|vehicle|compared|comparison|versus|vs|controls?|than|whereas|without|"
    r"instead|untreated)\b",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(
    r"\b(?:confidence|interval|CI|relative|ratio|hazard|odds|fewer|likelihood|chance|of (?:these|"
    r"those|them|whom)|twice as|times as|half as)\b"
)
_ARM = re.compile(
    r" (?:\([^)]*\) )?(?P<arm>(?:on|taking|using|receiving|given|who (?:took|used|got|had)) "
    r"[^,;:.()%]*?)(?=,| and | compared | versus |[.;]|\Z)"
)
_LONGEST_ARM = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A share with its fact and the place of its words."""

    share: Share
    seen: Seen
    span: Span


def arrays_of(statement: EditionStatement) -> tuple[ArrayChoice, ...]:
    """Return what a statement gives to draw: shares that stand alone, or the two it compares."""
    if not may_be_drawn(statement):
        return ()
    found = _shares(statement)
    if _COMPARED.search(f"{statement.source} {statement.text}"):
        return _pair(statement.text, found)
    homes = [sentence_at(statement.text, one.span) for one in found]
    return tuple(
        _alone(statement.text, one, home)
        for one, home in zip(found, homes, strict=True)
        if homes.count(home) == 1
    )


def count_of(percent: Decimal) -> int | None:
    """Return how many of 100 people stand for a percentage, half up, or nothing.

    None and all are not drawn: a figure must not be rounded to them, and a whole or an empty square
    shows no more than words do.
    """
    count = int(percent.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if not 1 <= percent <= HUNDRED - 1:
        return None
    return count if abs(count - percent) <= MOST_ROUNDING * min(percent, 100 - percent) else None


def _shares(statement: EditionStatement) -> tuple[_Found, ...]:
    """Return each kept share once, in the order of the shown text."""
    seen = seen_facts(statement, FactKind.PERCENTAGE, FactKind.RATIO)
    spans: dict[Span, _Found] = {}
    for one in seen:
        for form in _FORMS:
            for match in form.finditer(statement.text):
                if _overlap(match.span(), one.span) and _is_sure(statement.text, match):
                    share = _share(one, match)
                    if share:
                        spans.setdefault(match.span(), _Found(share, one, match.span()))
    return tuple(spans[span] for span in sorted(spans))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_sure(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around leave no doubt: one sentence, no change, no interval."""
    start, end = sentence_at(text, match.span())
    before = text[start : match.start()]
    return (
        end > start and not _UNSURE_BEFORE.search(before) and not _NO_SHARE.search(text[start:end])
    )


def _share(seen: Seen, match: re.Match[str]) -> Share | None:
    """Return the share that the words give, if it is what the guard read."""
    if seen.bound not in {"eq", "about"} or seen.unit != "proportion":
        return None
    groups = match.groupdict()
    exact, said = groups.get("exact") or "", groups.get("count")
    figure = Decimal(exact.rstrip("%")) if exact else Decimal(said or 0)
    count = count_of(figure)
    if count is None or float(figure) != seen.amount or (said and int(said) != count):
        return None
    rounded = count != figure
    about = rounded or seen.bound == "about"
    return Share(count, match["people"], exact if rounded else "", about, "")


def _alone(text: str, found: _Found, home: Span) -> ArrayChoice:
    return ArrayChoice((found.share,), text[slice(*home)], (found.seen.key,))


def _pair(text: str, found: tuple[_Found, ...]) -> tuple[ArrayChoice, ...]:
    """Return two compared shares side by side: one of them alone would mislead."""
    if len(found) != 2 or found[0].share.count == found[1].share.count:  # noqa: PLR2004  # a pair
        return ()
    homes = [sentence_at(text, one.span) for one in found]
    shared = homes[0] == homes[1]
    labels = (
        [_arm(text[one.span[1] : home[1]]) for one, home in zip(found, homes, strict=True)]
        if shared
        else [text[slice(*home)] for home in homes]
    )
    if not all(labels) or labels[0] == labels[1]:
        return ()
    shares = tuple(
        Share(one.share.count, one.share.people, one.share.exact, one.share.is_about, label)
        for one, label in zip(found, labels, strict=True)
    )
    sentence = text[slice(*homes[0])] if shared else ""
    return (ArrayChoice(shares, sentence, tuple(one.seen.key for one in found)),)


def _arm(after: str) -> str:
    """Return the words right behind a share that say which arm it is: "taking Alphadrug"."""
    match = _ARM.match(after)
    return match["arm"] if match and len(match["arm"]) <= _LONGEST_ARM else ""
