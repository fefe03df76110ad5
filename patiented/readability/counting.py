"""Counts one sentence: as it stands, and with the taught names taken as familiar.

The sentence was already found; the figures in it are read aloud first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.readability.formulas import Counts
from patiented.readability.spoken import read_aloud
from patiented.readability.words import WORD, opening_word, taught_counts, word_counts

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from patiented.readability.words import WordCounts


@dataclass(frozen=True, slots=True)
class CountedSentence:
    """A sentence with its words as said; `taught` marks the words that the page has taught."""

    text: str
    spoken: str
    words: tuple[str, ...]
    counts: Counts
    adjusted: Counts
    taught: tuple[bool, ...] = ()

    def untaught(self) -> tuple[str, ...]:
        """Return the words that the page has not taught."""
        if not self.taught:
            return self.words
        marks = zip(self.words, self.taught, strict=True)
        return tuple(word for word, is_taught in marks if not is_taught)


def count_sentence(text: str, taught: re.Pattern[str] | None = None) -> CountedSentence | None:
    """Count one sentence; None when nothing in it is said (a rule, a citation mark)."""
    spoken = read_aloud(text)
    words = WORD.findall(spoken)
    if not words:
        return None
    words[0] = opening_word(words[0])
    columns = [word_counts(word) for word in words]
    characters = len("".join(spoken.split()))
    counts = _total(columns, characters)
    marks = _taught_words(spoken, taught) if taught else ()
    if not any(marks):
        return CountedSentence(text, spoken, tuple(words), counts, counts)
    for index, is_taught in enumerate(marks):
        if is_taught:
            short = taught_counts(words[index])
            characters -= columns[index].letters - short.letters
            columns[index] = short
    adjusted = _total(columns, characters)
    return CountedSentence(text, spoken, tuple(words), counts, adjusted, marks)


def _total(columns: Sequence[WordCounts], characters: int) -> Counts:
    syllables, letters, *hard = map(sum, zip(*columns, strict=True))
    return Counts(len(columns), 1, syllables, letters, characters, *hard)


def _taught_words(spoken: str, taught: re.Pattern[str]) -> tuple[bool, ...]:
    spans = [match.span() for match in taught.finditer(spoken)]
    if not spans:
        return ()
    return tuple(
        any(start < match.end() and match.start() < end for start, end in spans)
        for match in WORD.finditer(spoken)
    )
