"""Plain words for the terms of a text, from the shared lexicon: offered, never put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.audience.lexicon import Pos, Relation
from patiented.readability import is_familiar

if TYPE_CHECKING:
    from patiented.audience.lexicon import Lexicon, Term

LONGEST = 4
"""Words of a term that is looked up."""

MOST = 40
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_OFFERED = frozenset({Relation.SAME, Relation.BROADER})
_NOT_OFFERED = frozenset({Pos.NAME, Pos.SPELLING, Pos.PHRASE})


@dataclass(frozen=True, slots=True)
class Swap:
    """A term of the text, what may stand for it, and how often it is met; `broader`: says less."""

    term: str
    plain: tuple[str, ...]
    broader: bool
    count: int


class Swapper:
    """Knows the terms of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms: dict[str, list[Term]] = {}
        for one in lexicon.terms:
            if one.relation in _OFFERED and one.pos not in _NOT_OFFERED:
                self._terms.setdefault(one.term.lower(), []).append(one)

    def swaps(self, text: str) -> tuple[Swap, ...]:
        """Return the terms of a text that have plain words, the most frequent first."""
        words = [word.lower() for word in _WORD.findall(text)]
        counts: dict[str, int] = {}
        place = 0
        while place < len(words):
            term, length = self._longest(words, place)
            if term:
                counts[term] = counts.get(term, 0) + 1
            place += length
        ordered = sorted(counts, key=lambda term: (-counts[term], term))
        return tuple(self._swap(term, counts[term]) for term in ordered[:MOST])

    def _longest(self, words: list[str], place: int) -> tuple[str, int]:
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            said = " ".join(words[place : place + length])
            for term in (said, said.removesuffix("s")):
                if term in self._terms and not (length == 1 and is_familiar(term)):
                    return term, length
        return "", 1

    def _swap(self, term: str, count: int) -> Swap:
        rows = self._terms[term]
        plain = tuple(dict.fromkeys(one.plain for one in rows))[:3]
        return Swap(term, plain, rows[0].relation is Relation.BROADER, count)
