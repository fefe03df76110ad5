"""What the template of the scoring page is given.

The same rules hold as in `contexts`: frozen, plain text, nothing left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.embed_contexts import Chooser


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """The form for any text: `most` characters, files of the endings in `accept`, `megabytes`."""

    action: str
    text: str
    taught: str
    choosers: tuple[Chooser, ...]
    most: int
    accept: str
    megabytes: int


@dataclass(frozen=True, slots=True)
class Level:
    """One measure against the audience's goal; `met` is None where there is no goal."""

    name: str
    value: str
    goal: str
    met: bool | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A number under the gauge, and where it stands, in hundredths of the width."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """A grade on a scale, in hundredths of its width; `goal` is -1 where there is none."""

    words: str
    value: int
    goal: int
    goal_words: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """One formula: as it is, with taught names familiar, by textstat; `outside`: too short."""

    name: str
    value: str
    taught: str
    textstat: str
    meaning: str
    range: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Why:
    """A reason why a sentence is hard: its name, and what was found."""

    name: str
    found: str


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence in the heat map: `level` 0 to 4, `length` of its bar in pixels."""

    number: int
    anchor: str
    text: str
    level: int
    length: int
    grade: str
    words: str
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """One line of the legend: a level, its grades, and how many sentences have it."""

    level: int
    grades: str
    count: int


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A term, its plain words, whether they say less, and how often the term is met."""

    term: str
    plain: tuple[str, ...]
    broader: bool
    count: int


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place to look at: its words, what was seen there, and the sentence it leads to."""

    text: str
    note: str
    anchor: str


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer that a person may give; an empty value is none."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of an instrument.

    `status` is checked, flagged or person; `program` what the program answers, where it does.
    `given` and `signed` are a person's answer, and whose it is; `was` is its value in a form.
    """

    id: str
    name: str
    asks: str
    look: str
    without: str
    status: str
    status_words: str
    program: str
    said: str
    places: tuple[PlaceView, ...]
    more: int
    given: str
    signed: str
    was: str
    options: tuple[AnswerOption, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """Items that belong together."""

    name: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument. `counts` says who has to answer; `result` the total, or why there is none.

    `action` is where answers are sent; empty for a text of which nothing is kept.
    """

    id: str
    name: str
    source: str
    url: str
    scoring: str
    before: str
    counts: str
    result: tuple[str, ...]
    parts: tuple[PartView, ...]
    action: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    """All that is said of a text; `notes` are about the whole of it."""

    about: str
    counts: str
    levels: tuple[Level, ...]
    gauge: Gauge | None
    difficulty: str
    notes: tuple[str, ...]
    formulas: tuple[FormulaRow, ...]
    sentences: tuple[SentenceRow, ...]
    unshown: int
    heats: tuple[Heat, ...]
    heat_words: str
    hard_words: tuple[str, ...]
    swaps: tuple[SwapRow, ...]
    instruments: tuple[InstrumentView, ...]


@dataclass(frozen=True, slots=True)
class ScorePage:
    """`desks/score.html`: any text scored, or an edition.

    `form` is None for an edition, which then is `edition`; `version` is its fingerprint, `by` the
    name that answers carry.
    """

    site: Site
    title: str
    lead: str
    script: str
    form: ScoreForm | None
    edition: Link | None
    problem: str
    result: ScoreView | None
    version: str
