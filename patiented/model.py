"""The frozen data that flows down the street; no behaviour beyond look-ups.

Every step takes one of these and returns another. Nothing here knows about files, databases or the
web. Spans are `(start, end)` in code points of the text they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]


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
    """Front matter of a monograph. `updated` is an ISO date or empty."""

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


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a text, as data with a place. `fact`, `found`, `expected` are text or empty."""

    rule: str
    level: Level
    message: str
    fact: str = ""
    found: str = ""
    expected: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    source_span: Span | None = None
    rewrite_span: Span | None = None


class FactKind(StrEnum):
    """The types of fact (DESIGN 4)."""

    QUANTITY = "quantity"
    FREQUENCY = "frequency"
    DURATION = "duration"
    TIME_ORDER = "time_order"
    PERCENTAGE = "percentage"
    RATIO = "ratio"
    COUNT = "count"
    AGE = "age"
    POPULATION = "population"
    DRUG = "drug"
    ROUTE = "route"
    FORM = "form"
    ORGAN = "organ"
    CONDITION = "condition"
    SEVERITY = "severity"
    NEGATION = "negation"
    MODALITY = "modality"
    CONDITION_WORD = "condition_word"
    DIRECTION = "direction"
    COMPARISON = "comparison"
    ACTION = "action"
    AND_OR = "and_or"
    LIST_ITEM = "list_item"
    BOXED = "boxed"
    CITATION = "citation"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed thing said by a statement. `value` is its normal form: equal values are equal facts.

    `bound` names what the fact hangs on (the arm of a number, the scope of a "not"), normalized.
    """

    id: str
    kind: FactKind
    text: str
    value: str
    span: Span
    bound: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What the guard says of one fact. `GENERAL` counts as kept under the obligation simplify."""

    KEPT = "kept"
    GENERAL = "general"
    CHANGED = "changed"
    OPEN = "open"


class Proof(StrEnum):
    """Who vouches for a fate."""

    PROGRAM = "program"
    PERSON = "person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """A fact and its verdict, with its likeliest place in the rewrite."""

    fact: Fact
    verdict: Verdict
    rewrite_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The guard's word on one rewrite.

    `ok`: nothing changed and nothing invented. `proved`: every fact kept and nothing new.
    """

    ok: bool
    proved: bool
    facts: tuple[FactVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()


class Obligation(StrEnum):
    """How binding a fact is for an audience."""

    MUST = "must"
    SIMPLIFY = "simplify"
    DROP = "drop"


class Origin(StrEnum):
    """Which proposer a text came from; `OMITTED` is a wording that leaves the statement out."""

    WORDING = "wording"
    PATTERN = "pattern"
    PHRASES = "phrases"
    CANONICAL = "canonical"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a proposer did, for the writer and the `rewrite` command."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate text before the guard.

    `rule` names the pattern or wording entry. `confirmed` maps normal forms of facts to the person
    who confirmed them. `omit_reason` is set (and `text` empty) when the statement is left out.
    """

    text: str
    origin: Origin
    rule: str = ""
    changes: tuple[Change, ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    omit_reason: str = ""


class Fate(StrEnum):
    """What became of a fact in an edition."""

    KEPT = "kept"
    GENERAL = "general"
    LEFT_OUT = "left_out"
    OPEN = "open"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A fact of the monograph and its fate.

    `where` is the span in the edition's statement; `by` says who confirmed or which rule omits it.
    """

    fact: Fact
    statement: str
    obligation: Obligation
    fate: Fate
    proof: Proof
    where: Span | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement, or facts of one, that a version leaves out, and why, for the reader."""

    statement: str
    role: Role
    source: str
    reason: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionStatement:
    """A statement as this audience reads it. `text` may hold several sentences, or nothing."""

    id: str
    source: str
    text: str
    kind: StatementKind
    origin: Origin
    needs_writer: bool = False
    citations: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: tuple[FactVerdict, ...] = ()
    depth: int = 0
    cells: tuple[str, ...] = ()
    line: int = 1
    role: Role = Role.OTHER


@dataclass(frozen=True, slots=True)
class EditionBlock:
    """A block of an edition."""

    kind: BlockKind
    statements: tuple[EditionStatement, ...]
    ordered: bool = False
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionSection:
    """A section of an edition under the audience's own heading."""

    id: str
    role: Role
    heading: str
    level: int
    blocks: tuple[EditionBlock, ...]


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence of a scored text. `grade` is its Flesch-Kincaid, `difficulty` 1 (easy) to 6."""

    text: str
    start: int
    end: int
    words: int
    grade: float
    difficulty: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """Readability of a text (DESIGN 6). `formulas` and `adjusted` share their keys."""

    counts: tuple[tuple[str, int], ...]
    formulas: tuple[tuple[str, float], ...]
    adjusted: tuple[tuple[str, float], ...]
    difficulty: float
    hard_words: tuple[str, ...] = ()
    sentences: tuple[SentenceScore, ...] = ()
    notes: tuple[str, ...] = ()

    def formula(self, name: str, *, adjusted: bool = False) -> float:
        """Return one formula by name."""
        return dict(self.adjusted if adjusted else self.formulas)[name]


@dataclass(frozen=True, slots=True)
class Edition:
    """The immutable rendering of a monograph for one audience and language.

    `fingerprint` covers source, audience data, wording and engine version. Review status is not in
    here: it belongs to the store.
    """

    monograph: str
    audience: str
    lang: str
    fingerprint: str
    meta: Meta
    sections: tuple[EditionSection, ...]
    ledger: tuple[LedgerRow, ...]
    left_out: tuple[LeftOut, ...]
    scores: Scores
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    taught: tuple[TaughtTerm, ...] = ()
    source_hash: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    def statements(self) -> Iterator[EditionStatement]:
        """Yield every statement in page order."""
        for section in self.sections:
            for block in section.blocks:
                yield from block.statements
