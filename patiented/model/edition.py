"""What an audience reads: proposals, the ledger, scores, and the edition itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.model.document import BlockKind, Meta, Reference, Role, StatementKind, TaughtTerm
from patiented.model.facts import Fact, FactVerdict, Obligation, Proof
from patiented.model.findings import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Origin(StrEnum):
    """Which proposer a text came from; `OMITTED` is a wording that leaves the statement out."""

    WORDING = "wording"
    MEMORY = "memory"
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
    `unfinished`: better than the source, and some of it is still in the source's own words.
    """

    text: str
    origin: Origin
    rule: str = ""
    changes: tuple[Change, ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    omit_reason: str = ""
    unfinished: bool = False


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

    def has(self, name: str) -> bool:
        """Tell whether a formula was worked out: each language has its own."""
        return name in dict(self.formulas)

    def formula(self, name: str, *, adjusted: bool = False) -> float:
        """Return one formula by name."""
        return dict(self.adjusted if adjusted else self.formulas)[name]


@dataclass(frozen=True, slots=True)
class Edition:
    """The immutable rendering of a monograph for one audience and language.

    `fingerprint` covers source, audience data, wording and engine version. Review status is not in
    here: it belongs to the store. `taught` are the monograph's own explanations, `words` the ones
    that the shared tables have for other hard words of this text.
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
    words: tuple[TaughtTerm, ...] = ()
    source_hash: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    def statements(self) -> Iterator[EditionStatement]:
        """Yield every statement in page order."""
        for section in self.sections:
            for block in section.blocks:
                yield from block.statements
