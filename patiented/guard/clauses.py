"""Cuts a text into clauses and lays the clauses of a rewrite beside those of its source.

A clause is a run of words with one verb of its own, as far as little words and commas tell. Two
clauses belong together when they share the words that few others have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.guard.mentions import CONTENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.guard.reading import Measure, Mention, Reading
    from patiented.guard.tokens import Token

_ENDS: Final = frozenset({".", "?", "!", ";", ":", "•", "\n", "—"})
_BRACKETS: Final = frozenset({"(", ")"})
_OPENERS: Final = frozenset({
    "if", "when", "whenever", "unless", "until", "till", "because", "since", "while", "whereas",
    "although", "though", "so", "who", "which", "where", "but", "then", "provided", "whilst",
    "otherwise",
})  # fmt: skip
_JOINS: Final = frozenset({",", "and", "or", "but"})
_VERBS: Final = frozenset({
    "is", "are", "was", "were", "be", "may", "can", "must", "should", "will", "might", "could",
    "shall", "would", "do", "does", "did", "has", "have", "had", "needs", "need",
})  # fmt: skip
_STARTERS: Final = frozenset({
    "you", "they", "he", "she", "it", "this", "that", "these", "those", "do", "never", "avoid",
    "not", "must", "may", "should", "can", "will", "is", "are", "anyone", "nobody", "people",
    "then", "no", "none", "neither",
})  # fmt: skip
_THEN: Final = frozenset({"it", "they", "this", "these", "there"})
"""After "as" these open a reason."""
_KEYS: Final = CONTENT_KINDS | {"route", "severity", "direction", "time_order"}
_AHEAD: Final = 6
_MOST: Final = 40
_TIE: Final = 0.001  # of two equal partners the one that stands where the other does


class Clause(NamedTuple):
    """Tokens `first` to `last` and what stands in them; `keys` are the values that tell."""

    first: int
    last: int
    keys: frozenset[str]
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    inner: bool


class Pair(NamedTuple):
    """A clause of the source and the one of the rewrite that says it; `shared` are their keys."""

    mine: Clause
    theirs: Clause
    shared: frozenset[str]
    score: float


def clauses_of(reading: Reading) -> list[Clause]:
    """Return the clauses of a text in order; those with nothing that tells are left out."""
    found = []
    for first, last in _runs(reading):
        low = bisect_left(reading.mention_starts, first)
        mentions = reading.mentions[low : bisect_left(reading.mention_starts, last)]
        low = bisect_left(reading.measure_starts, first)
        measures = reading.measures[low : bisect_left(reading.measure_starts, last)]
        keys = {m.value for m in mentions if m.kind in _KEYS}
        keys |= {m.value() for m in measures}
        inner = first > 0 and reading.tokens[first - 1].norm == "("
        if keys or any(m.kind in {"negation", "modality"} for m in mentions):
            found.append(
                Clause(first, last, frozenset(keys), tuple(mentions), tuple(measures), inner)
            )
    return found


def clause_at(clauses: Sequence[Clause], at: int) -> Clause | None:
    """Return the clause that holds a token."""
    return next((one for one in clauses if one.first <= at < one.last), None)


def aligned(mine: Sequence[Clause], theirs: Sequence[Clause]) -> list[Pair]:
    """Return the clauses that are each other's best partner; too many are nobody's."""
    if len(mine) > _MOST or len(theirs) > _MOST:
        return []
    here = Counter(key for clause in mine for key in clause.keys)
    there = Counter(key for clause in theirs for key in clause.keys)
    scores: dict[tuple[int, int], float] = {}
    for i, one in enumerate(mine):
        for j, other in enumerate(theirs):
            score = sum(1 / (here[key] * there[key]) for key in one.keys & other.keys)
            if score:
                apart = abs(i / len(mine) - j / len(theirs))
                scores[i, j] = score - _TIE * apart
    return [
        Pair(mine[i], theirs[j], mine[i].keys & theirs[j].keys, score)
        for (i, j), score in scores.items()
        if all(
            other < score
            for (a, b), other in scores.items()
            if (a, b) != (i, j) and (a == i or b == j)
        )
    ]


def _runs(reading: Reading) -> Iterator[tuple[int, int]]:
    tokens, first = reading.tokens, 0
    for k, token in enumerate(tokens):
        norm = token.norm
        ends = norm in _ENDS or norm in _BRACKETS
        cuts = ends or reading.sentence[k] != reading.sentence[max(k - 1, 0)]
        cuts = cuts or norm in _OPENERS or (norm in _JOINS and _starts(tokens, k))
        cuts = cuts or (norm == "as" and k + 1 < len(tokens) and tokens[k + 1].norm in _THEN)
        if not cuts:
            continue
        if k > first:
            yield first, k
        first = k + 1 if ends else k
    if len(tokens) > first:
        yield first, len(tokens)


def _starts(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether a comma or an "and" is followed by a clause with a verb of its own."""
    at = k + 1
    while at < len(tokens) and tokens[at].norm in _JOINS | {"also", "please"}:
        at += 1
    if at >= len(tokens):
        return False
    if tokens[at].norm in _STARTERS:
        return True
    if tokens[k].norm != ",":
        return False
    for other in tokens[at : at + _AHEAD]:
        if other.norm in _VERBS:
            return True
        if other.norm in _JOINS or other.norm in _ENDS:
            return False
    return False
