"""Compares two versions of a monograph under the wording and the approvals of the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.edition.differing import Approvals, Version, differences
from patiented.errors import UsageError
from patiented.publishing.making import translated
from patiented.publishing.records import is_publishable
from patiented.review import EditionKey, statement_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patiented.edition import Engine
    from patiented.edition.differing import Differences
    from patiented.model import Edition, Monograph
    from patiented.proposing import Catalogue, Memory
    from patiented.publishing.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Proposed:
    """What another text of a monograph would do to one edition.

    `shown` tells for before and after whether readers may be shown the edition.
    """

    differences: Differences
    shown: tuple[bool, bool]


class Comparer:
    """Compares versions of a monograph; keeps nothing.

    `held` returns the approvals of a key; it is asked only about monographs of the library.
    `memory` returns what others have approved that can speak for a text: with it, editions are
    those that readers are shown.
    """

    def __init__(
        self,
        shelf: Shelf[Catalogue],
        engine: Engine,
        held: Callable[[EditionKey], Mapping[str, str]],
        memory: Callable[[Monograph, str, str], Memory | None] = lambda *_: None,
    ) -> None:
        self._shelf = shelf
        self._engine = engine
        self._held = held
        self._memory = memory

    def compare(self, old: str, new: str, audience_id: str, lang: str = "en") -> Differences:
        """Return the differences of two sources for one audience and language.

        Wording and approvals are those of OLD; of NEW, where OLD is a file that has none.
        """
        audience = self._engine.audience(audience_id).id
        named = self._shelf.find(old), self._shelf.find(new)
        catalogues = [
            translated(self._shelf, self._monograph(one), one, audience, lang) for one in named
        ]
        catalogue = next((one for one in catalogues if one is not None), None)
        first, second = (
            self._version(self._monograph(one), audience, lang, catalogue) for one in named
        )
        approvals = self._approvals(named, first.edition, second.edition)
        return differences(first, second, self._engine.guard, catalogue, approvals)

    def proposed(self, new: Monograph, audience: str, lang: str) -> Proposed:
        """Return what `new` would do to an edition of the monograph with its id.

        Wording and approvals are those of the library now.
        """
        old = self._shelf.monograph(new.id)
        catalogue = translated(self._shelf, old, new.id, audience, lang)
        first, second = (self._version(one, audience, lang, catalogue) for one in (old, new))
        approvals = self._approvals((new.id, new.id), first.edition, second.edition)
        found = differences(first, second, self._engine.guard, catalogue, approvals)
        return Proposed(found, (is_publishable(first.edition), is_publishable(second.edition)))

    def _monograph(self, named: str | Path) -> Monograph:
        read = self._shelf.monograph_at if isinstance(named, Path) else self._shelf.monograph
        return read(named)  # type: ignore[arg-type]  # the reader was chosen by the type

    def _version(
        self, monograph: Monograph, audience: str, lang: str, catalogue: Catalogue | None
    ) -> Version:
        if catalogue is None and lang != monograph.meta.lang:
            message = f"{monograph.id} has no {audience} wording in {lang!r}"
            raise UsageError(message, code="E104")
        memory = self._memory(monograph, audience, lang)
        edition = self._engine.edition(
            monograph, audience, lang=lang, catalogue=catalogue, memory=memory
        )
        return Version(monograph, edition)

    def _approvals(
        self, named: tuple[str | Path, str | Path], first: Edition, second: Edition
    ) -> Approvals:
        """Return whose approval holds before and after.

        Where only NEW is of the library, the approvals were given to a text that is no longer
        there, under wording that may have moved on: each one held counts as holding before.
        """
        owner = next((one for one in named if isinstance(one, str)), None)
        if owner is None:
            return Approvals()
        held = self._held(EditionKey(owner, first.audience, first.lang))
        before = _holding(held, first) if named[0] == owner else frozenset(held)
        return Approvals(before, _holding(held, second))


def _holding(held: Mapping[str, str], edition: Edition) -> frozenset[str]:
    hashes = statement_hashes(edition)
    return frozenset(one for one, text in hashes.items() if held.get(one) == text)
