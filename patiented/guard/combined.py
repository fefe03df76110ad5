"""Sees a medicine go from a pair: "glimepiride plus metformin" told as "glimepiride" alone.

The name may still stand elsewhere in the text, as the other arm of a comparison.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_JOINING: Final = frozenset({"plus", "+", "combined", "combination", "together", "added", "-"})
_PARTING: Final = frozenset({"than", "versus", "vs", "or", "instead", "not", "without", ";"})
_BETWEEN: Final = 5  # tokens between two names that are given together
_MOST: Final = 60  # names; longer texts are lists


def check_combined(case: Case) -> None:
    """Leave a pair of medicines open that stands as a pair in one text only."""
    names = case.source.of("drug")
    if len(names) > _MOST:
        return
    for one, other in pairwise(names):
        if not _are_joined(case.source, one, other) or _has_pair(case.rewrite, one, other):
            continue
        if _count(case.rewrite, one) >= _count(case.source, one) and _count(
            case.rewrite, other
        ) >= _count(case.source, other):
            continue
        for index in case.indices("drug"):
            if case.mention(index) in (one, other):
                case.rule(index, Verdict.OPEN)
        case.report(
            "pair-open", Level.WARNING, "given together in the source: is it still?",
            expected=case.source.text[slice(*case.source.span(one.first, other.last))],
            source=case.source.span(one.first, other.last),
        )  # fmt: skip
        return


def _are_joined(reading: Reading, one: Mention, other: Mention) -> bool:
    between = reading.tokens[one.last : other.first]
    return len(between) <= _BETWEEN and any(token.norm in _JOINING for token in between)


def _has_pair(reading: Reading, one: Mention, other: Mention) -> bool:
    """Tell whether both names stand close together anywhere."""
    found = pairwise(reading.of("drug"))
    wanted = {one.value, other.value}
    return any(
        {first.value, second.value} == wanted
        and second.first - first.last <= _BETWEEN
        and not _PARTING & {token.norm for token in reading.tokens[first.last : second.first]}
        for first, second in found
    )


def _count(reading: Reading, name: Mention) -> int:
    return sum(mention.value == name.value for mention in reading.of("drug"))
