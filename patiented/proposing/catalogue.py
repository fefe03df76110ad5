"""A catalogue of wording: what a person wrote for one monograph, audience and language.

Holds and finds; `catalogue_file.py` knows the PO format, `catalogue_work.py` extracts and merges.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from patiented.errors import DataError
from patiented.proposing.catalogue_file import (
    PoFile,
    read_entries,
    with_own_headers,
    write_entries,
)
from patiented.proposing.masking import match
from patiented.proposing.views import parse_template

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.model import Statement
    from patiented.proposing.entry import Entry
    from patiented.proposing.masking import Masked, MaskedSlot
    from patiented.proposing.views import Template

NAME_PARTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that speaks for a statement; `slots` are the facts behind those of a masked one."""

    entry: Entry
    slots: tuple[tuple[str, MaskedSlot], ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """The entries in page order. `obsolete` ones belong to statements that are gone.

    `notes` are the comments on top of the file.

    `pivot` is the wording of the same audience in the language of the source, which a translation
    is judged against.
    """

    audience: str
    lang: str = "en"
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    path: str = ""
    pivot: Catalogue | None = None
    _exact: dict[tuple[str, str], Entry] = field(init=False, repr=False, compare=False)
    _masked: list[tuple[Template, Entry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        usable = [entry for entry in self.entries if entry.is_usable]
        exact = {(one.context, one.source): one for one in usable if not one.is_masked}
        masked = [(parse_template(one.source), one) for one in usable if one.is_masked]
        object.__setattr__(self, "_exact", exact)
        object.__setattr__(self, "_masked", masked)

    @property
    def fingerprint(self) -> str:
        """Return a SHA-256 over all that can reach a reader; notes and order do not count.

        Empty where nothing can, so that drafts alone make no other edition.
        """
        if not any(entry.is_usable for entry in self.entries):
            return ""
        parts = sorted(
            "\0".join(
                (
                    entry.context,
                    entry.source,
                    entry.wording,
                    entry.omit,
                    str(entry.is_masked),
                    *(f"{fact}\1{name}" for fact, name in entry.confirmed),
                )
            )
            for entry in self.entries
            if entry.is_usable
        )
        behind = (self.pivot.fingerprint,) if self.pivot else ()
        whole = (self.audience, self.lang, *parts, *behind)
        return hashlib.sha256("\2".join(whole).encode()).hexdigest()

    def over(self, pivot: Catalogue | None) -> Catalogue:
        """Return this catalogue as a translation of what `pivot` says."""
        return replace(self, pivot=pivot)

    @property
    def needs_facts(self) -> bool:
        """Whether any entry is masked, so that finding asks for the facts of a statement."""
        return bool(self._masked)

    def find_exact(self, statement: Statement) -> Entry | None:
        """Return the entry of exactly this statement, the one for its role first."""
        own = self._exact.get((statement.role.value, statement.text))
        return own or self._exact.get(("", statement.text))

    def find_text(self, context: str, text: str) -> Entry | None:
        """Return the worded entry of a text that is no statement, such as a title."""
        entry = self._exact.get((context, text))
        return entry if entry and entry.wording.strip() else None

    def find(self, statement: Statement, masked: Masked | None) -> Found | None:
        """Return the entry that speaks for a statement: exact first, then masked."""
        exact = self.find_exact(statement)
        if exact is not None:
            return Found(exact)
        if masked is None:
            return None
        for wanted in (statement.role.value, ""):
            for template, entry in self._masked:
                if entry.context == wanted and (slots := match(template, masked)) is not None:
                    return Found(entry, tuple(slots.items()))
        return None

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read a PO file named `<audience>.<lang>.po`; a DataError names the first fault."""
        audience, lang = names_of(path)
        file = read_entries(path)
        entries = file.entries, file.obsolete
        return cls(audience, lang, *entries, file.headers, file.notes, str(path))

    def save(self, path: Path) -> None:
        """Write the PO file at once or not at all; the same catalogue gives the same bytes."""
        audience, lang = names_of(path)
        headers = with_own_headers(self.headers, audience, lang)
        write_entries(path, PoFile(headers, self.entries, self.obsolete, self.notes))


def names_of(path: Path) -> tuple[str, str]:
    """Return audience and language of a catalogue from its file name."""
    parts = path.name.split(".")
    if len(parts) != NAME_PARTS or parts[-1] != "po" or not all(parts):
        raise DataError("a catalogue is named <audience>.<lang>.po", path=path)
    return parts[0], parts[1]
