"""The review desk: what waits, one edition beside its source, decisions, and the audit trail.

Who may come here is the door's business; what a person may decide is settled here and in `moving`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.errors import StoreError, UsageError
from patiented.publishing.moving import MovedOnError, Mover, moved_on
from patiented.publishing.review_former import Recorded
from patiented.publishing.review_queue import Queue, queue_of
from patiented.publishing.review_sheet import Refusal, Sheet, sheet_of
from patiented.review import (
    Move,
    StatementMove,
    Status,
    checked_name,
    checked_note,
    open_asks,
    statement_hashes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from patiented.publishing.making import Maker
    from patiented.publishing.moving import Seen
    from patiented.publishing.records import Published
    from patiented.review import EditionKey
    from patiented.store import AuditEntry, Keeping


class Act(StrEnum):
    """What a reviewer can do at the desk: to single statements, or to the whole edition."""

    START = "start"
    APPROVE = "approve"
    TAKE_BACK = "take-back"
    ASK = "ask"
    APPROVE_EDITION = "approve-edition"
    REQUEST_CHANGES = "request-changes"


STATEMENT_ACTS = {
    Act.APPROVE: StatementMove.APPROVE,
    Act.TAKE_BACK: StatementMove.TAKE_BACK,
    Act.ASK: StatementMove.ASK,
}
EDITION_ACTS = {
    Act.START: Move.START,
    Act.APPROVE_EDITION: Move.APPROVE,
    Act.REQUEST_CHANGES: Move.REQUEST_CHANGES,
}


class ReviewDesk:
    """The use cases of the review desk."""

    def __init__(
        self,
        maker: Maker,
        store: Keeping,
        mover: Mover,
        published: Callable[[str, str, str], Published],
        clock: Callable[[], str],
    ) -> None:
        self._maker = maker
        self._store = store
        self._mover = mover
        self._published = published
        self._clock = clock

    def queue(self) -> Queue:
        """Return every edition of the library by whose turn it is."""
        return queue_of(self._maker, self._store)

    def sheet(self, monograph: str, audience: str, lang: str = "en", *, viewer: str) -> Sheet:
        """Return an edition as `viewer` reviews it; a UsageError says that there is none."""
        key = self._maker.key(monograph, audience, lang)
        published = self._published(monograph, audience, lang)
        review = published.review
        changed = review.lapsed or review.removed
        decisions = self._store.reviews.decisions(key)
        record = self._store.reviews.record(key)
        recorded = Recorded(
            {one.statement: one for one in record.approvals},
            open_asks(decisions),
            decisions,
            self._store.writings.authors(key),
            statement_hashes(published.edition),
            self._made_at(key, published.edition.fingerprint) if changed else "",
        )
        return sheet_of(published, recorded, self._store.editions.get, viewer=viewer)

    def decide(
        self,
        act: Act,
        key: EditionKey,
        *,
        by: str,
        seen: Seen,
        statements: Iterable[str] = (),
        note: str = "",
    ) -> None:
        """Record one decision on what the person saw.

        MovedOnError: text or review is no longer that. Another UsageError says what is not allowed.
        Nothing is recorded then.
        """
        key = self._maker.key(key.monograph, key.audience, key.lang)
        try:
            if move := STATEMENT_ACTS.get(act):
                self._mover.decide(move, key, frozenset(statements), by, note, seen)
            else:
                self._move(EDITION_ACTS[act], key, by, note, seen)
        except StoreError as error:
            raise moved_on(error, key) from error

    def wrote(self, key: EditionKey, statements: Iterable[str], by: str) -> None:
        """Record that `by` wrote some statements as the edition reads now; nobody else may have.

        For the writer's desk, called when a wording was saved. A statement that is not in the
        edition is a UsageError.
        """
        hashes = statement_hashes(self._maker.edition(key))
        named = tuple(dict.fromkeys(statements))
        if unknown := [one for one in named if one not in hashes]:
            raise UsageError(f"{key} has no statement {', '.join(unknown)}", code="E111")
        for one in named:
            self._store.writings.add(key, one, hashes[one], checked_name(by), self._clock())

    def trail(self, monograph: str | None = None) -> tuple[AuditEntry, ...]:
        """Return the audit trail of one monograph, or of all, in order.

        What was done to a monograph that has left the library is still told.
        """
        return self._store.audit.entries(monograph)

    def _move(self, move: Move, key: EditionKey, by: str, note: str, seen: Seen) -> None:
        """Move the whole edition; what was only submitted is started first."""
        sheet = self.sheet(key.monograph, key.audience, key.lang, viewer=by)
        if sheet.seen != seen:
            raise MovedOnError(f"{key}: this is no longer what you looked at; look again")
        if move is Move.APPROVE:
            _check_whole(sheet)
        if move is Move.REQUEST_CHANGES and not checked_note(note) and not _asked(sheet):
            raise UsageError("asking for changes needs a note: what to change", code="E113")
        review = sheet.published.review
        if move is not Move.START and review.status is Status.SUBMITTED:
            self._mover.move(Move.START, key, by, "", seen=seen)
            seen = type(seen)(seen.fingerprint, seen.steps + 1)
        self._mover.move(move, key, by, note, seen=seen)

    def _made_at(self, key: EditionKey, fingerprint: str) -> str:
        kept = self._store.editions.history(key)
        return next((one.made_at for one in kept if one.fingerprint == fingerprint), "")


def _asked(sheet: Sheet) -> bool:
    return any(row.ask for row in sheet.rows())


def _check_whole(sheet: Sheet) -> None:
    """Refuse to approve a whole edition; asks that nobody answered are not overridden by it."""
    told = {
        Refusal.FACTS: "a fact that this audience must get is lost, open or changed",
        Refusal.OWN: "some of its wording is your own",
        Refusal.ASKED: "a change is asked for, and the text has not changed since",
    }
    if sheet.refusals:
        reasons = "; ".join(told[one] for one in sheet.refusals)
        raise UsageError(f"cannot approve: {reasons}", code="E118")
