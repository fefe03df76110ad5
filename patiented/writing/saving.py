"""Writes one statement's wording into its catalogue: whole or not at all, and never over another's.

The catalogue is read, changed and written under a lock that holds for all processes on the machine;
the file is written beside its place, forced to disk and moved there.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.proposing.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from patiented.model import Statement
    from patiented.proposing.catalogue import Catalogue

DRAFT = "draft:"
"""How the remark begins by which `drafting` names a model: a person's text has none."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the catalogues of one monograph against every other writer on this machine.

    The folder itself is locked: no file is left behind, and the lock ends with the process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def entry_of(catalogue: Catalogue | None, statement: Statement) -> Entry | None:
    """Return the entry that is written for a statement, usable or not: its role's first."""
    if catalogue is None:
        return None
    found = {
        one.context: one
        for one in catalogue.entries
        if not one.is_masked and one.source == statement.text
    }
    return found.get(statement.role.value) or found.get("")


def base_of(entry: Entry | None) -> str:
    """Return a name for the state of an entry: who saves says which state they saw."""
    if entry is None:
        return "none"
    state = [entry.wording, entry.omit, sorted(entry.confirmed), entry.is_fuzzy]
    return hashlib.sha256(json.dumps(state).encode("ascii")).hexdigest()[:16]


def worded(
    old: Entry | None,
    statement: Statement,
    *,
    text: str = "",
    omit: str = "",
    confirmed: Sequence[tuple[str, str]] = (),
) -> Entry:
    """Return the entry with a person's text, or with the reason why it is left out."""
    entry = old or Entry(statement.text, statements=(statement.id,))
    remarks = tuple(one for one in entry.remarks if not one.startswith(DRAFT))
    return replace(
        entry,
        wording=text,
        omit=omit,
        confirmed=tuple(confirmed),
        is_fuzzy=False,
        previous="",
        remarks=remarks,
    )


def put(catalogue: Catalogue, entry: Entry, order: Sequence[str]) -> Catalogue:
    """Return a catalogue with the entry in its place: a small difference in the file.

    `order` are the sources of the page in order; a new entry goes behind the nearest one before it.
    """
    entries = list(catalogue.entries)
    for index, one in enumerate(entries):
        if (one.context, one.source, one.is_masked) == (entry.context, entry.source, False):
            entries[index] = entry
            return replace(catalogue, entries=tuple(entries))
    before = set(order[: order.index(entry.source)]) if entry.source in order else set(order)
    places = [index for index, one in enumerate(entries) if one.source in before]
    entries.insert(places[-1] + 1 if places else 0, entry)
    return replace(catalogue, entries=tuple(entries))


def save(catalogue: Catalogue, path: Path) -> None:
    """Write a catalogue; nobody is told that it is saved before it lies on the disk."""
    catalogue.save(path)
