"""The writer's work on catalogues: extract what is to be worded, merge two, count how far it is.

Pure: monographs and catalogues in, catalogues out.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.model import StatementKind
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.entry import Entry
from patiented.proposing.texts import TEXTS, entries_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from patiented.model import Monograph, Section, Statement
    from patiented.proposing.masking import Masked

SAME_STATEMENT = 0.6
"""Sources at least this alike are taken for one statement that was edited (difflib ratio)."""

HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of entries. `worded` and `left_out` are usable; `obsolete` ones have no statement.

    `words_to_write` are the words of the statements that are fuzzy or missing.
    """

    total: int
    worded: int
    left_out: int
    fuzzy: int
    missing: int
    masked: int
    obsolete: int
    confirmations: int
    words_to_write: int

    @property
    def percent(self) -> int:
        """Return how much is usable, rounded down: 100 means that nothing is left to write."""
        return 100 * (self.worded + self.left_out) // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text of the monograph that a catalogue should have an entry for."""

    text: str
    statements: tuple[Statement, ...]
    remarks: tuple[str, ...]


def extract(
    monograph: Monograph,
    audience: str,
    old: Catalogue | None = None,
    *,
    lang: str = "en",
    masker: Callable[[Statement], Masked] | None = None,
) -> Catalogue:
    """Return the catalogue that fits `monograph`, in page order.

    New statements get an empty wording. Where a statement was edited, the old wording stays as a
    fuzzy entry that names the earlier source, and its confirmations lapse. Entries of statements
    that are gone become obsolete, and come back as they were when the statement does. With a
    `masker`, a statement that a masked entry speaks for gets no entry of its own. In another
    language, the title and the other texts of the front matter come first.
    """
    old = old or Catalogue(audience, lang)
    sorter = _Sorter(old)
    is_source = lang == monograph.meta.lang
    texts = () if is_source else entries_of(monograph.meta, old)
    entries = [entry for entry in texts if sorter.take(entry)]
    for wanted in _wanted(monograph):
        entries += sorter.entries_for(wanted, masker)
    fresh = [index for index, entry in enumerate(entries) if _is_blank(entry)]
    former = sorter.left_over()
    sources = [entries[index].source for index in fresh]
    for place, other in pair_alike(sources, [entry.source for entry in former]):
        sorter.take(former[other])
        entries[fresh[place]] = _lapsed(entries[fresh[place]], former[other])
    return replace(
        Catalogue(audience, lang, tuple(entries), sorter.obsolete()),
        headers=old.headers,
        notes=old.notes,
        path=old.path,
    )


def merge(base: Catalogue, newer: Catalogue) -> Catalogue:
    """Return `base` with what `newer` knows: its usable wording wins, the rest fills gaps."""
    theirs = {_key(entry): entry for entry in newer.entries}
    merged: list[Entry] = []
    for entry in base.entries:
        other = theirs.pop(_key(entry), None)
        merged.append(_better(entry, other) if other else entry)
    known = {_key(entry) for entry in merged}
    obsolete = {_key(e): e for e in (*newer.obsolete, *base.obsolete) if _key(e) not in known}
    entries = (*merged, *theirs.values())
    return replace(base, entries=entries, obsolete=tuple(obsolete.values()))


def status(catalogue: Catalogue) -> Status:
    """Count the entries of a catalogue by state."""
    entries = catalogue.entries
    return Status(
        total=len(entries),
        worded=sum(entry.is_usable and bool(entry.wording.strip()) for entry in entries),
        left_out=sum(entry.is_usable and not entry.wording.strip() for entry in entries),
        fuzzy=sum(entry.is_fuzzy for entry in entries),
        missing=sum(not entry.is_usable and not entry.is_fuzzy for entry in entries),
        masked=sum(entry.is_masked for entry in entries),
        obsolete=len(catalogue.obsolete),
        confirmations=sum(len(entry.confirmed) for entry in entries if entry.is_usable),
        words_to_write=sum(len(entry.source.split()) for entry in entries if not entry.is_usable),
    )


def pair_alike(fresh: Sequence[str], former: Sequence[str]) -> list[tuple[int, int]]:
    """Pair texts that are one statement before and after an edit, the most alike first.

    Returns indexes into `fresh` and `former`; each is paired once at most.
    """
    likeness = sorted(
        (-ratio, index, place)
        for place, old in enumerate(former)
        for index, ratio in enumerate(_likeness(fresh, old))
        if ratio >= SAME_STATEMENT
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, index, place in likeness:
        if index not in pairs and place not in used:
            pairs[index] = place
            used.add(place)
    return list(pairs.items())


def _likeness(fresh: Sequence[str], former: str) -> Iterator[float]:
    """Yield how much each of `fresh` is like `former`; 0 where it is soon clear that it is not."""
    matcher: difflib.SequenceMatcher[str] = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(former.split())
    for text in fresh:
        matcher.set_seq1(text.split())
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio)
        yield matcher.ratio() if all(bound() >= SAME_STATEMENT for bound in bounds) else 0.0


