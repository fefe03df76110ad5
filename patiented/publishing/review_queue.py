"""What waits for reviewers, what is with the writers, what is approved: every edition once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.errors import PatientedError, StoreError
from patiented.publishing.moving import state_from
from patiented.review import EditionKey, Status, open_asks

if TYPE_CHECKING:
    from patiented.publishing.making import Maker
    from patiented.review import ReviewState, ReviewStep
    from patiented.store import Keeping, Versions


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One edition in the queue: how many of its statements lapsed, are undecided, are asked for.

    `since` is when it came to where it is. `again`: a writer has changed it after a reviewer asked.
    `problem` says why its source cannot be read now.
    """

    key: EditionKey
    title: str
    status: Status
    since: str = ""
    lapsed: int = 0
    undecided: int = 0
    asked: int = 0
    again: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """The editions by whose turn it is; each group with what waits longest first."""

    waiting: tuple[QueueLine, ...] = ()
    with_writer: tuple[QueueLine, ...] = ()
    approved: tuple[QueueLine, ...] = ()
    drafts: tuple[QueueLine, ...] = field(default=())


def queue_of(maker: Maker, store: Keeping) -> Queue:
    """Return the queue of a library; an edition that nobody handed in is not looked into."""
    latest = store.reviews.latest()
    kept = store.editions.versions()
    lines = [_line(maker, store, key, latest, kept.get(key)) for key in maker.offered()]
    lines.sort(key=lambda one: (one.since, one.key))

    def having(*statuses: Status) -> tuple[QueueLine, ...]:
        return tuple(one for one in lines if one.status in statuses)

    return Queue(
        having(Status.SUBMITTED, Status.UNDER_REVIEW),
        having(Status.CHANGES_REQUESTED),
        having(Status.APPROVED),
        having(Status.DRAFT),
    )


def _line(
    maker: Maker,
    store: Keeping,
    key: EditionKey,
    latest: dict[EditionKey, ReviewStep],
    kept: Versions | None,
) -> QueueLine:
    title = key.monograph
    if key not in latest:
        return QueueLine(key, _title(maker, key), Status.DRAFT)
    record = store.reviews.record(key)
    asks = open_asks(store.reviews.decisions(key))
    try:
        title = maker.shelf.meta(key.monograph).name
        hashes = maker.hashes(key)
    except StoreError:
        raise
    except PatientedError as error:
        state = state_from(record, {})
        return QueueLine(key, title, state.status, _since(state, None), problem=str(error))
    state = state_from(record, hashes)
    before = [step.status for step in record.steps]
    return QueueLine(
        key,
        title,
        state.status,
        _since(state, kept),
        lapsed=max(len(state.lapsed), len(state.removed)),
        undecided=len(hashes) - len(state.approved) - len(state.lapsed),
        asked=len(asks.keys() & hashes.keys()),
        again=state.status is Status.SUBMITTED and Status.CHANGES_REQUESTED in before,
    )


def _title(maker: Maker, key: EditionKey) -> str:
    try:
        return maker.shelf.meta(key.monograph).name
    except PatientedError:
        return key.monograph


def _since(state: ReviewState, kept: Versions | None) -> str:
    """Return when it came to where it is: its last step, or the text that lapsed an approval."""
    last = state.steps[-1]
    if last.status is Status.APPROVED and state.status is not Status.APPROVED and kept:
        return max(kept.latest, last.at)
    return last.at
