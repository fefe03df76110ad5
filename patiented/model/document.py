"""The document model: what a source is read into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


class Role(StrEnum):
    """What a section is for (DESIGN 5.1)."""

    OVERVIEW = "overview"
    BOXED_WARNING = "boxed_warning"
    INDICATIONS = "indications"
    CONTRAINDICATIONS = "contraindications"
    DOSAGE = "dosage"
    INTERACTIONS = "interactions"
    SPECIFIC_POPULATIONS = "specific_populations"
    WARNINGS = "warnings"
    ADVERSE_REACTIONS = "adverse_reactions"
    MONITORING = "monitoring"
    OVERDOSE = "overdose"
    STORAGE = "storage"
    COUNSELLING = "counselling"
    EFFICACY = "efficacy"
    MECHANISM = "mechanism"
    COMPARISON = "comparison"
    PHARMACOKINETICS = "pharmacokinetics"
    REFERENCES = "references"
    OTHER = "other"


SAFETY_ROLES = frozenset(
    {Role.BOXED_WARNING, Role.CONTRAINDICATIONS, Role.DOSAGE, Role.SPECIFIC_POPULATIONS}
)
"""Roles on which the phrase lexicon never works (DESIGN 3)."""


class BlockKind(StrEnum):
    """The shape a run of statements has on the page."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    CALLOUT = "callout"


class StatementKind(StrEnum):
    """What one statement was in the source."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, list item or table row: the unit that is rewritten, cited, guarded, reviewed.

    `id` depends on the text alone (plus a counter for repeats), so it survives reordering. `text`
    is plain text without markup or citation marks. `lead` is the sentence that opens the list.
    """

    id: str
    text: str
    role: Role = Role.OTHER
    kind: StatementKind = StatementKind.SENTENCE
    citations: tuple[int, ...] = ()
    line: int = 1
    column: int = 1
    lead: str = ""
    depth: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table or callout."""

    kind: BlockKind
    statements: tuple[Statement, ...]
    ordered: bool = False
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it up to the next heading of any level.

    Sub-sections are sections of their own: `level` 3 under `level` 2, with `parent` naming the
    section above. They inherit the role of the parent unless their own heading has one.
    """

    id: str
    heading: str
    role: Role
    level: int = 2
    loinc: str | None = None
    parent: str | None = None
    blocks: tuple[Block, ...] = ()
    line: int = 1

    def statements(self) -> Iterator[Statement]:
        """Yield the statements in order."""
        for block in self.blocks:
            yield from block.statements


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list; `number` is the order of first citation, from 1."""

    number: int
    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class TaughtTerm:
    """A name that the monograph teaches: the term and its 4 to 12 word gloss."""

    term: str
    gloss: str


class MonographKind(StrEnum):
    """What the monograph is about; it decides some headings."""

    DRUG = "drug"
    CONDITION = "condition"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Meta:
    """Front matter of a monograph. `updated` and `review_due` are ISO dates or empty.

    `review_due` is when people shall have looked at the text again; no reader is shown it. `brands`
    are names that a reader may know the subject by; they are for finding the page alone.
    """

    title: str
    name: str
    kind: MonographKind = MonographKind.DRUG
    updated: str = ""
    drugs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    board: str = ""
    editorial_policy: str = ""
    taught: tuple[TaughtTerm, ...] = ()
    summary: str = ""
    lang: str = "en"
    brands: tuple[str, ...] = ()
    review_due: str = ""


@dataclass(frozen=True, slots=True)
class Monograph:
    """The canonical text, read. `source_hash` is the SHA-256 of the bytes that were read."""

    id: str
    meta: Meta
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    source_hash: str = ""
    path: str = ""

    def statements(self) -> Iterator[Statement]:
        """Yield every statement in page order."""
        for section in self.sections:
            yield from section.statements()
