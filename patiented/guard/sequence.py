"""Sees "before X" become "after X", and the two sides of a "before" change places.

The object of a "before" is the first content after it; what is done is the content before it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.guard.waiting import is_waited
from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_FOOD: Final = "food"
_MEALS: Final = frozenset({"food", "empty_stomach", "without_food"})
_WORDS: Final = {
    "before": -1, "prior": -1, "preceding": -1, "after": 1, "following": 1, "ahead": -1, "once": 1,
    "precedes": -1, "follows": 1,
}  # fmt: skip
_LONGEST: Final = 2_000
_ORDER: Final = {"before": -1, "after": 1}
_BARE: Final = frozenset({"beforehand", "afterwards", "afterward", "thereafter", "later", "ahead"})
_REACH: Final = 8
_WALLS: Final = frozenset({".", ";", "?", "!", "\n", "•", ":", ",", "(", ")", "but"})
_TURNING: Final = frozenset({"not", "no", "never", "without", "until", "unless", "than"})
_OBJECTS: Final = frozenset({
    "drug", "condition", "term", "word", "organ", "population", "drug_class", "substance", "form",
    "action",
})  # fmt: skip


class Step(NamedTuple):
    """A "before" (-1) or "after" (1), the thing it stands before and its tokens."""

    sign: int
    thing: str
    first: int
    last: int


def check_sequence(case: Case) -> None:
    """Report a thing that had "before" and has "after" in its place, or the other way round."""
    if any(finding.rule == "time_order-reversed" for finding in case.findings):
        return
    mine, theirs = _steps(case.source), _steps(case.rewrite)
    signs_mine, signs_theirs = _signs(mine), _signs(theirs)
    for step in mine:
        if signs_mine[step.thing] != {step.sign} or signs_theirs.get(step.thing) != {-step.sign}:
            continue
        other = next(one for one in theirs if one.thing == step.thing)
        if _is_turned(case.source, step) != _is_turned(case.rewrite, other):
            continue
        span = case.rewrite.span(other.first, other.last)
        case.report(
            "sequence-turned", Level.ERROR, "before and after are the other way round",
            found=case.rewrite.text[slice(*span)], rewrite=span,
            source=case.source.span(step.first, step.last),
        )  # fmt: skip
        return
    _check_traded(case)


def _check_traded(case: Case) -> None:
    """See one of a "before" and an "after" become a second "after"."""
    mine, theirs = (
        Counter(m.value for m in reading.of("time_order") if not is_waited(reading, m.first))
        for reading in (case.source, case.rewrite)
    )
    for one, other in (("before", "after"), ("after", "before")):
        lost = mine[one] and not theirs[one]
        more = theirs[other] > mine[other] > 0
        if lost and more and theirs[other] <= mine[one] + mine[other]:
            case.report(
                "sequence-turned", Level.ERROR, f"one {one!r} became {other!r}",
                expected=one, found=other,
            )  # fmt: skip
            return


def _signs(steps: list[Step]) -> dict[str, set[int]]:
    signs: dict[str, set[int]] = {}
    for step in steps:
        signs.setdefault(step.thing, set()).add(step.sign)
    return signs


def _is_turned(reading: Reading, step: Step) -> bool:
    """Tell whether a "not" or an "until" stands in the clause before a step."""
    for k in range(step.first - 1, max(step.first - _REACH, 0) - 1, -1):
        norm = reading.tokens[k].norm
        if norm in _WALLS:
            return False
        if norm in _TURNING:
            return True
    return False


def _steps(reading: Reading) -> list[Step]:
    """Return the steps of a text; "before" counts inside a phrase too ("before food")."""
    found = []
    inner = {k: m for m in reading.mentions for k in range(m.first, m.last)}
    for k, token in enumerate(reading.tokens[:_LONGEST]):
        sign = _WORDS.get(token.norm)
        if sign is None or k in reading.spent or is_waited(reading, k):
            continue
        mention = inner.get(k)
        if mention is not None and mention.kind == "time_order":
            start = mention.last
            sign = _ORDER.get(mention.value)
        else:
            start = k + 1
        if sign is not None and (thing := _thing(reading, start)) is not None:
            found.append(Step(sign, thing, k, start + 1))
    return found


def thing_after(reading: Reading, mention: Mention) -> str | None:
    """Return what a "before" stands before, as far as that is told."""
    return _thing(reading, mention.last)


def _thing(reading: Reading, start: int) -> str | None:
    """Return the stem of the first word of content after a "before"."""
    content = {k: m for m in reading.content for k in range(m.first, m.last)}
    for k in range(start, min(start + _REACH, len(reading.tokens))):
        if reading.tokens[k].norm in _WALLS:
            return None
        mention = content.get(k)
        if mention is None:
            continue
        return _FOOD if mention.value in _MEALS else mention.value
    return None
