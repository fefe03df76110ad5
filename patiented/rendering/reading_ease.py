"""How easy an edition in another language is to read: by that language's own formula, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.readability import ease_of
from patiented.rendering.contexts import LevelRow, LevelView
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Edition
    from patiented.rendering.speaking import Speaker

NAMES = {
    "fernandez_huerta": "Fernández-Huerta",
    "szigriszt_pazos": "Szigriszt-Pazos",
    "gulpease_index": "Gulpease",
    "flesch_ease": "Flesch",
}
"""Names of people: they are the same in every language."""

BANDS = (
    (80.0, mark("easy to read")),
    (70.0, mark("fairly easy to read")),
    (60.0, mark("of standard difficulty")),
    (50.0, mark("fairly hard to read")),
)
"""Words for an ease, from it upwards (Fernández Huerta, 1959; the lower bands are joined)."""

HARD = mark("hard to read")
NO_FORMULA = mark("We know no formula for the reading level of this language.")
NO_GOAL = mark("It has no reading-level goal.")
MET = mark("This version meets our goal for plain words.")
MISSED = mark("This version is harder to read than our goal. A writer still has work to do.")
RANGE = mark(
    "The number is a reading ease: 100 is very easy and 0 is very hard. "
    "It counts the syllables of words and the words of sentences, and was made for whole pages "
    "of running text. Lists and short texts can give more than 100."
)


def ease_view(edition: Edition, audience: Audience, say: Speaker, minutes: int) -> LevelView:
    """Describe the ease of an edition in another language beside the audience's goal."""
    formula = ease_of(edition.lang)
    scores, goal = edition.scores, audience.speaking(edition.lang).targets.ease
    rows = tuple(
        LevelRow(
            NAMES.get(name, name),
            f"{value:.0f}",
            f"{scores.formula(name, adjusted=True):.0f}",
            say("{ease} or more", ease=f"{goal:g}") if name == formula and goal else say("none"),
        )
        for name, value in scores.formulas
    )
    if not scores.has(formula):
        return LevelView("", "", say(NO_FORMULA), rows, (), minutes)
    value = scores.formula(formula)
    verdict = NO_GOAL if goal is None else MET if value >= goal else MISSED
    sentence = say(
        "Reading ease {value} of 100 ({formula}), {ease}.",
        value=f"{value:.0f}",
        formula=NAMES.get(formula, formula),
        ease=say(ease_words(value)),
    )
    return LevelView("", "", f"{sentence} {say(verdict)}", rows, (say(RANGE),), minutes)


def ease_words(value: float) -> str:
    """Return the words for an ease."""
    return next((words for limit, words in BANDS if round(value) >= limit), HARD)
