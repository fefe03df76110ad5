"""The publisher: the one object through which doors find, review and withdraw editions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from patiented.errors import PatientedError, StoreError
from patiented.proposing.memory import Memory
from patiented.publishing.assessing import AssessmentDesk
from patiented.publishing.due import DueList
from patiented.publishing.finding import Finder
from patiented.publishing.history import Historian, History, OldVersion
from patiented.publishing.listing import Listing
from patiented.publishing.looking_up import Matcher
from patiented.publishing.making import Maker
from patiented.publishing.moving import Mover, state_from
from patiented.publishing.offering import Offer
from patiented.publishing.recent import Recent
from patiented.publishing.records import Card, CardState, Published, ReviewLine, is_publishable
from patiented.publishing.reports import ReportDesk
from patiented.publishing.reviewing import ReviewDesk
from patiented.publishing.trail import Trail
from patiented.publishing.withdrawals import Withdrawals, notice_for
from patiented.review import EditionKey, Move, ReviewState, Status, statement_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patiented.finding import Near
    from patiented.model import Edition, Monograph
    from patiented.publishing.finding import Found, Wanted
    from patiented.publishing.looking_up import Concept, Matches
    from patiented.publishing.making import EditionMaker
    from patiented.publishing.offering import Offered
    from patiented.publishing.shelf import Shelf
    from patiented.review import ReviewStep, Withdrawal
    from patiented.store import Keeping, KeptEdition


HELD_PUBLISHED = 32

State = tuple[str, str]


def utc_now() -> str:
    """Return the time as it is recorded: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Publisher:
    """Makes editions, keeps them, and joins each with its review and its withdrawal.

    Editions are remembered by fingerprint, and what was published only for as long as `state` says
    that nothing has changed: a withdrawal holds at once in every process.
    """

    def __init__(
        self,
        shelf: Shelf[Any],
        store: Keeping,
        engine: EditionMaker,
        audiences: Sequence[str],
        *,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        self._maker = Maker(shelf, store, engine, audiences, clock)
        self._shelf = shelf
        self._store = store
        self._historian = Historian(store)
        self._clock = clock
        self._published: Recent[EditionKey, tuple[State, Published]] = Recent(HELD_PUBLISHED)
        self._withdrawals = Withdrawals(self._maker, store, clock)
        self._mover = Mover(self._maker, store, clock)
        self.reports = ReportDesk(store, clock)
        self.trail = Trail(store, clock)
        self.due = DueList(self._maker, store, clock)
        self.reviewing = ReviewDesk(self._maker, store, self._mover, self.published, clock)
        self.assessments = AssessmentDesk(store, clock)
        listing = Listing(shelf)
        self._finder = Finder(listing, store, audiences, self.cards)
        self._offer = Offer(shelf, store, self._maker, listing)
        self._matcher = Matcher(listing)

    # Finding.

    def state(self, monograph: str) -> State:
        """Name all that a page of `monograph` depends on; cheap.

        Equal names of one process mean that nothing has changed: no file, review or withdrawal.
        Ask before what is to be remembered under it is read.
        """
        return self._store.changes(), self._shelf.state(monograph)

    def find(self, wanted: Wanted) -> Found:
        """Search the library by words, state and kind; return one page of cards."""
        return self._finder.find(wanted)

    def near(self, text: str) -> tuple[Near, ...]:
        """Return monographs whose name or id looks like `text`, for an address that is wrong."""
        return self._finder.near(text)

    def matching(self, concepts: Sequence[Concept]) -> Matches:
        """Return the monographs that concepts are about, for programs that ask with a code."""
        return self._matcher.matching(concepts)

    def offered(self) -> tuple[Offered, ...]:
        """Return every edition that readers are shown now."""
        return self._offer.editions()

    def cards(self, ids: Sequence[str]) -> tuple[Card, ...]:
        """Return the cards of some monographs, in their order."""
        if not ids:
            return ()
        latest = self._store.reviews.latest()
        withdrawn = self._store.withdrawals.active()
        return tuple(self._card(identity, latest, withdrawn) for identity in ids)

    def library(self) -> tuple[Card, ...]:
        """Return a card for every monograph; one that cannot be read says why."""
        return self.cards(self._shelf.ids())

    def has(self, monograph: str) -> bool:
        """Tell whether the library has a monograph with this id."""
        return self._shelf.has(monograph)

    def monograph(self, monograph: str) -> Monograph:
        """Return the canonical text with the id `monograph`."""
        return self._shelf.monograph(monograph)

    def source_path(self, monograph: str) -> Path:
        """Return the source file of an id or a path, for findings that people mend there."""
        return self._shelf.source_path(monograph)

    def languages(self, monograph: str, audience: str) -> tuple[str, ...]:
        """Return the languages that `monograph` can be read in by `audience`, its own first."""
        return self._maker.languages(monograph, audience)

    def languages_named(self, monograph: str, audience: str) -> tuple[str, ...]:
        """Return the languages of an id *or a path*, for commands."""
        found = self._shelf.find(monograph)
        if isinstance(found, str):
            return self._maker.languages(found, audience)
        own = self._shelf.monograph_at(found).meta.lang
        return tuple(dict.fromkeys((own, *self._shelf.languages(found, audience))))

    def published(self, monograph: str, audience: str, lang: str = "en") -> Published:
        """Return the edition of a monograph of the library with all that a page must say about it.

        Ask `withdrawn` first where a withdrawn page must work even with a broken source.
        """
        key = EditionKey(monograph, audience, lang)
        state = self.state(monograph)
        held = self._published.get(key)
        if held is None or held[0] != state:
            key = self._maker.key(monograph, audience, lang)
            held = (state, self._joined(key, self._maker.edition(key)))
            self._published.put(key, held)
        return held[1]

    def named(self, monograph: str, audience: str, lang: str = "en") -> Published:
        """Return the edition of an id *or a path*, for commands; never for text from the web.

        An edition of a file outside the library is not kept and has no review.
        """
        found = self._shelf.find(monograph)
        if isinstance(found, str):
            return self.published(found, audience, lang)
        edition = self._maker.outside(found, audience, lang)
        return Published(edition, ReviewState(), None, is_publishable(edition))

    def history(self, monograph: str, audience: str, lang: str = "en") -> tuple[KeptEdition, ...]:
        """Return every version of an edition that was kept, the newest first."""
        return self._store.editions.history(self._maker.key(monograph, audience, lang))

    def kept(self, fingerprint: str) -> Edition | None:
        """Return the edition that was kept under a fingerprint."""
        return self._store.editions.get(fingerprint)

    def versions(
        self, monograph: str, audience: str, lang: str = "en", *, page: int = 1
    ) -> History:
        """Return a page of the versions of an edition, with what changed from one to the next."""
        published = self.published(monograph, audience, lang)
        return self._historian.history(self._maker.key(monograph, audience, lang), published, page)

    def version(self, monograph: str, audience: str, prefix: str, lang: str = "en") -> OldVersion:
        """Return the version of an edition whose fingerprint starts with `prefix`."""
        published = self.published(monograph, audience, lang)
        return self._historian.version(
            self._maker.key(monograph, audience, lang), published, prefix
        )

    def remembered(self, monograph: str, audience: str, lang: str = "en") -> tuple[Memory, Memory]:
        """Return what other monographs have approved, and what they have written, for a writer."""
        remembering = self._maker.remembering
        approved = remembering.whole(audience, lang, without=monograph)
        written = remembering.unapproved(audience, lang, without=monograph)
        return approved or Memory({}), written

    def memory(self, monograph: Monograph, audience: str, lang: str) -> Memory | None:
        """Return what others have approved that can speak for a text, also for one not kept."""
        return self._maker.remembering.for_monograph(monograph, audience, lang)

    # Reviewing.

    def approvals(self, key: EditionKey) -> dict[str, str]:
        """Return the approvals held for a key: the id of each statement and its hash then."""
        return {one.statement: one.text_hash for one in self._store.reviews.record(key).approvals}

    def list_reviews(self) -> tuple[ReviewLine, ...]:
        """Return the state of every edition of the library, submitted or not."""
        latest = self._store.reviews.latest()
        return tuple(self._line(key, reviewed=key in latest) for key in self._maker.offered())

    def submit(
        self, monograph: str, audience: str, lang: str = "en", *, by: str, note: str = ""
    ) -> Published:
        """Hand an edition in for review."""
        return self._move(Move.SUBMIT, self._maker.key(monograph, audience, lang), by, note)

    def start(
        self, monograph: str, audience: str, lang: str = "en", *, by: str, note: str = ""
    ) -> Published:
        """Begin to review an edition."""
        return self._move(Move.START, self._maker.key(monograph, audience, lang), by, note)

    def approve(
        self,
        monograph: str,
        audience: str,
        lang: str = "en",
        *,
        by: str,
        note: str = "",
        fingerprint: str | None = None,
    ) -> Published:
        """Approve every statement of an edition as it reads now.

        `fingerprint` is the edition that the reviewer saw; another one is refused.
        """
        key = self._maker.key(monograph, audience, lang)
        return self._move(Move.APPROVE, key, by, note, seen=fingerprint)

    def request_changes(
        self,
        monograph: str,
        audience: str,
        lang: str = "en",
        *,
        by: str,
        note: str = "",
        statements: frozenset[str] = frozenset(),
    ) -> Published:
        """Ask for changes; `statements` lose their approval (see `review.revoked_by_request`)."""
        key = self._maker.key(monograph, audience, lang)
        return self._move(Move.REQUEST_CHANGES, key, by, note, named=statements)

    # Withdrawing.

    def withdrawn(self, monograph: str, audience: str) -> Withdrawal | None:
        """Return the notice that keeps an edition off, that of the whole monograph first."""
        return self._withdrawals.notice(monograph, audience)

    def notices(self, monograph: str) -> tuple[Withdrawal, ...]:
        """Return every notice in force for a monograph."""
        return self._store.withdrawals.active(monograph)

    def withdraw(
        self, monograph: str, audience: str | None = None, *, reason: str, by: str
    ) -> Withdrawal:
        """Take a monograph, or one audience's edition, off at once, whatever its source is like."""
        return self._withdrawals.withdraw(monograph, audience, reason, by)

    def reinstate(
        self, monograph: str, audience: str | None = None, *, reason: str, by: str
    ) -> None:
        """End a withdrawal of exactly this scope."""
        self._withdrawals.reinstate(monograph, audience, reason, by)

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    # Within.

    def _joined(self, key: EditionKey, edition: Edition) -> Published:
        state = state_from(self._store.reviews.record(key), statement_hashes(edition))
        withdrawn = self.withdrawn(key.monograph, key.audience)
        return Published(edition, state, withdrawn, is_publishable(edition))

    def _move(self, move: Move, key: EditionKey, by: str, note: str, **how: Any) -> Published:
        return self._joined(key, self._mover.move(move, key, by, note, **how))

    def _card(
        self,
        identity: str,
        latest: dict[EditionKey, ReviewStep],
        withdrawn: tuple[Withdrawal, ...],
    ) -> Card:
        try:
            meta = self._shelf.meta(identity)
            states = tuple(
                CardState(
                    audience,
                    lang,
                    self._status(EditionKey(identity, audience, lang), latest),
                    notice_for(withdrawn, identity, audience) is not None,
                )
                for audience in self._maker.audiences
                for lang in self._maker.languages(identity, audience)
            )
        except StoreError:
            raise
        except PatientedError as error:
            return Card(identity, None, problem=str(error))
        return Card(identity, meta, states)

    def _status(self, key: EditionKey, latest: dict[EditionKey, ReviewStep]) -> Status:
        """Return the status; only an approved edition has to be looked at for what lapsed."""
        last = latest.get(key)
        if last is None:
            return Status.DRAFT
        if last.status is not Status.APPROVED:
            return last.status
        return state_from(self._store.reviews.record(key), self._maker.hashes(key)).status

    def _line(self, key: EditionKey, *, reviewed: bool) -> ReviewLine:
        if not reviewed:
            return ReviewLine(key, ReviewState())
        record = self._store.reviews.record(key)
        try:
            return ReviewLine(key, state_from(record, self._maker.hashes(key)))
        except StoreError:
            raise
        except PatientedError as error:
            return ReviewLine(key, state_from(record, {}), problem=str(error))
