"""The facts that a picture may use: kept by the guard, at a place in the text that is shown.

The normal form of a fact is read back into numbers here; one that is not plainly a number, a
range for instance, reads as nothing, and what reads as nothing is not drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind, StatementKind, Verdict
from patiented.model.layout import has_points
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    from patiented.model import EditionStatement, Fact, Span

_AMOUNT = re.compile(r"(?P<bound>\w+) (?P<amount>\d+(?:\.\d+)?) (?P<unit>.+)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
_SHARES = frozenset({FactKind.PERCENTAGE, FactKind.RATIO})
_RATE = re.compile(r"eq (?P<times>\d+) per (?P<hours>\d+) time")


@dataclass(frozen=True, slots=True)
class Seen:
    """A kept fact and its place in the shown text.

    `bound` is eq, about, le, lt, ge or gt; `unit` is a dimension of the guard ("proportion").
    """

    fact: Fact
    span: Span
    bound: str
    amount: float
    unit: str

    @property
    def key(self) -> str:
        """What makes two facts one."""
        return f"{self.fact.kind.value} {self.fact.value}"


@dataclass(frozen=True, slots=True)
class Rate:
    """A kept frequency of so many times in so many hours."""

    fact: Fact
    span: Span
    times: int
    hours: int

    @property
    def key(self) -> str:
        """What makes two facts one."""
        return f"{self.fact.kind.value} {self.fact.value}"


def may_be_drawn(statement: EditionStatement) -> bool:
    """Tell whether a statement is running text in plain words, with its facts kept.

    Only a technical word may have been left out: "Severity Index".
    """
    return (
        bool(statement.text)
        and not statement.needs_writer
        and statement.kind is not StatementKind.ROW
        and not has_points(statement.text)
        and all(
            row.verdict in {Verdict.KEPT, Verdict.GENERAL} or row.fact.kind is FactKind.TERM
            for row in statement.facts
        )
    )


def seen_facts(statement: EditionStatement, *kinds: FactKind) -> tuple[Seen, ...]:
    """Return the kept single numbers of these kinds, in the order of the source.

    An amount or a time that is written with another figure than in the source is not among them,
    though it may be right ("1 g", "1,000 mg"). Shares are read anew by whoever draws them.
    """
    found = []
    for fact, span in _kept(statement):
        match = _AMOUNT.fullmatch(fact.value) if fact.kind in kinds else None
        if match and (
            fact.kind in _SHARES or _same_figure(fact.text, statement.text[slice(*span)])
        ):
            amount = float(match["amount"])
            found.append(Seen(fact, span, match["bound"], amount, match["unit"]))
    return tuple(found)


def rates_of(statement: EditionStatement) -> tuple[Rate, ...]:
    """Return the kept frequencies that are a whole number of times in whole hours."""
    found = []
    for fact, span in _kept(statement):
        match = _RATE.fullmatch(fact.value) if fact.kind is FactKind.FREQUENCY else None
        if match:
            found.append(Rate(fact, span, int(match["times"]), int(match["hours"])))
    return tuple(found)


def sentence_at(text: str, span: Span) -> Span:
    """Return the sentence that holds a place of the text; an empty one if none holds it whole."""
    inside = (one for one in split_sentences(text) if one[0] <= span[0] and span[1] <= one[1])
    return next(inside, (span[0], span[0]))


def _same_figure(one: str, other: str) -> bool:
    """Tell whether two texts have the same figure, or the same word for it."""
    found = [_FIGURE.search(text.lower().replace(",", "")) for text in (one, other)]
    return all(found) and len({match.group() for match in found if match}) == 1


def _kept(statement: EditionStatement) -> tuple[tuple[Fact, Span], ...]:
    return tuple(
        (row.fact, row.rewrite_span)
        for row in statement.facts
        if row.verdict is Verdict.KEPT and row.rewrite_span
    )
