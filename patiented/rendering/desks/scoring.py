"""The page that scores any text: levels against a goal, formulas, sentences, words, instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.rendering.desks.formula_words import formula_words
from patiented.rendering.desks.judging import Anchors, Answering, instrument_view
from patiented.rendering.desks.score_contexts import (
    FormulaRow,
    Gauge,
    Level,
    ScoreView,
    SwapRow,
    Tick,
)
from patiented.rendering.desks.score_heat import heat_words, legend, sentence_rows, unshown
from patiented.rendering.reading_ease import NAMES
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.assessing import Scored
    from patiented.audience.profile import Audience
    from patiented.model import Scores
    from patiented.rendering.speaking import Speaker

SCALE = (2, 14)
"""The grades of the gauge; what is below or above stands at its end."""

TICKS = range(2, 15, 2)
HUNDRED = 100
MET, MISSED, NONE = mark("meets the goal"), mark("misses the goal"), mark("no goal")
NO_FORMULA = mark("We know no formula for the reading level of this language.")


def score_view(
    scored: Scored, audience: Audience, about: str, answering: Answering, say: Speaker
) -> ScoreView:
    """Shape all that is said of a text; `about` says what the text is."""
    scores = scored.scores
    rows = sentence_rows(scores, say)
    heats = legend(scores, say)
    graded = [one.start for one in scores.sentences if one.difficulty]
    anchors = Anchors(graded, rows)
    counts = dict(scores.counts)
    notes = tuple(say(note) for note in scores.notes)
    return ScoreView(
        about=about,
        counts=", ".join(_counts(counts, say)),
        levels=tuple(_levels(scores, audience.speaking(scored.material.lang), say)),
        gauge=_gauge(scores, audience, say),
        difficulty=f"{scores.difficulty:.1f}" if scores.difficulty else "",
        notes=notes if scores.formulas else (*notes, say(NO_FORMULA)),
        formulas=tuple(_formulas(scored, say)),
        sentences=rows,
        unshown=unshown(scores),
        heats=heats,
        heat_words=heat_words(heats),
        hard_words=scores.hard_words,
        swaps=tuple(SwapRow(one.term, one.plain, one.broader, one.count) for one in scored.swaps),
        instruments=tuple(instrument_view(one, answering, anchors, say) for one in scored.judged),
    )


def _counts(counts: dict[str, int], say: Speaker) -> Iterator[str]:
    yield say.many("{n} word", "{n} words", counts.get("words", 0))
    if "sentences" in counts:
        yield say.many("{n} sentence", "{n} sentences", counts["sentences"])


def _levels(scores: Scores, audience: Audience, say: Speaker) -> Iterator[Level]:
    goals = audience.targets
    if not scores.has("flesch_kincaid"):
        for name, value in scores.formulas:
            yield _level(NAMES.get(name, name), value, goals.ease, say, higher_is_easier=True)
        return
    value = scores.formula("flesch_kincaid")
    yield _level(say("Flesch-Kincaid grade"), value, goals.flesch_kincaid, say)
    adjusted = scores.formula("smog", adjusted=True)
    yield _level(say("SMOG grade, taught names as familiar"), adjusted, goals.smog_adjusted, say)
    yield _level(say("SMOG grade"), scores.formula("smog"), goals.smog, say)


def _level(
    name: str, value: float, goal: float | None, say: Speaker, *, higher_is_easier: bool = False
) -> Level:
    shown = f"{value:.1f}"
    if goal is None:
        return Level(name, shown, say("none"), None, say(NONE))
    rounded = round(value, 1)
    met = rounded >= goal if higher_is_easier else rounded <= goal
    words = "{ease} or more" if higher_is_easier else "{grade} or less"
    said = say(words, ease=f"{goal:g}", grade=f"{goal:g}")
    return Level(name, shown, said, met, say(MET if met else MISSED))


def _gauge(scores: Scores, audience: Audience, say: Speaker) -> Gauge | None:
    if not scores.has("flesch_kincaid"):
        return None
    grade, goal = scores.formula("flesch_kincaid"), audience.targets.flesch_kincaid
    words = say("Flesch-Kincaid grade {grade} on a scale from 2 to 14.", grade=f"{grade:.1f}")
    goal_words = say("goal {grade}", grade=f"{goal:g}") if goal is not None else ""
    return Gauge(
        words=f"{words} {goal_words}".strip(),
        value=_at(grade),
        goal=-1 if goal is None else _at(goal),
        goal_words=goal_words,
        ticks=tuple(Tick(_at(one), str(one)) for one in TICKS),
    )


def _at(grade: float) -> int:
    lowest, highest = SCALE
    inside = min(max(grade, lowest), highest)
    return round(HUNDRED * (inside - lowest) / (highest - lowest))


def _formulas(scored: Scored, say: Speaker) -> Iterator[FormulaRow]:
    scores, theirs = scored.scores, dict(scored.textstat)
    adjusted, counts = dict(scores.adjusted), dict(scores.counts)
    names = dict.fromkeys((*dict(scores.formulas), *theirs))
    ours = dict(scores.formulas)
    for name in names:
        words = formula_words(name)
        short = counts.get("words", 0) < words.words
        few = counts.get("sentences", 0) < words.sentences
        yield FormulaRow(
            name=words.name,
            value=_number(ours.get(name)),
            taught=_number(adjusted.get(name)),
            textstat=_number(theirs.get(name)),
            meaning=say(words.meaning),
            range=say(words.range),
            outside=short or few,
        )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
