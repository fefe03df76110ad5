"""What readers can be sent to: every edition that is shown now, for the map of the site.

An edition whose source, wording or withdrawal cannot be told is not offered. Whether one may be
published is remembered by the time and size of its files: the map of a large library must not make
every edition anew. The page itself always judges the edition as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from patiented.errors import PatientedError, StoreError
from patiented.publishing.recent import Recent
from patiented.publishing.records import is_publishable
from patiented.review import EditionKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.publishing.listing import Listing
    from patiented.publishing.making import Maker
    from patiented.publishing.shelf import Shelf, Stamp
    from patiented.store import Keeping, Versions

HELD = 100_000


@dataclass(frozen=True, slots=True)
class Offered:
    """An edition that is shown; `changed` is an ISO date or time, or empty."""

    monograph: str
    audience: str
    lang: str
    changed: str = ""


class Offer:
    """Lists the editions that are shown."""

    def __init__(self, shelf: Shelf[Any], store: Keeping, maker: Maker, listing: Listing) -> None:
        self._shelf = shelf
        self._store = store
        self._maker = maker
        self._listing = listing
        self._judged: Recent[EditionKey, tuple[tuple[Stamp | None, ...], bool]] = Recent(HELD)

    def editions(self) -> tuple[Offered, ...]:
        """Return every edition that may be published and is not withdrawn, by id."""
        withdrawn = {(one.monograph, one.audience) for one in self._store.withdrawals.active()}
        shown = [
            (key, updated)
            for key, updated in self._keys()
            if not withdrawn & {(key.monograph, None), (key.monograph, key.audience)}
            and self._is_publishable(key)
        ]
        versions = self._store.editions.versions()
        return tuple(
            Offered(key.monograph, key.audience, key.lang, _changed(updated, versions.get(key)))
            for key, updated in shown
        )

    def _keys(self) -> Iterator[tuple[EditionKey, str]]:
        metas = self._listing.listed().metas
        for identity, meta in sorted(metas.items()):
            for audience in self._maker.audiences:
                others = self._shelf.languages(identity, audience)
                for lang in dict.fromkeys((meta.lang, *others)):
                    yield EditionKey(identity, audience, lang), meta.updated

    def _is_publishable(self, key: EditionKey) -> bool:
        stamps = self._shelf.edition_stamps(key.monograph, key.audience, key.lang)
        held = self._judged.get(key)
        if held is None or held[0] != stamps:
            try:
                held = (stamps, is_publishable(self._maker.edition(key)))
            except StoreError:
                raise
            except PatientedError:
                held = (stamps, False)
            self._judged.put(key, held)
        return held[1]


def _changed(updated: str, versions: Versions | None) -> str:
    """Return when readers last got something new: the first edition of a text is no change."""
    if versions is None:
        return updated
    made = versions.latest if versions.count > 1 or not updated else ""
    return max(updated, made[:10])
