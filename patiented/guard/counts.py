"""Sees "two tests" become "one test", and a number that came without the unit of the one it took.

A lone "one" is no number to the guard ("one of these"); beside the noun of a lost count it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.reading import Measure
from patiented.guard.tokens import NUMBER, WORD
from patiented.model import FactKind

if TYPE_CHECKING:
    from patiented.guard.case import Case

_ONE: Final = frozenset({"one", "single"})
_UNITED: Final = frozenset({"time", "months", "mass"})
_AHEAD: Final = 3
_FEW: Final = 2


def check_counts(case: Case) -> None:
    """Report a lost count of things that are one now, and a lost number with a bare one for it."""
    for index, mark in enumerate(case.marks):
        if not isinstance(mark, Measure) or case.where[index] is not None:
            continue
        if mark.dimension.startswith("count") and mark.low == mark.high and mark.low >= _FEW:
            _check_one(case, index, mark)
        elif mark.dimension in _UNITED and mark.kind is not FactKind.FREQUENCY:
            _check_bare(case, index, mark)


def _check_one(case: Case, index: int, mark: Measure) -> None:
    nouns = _nouns(case, mark.last) | {
        t.stem for t in case.source.tokens[mark.first : mark.last] if t.kind == WORD
    }
    nouns -= case.tables.function | set(case.tables.number_words)
    tokens = case.rewrite.tokens
    for k, token in enumerate(tokens):
        if token.norm not in _ONE:
            continue
        following = {t.stem for t in tokens[k + 1 : k + 1 + _AHEAD] if t.kind == WORD}
        if following & nouns:
            place = mark._replace(first=k, last=k + 1)
            case.changed(index, "count-changed", "there is only one of these now", place)
            return


def _nouns(case: Case, at: int) -> set[str]:
    """Return the stems of the words after a number; none where another number follows."""
    found = set()
    for token in case.source.tokens[at : at + _AHEAD]:
        if token.kind == NUMBER:
            return set()
        if token.kind != WORD:
            break
        found.add(token.stem)
    return found


def _check_bare(case: Case, index: int, mark: Measure) -> None:
    said = round(mark.low / mark.factor, 4) if mark.factor else mark.low
    for extra in case.extra_measures:
        bare = extra.dimension == "count" and extra.low == extra.high and extra.low > _FEW
        if bare and extra.low not in {said, mark.low}:
            case.changed(index, f"{mark.kind.value}-changed", "another number stands here", extra)
            return
