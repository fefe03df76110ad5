"""How far each statement of a page names what a question is about, and fits what it is after.

A unit meets a statement in one of a few ways: the statement names it, names a kind of it, its
heading or its lead does, the explanation of one of its hard words does, or a part of it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.asking.question import Question, Unit
    from patiented.asking.statements import Indexed
    from patiented.asking.tables import Topic


class Level(IntEnum):
    """The way in which a statement names a unit."""

    NONE = 0
    FULL = 1
    BY_KIND = 2
    AROUND = 3
    AROUND_BY_KIND = 4
    GLOSSED = 5
    PARTLY = 6
    NEAR = 7
    NEAR_AROUND = 8


SHARES = {
    Level.FULL: 1.0,
    Level.BY_KIND: 0.75,
    Level.AROUND: 0.7,
    Level.AROUND_BY_KIND: 0.5,
    Level.GLOSSED: 0.4,
    Level.NEAR: 0.6,
    Level.NEAR_AROUND: 0.3,
}
"""What a unit counts, by the way in which it is named; one named in part counts by its parts."""
BY_PARTS, OF_PARTS = 0.8, 0.5
"""What all words of a unit count when each is named by itself, and what some of them count."""
LATER_ROLE = 0.7
"""A section that comes second among those where a topic is answered."""
ROLE_SHARE, EVIDENCE_SHARE = 0.55, 0.45

LEAST_MET = 0.5
"""From this share on something counts as being on the page."""
PROOF = frozenset({"evidence", "either"})
"""Topics that count only where a sentence shows that it is about them."""
MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Named:
    """How a statement names a unit, and how far, 0 to 1."""

    level: Level
    share: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How a statement fits a topic: by its section, and by its words or the kind of its facts."""

    role: float
    evidence: float

    @property
    def share(self) -> float:
        """How far it fits, 0 to 1."""
        return ROLE_SHARE * self.role + EVIDENCE_SHARE * self.evidence


NOT_NAMED = Named(Level.NONE, 0.0)
NO_FIT = Fit(0.0, 0.0)
BY_LEVEL = {level: Named(level, share) for level, share in SHARES.items()}


class Page:
    """The statements of one edition, and what each of them has of a topic, which stays."""

    def __init__(self, statements: Sequence[Indexed]) -> None:
        self.statements = tuple(statements)
        self._fits: dict[str, tuple[Fit, ...]] = {}

    def fits(self, topic: Topic) -> tuple[Fit, ...]:
        """Return how each statement fits a topic."""
        held = self._fits.get(topic.name)
        if held is None:
            held = tuple(fit(topic, one) for one in self.statements)
            self._fits[topic.name] = held
        return held


@dataclass(frozen=True, slots=True)
class Matches:
    """A question laid beside a page: one row a unit or topic, in each one column a statement."""

    question: Question
    page: Page
    units: tuple[tuple[Named, ...], ...]
    topics: tuple[tuple[Fit, ...], ...]

    def best(self, unit: int, among: Iterable[int]) -> float:
        """Return how far any of some statements names a unit."""
        row = self.units[unit]
        return max((row[one].share for one in among), default=0.0)


def match(question: Question, page: Page) -> Matches:
    """Lay a question beside a page."""
    return Matches(
        question,
        page,
        tuple(tuple(named(unit, one) for one in page.statements) for unit in question.units),
        tuple(page.fits(topic) for topic in question.topics),
    )


def named(unit: Unit, one: Indexed) -> Named:
    """Return how a statement names a unit."""
    level = _level(unit, one)
    if level is not Level.NONE:
        return BY_LEVEL[level]
    if unit.is_medicine or len(unit.stems) == 1:
        return NOT_NAMED
    shared = _shared(unit, one)
    if not shared:
        return NOT_NAMED
    whole = shared == len(unit.stems) and unit.parts
    return Named(Level.PARTLY, (BY_PARTS if whole else OF_PARTS) * shared / len(unit.stems))


def _level(unit: Unit, one: Indexed) -> Level:
    if not unit.ids.isdisjoint(one.concepts) or one.said.issuperset(unit.stems):
        return Level.FULL
    if not unit.wide.isdisjoint(one.concepts):
        return Level.BY_KIND
    if not unit.ids.isdisjoint(one.concepts_around) or one.around.issuperset(unit.stems):
        return Level.AROUND
    if not unit.near.isdisjoint(one.concepts):
        return Level.NEAR
    return _distant_level(unit, one)


def _distant_level(unit: Unit, one: Indexed) -> Level:
    if not unit.wide.isdisjoint(one.concepts_around):
        return Level.AROUND_BY_KIND
    if not unit.near.isdisjoint(one.concepts_around):
        return Level.NEAR_AROUND
    if not unit.is_medicine and one.glossed.issuperset(unit.stems):
        return Level.GLOSSED
    return Level.NONE


def _shared(unit: Unit, one: Indexed) -> int:
    parts = unit.parts or (frozenset(),) * len(unit.stems)
    return sum(
        stem in one.said or not ids.isdisjoint(one.concepts)
        for stem, ids in zip(unit.stems, parts, strict=True)
    )


def fit(topic: Topic, one: Indexed) -> Fit:
    """Return how a statement fits a topic."""
    if topic.needs == MEASURE:
        has = topic.measures & one.measures or topic.evidence.search(one.joined)
        return Fit(0.0, 1.0) if has else NO_FIT
    role = 0.0
    if one.place.role in topic.roles:
        role = 1.0 if one.place.role is topic.roles[0] else LATER_ROLE
    evidence = 0.0
    if topic.evidence.search(one.joined):
        evidence = SHARES[Level.FULL]
    elif topic.evidence.search(one.joined_around):
        evidence = SHARES[Level.AROUND]
    if topic.needs == "either" and role == 1.0:
        evidence = max(evidence, SHARES[Level.AROUND])
    return NO_FIT if topic.needs in PROOF and not evidence else Fit(role, evidence)
