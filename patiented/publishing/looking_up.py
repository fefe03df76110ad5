"""The right editions for a concept and a reader: what an Infobutton request asks a library for.

A concept is matched by its code, else by its display name, else by the text it was recorded in
(HL7 Context-Aware Knowledge Retrieval, URL implementation guide: `v.c`, `v.dn`, `v.ot`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from patiented.audience import Address
from patiented.errors import PatientedError, StoreError
from patiented.finding import Concepts
from patiented.model import CODE_SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from patiented.audience import Audience
    from patiented.publishing.history import History
    from patiented.publishing.listing import Listed, Listing
    from patiented.publishing.records import Published
    from patiented.review import Withdrawal

MOST = 5
"""Monographs in one answer: each may have to be made first."""

CHILD_BELOW_YEARS = 13
"""A patient below this age is a child (MeSH age group, "6 to 12 years"): somebody else reads."""

NEVER = "1970-01-01T00:00:00Z"
"""Stands where a library has no date at all: a feed must have one (RFC 4287, 4.2.15)."""

SYSTEMS = {one.oid: one for one in CODE_SYSTEMS}


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is asked for; `system` is the identifier of the code's system (OID)."""

    code: str = ""
    system: str = ""
    display: str = ""
    original: str = ""

    @property
    def can_be_found(self) -> bool:
        """Whether there is anything to match: a code says nothing without its system."""
        return bool((self.code and self.system) or self.display or self.original)


@dataclass(frozen=True, slots=True)
class Matched:
    """A monograph that a concept is about."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found, the best first; `as_of` is the newest date of the library, or empty."""

    found: tuple[Matched, ...] = ()
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Concepts, and for whom: an HL7 recipient, a language tag, the patient's age in years."""

    concepts: tuple[Concept, ...]
    recipient: str
    lang: str
    age_years: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An edition that answers; `updated` is a date and time in UTC (RFC 3339)."""

    published: Published
    audience: Audience
    updated: str


@dataclass(frozen=True, slots=True)
class TakenDown:
    """An edition that would have answered and is withdrawn."""

    title: str
    audience: Audience
    notice: Withdrawal


@dataclass(frozen=True, slots=True)
class Answered:
    """What a wish got; `updated` is that of its newest part."""

    found: tuple[Found, ...]
    taken_down: tuple[TakenDown, ...]
    updated: str


class Library(Protocol):
    """What is asked for editions; the site's service is one."""

    def matching(self, concepts: Sequence[Concept], /) -> Matches:
        """Return the monographs that concepts are about."""

    def audiences(self) -> tuple[Audience, ...]:
        """Return the audiences in chooser order."""

    def languages(self, monograph: str, audience: str, /) -> tuple[str, ...]:
        """Return the languages of an edition, that of the source first."""

    def published(self, monograph: str, audience: str, lang: str = "en", /) -> Published:
        """Return an edition with its review."""

    def withdrawn(self, monograph: str, audience: str, /) -> Withdrawal | None:
        """Return the notice that keeps an edition off."""

    def versions(self, monograph: str, audience: str, lang: str = "en", /, *, page: int) -> History:
        """Return the versions of an edition, the newest first."""


