"""What the audit trail is told of deeds that are done in files, and not in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.review import checked_name, checked_note
from patiented.store import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.store import Keeping

SOURCE = "source"
"""The action of somebody who saves a canonical text."""


class Trail:
    """Records deeds with their time."""

    def __init__(self, store: Keeping, clock: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock

    def source(self, monograph: str, *, by: str, source_hash: str, note: str = "") -> None:
        """Record that somebody saves a source whose bytes have this hash.

        Ask before the file is changed: no text may change without a name, so a kill in between
        leaves a name without a change, and the hash tells so.
        """
        entry = AuditEntry(
            at=self._clock(),
            by=checked_name(by),
            action=SOURCE,
            monograph=monograph,
            fingerprint=source_hash,
            note=checked_note(note),
        )
        self._store.audit.record(entry)
