"""A sentence as the phrase proposer sees it: words, marks, and facts hidden behind typed slots.

A slot is one token whose key no row of a table can equal, so no rule can alter a number, a dose,
the name of a medicine or a "not".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.model import Fact, Span

HIDDEN = frozenset(
    {
        FactKind.QUANTITY,
        FactKind.FREQUENCY,
        FactKind.DURATION,
        FactKind.PERCENTAGE,
        FactKind.RATIO,
        FactKind.COUNT,
        FactKind.AGE,
        FactKind.DRUG,
        FactKind.NEGATION,
    }
)
"""Facts that are put behind slots before any word is touched."""

NUMBERS = HIDDEN - {FactKind.DRUG, FactKind.NEGATION}
_TOKEN = re.compile(
    r"\b(?:e\.g\.|i\.e\.|etc\.)"  # abbreviations that the tables know
    r"|\d+(?:[.,]\d+)*"  # numbers
    r"|[^\W\d_]\w*(?:[-'\u2019]\w+)*"  # words: non-segmental, IL-4, Crohn's
    r"|\S"  # any other mark, one at a time
)
_LONGEST_HIDDEN = (
    80  # characters; a longer "fact" is a clause, and hiding it would hide the sentence
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A token with the white space before it. `slot` is the kind of fact behind it, or empty."""

    text: str
    key: str
    space: str
    slot: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is a word that a rule may read."""
        return not self.slot and self.text[:1].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether a number stands here, hidden or not."""
        return self.slot in NUMBERS or self.text[:1].isdigit()


def cut(text: str, facts: Iterable[Fact]) -> tuple[Piece, ...]:
    """Return the pieces of `text`; joined they are `text` again, without outer space."""
    pieces: list[Piece] = []
    position = 0
    hidden = _hidden(facts, len(text))
    for kind, (start, end) in hidden:
        pieces += _words(text, position, start, first=not pieces)
        pieces.append(Piece(text[start:end], f"{{{kind}}}", _space(text, position, start), kind))
        position = end
    pieces += _words(text, position, len(text), first=not pieces)
    return tuple(pieces)


def join(pieces: Iterable[Piece]) -> str:
    """Return the text of the pieces."""
    return "".join(piece.space + piece.text for piece in pieces).strip()


def _hidden(facts: Iterable[Fact], length: int) -> list[tuple[str, Span]]:
    """Return the spans to hide, in order; of those that overlap the longest stays."""
    wanted = [fact for fact in facts if fact.kind in HIDDEN and _usable(fact.span, length)]
    wanted.sort(key=lambda fact: (fact.span[0] - fact.span[1], fact.span, fact.kind))
    chosen: list[tuple[str, Span]] = []
    for fact in wanted:
        start, end = fact.span
        if all(end <= other[0] or other[1] <= start for _, other in chosen):
            chosen.append((fact.kind.value, fact.span))
    return sorted(chosen, key=lambda item: item[1])


def _usable(span: Span, length: int) -> bool:
    return 0 <= span[0] < span[1] <= length and span[1] - span[0] <= _LONGEST_HIDDEN


def _words(text: str, start: int, end: int, *, first: bool) -> list[Piece]:
    pieces: list[Piece] = []
    position = start
    for match in _TOKEN.finditer(text, start, end):
        space = "" if first and not pieces else text[position : match.start()]
        pieces.append(Piece(match[0], _key(match[0]), space))
        position = match.end()
    return pieces


def _space(text: str, start: int, end: int) -> str:
    """Return the white space that stands right before `end`."""
    gap = text[start:end]
    return gap[len(gap.rstrip()) :]


def _key(text: str) -> str:
    return text.casefold().replace("\u2019", "'")
