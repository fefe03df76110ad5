"""Difficulty of a sentence from 1 (easy) to 6, fitted to what people said of medical sentences.

A line through six features, so that anyone can see why a sentence scores as it does. The weights
are made by `scripts/fit_difficulty.py` and lie in `data/difficulty.toml` with what they reach. The
rarity of the rarest words is what people judge by: alone it ranks sentences nearly as well as all
six features, and far better than any grade formula (Spearman .78 against .57 for Flesch-Kincaid).
"""

from __future__ import annotations

from functools import cache
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from patiented.readability.frequency import RAREST, zipf
from patiented.readability.tables import read_toml
from patiented.readability.words import word_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.readability.counting import CountedSentence

EASIEST = 1.0
HARDEST = 6.0
_COMMON = 6.0
_TAIL = tuple(0.3 * 0.7**rank for rank in range(16))
"""Shares of the rarest word, the next and so on: each weighs 0.7 of the one before it."""
_LONGEST = 3


class Features(NamedTuple):
    """What the difficulty of a sentence is worked out from."""

    rare_tail: float
    """How far the rarest words are from common, the rarest weighing most."""
    unfamiliar_share: float
    """Share of words outside the Dale-Chall list."""
    long_words: float
    """Mean syllables of the three longest words; a missing word counts as none."""
    unknown_letters: float
    """Logarithm of the letters in words that the frequency list does not have."""
    hyphens: float
    """Number of hyphenated words."""
    letters_per_word: float
    """Letters a word, which takes back some of the above for long but plain words."""


def features(sentence: CountedSentence) -> Features:
    """Work out the features of one sentence."""
    lower = [word.lower() for word in sentence.words]
    frequencies = [zipf(word) for word in lower]
    counts = sentence.counts
    syllables = sorted((word_counts(word).syllables for word in sentence.words), reverse=True)
    unknown = sum(len(w) for w, f in zip(lower, frequencies, strict=True) if f <= RAREST)
    return Features(
        rare_tail=_rare_tail(frequencies),
        unfamiliar_share=counts.difficult_words / counts.words,
        long_words=sum(syllables[:_LONGEST]) / _LONGEST,
        unknown_letters=log1p(unknown),
        hyphens=float(sum("-" in word for word in lower)),
        letters_per_word=counts.letters / counts.words,
    )


def sentence_difficulty(sentence: CountedSentence) -> float:
    """Return the difficulty of one sentence, 1 to 6."""
    intercept, weights = _weights()
    raw = intercept + sum(w * f for w, f in zip(weights, features(sentence), strict=True))
    return min(HARDEST, max(EASIEST, raw))


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    table = read_toml("difficulty.toml")
    return table["intercept"], tuple(table["weights"][name] for name in Features._fields)


def _rare_tail(frequencies: Sequence[float]) -> float:
    rarest = sorted(frequencies)
    return sum(
        share * max(0.0, _COMMON - frequency)
        for share, frequency in zip(_TAIL, rarest, strict=False)
    )
