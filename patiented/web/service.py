"""What the site needs from the floors below, and how a request finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.audience import Audience
    from patiented.finding import Near
    from patiented.model import Edition
    from patiented.publishing import (
        Card,
        Concept,
        Found,
        History,
        Matches,
        Offered,
        OldVersion,
        Place,
        Published,
        Wanted,
        Withdrawal,
    )
    from patiented.publishing.moving import Seen
    from patiented.publishing.recent import Recent
    from patiented.publishing.review_queue import Queue
    from patiented.publishing.review_sheet import Sheet
    from patiented.publishing.reviewing import Act
    from patiented.rendering import Templates
    from patiented.rendering.contexts import EditionPage
    from patiented.review import EditionKey
    from patiented.settings import Settings
    from patiented.store import AuditEntry
    from patiented.web.keeping import Shelves, State

EXTENSION = "patiented"


class Reporting(Protocol):
    """Takes reports of mistakes in; `publishing.ReportDesk` does."""

    def file(self, edition: Edition, place: Place, mistake: str, words: str, /) -> int:
        """Keep a report; return its number."""


class Reviewing(Protocol):
    """What the review desk asks for; `publishing.reviewing.ReviewDesk` does it."""

    def queue(self) -> Queue:
        """Return every edition by whose turn it is."""

    def sheet(self, monograph: str, audience: str, lang: str, /, *, viewer: str) -> Sheet:
        """Return an edition as a person reviews it; a UsageError says that there is none."""

    def decide(
        self,
        act: Act,
        key: EditionKey,
        /,
        *,
        by: str,
        seen: Seen,
        statements: Iterable[str],
        note: str,
    ) -> None:
        """Record a decision; MovedOnError or another UsageError says why it was not."""

    def trail(self, monograph: str | None = None, /) -> tuple[AuditEntry, ...]:
        """Return the audit trail of one monograph or of all."""


class Editions(Protocol):
    """The use cases that serve readers; `publishing.Publisher` has them."""

    def state(self, monograph: str, /) -> State:
        """Name all that a page of a monograph depends on; cheap.

        Equal names mean that nothing has changed since.
        """

    def library(self) -> tuple[Card, ...]:
        """List the monographs."""

    def cards(self, ids: Sequence[str], /) -> tuple[Card, ...]:
        """Return the cards of some monographs of the library, in their order."""

    def find(self, wanted: Wanted, /) -> Found:
        """Search the monographs; return one page of what was found."""

    def near(self, text: str, /) -> tuple[Near, ...]:
        """Return monographs whose name or id looks like `text`."""

    def matching(self, concepts: Sequence[Concept], /) -> Matches:
        """Return the monographs that concepts are about."""

    def offered(self) -> tuple[Offered, ...]:
        """Return every edition that readers are shown now."""

    @property
    def reports(self) -> Reporting:
        """Where reports of mistakes go."""

    @property
    def reviewing(self) -> Reviewing:
        """The review desk."""

    def has(self, monograph: str, /) -> bool:
        """Tell whether there is a monograph with this id; cheap, for addresses that are wrong."""

    def published(self, monograph: str, audience: str, lang: str = "en", /) -> Published:
        """Return an edition with its review; a UsageError says that there is none."""

    def languages(self, monograph: str, audience: str, /) -> tuple[str, ...]:
        """Return the languages of an edition, that of the source first; a UsageError: no page."""

    def withdrawn(self, monograph: str, audience: str, /) -> Withdrawal | None:
        """Return the notice that keeps an edition off, however its source is."""

    def versions(self, monograph: str, audience: str, lang: str = "en", /, *, page: int) -> History:
        """Return a page of an edition's versions; a UsageError says that there is none."""

    def version(
        self, monograph: str, audience: str, prefix: str, lang: str = "en", /
    ) -> OldVersion:
        """Return the version with this start of its fingerprint; a UsageError if not one has."""


class Service(Editions, Protocol):
    """All that the pages need: editions, and who reads them."""

    def audiences(self) -> tuple[Audience, ...]:
        """Return the audiences in chooser order."""


@dataclass(frozen=True, slots=True)
class LibraryService:
    """A publisher and its audiences, as the service of a site."""

    editions: Editions
    readers: tuple[Audience, ...]

    def state(self, monograph: str, /) -> State:
        """Name all that a page of a monograph depends on."""
        return self.editions.state(monograph)

    def library(self) -> tuple[Card, ...]:
        """List the monographs."""
        return self.editions.library()

    def cards(self, ids: Sequence[str], /) -> tuple[Card, ...]:
        """Return the cards of some monographs."""
        return self.editions.cards(ids)

    def find(self, wanted: Wanted, /) -> Found:
        """Search the monographs."""
        return self.editions.find(wanted)

    def near(self, text: str, /) -> tuple[Near, ...]:
        """Return monographs whose name or id looks like `text`."""
        return self.editions.near(text)

    def matching(self, concepts: Sequence[Concept], /) -> Matches:
        """Return the monographs that concepts are about."""
        return self.editions.matching(concepts)

    def offered(self) -> tuple[Offered, ...]:
        """Return every edition that readers are shown now."""
        return self.editions.offered()

    @property
    def reports(self) -> Reporting:
        """Where reports of mistakes go."""
        return self.editions.reports

    @property
    def reviewing(self) -> Reviewing:
        """The review desk."""
        return self.editions.reviewing

    def has(self, monograph: str, /) -> bool:
        """Tell whether there is a monograph with this id."""
        return self.editions.has(monograph)

    def published(self, monograph: str, audience: str, lang: str = "en", /) -> Published:
        """Return an edition with its review."""
        return self.editions.published(monograph, audience, lang)

    def languages(self, monograph: str, audience: str, /) -> tuple[str, ...]:
        """Return the languages of an edition."""
        return self.editions.languages(monograph, audience)

    def withdrawn(self, monograph: str, audience: str, /) -> Withdrawal | None:
        """Return the notice that keeps an edition off."""
        return self.editions.withdrawn(monograph, audience)

    def versions(self, monograph: str, audience: str, lang: str = "en", /, *, page: int) -> History:
        """Return a page of an edition's versions."""
        return self.editions.versions(monograph, audience, lang, page=page)

    def version(
        self, monograph: str, audience: str, prefix: str, lang: str = "en", /
    ) -> OldVersion:
        """Return one version of an edition."""
        return self.editions.version(monograph, audience, prefix, lang)

    def audiences(self) -> tuple[Audience, ...]:
        """Return the audiences in chooser order."""
        return self.readers


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a view may reach."""

    settings: Settings
    service: Service
    templates: Templates
    keeper: Shelves
    shaped: Recent[tuple[str, ...], tuple[Published, EditionPage]]


def desk() -> Desk:
    """Return the desk of the app that answers this request."""
    return cast("Desk", current_app.extensions[EXTENSION])
