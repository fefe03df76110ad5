"""How hard the texts of a sheet are, worked out anew for each key that is pressed.

The words of a statement are counted once; an edition of 1,500 words takes about 15 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.readability import Passage, ease_of, score
from patiented.writing.records import Levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.model import Scores

HEAT = (6.5, 8.5, 10.5, 13.5)
"""Where the next level of heat begins: grades 7, 9, 11 and 14, rounded."""

Placed = tuple[str, str]
"""A text and the kind of statement it is."""


def scores_of(texts: Sequence[Placed], taught: Sequence[str], lang: str) -> Scores:
    """Score texts as an edition is scored; empty ones are not there."""
    return score([Passage(text, kind) for text, kind in texts if text], taught=taught, lang=lang)


def levels_of(scores: Scores, lang: str) -> Levels:
    """Return the levels of scores; a language without grades has an ease alone."""
    counts = dict(scores.counts)
    has_grade = scores.has("flesch_kincaid")
    grade = scores.formula("flesch_kincaid") if has_grade else None
    ease = ease_of(lang)
    return Levels(
        grade=grade,
        smog=scores.formula("smog", adjusted=True) if has_grade else None,
        difficulty=scores.difficulty,
        words=counts.get("words", 0),
        sentences=counts.get("sentences", 0),
        heat=heat_of(grade) if grade is not None else 0,
        ease=scores.formula(ease) if scores.has(ease) else None,
    )


def heat_of(grade: float) -> int:
    """Return the level of heat of a grade, 0 to 4."""
    return sum(grade >= step for step in HEAT)
