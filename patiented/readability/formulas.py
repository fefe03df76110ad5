"""The eight formulas, each from counts alone; constants as in textstat, the reference (DESIGN 6).

A formula of no words is 0. Grades are US school years, but `flesch_ease` (100 easy, 0 very hard).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SMOG_SENTENCES = 30
"""McLaughlin's sample; SMOG of fewer sentences is outside its range."""
_HARD_SHARE = 5
_DALE_CHALL_STEP = 3.6365


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a text. Counts of parts add up to the counts of the whole."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    letters: int = 0
    characters: int = 0
    polysyllables: int = 0
    complex_words: int = 0
    difficult_words: int = 0
    difficult_long_words: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[int, ...]:
        """Return the counts in the order of the fields."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def items(self) -> tuple[tuple[str, int], ...]:
        """Return names and counts in the order of the fields."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))


def flesch_kincaid(counts: Counts) -> float:
    """Return the grade of Kincaid and others, Navy Research Branch Report 8-75, 1975."""
    if not counts.words:
        return 0.0
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def flesch_ease(counts: Counts) -> float:
    """Return the ease of Flesch, "A new readability yardstick", J. Appl. Psychol. 32(3), 1948."""
    if not counts.words:
        return 0.0
    return (
        206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words
    )


def smog(counts: Counts) -> float:
    """Return the grade of McLaughlin, "SMOG grading", Journal of Reading 12(8), 1969."""
    if not counts.words:
        return 0.0
    return 1.043 * sqrt(SMOG_SENTENCES * counts.polysyllables / counts.sentences) + 3.1291


def gunning_fog(counts: Counts) -> float:
    """Return the index of Gunning, "The Technique of Clear Writing", 1952."""
    if not counts.words:
        return 0.0
    return 0.4 * (counts.words / counts.sentences + 100 * counts.complex_words / counts.words)


def coleman_liau(counts: Counts) -> float:
    """Return the grade of Coleman and Liau, J. Applied Psychology 60(2), 1975.

    Their equations give .0588 letters; textstat, which everyone compares with, has .058. We keep to
    textstat, about a third of a grade lower.
    """
    if not counts.words:
        return 0.0
    per_hundred = 100 / counts.words
    return 0.058 * counts.letters * per_hundred - 0.296 * counts.sentences * per_hundred - 15.8


def ari(counts: Counts) -> float:
    """Return the Automated Readability Index of Senter and Smith, AMRL-TR-66-220, 1967."""
    if not counts.words:
        return 0.0
    return 4.71 * counts.characters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def dale_chall(counts: Counts) -> float:
    """Return the score of Dale and Chall, Educational Research Bulletin 27, 1948.

    As in textstat the constant is added when more than 5 % of the words are unfamiliar.
    """
    if not counts.words:
        return 0.0
    share = 100 * counts.difficult_words / counts.words
    score = 0.1579 * share + 0.0496 * counts.words / counts.sentences
    return score + _DALE_CHALL_STEP if share > _HARD_SHARE else score


def new_dale_chall(counts: Counts) -> float:
    """Return what textstat gives as the new Dale-Chall score.

    Only unfamiliar words of two or more syllables count, and the constant is added from a raw score
    of .05 on, which is nearly always. Chall and Dale, "Readability Revisited", 1995, end in a table
    instead.
    """
    if not counts.words:
        return 0.0
    share = 100 * counts.difficult_long_words / counts.words
    raw = 0.1579 * share + 0.0496 * counts.words / counts.sentences
    return raw + _DALE_CHALL_STEP if raw > _HARD_SHARE / 100 else raw


FORMULAS: tuple[tuple[str, Callable[[Counts], float]], ...] = (
    ("flesch_kincaid", flesch_kincaid),
    ("flesch_ease", flesch_ease),
    ("smog", smog),
    ("gunning_fog", gunning_fog),
    ("coleman_liau", coleman_liau),
    ("ari", ari),
    ("dale_chall", dale_chall),
    ("new_dale_chall", new_dale_chall),
)
"""The keys of `formulas` and `adjusted`, in the order in which they are shown."""


def all_formulas(counts: Counts) -> tuple[tuple[str, float], ...]:
    """Return every formula by name."""
    return tuple((name, formula(counts)) for name, formula in FORMULAS)
