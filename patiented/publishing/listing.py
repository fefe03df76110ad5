"""The words of a library, ready for a search: read anew only where a source has changed.

A source is known by its time and size here, not by its bytes: lists must not read ten thousand
files for each request. A page itself is always made from the bytes as they are (`shelf`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from patiented.errors import PatientedError
from patiented.finding import Entry, Index, entry_of

if TYPE_CHECKING:
    from patiented.model import Meta
    from patiented.publishing.shelf import Shelf, Stamp


@dataclass(frozen=True, slots=True)
class Listed:
    """A library as it lies there: its index, and the front matter of each monograph.

    A monograph whose front matter cannot be read is listed by its id, and has no `meta`.
    """

    index: Index
    metas: dict[str, Meta] = field(default_factory=dict)


class Listing:
    """Remembers what was read; safe between threads."""

    def __init__(self, shelf: Shelf[Any]) -> None:
        self._shelf = shelf
        self._read: dict[str, tuple[Stamp, Meta | None]] = {}
        self._stamps: dict[str, Stamp] | None = None
        self._listed = Listed(Index(()))
        self._lock = Lock()

    def listed(self) -> Listed:
        """Return the library as its folder is now."""
        stamps = self._shelf.stamps()
        with self._lock:
            if stamps != self._stamps:
                self._read = {one: self._front(one, stamp) for one, stamp in stamps.items()}
                metas = {one: meta for one, (_, meta) in self._read.items() if meta}
                self._listed = Listed(Index(_entry(one, metas.get(one)) for one in stamps), metas)
                self._stamps = stamps
            return self._listed

    def _front(self, identity: str, stamp: Stamp) -> tuple[Stamp, Meta | None]:
        held = self._read.get(identity)
        if held and held[0] == stamp:
            return held
        try:
            return stamp, self._shelf.front(identity)
        except PatientedError:
            return stamp, None


def _entry(identity: str, meta: Meta | None) -> Entry:
    return entry_of(identity, meta) if meta else Entry(identity, identity, "", (("id", identity),))