class Matcher:
    """Matches concepts in a library; its codes and names are read anew when the library changes."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._held: tuple[Listed | None, Concepts] = (None, Concepts({}))

    def matching(self, concepts: Sequence[Concept]) -> Matches:
        """Return the monographs that any of the concepts is about, in the order of these."""
        listed = self._listing.listed()
        held = self._held
        if held[0] is not listed:
            held = (listed, Concepts(listed.metas))
            self._held = held
        ids = dict.fromkeys(one for concept in concepts for one in matched_in(held[1], concept))
        found = tuple(Matched(one, listed.metas[one].title) for one in ids)
        return Matches(
            found[:MOST], max((one.updated for one in listed.metas.values()), default="")
        )


def matched_in(known: Concepts, concept: Concept) -> tuple[str, ...]:
    """Return the ids of the monographs that one concept is about."""
    system = SYSTEMS.get(concept.system)
    about = system.about if system else None
    if concept.code and system and (found := known.coded(system.key, concept.code, about)):
        return found
    for text in (concept.display, concept.original):
        if text and (found := known.named(text, about)):
            return found
    return ()


def look_up(wish: Wish, library: Library, spoken: Collection[str]) -> Answered:
    """Return the editions that a wish asks for: monograph by monograph, readers in their order.

    `spoken` are the languages that there are pages in. An edition that may not be published is not
    there; one that is withdrawn is told of, and no more.
    """
    matches = library.matching(wish.concepts)
    readers = readers_for(wish, library.audiences())
    found: list[Found] = []
    taken_down: list[TakenDown] = []
    for one in matches.found:
        for reader in readers:
            if notice := library.withdrawn(one.id, reader.id):
                taken_down.append(TakenDown(one.title, reader, notice))
            elif edition := _edition(library, one.id, reader, wish.lang, spoken):
                found.append(edition)
    times = [*(one.updated for one in found), *(_utc(one.notice.at) for one in taken_down)]
    newest = max(times, default="") or _utc(matches.as_of) or NEVER
    return Answered(tuple(found), tuple(taken_down), newest)


def readers_for(wish: Wish, audiences: Iterable[Audience]) -> tuple[Audience, ...]:
    """Return whom to answer: the audiences of the recipient, those for a child's helpers first."""
    mine = [one for one in audiences if one.infobutton_recipient == wish.recipient]
    if wish.age_years is not None and wish.age_years < CHILD_BELOW_YEARS:
        mine.sort(key=lambda one: one.address is not Address.CAREGIVER)
    return tuple(mine)


def language_for(lang: str, offered: Sequence[str]) -> str:
    """Return the language that comes nearest to what is asked for, else the first one offered.

    "Lookup" of RFC 4647, section 3.4: `es-MX` is met by `es`, never by another country's.
    """
    by_tag = {one.casefold(): one for one in reversed(offered)}
    parts = lang.casefold().split("-")
    while parts:
        if found := by_tag.get("-".join(parts)):
            return found
        parts.pop()
    return offered[0]


def _edition(
    library: Library, monograph: str, reader: Audience, lang: str, spoken: Collection[str]
) -> Found | None:
    """Return the edition in the language that is asked for, else in that of the source."""
    try:
        own, *others = library.languages(monograph, reader.id)
        offered = (own, *(one for one in others if one in spoken))
        for one in dict.fromkeys((language_for(lang, offered), own)):
            published = library.published(monograph, reader.id, one)
            if published.shown:
                return Found(published, reader, _updated(published, library))
    except StoreError:
        raise
    except PatientedError:
        return None  # its source or wording cannot be read now; the page says so too
    return None


def _updated(published: Published, library: Library) -> str:
    """Return when an edition was approved; before that, when it last changed or was looked at.

    While an approval is in force no sentence has changed since: that would have ended it.
    """
    review, edition = published.review, published.edition
    if str(review.status) == "approved" and review.steps:
        return _utc(review.steps[-1].at)
    known = max(_utc(edition.meta.updated), *(_utc(one.at) for one in review.steps), "")
    return known or next(_made(published, library), NEVER)


def _made(published: Published, library: Library) -> Iterator[str]:
    """Yield when the edition was first kept: the one date of a source without any."""
    edition = published.edition
    history = library.versions(edition.monograph, edition.audience, edition.lang, page=1)
    yield from (_utc(one.made_at) for one in history.versions if one.is_current)


def _utc(at: str) -> str:
    """Return a date or time of ISO 8601 as RFC 3339 writes it, in UTC; a date is its midnight."""
    if not at:
        return ""
    time = datetime.fromisoformat(at)
    whole = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return whole.strftime("%Y-%m-%dT%H:%M:%SZ")
