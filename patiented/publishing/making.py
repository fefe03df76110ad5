"""Making editions: which are offered, and the one of a key from memory, store or engine."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Protocol

from patiented.errors import PatientedError, StoreError, UsageError
from patiented.publishing.recent import Recent
from patiented.publishing.remembering import Recalling, Remembering
from patiented.review import EditionKey, statement_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patiented.model import Edition, Monograph
    from patiented.proposing import Memory
    from patiented.publishing.shelf import Shelf
    from patiented.store import Keeping

HELD_EDITIONS = 32
HELD_HASHES = 1_000
"""How many editions' statement hashes: the list of the library asks what lapsed in each."""


class EditionMaker(Recalling, Protocol):
    """What the publisher needs of `edition.Engine`."""

    def edition(
        self,
        monograph: Monograph,
        audience_id: str,
        *,
        lang: str = "en",
        catalogue: Any = None,
        memory: Memory | None = None,
    ) -> Edition:
        """Make an edition."""

    def fingerprint(
        self,
        monograph: Monograph,
        audience_id: str,
        lang: str,
        catalogue: Any,
        memory: Memory | None = None,
    ) -> str:
        """Return the fingerprint that the edition will have, without making it."""


class Maker:
    """Makes each edition once and keeps it; remembers the latest by fingerprint."""

    def __init__(
        self,
        shelf: Shelf[Any],
        store: Keeping,
        engine: EditionMaker,
        audiences: Sequence[str],
        clock: Callable[[], str],
    ) -> None:
        self.shelf = shelf
        self.audiences = tuple(audiences)
        self._store = store
        self._engine = engine
        self._clock = clock
        self._editions: Recent[str, Edition] = Recent(HELD_EDITIONS)
        self.remembering = Remembering(shelf, store, engine)
        self._hashes: Recent[EditionKey, tuple[tuple[str, ...], dict[str, str]]]
        self._hashes = Recent(HELD_HASHES)

    def key(self, monograph: str, audience: str, lang: str) -> EditionKey:
        """Return the key of an edition that is offered; a UsageError says what is."""
        key = EditionKey(self.shelf.require_id(monograph), self.checked_audience(audience), lang)
        offered = self.languages(monograph, audience)
        if lang not in offered:
            message = (
                f"{monograph} has no {audience} edition in {lang!r}; it has {', '.join(offered)}"
            )
            raise UsageError(message, code="E104")
        return key

    def offered(self) -> tuple[EditionKey, ...]:
        """Return the key of every edition of the library."""
        return tuple(
            EditionKey(identity, audience, lang)
            for identity in self.shelf.ids()
            for audience in self.audiences
            for lang in self._languages_anyhow(identity, audience)
        )

    def languages(self, monograph: str, audience: str) -> tuple[str, ...]:
        """Return the languages that `monograph` can be read in by `audience`, its own first."""
        own = self.shelf.meta(monograph).lang
        others = self.shelf.languages(monograph, audience)
        return tuple(dict.fromkeys((own, *others)))

    def checked_audience(self, audience: str) -> str:
        """Return `audience` when there is such an audience."""
        if audience not in self.audiences:
            close = difflib.get_close_matches(audience, self.audiences, n=1)
            hint = (
                f"did you mean {close[0]}?" if close else f"known are {', '.join(self.audiences)}"
            )
            raise UsageError(f"no audience {audience!r}; {hint}", code="E103")
        return audience

    def edition(self, key: EditionKey) -> Edition:
        """Return the current edition from memory, from the store, or newly made and kept."""
        monograph = self.shelf.monograph(key.monograph)
        catalogue = translated(self.shelf, monograph, key.monograph, key.audience, key.lang)
        memory = self.remembering.for_monograph(monograph, key.audience, key.lang)
        fingerprint = self._engine.fingerprint(monograph, key.audience, key.lang, catalogue, memory)
        edition = self._editions.get(fingerprint) or self._store.editions.get(fingerprint)
        if edition is None:
            edition = self._engine.edition(
                monograph, key.audience, lang=key.lang, catalogue=catalogue, memory=memory
            )
            if edition.fingerprint != fingerprint:
                raise StoreError(f"{key}: two fingerprints for one edition", code="E512")
            self._store.editions.keep(edition, at=self._clock())
        self._editions.put(fingerprint, edition)
        return edition

    def hashes(self, key: EditionKey) -> dict[str, str]:
        """Return the hash of each statement of the current edition, as approvals are held."""
        monograph = self.shelf.monograph(key.monograph)
        files = (
            *self.shelf.stamp(key.monograph, key.audience, key.lang),
            *self.shelf.stamp(key.monograph, key.audience, monograph.meta.lang),
        )
        memory = self.remembering.for_monograph(monograph, key.audience, key.lang)
        stamp = (*files, memory.fingerprint if memory else "")
        held = self._hashes.get(key)
        if held is None or held[0] != stamp:
            held = (stamp, statement_hashes(self.edition(key)))
            self._hashes.put(key, held)
        return held[1]

    def outside(self, path: Path, audience: str, lang: str) -> Edition:
        """Return the edition of a source file outside the library; it is not kept."""
        monograph = self.shelf.monograph_at(path)
        catalogue = translated(self.shelf, monograph, path, self.checked_audience(audience), lang)
        if catalogue is None and lang != monograph.meta.lang:
            message = f"{path} has no {audience} wording in {lang!r}"
            raise UsageError(message, code="E104")
        memory = self.remembering.for_monograph(monograph, audience, lang)
        return self._engine.edition(
            monograph, audience, lang=lang, catalogue=catalogue, memory=memory
        )

    def _languages_anyhow(self, identity: str, audience: str) -> tuple[str, ...]:
        """Return the languages, also of a monograph whose source cannot be read now."""
        try:
            return self.languages(identity, audience)
        except PatientedError:
            return self.shelf.languages(identity, audience) or ("en",)


def translated(
    shelf: Shelf[Any], monograph: Monograph, source: str | Path, audience: str, lang: str
) -> Any:
    """Return the wording; that of a translation lies over the wording in the source's language."""
    catalogue = shelf.catalogue(source, audience, lang)
    if catalogue is None or lang == monograph.meta.lang:
        return catalogue
    return catalogue.over(shelf.catalogue(source, audience, monograph.meta.lang))
