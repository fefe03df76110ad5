"""The statements of an edition as they are searched: words, meanings, place, and what they are not.

A statement in which the page says what it does not cover is no answer; it is marked, and so is one
that this edition leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.asking.patterns import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.asking.tables import AskingTables
    from patiented.model import Edition, EditionBlock, EditionSection, EditionStatement, Role

TOP_LEVEL = 2
LEAD_ENDS = ":"
BREAK = ("|", "|")
"""Stands between two texts, so that no turn of phrase runs over their border."""

_DISCLAIMS = re.compile(
    r"\b(?:this|the) (?:page|leaflet|monograph|text|document|label)\b[^.]{0,40}"
    r"\b(?:does not|do not|gives? no|has no|says nothing|cannot)\b",
    re.IGNORECASE,
)


_YEARS = r"(?:\d|1[0-7])"
_AGE = re.compile(
    r"\b(?:child(?:ren)?|p(?:a)?ediatrics?|adolescents?|infants?|toddlers?|newborns?|neonates?"
    rf"|{_YEARS} years|(?:younger|older) than {_YEARS}|aged {_YEARS})\b",
    re.IGNORECASE,
)
"""Words by which a statement speaks of children, or of an age below 18."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: its section's own heading and the lead of its list."""

    role: Role
    heading: str
    level: int
    lead: str = ""
    lead_source: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """One statement, ready to be searched.

    `columns`: stems of text, source, heading and lead; `measures`: the kinds of its facts;
    `glossed`: stems of what explains its hard words.
    """

    id: str
    text: str
    citations: tuple[int, ...]
    place: Place
    columns: tuple[tuple[str, ...], ...]
    said: frozenset[str]
    around: frozenset[str]
    concepts: frozenset[int]
    concepts_around: frozenset[int]
    joined: str
    joined_around: str
    left_out: bool
    disclaims: bool
    opens_list: bool
    speaks_of_age: bool
    measures: frozenset[str]
    glossed: frozenset[str]


def index_statements(edition: Edition, tables: AskingTables) -> tuple[Indexed, ...]:
    """Return the statements of an edition in page order, those it leaves out at their place."""
    return tuple(_indexed(statement, place, tables) for statement, place in _placed(edition))


def _placed(edition: Edition) -> Iterator[tuple[EditionStatement, Place]]:
    for section in edition.sections:
        before: EditionStatement | None = None
        for block in section.blocks:
            yield from _in_block(block, section, before)
            before = block.statements[-1] if block.statements else before


def _in_block(
    block: EditionBlock, section: EditionSection, before: EditionStatement | None
) -> Iterator[tuple[EditionStatement, Place]]:
    lead = before if before and before.source.rstrip().endswith(LEAD_ENDS) else None
    for statement in block.statements:
        place = Place(section.role, section.heading, section.level)
        if lead and block.kind == "list":
            place = Place(section.role, section.heading, section.level, lead.text, lead.source)
        yield statement, place


def _indexed(one: EditionStatement, place: Place, tables: AskingTables) -> Indexed:
    words, concepts = tables.words, tables.concepts
    heading = place.heading if place.level > TOP_LEVEL else ""
    text, source = words.stems(one.text), words.stems(one.source)
    around = (words.stems(heading), words.stems(place.lead), words.stems(place.lead_source))
    return Indexed(
        id=one.id,
        text=one.text,
        citations=one.citations,
        place=place,
        columns=(text, source, around[0], around[1]),
        said=frozenset((*text, *source)),
        around=frozenset().union(*around),
        concepts=concepts.all_in(text) | concepts.all_in(source),
        concepts_around=frozenset().union(*(concepts.all_in(one) for one in around)),
        joined=join((*words.pairs(one.text), BREAK, *words.pairs(one.source))),
        joined_around=join(
            (
                *words.pairs(heading),
                BREAK,
                *words.pairs(place.lead),
                BREAK,
                *words.pairs(place.lead_source),
            )
        ),
        left_out=not one.text,
        disclaims=any(_DISCLAIMS.search(said) for said in (one.source, place.lead_source)),
        speaks_of_age=any(
            _AGE.search(said) for said in (one.text, one.source, place.lead_source, heading)
        ),
        opens_list=one.source.rstrip().endswith(LEAD_ENDS),
        measures=frozenset(row.fact.kind.value for row in one.facts),
        glossed=tables.glosses.of((*text, BREAK[1], *source)),
    )
