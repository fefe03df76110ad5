"""What readers of an edition see change from one version of it to the next.

Two editions in, frozen records out. Unlike `differing`, nothing is read anew: the facts are those
of the two ledgers, and only the ones that the reader was shown count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.edition.aligning import aligned
from patiented.edition.differing import FactMove, Status, beside, moved_facts
from patiented.model import FactKind, Fate

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from patiented.model import Edition, EditionStatement, Fact

_SHOWN = frozenset({Fate.KEPT, Fate.GENERAL})
_NOT_TOLD = frozenset({FactKind.TERM, FactKind.CITATION, FactKind.AND_OR, FactKind.LIST_ITEM})
"""Facts whose move is told by the words themselves, or is none to a reader (a source's number)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as a version shows it, under the heading it stands under."""

    statement: EditionStatement
    heading: str

    @property
    def words(self) -> tuple[str, ...]:
        """All that its reader reads."""
        return self.statement.text, *self.statement.cells


@dataclass(frozen=True, slots=True)
class TextChange:
    """One statement that reads otherwise; `old` is None for a new one, `new` for one gone."""

    status: Status
    old: Shown | None
    new: Shown | None
    facts: tuple[FactMove, ...] = ()

    @property
    def heading(self) -> str:
        """The heading it stands under now, or stood under last."""
        one = self.new or self.old
        assert one is not None  # noqa: S101  # for mypy: a change has a side
        return one.heading


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed for the reader, in page order; `beside` as `differing.beside` names it."""

    statements: tuple[TextChange, ...] = ()
    beside: tuple[str, ...] = ()

    def count(self, status: Status) -> int:
        """Return how many statements became `status`."""
        return sum(one.status is status for one in self.statements)


def changes(old: Edition, new: Edition) -> Changes:
    """Compare two versions of one edition; a statement that only moved is no change."""
    before, after = _shown_facts(old), _shown_facts(new)
    rows = []
    for one, two in aligned(_shown(old), _shown(new), _SAME, lambda side: side.statement.source):
        status = _status(one, two)
        was = before[one.statement.id] if one else ()
        now = after[two.statement.id] if two else ()
        facts = moved_facts(was, now) if one and two else ()
        if status is not Status.UNCHANGED or facts:
            rows.append(TextChange(status, one, two, facts))
    return Changes(tuple(rows), tuple(beside(old, new)))


_SAME: tuple[Callable[[Shown], Hashable], ...] = (
    lambda one: one.statement.id,
    lambda one: one.words,
)
"""The same source sentence is one statement, whatever it is worded as; then the same words."""


def _shown(edition: Edition) -> list[Shown]:
    return [
        Shown(statement, section.heading)
        for section in edition.sections
        for block in section.blocks
        for statement in block.statements
        if statement.text
    ]


def _shown_facts(edition: Edition) -> defaultdict[str, Sequence[Fact]]:
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in edition.ledger:
        if row.fate in _SHOWN and row.fact.kind not in _NOT_TOLD:
            facts[row.statement].append(row.fact)
    return defaultdict(tuple, facts)


def _status(one: Shown | None, two: Shown | None) -> Status:
    if one is None:
        return Status.NEW
    if two is None:
        return Status.GONE
    return Status.UNCHANGED if one.words == two.words else Status.CHANGED
