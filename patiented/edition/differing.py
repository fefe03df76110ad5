"""What a new version of a monograph does to the old one's statements, facts, wording, approvals.

Two versions in, frozen records out. What was approved is told from outside: reviews live above.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from patiented.edition.aligning import aligned, matched
from patiented.model import FactKind, Origin, Verdict
from patiented.proposing.masking import mask

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from patiented.guard import Guard
    from patiented.model import Edition, Fact, Meta, Monograph, Reference, Role, Section, Statement
    from patiented.proposing.catalogue import Catalogue
    from patiented.proposing.entry import Entry

ABOVE = " > "
"""Stands between a heading and the one above it."""

_DIGITS = re.compile(r"[\d.,]+")


class Status(StrEnum):
    """What became of a statement; `MOVED` has the same words in another place."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"


class Described(Protocol):
    """What has front matter and sources: a monograph, or an edition."""

    @property
    def meta(self) -> Meta:
        """The front matter."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """The sources."""


class Hold(StrEnum):
    """What becomes of a wording or an approval; `NONE`: there was none."""

    KEPT = "kept"
    LAPSES = "lapses"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Version:
    """A text, and its edition under the wording that both versions are compared with."""

    monograph: Monograph
    edition: Edition


@dataclass(frozen=True, slots=True)
class Approvals:
    """Ids of statements whose approval holds in the old version, and in the new one."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FactMove:
    """A fact that was lost (`new` is None), added (`old` is None) or changed, in its own words."""

    kind: FactKind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and where it stands. `section` is its heading with those above it."""

    statement: Statement
    section: str

    @property
    def place(self) -> tuple[Hashable, ...]:
        """All that gives the same words another meaning: role, headings, lead, table columns."""
        one = self.statement
        return one.role, self.section, one.lead, one.header, one.cells


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement in both versions; `old` is None for a new one, `new` for one that is gone."""

    status: Status
    old: Placed | None
    new: Placed | None
    facts: tuple[FactMove, ...] = ()
    wording: Hold = Hold.NONE
    approval: Hold = Hold.NONE

    @property
    def role(self) -> Role:
        """The role it has now, or had last."""
        one = self.new or self.old
        assert one is not None  # noqa: S101  # for mypy: a difference has a side
        return one.statement.role

    @property
    def lapses(self) -> bool:
        """Whether a wording or an approval ends with the old version."""
        return Hold.LAPSES in {self.wording, self.approval}

    @property
    def matters(self) -> bool:
        """Whether a person has to look at it."""
        return self.status is not Status.UNCHANGED or self.lapses


@dataclass(frozen=True, slots=True)
class Differences:
    """Every statement of both versions, in page order of the new one.

    `beside` names what readers see that is no statement and changed: fields of the front matter,
    `references`. `approved` tells whether any approval held before.
    """

    statements: tuple[Difference, ...]
    beside: tuple[str, ...] = ()
    approved: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many statements of each status, and how many wordings and approvals lapse."""
        statuses = Counter(one.status for one in self.statements)
        return {
            **{status.value: statuses[status] for status in Status},
            "facts": sum(len(one.facts) for one in self.statements),
            "wording_lapses": sum(one.wording is Hold.LAPSES for one in self.statements),
            "approval_lapses": sum(one.approval is Hold.LAPSES for one in self.statements),
        }

    @property
    def matters(self) -> bool:
        """Whether anything changed or lapses."""
        return bool(self.beside) or any(one.matters for one in self.statements)


def differences(
    old: Version,
    new: Version,
    guard: Guard,
    catalogue: Catalogue | None = None,
    approvals: Approvals = Approvals(),
) -> Differences:
    """Compare two versions, statement by statement.

    `catalogue` is the wording that both editions were made with. A wording is kept when a reader
    of the new version is shown it: that an entry is there does not help when the guard refuses it.
    """
    pairs = _pairs(_placed(old.monograph), _placed(new.monograph))
    before, after = _Spoken(old, guard, catalogue), _Spoken(new, guard, catalogue)
    used = {entry for _, two in pairs if two and (entry := after.entry(two.statement))}
    rows = []
    for one, two in pairs:
        former = before.entry(one.statement) if one else None
        stays = after.entry(two.statement) is not None if two else former in used
        facts = _fact_moves(one.statement, two.statement, guard) if one and two else ()
        wording = _hold(was=former is not None, stays=stays)
        rows.append(
            Difference(_status(one, two), one, two, facts, wording, _approval(one, two, approvals))
        )
    others = tuple(beside(old.monograph, new.monograph))
    return Differences(tuple(rows), others, approved=bool(approvals.before))


class _Spoken:
    """Knows which entry's wording a reader of one version is shown for a statement."""

    def __init__(self, version: Version, guard: Guard, catalogue: Catalogue | None) -> None:
        self._origins = {one.id: one.origin for one in version.edition.statements()}
        self._guard = guard
        self._catalogue = catalogue

    def entry(self, statement: Statement) -> Entry | None:
        """Return the entry that speaks for the statement, unless the engine did not take it."""
        if self._catalogue is None:
            return None
        needs_facts = self._catalogue.needs_facts
        facts = self._guard.facts(statement) if needs_facts else ()
        found = self._catalogue.find(statement, mask(statement.text, facts))
        if found is None:
            return None
        wanted = Origin.WORDING if found.entry.wording.strip() else None
        return found.entry if self._origins.get(statement.id) is wanted else None


