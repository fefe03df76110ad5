"""Which words a confirmed wording used for which words of its source.

A person confirmed that an open fact is said, or that a new word says nothing new. The program then
looks for the words that only this pair can be about; where it cannot tell, it leaves the words to
the reviewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from patiented.model import Judgement, Span

LEARNABLE = frozenset(
    {
        FactKind.TERM,
        FactKind.CONDITION,
        FactKind.ORGAN,
        FactKind.POPULATION,
        FactKind.FORM,
        FactKind.ROUTE,
    }
)
"""Facts that are a matter of words. Numbers, doses, medicines, "not", time and duty are not."""

_GAP = 12  # characters between two words of one phrase: " of the ", " in your "


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the source and of the wording; `plain` is empty when the program cannot tell."""

    source: str
    plain: str
    kind: FactKind
    confirmed_by: str


def pairs_of(
    source: str, wording: str, judgement: Judgement, confirmed: Mapping[str, str]
) -> tuple[tuple[Pair, ...], int]:
    """Return what a judged wording teaches, and how many confirmations are no matter of words.

    `confirmed` maps the values of open facts, and new words, to the person who confirmed them. With
    as many phrases of open facts as of new words, they are paired in their order.
    """
    opened = [
        one.fact
        for one in judgement.facts
        if one.verdict is Verdict.OPEN and one.fact.value in confirmed
    ]
    words = {fact.span: fact for fact in opened if fact.kind in LEARNABLE}
    asked = _runs(source, words)
    told = _runs(wording, {one.rewrite_span for one in judgement.findings if not one.fact} - {None})
    plain = [wording[slice(*run)] for run in told] if len(told) == len(asked) else []
    pairs = []
    for index, run in enumerate(asked):
        first = next(fact for span, fact in sorted(words.items()) if span[0] == run[0])
        phrase = plain[index] if plain else ""
        pairs.append(Pair(source[slice(*run)], phrase, first.kind, confirmed[first.value]))
    return tuple(pairs), len(opened) - len(words)


def _runs(text: str, spans: Iterable[Span | None]) -> list[Span]:
    """Return the places of words in order, those of one phrase taken together."""
    runs: list[Span] = []
    for start, end in sorted(span for span in spans if span):
        if runs and start - runs[-1][1] <= _GAP and not _ends(text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _ends(between: str) -> bool:
    """Tell whether a sentence or clause ends between two words."""
    return any(mark in between for mark in ".,;:!?()")