def _wanted(monograph: Monograph) -> Iterator[_Wanted]:
    """Yield each text once, in page order: headings of sub-sections stand before their text."""
    statements: dict[str, list[Statement]] = {}
    remarks: dict[str, tuple[str, ...]] = {}
    sections = {section.id: section for section in monograph.sections}
    for section in monograph.sections:
        if _has_own_heading(section, sections):
            statements.setdefault(section.heading, [])
            remarks.setdefault(section.heading, (HEADING,))
        for statement in section.statements():
            statements.setdefault(statement.text, []).append(statement)
    for text, found in statements.items():
        kinds = sorted({s.kind.value for s in found} - {StatementKind.SENTENCE.value})
        yield _Wanted(text, tuple(found), remarks.get(text, ()) + tuple(kinds))


def _has_own_heading(section: Section, sections: dict[str, Section]) -> bool:
    """Whether the heading is worded like a statement: a sub-section within its parent's role."""
    parent = sections.get(section.parent or "")
    return parent is not None and parent.role is section.role and bool(section.blocks)


class _Sorter:
    """Deals the old entries out to the statements that they still speak for."""

    def __init__(self, old: Catalogue) -> None:
        self._old = old
        self._by_source: dict[str, list[Entry]] = {}
        for entry in (*old.entries, *old.obsolete):
            if not entry.is_masked and entry.context not in TEXTS:
                self._by_source.setdefault(entry.source, []).append(entry)
        self._taken: set[tuple[str, str, bool]] = set()

    def entries_for(
        self, wanted: _Wanted, masker: Callable[[Statement], Masked] | None
    ) -> list[Entry]:
        """Return the entries of a text: its own, the masked one that covers it, or a blank one."""
        ids = tuple(statement.id for statement in wanted.statements)
        own = [entry for entry in self._by_source.get(wanted.text, ()) if self.take(entry)]
        if own:
            return [replace(entry, statements=ids) for entry in own]
        covering = self._covering(wanted, masker) if masker else None
        if covering is not None:
            return [covering] if self.take(covering) else []
        return [Entry(wanted.text, statements=ids, remarks=wanted.remarks)]

    def take(self, entry: Entry) -> bool:
        """Mark an entry as used; False when it was already."""
        key = _key(entry)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def left_over(self) -> list[Entry]:
        """Return the worded entries of the old catalogue that no statement has any more."""
        return [
            entry
            for entry in self._old.entries
            if not entry.is_masked
            and entry.context not in TEXTS
            and entry.wording.strip()
            and _key(entry) not in self._taken
        ]

    def obsolete(self) -> tuple[Entry, ...]:
        """Return what is left, without blank entries."""
        left = (
            entry
            for entry in (*self._old.entries, *self._old.obsolete)
            if _key(entry) not in self._taken and (entry.wording.strip() or entry.omit)
        )
        return tuple({_key(entry): replace(entry, statements=()) for entry in left}.values())

    def _covering(self, wanted: _Wanted, masker: Callable[[Statement], Masked]) -> Entry | None:
        for statement in wanted.statements:
            found = self._old.find(statement, masker(statement))
            if found is not None:
                return found.entry
        return None


_DRAFT = "draft:"
"""How the remark begins by which `drafting` names a model."""


def _lapsed(fresh: Entry, former: Entry) -> Entry:
    """Return the former wording for the edited source: fuzzy, and nothing confirmed.

    That it was a model's draft stays said: nobody shall take it for a person's words.
    """
    drafted = (remark for remark in former.remarks if remark.startswith(_DRAFT))
    return replace(
        former,
        source=fresh.source,
        statements=fresh.statements,
        remarks=(*fresh.remarks, *drafted),
        confirmed=(),
        is_fuzzy=True,
        previous=former.source,
        previous_context="",
        line=0,
    )


def _better(mine: Entry, other: Entry) -> Entry:
    if other.is_usable or not (mine.is_usable or mine.wording.strip()):
        return replace(other, statements=mine.statements or other.statements)
    return mine


def _is_blank(entry: Entry) -> bool:
    return not entry.wording.strip() and not entry.omit and not entry.is_fuzzy


def _key(entry: Entry) -> tuple[str, str, bool]:
    return entry.context, entry.source, entry.is_masked
