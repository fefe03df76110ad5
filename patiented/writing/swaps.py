"""Hard words of a text and plainer ones that the shared tables have for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from patiented.audience.lexicon import Pos, Relation
from patiented.readability import is_familiar, is_rare
from patiented.writing.records import HardWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from patiented.audience.lexicon import Lexicon

MOST_SWAPS = 3
LONGEST = 4
NOT_SHOWN = frozenset({Pos.PHRASE, Pos.NAME, Pos.SPELLING})
"""Rows that are for the guard, or that keep a word as it is."""

USABLE = frozenset({Relation.SAME, Relation.BROADER})

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ing", ""))


class Swaps:
    """Finds hard words; the tables are gathered once."""

    def __init__(self, lexicon: Lexicon) -> None:
        found: dict[str, list[str]] = {}
        for term in lexicon.terms:
            if term.relation in USABLE and term.pos not in NOT_SHOWN and term.term != term.plain:
                plain = found.setdefault(term.term.lower(), [])
                if term.plain not in plain:
                    plain.append(term.plain)
        self._plain: Mapping[str, list[str]] = found

    def hard_words(self, text: str, taught: Sequence[str]) -> tuple[HardWord, ...]:
        """Return the hard words of a text in order, each once; the taught ones are known."""
        known = {word.lower() for term in taught for word in _WORD.findall(term)}
        found: dict[str, HardWord] = {}
        for shown, span in self._terms(text):
            lower = shown.lower()
            swaps = self._swaps(lower)
            words = set(_WORD.findall(lower))
            if lower not in found and not words <= known and (_hard(lower) or len(words) > 1):
                found[lower] = HardWord(shown, span, swaps)
        return tuple(found.values())

    def _terms(self, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield terms of the tables, the longest at each place, and single hard words."""
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            step = 1
            for length in range(min(LONGEST, len(words) - index), 0, -1):
                start, end = words[index].start(), words[index + length - 1].end()
                shown = text[start:end]
                if self._is_listed(shown.lower()) and any(map(_hard, _WORD.findall(shown.lower()))):
                    yield shown, (start, end)
                    step = length
                    break
                if length == 1 and _hard(shown.lower()):
                    yield shown, (start, end)
            index += step

    def _is_listed(self, lower: str) -> bool:
        return bool(self._swaps(lower))

    def _swaps(self, lower: str) -> tuple[str, ...]:
        for form in _forms(lower):
            if form in self._plain:
                return tuple(self._plain[form][:MOST_SWAPS])
        return ()


def _forms(lower: str) -> Iterator[str]:
    yield lower
    for ending, base in _ENDINGS:
        if lower.endswith(ending):
            yield lower.removesuffix(ending) + base


@lru_cache(20_000)
def _hard(lower: str) -> bool:
    return is_rare(lower) and not is_familiar(lower)
