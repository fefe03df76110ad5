"""The versions of an edition: what readers were shown before, what changed, what was taken down.

A version that was never fit to be shown stays untold: its line says that it was held back, its
text is not compared and never opened. Nor is one opened that was published before a withdrawal:
it may hold the very mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.edition.versions import changes
from patiented.errors import StoreError, UsageError
from patiented.publishing.recent import Recent
from patiented.publishing.records import is_publishable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.edition.versions import Changes
    from patiented.model import Edition
    from patiented.publishing.records import Published
    from patiented.review import EditionKey, ReviewStep
    from patiented.store import AuditEntry, Keeping, KeptEdition

PAGE_SIZE = 20
SHORTEST_PREFIX = 8
HELD_CHANGES = 256
TAKEN_DOWN, PUT_BACK = "withdrawn", "reinstated"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: when it was first kept, the moves of its review, what changed for readers.

    `changed` is None for the oldest one that was shown, and for one that never was.
    """

    fingerprint: str
    made_at: str
    is_current: bool
    publishable: bool
    steps: tuple[ReviewStep, ...] = ()
    changed: Changes | None = None
    taken_down: AuditEntry | None = None

    @property
    def opens(self) -> bool:
        """Whether its text may be shown."""
        return self.publishable and (self.is_current or self.taken_down is None)


@dataclass(frozen=True, slots=True)
class History:
    """A page of the versions of an edition, the newest first, with what happened to them.

    `events` are withdrawals and their ends that fall between these versions. `total` counts all
    versions; `page` counts from 1.
    """

    published: Published
    versions: tuple[VersionLine, ...]
    events: tuple[AuditEntry, ...] = ()
    total: int = 0
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class OldVersion:
    """One version, to be read under a banner; ask `line.opens` before its text is shown."""

    published: Published
    edition: Edition
    line: VersionLine


class Historian:
    """Tells the history of editions from what the store keeps; comparisons are remembered."""

    def __init__(self, store: Keeping) -> None:
        self._store = store
        self._changes: Recent[tuple[str, str], Changes] = Recent(HELD_CHANGES)
        self._publishable: Recent[str, bool] = Recent(HELD_CHANGES)

    def history(self, key: EditionKey, published: Published, page: int) -> History:
        """Return one page of versions; a page that is not there is a UsageError."""
        kept = self._store.editions.history(key)
        start = (page - 1) * PAGE_SIZE
        if page < 1 or start >= max(len(kept), 1):
            raise UsageError(f"{key} has no page {page} of versions", code="E129")
        lines = self._lines(key, published, kept, range(start, min(start + PAGE_SIZE, len(kept))))
        events = self._events(key)
        newest = kept[start - 1].made_at if start else None
        oldest = lines[-1].made_at if len(kept) > start + PAGE_SIZE else None
        told = tuple(one for one in events if _is_between(one.at, oldest, newest))
        return History(published, lines, told, len(kept), page)

    def version(self, key: EditionKey, published: Published, prefix: str) -> OldVersion:
        """Return the version whose fingerprint starts with `prefix`; a UsageError if not one."""
        kept = self._store.editions.history(key)
        found = [
            index for index, one in enumerate(kept) if one.fingerprint.startswith(prefix.lower())
        ]
        if len(prefix) < SHORTEST_PREFIX or len(found) != 1:
            raise UsageError(f"{key} has no version {prefix!r}", code="E129")
        (line,) = self._lines(key, published, kept, found, compare=False)
        return OldVersion(published, self._edition(line.fingerprint), line)

    def _lines(
        self,
        key: EditionKey,
        published: Published,
        kept: Sequence[KeptEdition],
        wanted: Iterable[int],
        *,
        compare: bool = True,
    ) -> tuple[VersionLine, ...]:
        steps = self._store.reviews.record(key).steps
        events = self._events(key)
        return tuple(
            self._line(kept, index, published, steps, events, compare=compare) for index in wanted
        )

    def _line(
        self,
        kept: Sequence[KeptEdition],
        index: int,
        published: Published,
        steps: Sequence[ReviewStep],
        events: Sequence[AuditEntry],
        *,
        compare: bool,
    ) -> VersionLine:
        one = kept[index]
        shown = self._was_shown(one.fingerprint)
        return VersionLine(
            fingerprint=one.fingerprint,
            made_at=one.made_at,
            is_current=one.fingerprint == published.edition.fingerprint,
            publishable=shown,
            steps=tuple(step for step in steps if step.fingerprint == one.fingerprint),
            changed=self._since(one, kept[index + 1 :]) if shown and compare else None,
            taken_down=next(
                (e for e in events if e.action == TAKEN_DOWN and e.at >= one.made_at), None
            ),
        )

    def _since(self, one: KeptEdition, earlier: Sequence[KeptEdition]) -> Changes | None:
        """Compare with the last version before it that readers could see."""
        former = next((old for old in earlier if self._was_shown(old.fingerprint)), None)
        if former is None:
            return None
        pair = (former.fingerprint, one.fingerprint)
        found = self._changes.get(pair)
        if found is None:
            found = changes(*(self._edition(fingerprint) for fingerprint in pair))
            self._changes.put(pair, found)
        return found

    def _was_shown(self, fingerprint: str) -> bool:
        shown = self._publishable.get(fingerprint)
        if shown is None:
            shown = is_publishable(self._edition(fingerprint))
            self._publishable.put(fingerprint, shown)
        return shown

    def _events(self, key: EditionKey) -> tuple[AuditEntry, ...]:
        return tuple(
            one
            for one in self._store.audit.entries(key.monograph)
            if one.action in {TAKEN_DOWN, PUT_BACK} and one.audience in {None, key.audience}
        )

    def _edition(self, fingerprint: str) -> Edition:
        edition = self._store.editions.get(fingerprint)
        if edition is None:
            raise StoreError(f"no edition is kept under {fingerprint}", code="E506")
        return edition


def _is_between(at: str, oldest: str | None, newest: str | None) -> bool:
    return (oldest is None or at >= oldest) and (newest is None or at < newest)
