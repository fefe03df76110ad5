"""The heat map: how hard each sentence is, as a level that has a color, a pattern and a number."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from patiented.rendering.desks.score_contexts import Heat, SentenceRow, Why
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from patiented.model import Scores, SentenceScore
    from patiented.rendering.speaking import Speaker

LEVELS = (
    (6, mark("Grade 6 or below")),
    (8, mark("Grade 7 to 8")),
    (10, mark("Grade 9 to 10")),
    (13, mark("Grade 11 to 13")),
)
"""The highest grade of each level, and its words; what is above has the last level."""

HARDEST = mark("Grade 14 and up")
FEWEST = 5
"""Words from which on a sentence has a level: a formula says nothing of three words."""

WORD_PIXELS, SHORTEST, LONGEST = 4, 14, 160
MOST_ROWS = 400
"""Sentences that are shown; a longer text says how many are not."""

REASONS = {
    "long": mark("Long"),
    "rare_words": mark("Rare words"),
    "passive": mark("Passive"),
    "many_clauses": mark("Many clauses"),
    "nominalizations": mark("Nouns in place of verbs"),
    "abstract_nouns": mark("Abstract nouns"),
    "undefined_abbreviation": mark("Short form without its words"),
    "double_negative": mark("Two negatives"),
    "number_without_base": mark("Number without a base"),
}


def level_of(one: SentenceScore) -> int:
    """Return the level of a sentence, 0 to 4; one of few words has the first."""
    if one.words < FEWEST:
        return 0
    return next((i for i, (most, _) in enumerate(LEVELS) if round(one.grade) <= most), len(LEVELS))


def grade_words(one: SentenceScore, say: Speaker) -> str:
    """Return the grade of a sentence in words."""
    if one.words < FEWEST:
        return say("Too short for a grade")
    if one.grade < 1:
        return say("Grade below 1")
    return say("Grade {grade}", grade=f"{one.grade:.1f}")


def sentence_rows(scores: Scores, say: Speaker) -> tuple[SentenceRow, ...]:
    """Return the sentences that have a grade: those of English."""
    graded = [one for one in scores.sentences if one.difficulty]
    return tuple(_row(number, one, say) for number, one in enumerate(graded[:MOST_ROWS], start=1))


def unshown(scores: Scores) -> int:
    """Return how many sentences are not among the rows."""
    return max(0, sum(1 for one in scores.sentences if one.difficulty) - MOST_ROWS)


def _row(number: int, one: SentenceScore, say: Speaker) -> SentenceRow:
    return SentenceRow(
        number=number,
        anchor=f"s{number}",
        text=one.text,
        level=level_of(one),
        length=min(LONGEST, max(SHORTEST, WORD_PIXELS * one.words)),
        grade=grade_words(one, say),
        words=say.many("{n} word", "{n} words", one.words),
        reasons=tuple(_why(reason, say) for reason in one.reasons),
    )


def _why(reason: str, say: Speaker) -> Why:
    code, _, found = reason.partition(": ")
    return Why(say(REASONS[code]), found)


def legend(scores: Scores, say: Speaker) -> tuple[Heat, ...]:
    """Return every level with the number of its sentences."""
    counts = Counter(level_of(one) for one in scores.sentences if one.difficulty)
    words = (*(words for _, words in LEVELS), HARDEST)
    return tuple(Heat(level, say(text), counts[level]) for level, text in enumerate(words))


def heat_words(heats: tuple[Heat, ...]) -> str:
    """Return the heat map in words, for those who do not see it."""
    return "; ".join(f"{one.grades}: {one.count}" for one in heats)
