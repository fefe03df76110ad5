"""What a reviewer has before them: every statement of an edition beside its source, and its facts.

Pure: built from an edition, what is recorded of its review, and the editions that earlier
approvals were given on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.model import Obligation, Role
from patiented.publishing.moving import Seen, unsafe_statements
from patiented.publishing.review_former import Former, Recorded, former_texts, left_out_whole
from patiented.review import own_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from patiented.model import Edition, EditionStatement, Finding, LedgerRow, LeftOut
    from patiented.publishing.records import Published
    from patiented.review import Approval, Decision

    FindEdition = Callable[[str], Edition | None]


class Standing(StrEnum):
    """Where one statement stands.

    `LAPSED`: it was approved and reads otherwise now. `NEW`: the edition was approved without it.
    `ASKED`: a change is asked for; `ANSWERED`: it has changed since that.
    """

    APPROVED = "approved"
    LAPSED = "lapsed"
    NEW = "new"
    ASKED = "asked"
    ANSWERED = "answered"
    OPEN = "open"


class Refusal(StrEnum):
    """Why this person cannot approve a statement, or the whole edition."""

    FACTS = "facts"
    OWN = "own"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One statement of the edition, or one that it leaves out as a whole (`left_out` says why).

    `facts` are those that this audience must get. `author` is who wrote the wording, if a desk saw
    it. `former` is there where it reads otherwise than what was last decided about.
    """

    statement: str
    source: str
    text: str
    standing: Standing
    facts: tuple[LedgerRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: str = ""
    needs_writer: bool = False
    author: str = ""
    approval: Approval | None = None
    ask: Decision | None = None
    former: Former | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class SheetSection:
    """The statements of a section, in page order, under the heading that readers see."""

    id: str
    role: Role
    heading: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened in the review.

    `kind` is the status of a step of the whole edition, a `StatementMove` for one about `count`
    statements, or `lapsed`: the text changed, and `count` approvals no longer hold.
    """

    kind: str
    at: str
    by: str = ""
    note: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition as a reviewer sees it; `seen` is what a decision on it names.

    `gone` are statements that were approved and are no longer there. `refusals` say why this
    person cannot approve the whole.
    """

    published: Published
    sections: tuple[SheetSection, ...]
    happened: tuple[Happening, ...]
    seen: Seen
    gone: tuple[Former, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def rows(self) -> Iterator[SheetRow]:
        """Yield every row in page order."""
        for section in self.sections:
            yield from section.rows


def sheet_of(published: Published, recorded: Recorded, find: FindEdition, *, viewer: str) -> Sheet:
    """Build the sheet of an edition for one reviewer; `find` returns a kept edition."""
    review = published.review
    builder = _Builder(published, recorded, find, viewer)
    sections = tuple(builder.sections())
    return Sheet(
        published,
        sections,
        tuple(_happened(published, recorded)),
        Seen(published.edition.fingerprint, len(review.steps)),
        builder.gone,
        tuple(builder.refusals(row for section in sections for row in section.rows)),
    )


class _Builder:
    """Builds the rows of one sheet."""

    def __init__(
        self, published: Published, recorded: Recorded, find: FindEdition, viewer: str
    ) -> None:
        self._published = published
        self._edition = published.edition
        self._recorded = recorded
        self._own = own_wording(viewer, recorded.hashes, recorded.authors)
        self._unsafe = unsafe_statements(published.edition)
        self._musts = _musts(published.edition)
        self._former, self.gone = former_texts(published, recorded, find)

    def sections(self) -> Iterator[SheetSection]:
        """Yield the sections; what is left out stands where its role last has a section."""
        waiting: defaultdict[Role, list[LeftOut]] = defaultdict(list)
        for left in left_out_whole(self._edition):
            waiting[left.role].append(left)
        last = {one.role: one.id for one in self._edition.sections}
        met: set[str] = set()
        for section in self._edition.sections:
            here = {one.id: one for block in section.blocks for one in block.statements}
            rows = [self._row(one) for one in here.values() if one.id not in met]
            met |= here.keys()
            if last[section.role] == section.id:
                rows += [self._left_out(one) for one in waiting.pop(section.role, ())]
            if rows:
                yield SheetSection(section.id, section.role, section.heading, tuple(rows))
        for role, left_out in waiting.items():
            rows = [self._left_out(one) for one in left_out]
            yield SheetSection(f"left-{role.value}", role, "", tuple(rows))

    def refusals(self, rows: Iterable[SheetRow]) -> Iterator[Refusal]:
        """Yield why this person cannot approve the whole edition, each reason once."""
        if not self._published.publishable:
            yield Refusal.FACTS
        if self._own:
            yield Refusal.OWN
        if any(row.standing is Standing.ASKED for row in rows):
            yield Refusal.ASKED

    def _row(self, one: EditionStatement) -> SheetRow:
        return self._shaped(
            one.id,
            one.source,
            " | ".join(one.cells) or one.text,
            findings=one.findings,
            needs_writer=one.needs_writer,
        )

    def _left_out(self, one: LeftOut) -> SheetRow:
        return self._shaped(one.statement, one.source, "", left_out=one.reason)

    def _shaped(
        self,
        statement: str,
        source: str,
        text: str,
        *,
        findings: tuple[Finding, ...] = (),
        left_out: str = "",
        needs_writer: bool = False,
    ) -> SheetRow:
        recorded = self._recorded
        standing = self._standing(statement)
        return SheetRow(
            statement,
            source,
            text,
            standing,
            facts=self._musts.get(statement, ()),
            findings=findings,
            left_out=left_out,
            needs_writer=needs_writer,
            author=recorded.authors.get((statement, recorded.hashes[statement]), ""),
            approval=recorded.approvals.get(statement) if standing is Standing.APPROVED else None,
            ask=recorded.asks.get(statement),
            former=self._former.get(statement),
            refusal=self._refusal(statement),
        )

    def _standing(self, statement: str) -> Standing:
        review = self._published.review
        if statement in review.approved:
            return Standing.APPROVED
        if ask := self._recorded.asks.get(statement):
            same = ask.text_hash == self._recorded.hashes[statement]
            return Standing.ASKED if same else Standing.ANSWERED
        if statement in review.lapsed:
            return Standing.LAPSED if statement in self._former else Standing.NEW
        return Standing.OPEN

    def _refusal(self, statement: str) -> Refusal | None:
        if statement in self._unsafe:
            return Refusal.FACTS
        return Refusal.OWN if statement in self._own else None


def _musts(edition: Edition) -> dict[str, tuple[LedgerRow, ...]]:
    found: defaultdict[str, list[LedgerRow]] = defaultdict(list)
    for row in edition.ledger:
        if row.obligation is Obligation.MUST:
            found[row.statement].append(row)
    return {statement: tuple(rows) for statement, rows in found.items()}


def _happened(published: Published, recorded: Recorded) -> Iterator[Happening]:
    """Yield what happened, oldest first; that approvals lapsed stands where the text changed."""
    counts: defaultdict[int, list[Decision]] = defaultdict(list)
    for one in recorded.decisions:
        counts[one.step].append(one)
    review = published.review
    lapsed = max(len(review.lapsed), len(review.removed))
    told = not (lapsed and recorded.lapsed_at)
    for number, step in enumerate(review.steps, start=1):
        if not told and step.at > recorded.lapsed_at:
            yield Happening("lapsed", recorded.lapsed_at, count=lapsed)
            told = True
        decided = counts[number] if step.status.value == "under_review" else []
        kind = decided[-1].move.value if decided else step.status.value
        yield Happening(kind, step.at, step.by, step.note, len(decided))
    if not told:
        yield Happening("lapsed", recorded.lapsed_at, count=lapsed)
