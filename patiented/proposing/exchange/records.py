"""What goes out to a translation tool and comes back: a catalogue and what each entry was.

Every format carries the same record, so none of them can lose what another keeps.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.errors import DataError
from patiented.model import StatementKind
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_file import with_own_headers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Monograph, Section, Statement
    from patiented.proposing.catalogue_file import Headers
    from patiented.proposing.entry import Entry

HASH_DIGITS = 16
LAST_CONTROL = 0x1F
NO_CHARACTERS = "\ufffe\uffff"
SPACES = "\t\n\r"


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry as a file has it.

    `base` is the hash of what the catalogue had when the file was written, "" if the file does not
    say; `identity` is its name there. `stands` tells a translator where the statement stands.
    `problem` says why the entry cannot be taken; `is_stateless` that the tool did not say whether
    it is finished.
    """

    entry: Entry
    base: str = ""
    identity: str = ""
    stands: tuple[str, ...] = ()
    problem: str = ""
    is_stateless: bool = False
    column: int = 1


@dataclass(frozen=True, slots=True)
class Exchange:
    """A catalogue on its way. Names are "" where the file does not say them."""

    monograph: str = ""
    audience: str = ""
    lang: str = ""
    source_lang: str = "en"
    headers: Headers = ()
    notes: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    obsolete: tuple[Unit, ...] = ()
    path: str = ""

    def catalogue(self, audience: str, lang: str) -> Catalogue:
        """Return the catalogue that the file is, for a place where there is none yet."""
        return Catalogue(
            audience,
            lang,
            tuple(unit.entry for unit in self.units),
            tuple(unit.entry for unit in self.obsolete),
            with_own_headers(self.headers, audience, lang),
            self.notes,
        )


def exported(catalogue: Catalogue, monograph: Monograph, name: str) -> Exchange:
    """Return the record of a catalogue; `name` is what the monograph is called in its library.

    A DataError names the first entry with a character that no page and no XML can hold.
    """
    places = _places(monograph)
    for entry in (*catalogue.entries, *catalogue.obsolete):
        if problem := unfit(entry):
            raise DataError(problem, path=catalogue.path or name, line=entry.line or 1)
    return Exchange(
        monograph=name,
        audience=catalogue.audience,
        lang=catalogue.lang,
        source_lang=monograph.meta.lang,
        headers=with_own_headers(catalogue.headers, catalogue.audience, catalogue.lang),
        notes=catalogue.notes,
        units=tuple(
            Unit(entry, state_of(entry), stands=places.get(entry.source, ()))
            for entry in catalogue.entries
        ),
        obsolete=tuple(Unit(entry, state_of(entry)) for entry in catalogue.obsolete),
    )


def identity_of(entry: Entry) -> str:
    """Return the name of an entry within a file: a hash of what it is for."""
    return "s-" + _hash(entry.context, entry.source)


def state_of(entry: Entry) -> str:
    """Return a hash of what a person or a tool can change in an entry; notes are not part of it."""
    confirmed = (f"{fact}\1{name}" for fact, name in entry.confirmed)
    return _hash(entry.wording, str(entry.is_fuzzy), entry.omit, *confirmed)


def unfit(entry: Entry) -> str:
    """Return what is wrong with the characters of an entry, or ""."""
    for name, text in _texts(entry):
        for place, character in enumerate(text, start=1):
            if not _is_fit(character):
                shown = f"U+{ord(character):04X}"
                return f"the {name} has the control character {shown} at {place}"
    return ""


def bare(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue without where its lines stand, to compare what it says."""
    return replace(
        catalogue,
        entries=tuple(replace(entry, line=0) for entry in catalogue.entries),
        obsolete=tuple(replace(entry, line=0) for entry in catalogue.obsolete),
        path="",
        pivot=None,
    )


def _is_fit(character: str) -> bool:
    """Whether XML 1.0 can hold a character (section 2.2, `Char`)."""
    if ord(character) <= LAST_CONTROL:
        return character in SPACES
    return character not in NO_CHARACTERS and not "\ud800" <= character <= "\udfff"


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from (("statement", entry.source), ("wording", entry.wording))
    yield from (("context", entry.context), ("reason for leaving it out", entry.omit))
    yield from (("earlier statement", entry.previous), ("earlier context", entry.previous_context))
    for one in (entry.notes, entry.remarks, entry.references, entry.flags, entry.statements):
        yield from (("comment", text) for text in one)
    for fact, name in entry.confirmed:
        yield "confirmation", fact + name


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:HASH_DIGITS]


def _places(monograph: Monograph) -> dict[str, tuple[str, ...]]:
    """Return where each text stands: the headings above it, and the lead of its list."""
    sections = {section.id: section for section in monograph.sections}
    found: dict[str, tuple[str, ...]] = {}
    for section in monograph.sections:
        above = " > ".join(_headings(section, sections))
        found.setdefault(section.heading, (f"a heading under: {above}",))
        for statement in section.statements():
            found.setdefault(statement.text, (f"under: {above}", *_within(statement)))
    return found


def _headings(section: Section, sections: dict[str, Section]) -> list[str]:
    """Return the headings above a section and its own, from the top."""
    chain: list[str] = []
    one: Section | None = section
    while one is not None and len(chain) <= len(sections):
        chain.insert(0, one.heading)
        one = sections.get(one.parent or "")
    return [" ".join(heading.split()) for heading in chain if heading.strip()]


def _within(statement: Statement) -> Iterator[str]:
    if statement.kind is StatementKind.ROW:
        yield "a row of a table"
    elif statement.kind is StatementKind.ITEM:
        lead = " ".join(statement.lead.split())
        yield f"in the list after: {lead}" if lead else "in a list"
