"""An edition taken apart for a writer: each statement in its place, with the guard at hand.

What a text would do is asked here; nothing is chosen and nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from patiented.edition.choose import attempt, may_leave_out
from patiented.errors import UsageError
from patiented.model import Origin, Proposal, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from patiented.edition.choose import Place, Trial
    from patiented.edition.plan import PlannedSection
    from patiented.guard import Guard, TranslationGuard
    from patiented.model import BlockKind
    from patiented.proposing import Proposer

HEADING = "h-"
"""How the id of a heading begins that is worded like a statement."""

OURS = frozenset({Origin.MEMORY, Origin.PATTERN, Origin.PHRASES})
"""What a program proposes; a person's wording is no suggestion to its writer."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A statement where it stands; `block` is its kind of block, None for a heading."""

    statement: Statement
    section: PlannedSection
    place: Place
    block: BlockKind | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a sub-section."""
        return self.block is None


@dataclass(frozen=True)
class Bench:
    """The statements of one edition in page order, and what texts for them are judged by."""

    sections: tuple[tuple[PlannedSection, Place], ...]
    guard: Guard | TranslationGuard
    proposers: Sequence[Proposer]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every statement and worded heading in page order."""
        return tuple(self._slots())

    @cached_property
    def by_id(self) -> Mapping[str, Slot]:
        """The slots by statement; of one that stands twice, the first."""
        return {one.statement.id: one for one in reversed(self.slots)}

    def slot(self, statement: str) -> Slot:
        """Return the slot of a statement; a UsageError says that there is none."""
        if statement not in self.by_id:
            raise UsageError(f"no statement {statement!r} in this edition", code="E111")
        return self.by_id[statement]

    def attempt(
        self, statement: str, text: str, confirmed: Sequence[tuple[str, str]] = ()
    ) -> Trial:
        """Return the guard's word on a person's text; `confirmed` are facts and who vouches."""
        slot = self.slot(statement)
        proposal = Proposal(text, Origin.WORDING, confirmed=tuple(confirmed))
        return attempt(slot.statement, proposal, slot.place, self.guard)

    def may_leave_out(self, statement: str) -> bool:
        """Tell whether a statement may be left out of this edition."""
        slot = self.slot(statement)
        return may_leave_out(slot.statement, slot.place, self.guard)

    def suggestions(self, statement: str) -> Iterator[Trial]:
        """Yield what the program would say, each judged; nothing that is the source as it is."""
        slot = self.slot(statement)
        seen = {slot.statement.text}
        for proposer in self.proposers:
            proposal = proposer.propose(slot.statement, slot.place.setting)
            if proposal and proposal.origin in OURS and proposal.text not in seen:
                seen.add(proposal.text)
                yield attempt(slot.statement, proposal, slot.place, self.guard)

    def _slots(self) -> Iterator[Slot]:
        for section, place in self.sections:
            if section.source_heading and not place.is_canonical:
                yield Slot(heading_statement(section), section, place)
            for block in section.blocks:
                yield from (Slot(one, section, place, block.kind) for one in block.statements)


def heading_statement(planned: PlannedSection) -> Statement:
    """Return the heading of a sub-section as the statement that its wording is judged against."""
    return Statement(
        id=f"{HEADING}{planned.id}",
        text=planned.source_heading,
        role=planned.role,
        line=planned.line,
    )
