"""Lays what comes back from a translation tool over the catalogue; pure.

Three ways are compared: what the entry was when the file was written (its hash), what the file has
now, and what the catalogue has now. Where only one side changed, it counts. Where both did, it is a
conflict: the catalogue stays unless the caller says otherwise. Nothing that readers can see is ever
replaced by a draft or by nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.proposing.exchange.fields import fits
from patiented.proposing.exchange.records import identity_of, state_of, unfit

if TYPE_CHECKING:
    from patiented.proposing.catalogue import Catalogue
    from patiented.proposing.entry import Entry
    from patiented.proposing.exchange.records import Exchange, Unit


class Kind(StrEnum):
    """What became of an entry of the file."""

    NEW = "new"
    CHANGED = "changed"
    NOTED = "noted"
    CONFLICT = "conflict"
    EMPTIED = "emptied"
    DRAFT = "draft"
    UNKNOWN = "unknown"
    REFUSED = "refused"


TAKEN = (Kind.NEW, Kind.CHANGED, Kind.NOTED)
TO_LOOK_AT = (Kind.CONFLICT, Kind.UNKNOWN, Kind.REFUSED)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is not as it was, or is not taken; `line` and `column` are in the file."""

    kind: Kind
    source: str
    message: str
    line: int = 1
    column: int = 1
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The catalogue with what was taken, and what became of each entry that differs."""

    catalogue: Catalogue
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    counts: Counter[Kind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counter(change.kind for change in self.changes))

    @property
    def is_taken(self) -> bool:
        """Whether the catalogue is another one now."""
        return any(self.counts[kind] for kind in TAKEN)

    @property
    def needs_a_look(self) -> bool:
        """Whether something of the file was not taken that somebody may have wanted."""
        return any(self.counts[kind] for kind in TO_LOOK_AT)


def lay_in(exchange: Exchange, current: Catalogue, *, take_conflicts: bool = False) -> Imported:
    """Return `current` with what the file says; `take_conflicts` lets the file win those."""
    entries = {(one.context, one.source): one for one in current.entries}
    laid = _Laying(entries, current, take_conflicts=take_conflicts)
    for unit in exchange.units:
        laid.lay(unit)
    merged = tuple(entries[one.context, one.source] for one in current.entries)
    catalogue = replace(current, entries=merged) if merged != current.entries else current
    return Imported(catalogue, tuple(laid.changes), laid.unchanged)


def take_whole(exchange: Exchange, audience: str, lang: str) -> Imported:
    """Return the catalogue that the file is, where there is none yet."""
    changes: list[Change] = []
    good: list[Unit] = []
    seen: set[tuple[str, str]] = set()
    for unit in exchange.units:
        key = (unit.entry.context, unit.entry.source)
        twice = "stands twice in the file" if key in seen else ""
        empty = "" if unit.entry.source else "a unit without a text"
        if problem := unit.problem or unfit(unit.entry) or empty or twice:
            changes.append(_change(Kind.REFUSED, unit, None, problem))
            continue
        seen.add(key)
        good.append(unit)
        if not _is_blank(unit.entry):
            changes.append(_change(Kind.NEW, unit, None, _kept_as(unit)))
    sound = tuple(one for one in exchange.obsolete if not (one.problem or unfit(one.entry)))
    whole = replace(exchange, units=tuple(good), obsolete=sound)
    unchanged = len(exchange.units) - len(changes)
    return Imported(whole.catalogue(audience, lang), tuple(changes), unchanged)


class _Laying:
    """Decides each entry; `entries` is changed in place."""

    def __init__(
        self,
        entries: dict[tuple[str, str], Entry],
        current: Catalogue,
        *,
        take_conflicts: bool,
    ) -> None:
        self._entries = entries
        self._by_identity = {identity_of(one): one for one in entries.values()}
        self._gone = {one.source for one in current.obsolete}
        self._followed = {one.previous: one for one in current.entries if one.previous}
        self._take_conflicts = take_conflicts
        self._seen: set[tuple[str, str]] = set()
        self.changes: list[Change] = []
        self.unchanged = 0

    def lay(self, unit: Unit) -> None:
        """Take in one unit, or say why not."""
        theirs = unit.entry
        mine = self._mine(unit)
        key = (mine or theirs).context, theirs.source
        problem = unit.problem or unfit(theirs)
        if mine is not None and mine.source != theirs.source:
            problem = problem or "the text of the statement was changed in the file"
        elif mine is not None and not problem:
            # Whether braces are slots is the catalogue's to say: a tool may have dropped it.
            asked = replace(theirs, is_masked=mine.is_masked)
            problem = fits(replace(unit, entry=asked)).problem
        if not problem and key in self._seen:
            problem = "stands twice in the file"
        if problem:
            self._say(Kind.REFUSED, unit, mine, problem)
        elif mine is None:
            self._say(Kind.UNKNOWN, unit, None, self._missing(theirs))
        else:
            self._seen.add(key)
            self._decide(unit, mine)

    def _mine(self, unit: Unit) -> Entry | None:
        """Return the entry that a unit is for, also where a tool has dropped its context."""
        found = self._entries.get((unit.entry.context, unit.entry.source))
        named = self._by_identity.get(unit.identity)
        return found or (named and self._entries[named.context, named.source])

    def _decide(self, unit: Unit, mine: Entry) -> None:
        theirs, was = unit.entry, state_of(mine)
        kind, message = Kind.CHANGED, ""
        if state_of(theirs) in (was, unit.base):
            self._note(unit, mine)
            return
        if _is_blank(theirs):
            kind, message = Kind.EMPTIED, "empty in the file; the catalogue keeps what it has"
        elif theirs.is_fuzzy and mine.is_usable:
            kind, message = Kind.DRAFT, "a draft in the file; the catalogue keeps its wording"
        elif _is_blank(mine):
            kind, message = Kind.NEW, _kept_as(unit)
        elif was == unit.base:
            message = _kept_as(unit)
        elif self._take_conflicts:
            message = "changed on both sides; the file's was taken"
        else:
            kind, message = Kind.CONFLICT, _conflict(unit)
        self._say(kind, unit, mine, message)
        if kind in TAKEN:
            self._entries[mine.context, mine.source] = _taken(mine, theirs)
        else:
            self._keep_notes(unit, mine)

    def _note(self, unit: Unit, mine: Entry) -> None:
        """Take nothing but notes that are new."""
        if self._keep_notes(unit, mine):
            self._say(Kind.NOTED, unit, mine, "a translator's note is new")
        else:
            self.unchanged += 1

    def _keep_notes(self, unit: Unit, mine: Entry) -> bool:
        noted = replace(mine, notes=_joined(mine.notes, unit.entry.notes))
        self._entries[mine.context, mine.source] = noted
        return noted != mine

    def _missing(self, theirs: Entry) -> str:
        followed = self._followed.get(theirs.source)
        if followed is not None:
            return f"the statement has changed since; it reads now: {followed.source}"
        if theirs.source in self._gone:
            return "the statement is no longer in the monograph"
        return "the catalogue has no such statement"

    def _say(self, kind: Kind, unit: Unit, mine: Entry | None, message: str) -> None:
        self.changes.append(_change(kind, unit, mine, message))


def _change(kind: Kind, unit: Unit, mine: Entry | None, message: str) -> Change:
    entry = unit.entry
    before = mine.wording if mine else ""
    place = (entry.line or 1, unit.column)
    return Change(kind, entry.source, message, *place, before, entry.wording)


def _taken(mine: Entry, theirs: Entry) -> Entry:
    """Return my entry with their words; what was confirmed of other words lapses."""
    is_reworded = mine.wording != theirs.wording
    confirmed = tuple(
        one for one in theirs.confirmed if not (is_reworded and one in mine.confirmed)
    )
    remarks = _joined(mine.remarks, theirs.remarks) if theirs.is_fuzzy else mine.remarks
    return replace(
        mine,
        wording=theirs.wording,
        omit=theirs.omit,
        confirmed=confirmed,
        is_fuzzy=theirs.is_fuzzy,
        previous=mine.previous if theirs.is_fuzzy else "",
        previous_context=mine.previous_context if theirs.is_fuzzy else "",
        notes=_joined(mine.notes, theirs.notes),
        remarks=remarks,
    )


def _kept_as(unit: Unit) -> str:
    if unit.is_stateless:
        return "no state in the file, so it is kept as a draft"
    return "a draft" if unit.entry.is_fuzzy else ""


def _conflict(unit: Unit) -> str:
    if not unit.base:
        return "differs from the catalogue, and the file does not say what it was made from"
    return "changed here and in the catalogue since it was exported"


def _is_blank(entry: Entry) -> bool:
    return not (entry.wording.strip() or entry.omit)


def _joined(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return mine + tuple(one for one in theirs if one not in mine)
