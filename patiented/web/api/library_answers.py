"""What the API answers about the library: monographs, audiences, editions.

Described as in `answers.py`; editions are shaped by `export/data.py`, the rest by `cards.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from patiented.audience import Address  # noqa: TC001  (pydantic reads the types of these fields)
from patiented.model import (  # noqa: TC001  (as above)
    BlockKind,
    FactKind,
    Fate,
    MonographKind,
    Obligation,
    Origin,
    Proof,
    Role,
)
from patiented.publishing import STATES
from patiented.review import Status  # noqa: TC001  (as above)
from patiented.web.api.answers import TOLD, Change, Finding, Scores, Span

State = Annotated[str, Field(json_schema_extra={"enum": [str(one) for one in STATES]})]


@dataclass(frozen=True, slots=True, config=TOLD)
class EditionLinks:
    """Where an edition is."""

    edition: str
    """Its address here."""
    page: str
    """The page that readers see; empty where the site does not speak the language."""


@dataclass(frozen=True, slots=True, config=TOLD)
class EditionLine:
    """One edition of a monograph."""

    audience: str
    """Its readers."""
    lang: str
    """Its language (BCP 47)."""
    status: State
    """The state of its review today, or `withdrawn`."""
    links: EditionLinks
    """Where it is; a withdrawn one has its notice there."""


@dataclass(frozen=True, slots=True, config=TOLD)
class MonographLinks:
    """Where a monograph is."""

    self: str
    """Its address here."""
    page: str
    """The page that readers see."""
    ask: str
    """Where a question about it can be sent."""


@dataclass(frozen=True, slots=True, config=TOLD)
class Monograph:
    """A monograph and its editions."""

    id: str
    """Its id in every address."""
    title: str
    """Its title."""
    name: str
    """The drug or condition that it is about."""
    kind: MonographKind | None
    """What it is about; null where the source cannot be read now."""
    updated: str
    """An ISO date, or empty."""
    lang: str
    """The language of its source."""
    summary: str
    """A sentence or two, or empty."""
    codes: dict[str, list[str]]
    """Codes by system: `rxnorm`, `icd10`, `snomed` and the like."""
    audiences: list[EditionLine]
    """Its editions; none where the source cannot be read now."""
    links: MonographLinks
    """Where it is."""


@dataclass(frozen=True, slots=True, config=TOLD)
class ListLinks:
    """The pages of a list."""

    self: str
    """This page."""
    first: str
    """The first page."""
    last: str
    """The last page."""
    prev: str | None
    """The page before."""
    next: str | None
    """The page after."""


@dataclass(frozen=True, slots=True, config=TOLD)
class MonographList:
    """One page of the library, or of what was found in it."""

    total: int
    """Monographs on all pages."""
    page: int
    """This page, from 1."""
    pages: int
    """How many pages there are."""
    monographs: list[Monograph]
    """The monographs of this page, the best match first, or by title."""
    links: ListLinks
    """The other pages."""


@dataclass(frozen=True, slots=True, config=TOLD)
class Targets:
    """The highest grades that an edition aims at; null is no target."""

    flesch_kincaid: float | None
    smog_adjusted: float | None
    smog: float | None


@dataclass(frozen=True, slots=True, config=TOLD)
class Audience:
    """A kind of reader."""

    id: str
    """Its id in every address."""
    label: str
    """What the chooser says."""
    description: str
    """Who it is for."""
    address: Address
    """Whom "you" means in its editions."""
    canonical: bool
    """True for readers of the clinician text as it is."""
    recipient: str
    """The HL7 Infobutton information recipient."""
    targets: Targets
    """What its editions aim at."""


@dataclass(frozen=True, slots=True, config=TOLD)
class AudienceList:
    """Every audience, in the order of the chooser."""

    audiences: list[Audience]


@dataclass(frozen=True, slots=True, config=TOLD)
class Statement:
    """A statement as this audience reads it."""

    id: str
    source: str
    """What the clinician text says."""
    text: str
    """What this audience reads."""
    origin: Origin
    """Which proposer the text came from."""
    needs_writer: bool
    """True where the text is still in clinician words."""
    citations: list[int]
    changes: list[Change]
    findings: list[Finding]


@dataclass(frozen=True, slots=True, config=TOLD)
class Block:
    """Statements in one shape."""

    kind: BlockKind
    statements: list[Statement]


@dataclass(frozen=True, slots=True, config=TOLD)
class Section:
    """A section under the heading that this audience reads."""

    id: str
    role: Role
    heading: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True, config=TOLD)
class LedgerRow:
    """A fact of the monograph and what became of it."""

    fact: str
    kind: FactKind
    statement: str
    obligation: Obligation
    fate: Fate
    proof: Proof
    where: Span | None


@dataclass(frozen=True, slots=True, config=TOLD)
class LeftOut:
    """What this edition leaves out, and why."""

    statement: str
    role: Role
    source: str
    reason: str
    facts: list[str]


@dataclass(frozen=True, slots=True, config=TOLD)
class TaughtTerm:
    """A term that the page explains."""

    term: str
    gloss: str


@dataclass(frozen=True, slots=True, config=TOLD)
class Edition:
    """A monograph for one audience: the shape of `patiented render --format json`."""

    monograph: str
    audience: str
    lang: str
    fingerprint: str
    """Changes with the source, the wording, the audience and the engine."""
    status: Status
    """The state of its review today."""
    sections: list[Section]
    ledger: list[LedgerRow]
    left_out: list[LeftOut]
    scores: Scores
    taught: list[TaughtTerm]
