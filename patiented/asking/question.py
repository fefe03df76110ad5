"""Reads a question: what it asks for (topics), what it is about (units), and about whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.asking.patterns import join
from patiented.asking.tables import IDLE, PERSON, VAGUE
from patiented.readability.frequency import zipf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.asking.concepts import Match
    from patiented.asking.tables import AskingTables, Topic
    from patiented.asking.words import Word

MEDICINE = "medicine"
STRANGE = 2.9
"""A word rarer than this (Zipf) that no table knows is a name of something: a brand, a food."""
NAMED_KINDS = frozenset({"condition", "medicine", "substance", "drug_class", "medicines"})
"""Kinds of things that a question is hardly about by chance."""

WAY = "way"
COMMON = 4.1
"""A lay way of saying that is as common a word as this (Zipf) may be meant in its plain sense."""

EMPTY = 6.05
"""An idle word as common as this (Zipf) says nothing even where the table of near words has it."""

AGE_TOPIC = "age_group"
"""What a question about a child always asks, whatever else."""

_WEIGHT_OF_MEDICINE = 3.0
_WEIGHT_OF_NAMED = 2.0
_WEIGHT_OF_OTHER = 1.2
_WEIGHT_OF_VAGUE = 0.25
_WEIGHTS_OF_WORDS = ((2.6, 1.7), (3.6, 1.3), (4.6, 0.9), (5.2, 0.6), (9.0, 0.35))
"""By how common a plain word is (Zipf, at most), its weight: rare words say more."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that a question is about: a phrase that names things, or a plain word.

    `wide` are things of which these are a kind, or which are a kind of these; `near` is what people
    also say of the same matter; `parts` is what each of its words names by itself.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    ids: frozenset[int]
    wide: frozenset[int]
    weight: float
    is_medicine: bool
    is_named: bool
    in_topic: bool
    parts: tuple[frozenset[int], ...] = ()
    near: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: the stems of its names, what they name, and the kinds of that.

    Its names say nothing in a question. Nor do its kinds: on a page about one anticoagulant, the
    word "anticoagulant" is no answer to a question about another one.
    """

    stems: frozenset[str]
    ids: frozenset[int]
    kinds: frozenset[int]

    def is_named_by(self, unit: Unit) -> bool:
        """Whether a unit only names the subject."""
        return self.stems.issuperset(unit.stems) or (unit.is_medicine and bool(self.ids & unit.ids))


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read. `young`: a child's age is given."""

    units: tuple[Unit, ...]
    topics: tuple[Topic, ...]
    stems: tuple[str, ...]
    young: bool

    def asks(self, name: str) -> bool:
        """Whether one of its topics has this name."""
        return any(one.name == name for one in self.topics)


def read_question(words: Sequence[Word], tables: AskingTables, subject: Subject) -> Question:
    """Read a question over a page with this subject."""
    stems = tuple(word.stem for word in words)
    joined = join((word.text, word.stem) for word in words)
    found = [(topic, topic.asked.spans(joined)) for topic in tables.topics]
    young = _is_young(joined, tables)
    topics = tuple(topic for topic, spans in found if spans or (young and topic.name == AGE_TOPIC))
    covered = _covered(joined, [span for _, spans in found for span in spans])
    units = tuple(_units(words, tables, subject, covered))
    return Question(units, topics, stems, young)


def _covered(joined: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the words that turns of phrase of topics stand on."""
    return frozenset(
        number
        for start, end in spans
        for number in range(joined.count(" ", 0, start + 1) - 1, joined.count(" ", 0, end))
    )


def _units(
    words: Sequence[Word],
    tables: AskingTables,
    subject: Subject,
    covered: frozenset[int],
) -> Iterator[Unit]:
    matches = {one.start: one for one in tables.concepts.longest_in([w.stem for w in words])}
    place = 0
    while place < len(words):
        match = matches.get(place)
        end = match.end if match else place + 1
        part = words[place:end]
        unit = _unit(part, match, tables, in_topic=any(n in covered for n in range(place, end)))
        place = end
        if unit and not subject.is_named_by(unit):
            yield replace(unit, wide=unit.wide - subject.kinds) if unit.is_medicine else unit


def _unit(
    part: Sequence[Word], match: Match | None, tables: AskingTables, *, in_topic: bool
) -> Unit | None:
    stems = tuple(one.stem for one in part)
    loose = tables.loose
    idle = all(one in loose[IDLE] or one in loose[PERSON] or one.isdigit() for one in stems)
    every = _ids(match, stems, tables)
    ids, near = every - tables.near, every & tables.near
    kinds = tables.concepts.kinds(ids)
    soft = idle and bool(near) and (len(part) > 1 or zipf(part[0].text) < EMPTY)
    if idle and not soft and (in_topic or WAY not in kinds or len(part) == 1):
        return None
    medicine = MEDICINE in kinds or any(tables.medicines.knows(one.text) for one in part)
    strange = not every and any(zipf(one.text) < STRANGE for one in part)
    rarest = min(zipf(one.text) for one in part)
    way = WAY in kinds and (rarest < COMMON or len(part) > 1)
    named = not soft and (bool(kinds & NAMED_KINDS) or medicine or strange or way)
    known = bool(ids or (near and len(part) > 1))
    wide = frozenset().union(*(tables.kinds_of.get(one, frozenset()) for one in ids))
    return Unit(
        words=tuple(one.text for one in part),
        stems=stems,
        ids=ids,
        wide=wide,
        weight=_weight_of_word(part)
        if soft and len(part) == 1
        else _weight(part, tables, named=named, medicine=medicine, known=known),
        is_medicine=medicine,
        is_named=named,
        in_topic=in_topic,
        parts=_parts(stems, tables),
        near=near,
    )


def _ids(match: Match | None, stems: tuple[str, ...], tables: AskingTables) -> frozenset[int]:
    """Return what a phrase names; with one word of weight also what that word names alone."""
    if not match:
        return frozenset()
    heavy = [one for one in stems if one not in tables.loose[IDLE]]
    alone = tables.concepts.get((heavy[0],)) if len(heavy) == 1 < len(stems) else frozenset()
    return match.ids | alone


def _parts(stems: tuple[str, ...], tables: AskingTables) -> tuple[frozenset[int], ...]:
    if len(stems) == 1:
        return ()
    return tuple(tables.concepts.get((stem,)) - tables.near for stem in stems)


def _weight(
    part: Sequence[Word], tables: AskingTables, *, named: bool, medicine: bool, known: bool
) -> float:
    if medicine:
        return _WEIGHT_OF_MEDICINE
    if named:
        return _WEIGHT_OF_NAMED
    if all(one.stem in tables.loose[VAGUE] for one in part):
        return _WEIGHT_OF_VAGUE
    if known:
        return _WEIGHT_OF_OTHER
    return _weight_of_word(part)


def _weight_of_word(part: Sequence[Word]) -> float:
    rarest = min(zipf(one.text) for one in part)
    return next(weight for most, weight in _WEIGHTS_OF_WORDS if rarest <= most)


def _is_young(joined: str, tables: AskingTables) -> bool:
    """Whether the one who is asked about is a child: by age or by word."""
    return tables.cues["young"].search(joined) is not None
