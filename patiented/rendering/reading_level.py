"""How hard an edition is to read, in plain words and with both scores of each formula."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from patiented.rendering.contexts import LevelRow, LevelView

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Edition, Scores

WORDS_A_MINUTE = 200

_EASE = ((6.0, "easy to read"), (8.0, "fairly easy to read"), (12.0, "takes some effort to read"))
"""Words for a grade, up to and including it."""

_HARD = "hard to read"


def level_view(edition: Edition, audience: Audience) -> LevelView:
    """Describe the edition's scores beside the audience's goals."""
    scores = edition.scores
    rows = _rows(scores, audience)
    minutes = reading_minutes(edition)
    if not has_goals(audience):
        sentence = "This version is written for health professionals. It has no reading-level goal."
        return LevelView("", "", sentence, rows, scores.notes, minutes)
    grade = scores.formula("flesch_kincaid")
    words = _verdict(scores, audience)
    return LevelView(f"{grade:.1f}", _ease(grade), words, rows, scores.notes, minutes)


def reading_minutes(edition: Edition) -> int:
    """Return whole minutes, rounded up, at a calm pace."""
    words = dict(edition.scores.counts).get("words", 0)
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def has_goals(audience: Audience) -> bool:
    """Whether the audience's profile sets any goal."""
    targets = audience.targets
    return any(
        goal is not None for goal in (targets.flesch_kincaid, targets.smog_adjusted, targets.smog)
    )


def _rows(scores: Scores, audience: Audience) -> tuple[LevelRow, ...]:
    targets = audience.targets
    return (
        _row("Flesch-Kincaid grade", "flesch_kincaid", scores, targets.flesch_kincaid),
        _row("SMOG grade", "smog", scores, targets.smog_adjusted),
    )


def _row(name: str, formula: str, scores: Scores, goal: float | None) -> LevelRow:
    written, adjusted = scores.formula(formula), scores.formula(formula, adjusted=True)
    wanted = "none" if goal is None else f"{goal:g} or less"
    return LevelRow(name, f"{written:.1f}", f"{adjusted:.1f}", wanted)


def _verdict(scores: Scores, audience: Audience) -> str:
    targets = audience.targets
    long_sentences = _misses(scores.formula("flesch_kincaid"), targets.flesch_kincaid)
    long_words = _misses(scores.formula("smog", adjusted=True), targets.smog_adjusted)
    long_words = long_words or _misses(scores.formula("smog"), targets.smog)
    if long_sentences:
        return "This version is harder to read than our goal. A writer still has work to do."
    if long_words:
        return (
            "This version has more long words than our goal allows. A writer still has work to do."
        )
    return "This version meets our goal for plain words."


def _misses(grade: float, goal: float | None) -> bool:
    return goal is not None and round(grade, 1) > goal


def _ease(grade: float) -> str:
    return next((words for limit, words in _EASE if round(grade, 1) <= limit), _HARD)