def _placed(monograph: Monograph) -> list[Placed]:
    sections = {section.id: section for section in monograph.sections}
    return [
        Placed(statement, _path(section, sections))
        for section in monograph.sections
        for statement in section.statements()
    ]


def _path(section: Section, sections: dict[str, Section]) -> str:
    above = sections.get(section.parent or "")
    return f"{_path(above, sections)}{ABOVE}{section.heading}" if above else section.heading


def _pairs(
    old: Sequence[Placed], new: Sequence[Placed]
) -> list[tuple[Placed | None, Placed | None]]:
    """Pair the statements: the same words in the same place first, then by likeness."""
    return aligned(old, new, _SAME_WORDS, lambda one: one.statement.text)


_SAME_WORDS: tuple[Callable[[Placed], Hashable], ...] = (
    lambda one: (one.statement.text, one.place),
    lambda one: (one.statement.text, one.statement.role),
    lambda one: one.statement.text,
)
"""Repeated words are paired where they stand before they are taken for moved."""


def _status(one: Placed | None, two: Placed | None) -> Status:
    if one is None:
        return Status.NEW
    if two is None:
        return Status.GONE
    if one.statement.text != two.statement.text:
        return Status.CHANGED
    return Status.UNCHANGED if one.place == two.place else Status.MOVED


def _hold(*, was: bool, stays: bool) -> Hold:
    if stays:
        return Hold.KEPT
    return Hold.LAPSES if was else Hold.NONE


def _approval(one: Placed | None, two: Placed | None, approvals: Approvals) -> Hold:
    was = one is not None and one.statement.id in approvals.before
    return _hold(was=was, stays=two is not None and two.statement.id in approvals.after)


_SAME_FACT: tuple[Callable[[Fact], Hashable], ...] = (
    lambda fact: (fact.kind, fact.value),
    lambda fact: (fact.kind, _DIGITS.sub("#", fact.text.casefold())),
    lambda fact: (fact.kind, fact.value if fact.kind is FactKind.TERM else ""),
)
"""A fact is paired with its equal, then with another number of its unit, then with its kind.

Terms are not: of two unlike words neither stands in the place of the other.
"""


def _fact_moves(one: Statement, two: Statement, guard: Guard) -> tuple[FactMove, ...]:
    """Return the facts that moved between two statements; equal words move none."""
    if one.text == two.text:
        return ()
    return moved_facts(guard.facts(one), guard.facts(two), _swapped(one, two, guard))


def moved_facts(
    old: Sequence[Fact],
    new: Sequence[Fact],
    swapped: Mapping[str, str | None] = MappingProxyType({}),
) -> tuple[FactMove, ...]:
    """Return the facts that moved, in the order of the old text, then what was added.

    `swapped` maps ids of old facts that are still there, said of something else, to the new words.
    """
    partner = {place: index for index, place in matched(old, new, _SAME_FACT).items()}
    moves = []
    for place, fact in enumerate(old):
        other = new[partner[place]] if place in partner else None
        if other is None:
            moves.append(FactMove(fact.kind, fact.text, None))
        elif other.value != fact.value:
            moves.append(FactMove(fact.kind, fact.text, other.text))
        elif fact.id in swapped:
            moves.append(FactMove(fact.kind, fact.text, swapped[fact.id]))
    added = (fact for index, fact in enumerate(new) if index not in partner.values())
    return (*moves, *(FactMove(fact.kind, None, fact.text) for fact in added))


def _swapped(one: Statement, two: Statement, guard: Guard) -> dict[str, str | None]:
    """Return what the guard says of the facts it calls changed, by id.

    Two numbers that changed places are both still there; only the guard sees what they hang on.
    """
    return {
        verdict.fact.id: two.text[slice(*verdict.rewrite_span)] if verdict.rewrite_span else None
        for verdict in guard.judge(one, two.text).facts
        if verdict.verdict is Verdict.CHANGED
    }


def beside(old: Described, new: Described) -> Iterator[str]:
    """Yield what readers see beside the statements and is not as it was."""
    for field in fields(old.meta):
        if getattr(old.meta, field.name) != getattr(new.meta, field.name):
            yield field.name
    if {(one.text, one.url) for one in old.references} != {
        (one.text, one.url) for one in new.references
    }:
        yield "references"
