"""How hard an edition is to read, in plain words and with both scores of each formula."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from patiented.rendering.contexts import LevelRow, LevelView
from patiented.rendering.reading_ease import ease_view
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Edition, Scores
    from patiented.rendering.speaking import Speaker

WORDS_A_MINUTE = 200

_EASE = (
    (6.0, mark("easy to read")),
    (8.0, mark("fairly easy to read")),
    (12.0, mark("takes some effort to read")),
)
"""Words for a grade, up to and including it."""

_HARD = mark("hard to read")


def level_view(edition: Edition, audience: Audience, say: Speaker) -> LevelView:
    """Describe the edition's scores beside the audience's goals."""
    scores = edition.scores
    if not scores.has("flesch_kincaid"):
        return ease_view(edition, audience, say, reading_minutes(edition))
    rows = _rows(scores, audience, say)
    notes = tuple(say(note) for note in scores.notes)
    minutes = reading_minutes(edition)
    if not has_goals(audience):
        sentence = say(
            "This version is written for health professionals. It has no reading-level goal."
        )
        return LevelView("", "", sentence, rows, notes, minutes)
    grade = scores.formula("flesch_kincaid")
    words = say(_verdict(scores, audience))
    return LevelView(f"{grade:.1f}", say(_ease(grade)), words, rows, notes, minutes)


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


def _rows(scores: Scores, audience: Audience, say: Speaker) -> tuple[LevelRow, ...]:
    targets = audience.targets
    fk_goal, smog_goal = _goal(targets.flesch_kincaid, say), _goal(targets.smog_adjusted, say)
    return (
        _row(say("Flesch-Kincaid grade"), _grades(scores, "flesch_kincaid"), fk_goal),
        _row(say("SMOG grade"), _grades(scores, "smog"), smog_goal),
    )


def _grades(scores: Scores, formula: str) -> tuple[float, float]:
    return scores.formula(formula), scores.formula(formula, adjusted=True)


def _goal(goal: float | None, say: Speaker) -> str:
    return say("none") if goal is None else say("{grade} or less", grade=f"{goal:g}")


def _row(name: str, grades: tuple[float, float], goal: str) -> LevelRow:
    written, adjusted = grades
    return LevelRow(name, f"{written:.1f}", f"{adjusted:.1f}", goal)


def _verdict(scores: Scores, audience: Audience) -> str:
    targets = audience.targets
    long_sentences = _misses(scores.formula("flesch_kincaid"), targets.flesch_kincaid)
    long_words = _misses(scores.formula("smog", adjusted=True), targets.smog_adjusted)
    long_words = long_words or _misses(scores.formula("smog"), targets.smog)
    if long_sentences:
        return mark("This version is harder to read than our goal. A writer still has work to do.")
    if long_words:
        return mark(
            "This version has more long words than our goal allows. A writer still has work to do."
        )
    return mark("This version meets our goal for plain words.")


def _misses(grade: float, goal: float | None) -> bool:
    return goal is not None and round(grade, 1) > goal


def _ease(grade: float) -> str:
    return next((words for limit, words in _EASE if round(grade, 1) <= limit), _HARD)
