"""Moving a review: the one place where steps are taken, for commands and for the review desk.

Each step is checked against what is recorded, and recorded only if nobody has moved since. Who saw
something else than what stands here now is told so, and nothing is written.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import StoreError, UsageError
from patiented.model import Fate, Obligation, Verdict
from patiented.publishing.records import is_publishable
from patiented.review import (
    Move,
    StatementMove,
    own_wording,
    revoked_by_request,
    state_of,
    statement_hashes,
    statement_step,
    step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patiented.model import Edition
    from patiented.publishing.making import Maker
    from patiented.review import EditionKey, ReviewState, ReviewStep
    from patiented.store import Keeping, ReviewRecord

SOMEBODY_MOVED = "E511"

_UNSAFE = frozenset({Fate.LOST, Fate.OPEN})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person had before them: the edition, and how many steps its review had."""

    fingerprint: str
    steps: int


class MovedOnError(UsageError):
    """The text or its review is no longer what the person decided about; nothing was recorded."""

    code = "E117"


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a step is taken from."""

    edition: Edition
    record: ReviewRecord
    state: ReviewState
    hashes: Mapping[str, str]


class Mover:
    """Takes the steps of reviews."""

    def __init__(self, maker: Maker, store: Keeping, clock: Callable[[], str]) -> None:
        self._maker = maker
        self._store = store
        self._clock = clock

    def move(
        self,
        move: Move,
        key: EditionKey,
        by: str,
        note: str,
        *,
        seen: Seen | str | None = None,
        named: frozenset[str] = frozenset(),
    ) -> Edition:
        """Move a whole edition; `seen` as far as the person says it (a str is a fingerprint)."""
        now = self._standing(key, seen)
        taken = step(now.state, move, at=self._clock(), by=by, note=note)
        granted: dict[str, str] = {}
        revoked: frozenset[str] = frozenset()
        if move is Move.REQUEST_CHANGES:
            revoked = revoked_by_request(now.state, named)
        elif move is Move.APPROVE:
            self._check_approval(key, now, by)
            granted = {one: now.hashes[one] for one in now.hashes if one not in now.state.approved}
            revoked = now.state.removed
        self._append(key, taken, now, granted, revoked, _hashed(named, now.hashes))
        return now.edition

    def decide(
        self,
        move: StatementMove,
        key: EditionKey,
        named: frozenset[str],
        by: str,
        note: str,
        seen: Seen,
    ) -> None:
        """Decide about some statements of an edition under review."""
        now = self._standing(key, seen)
        if unknown := named - set(now.hashes):
            message = f"no statement of this edition has the id {', '.join(sorted(unknown))}"
            raise UsageError(message, code="E111")
        taken = statement_step(now.state, move, named, at=self._clock(), by=by, note=note)
        granted = _hashed(named, now.hashes) if move is StatementMove.APPROVE else {}
        asked = _hashed(named, now.hashes) if move is StatementMove.ASK else {}
        if move is StatementMove.APPROVE:
            self._check_statements(key, now, named, by)
        self._append(key, taken, now, granted, named & now.state.approved, asked)

    def _standing(self, key: EditionKey, seen: Seen | str | None) -> _Standing:
        """Read what is there; MovedOnError where it is not what the person saw."""
        edition = self._maker.edition(key)
        record = self._store.reviews.record(key)
        fingerprint = seen.fingerprint if isinstance(seen, Seen) else seen
        if fingerprint not in (None, edition.fingerprint):
            raise MovedOnError(f"{key}: the edition has changed since you looked at it; look again")
        if isinstance(seen, Seen) and seen.steps != len(record.steps):
            raise MovedOnError(_somebody(key))
        hashes = statement_hashes(edition)
        return _Standing(edition, record, state_from(record, hashes), hashes)

    def _check_approval(self, key: EditionKey, now: _Standing, by: str) -> None:
        if not is_publishable(now.edition):
            message = (
                "cannot approve: a fact that this audience must get is lost, open or changed; "
                "`patiented check` lists which"
            )
            raise UsageError(message, code="E118")
        self._check_own(key, now, frozenset(now.hashes), by)

    def _check_statements(
        self, key: EditionKey, now: _Standing, named: frozenset[str], by: str
    ) -> None:
        if held := named & unsafe_statements(now.edition):
            message = f"cannot approve: a must fact is lost, open or changed in {_listed(held)}"
            raise UsageError(message, code="E118")
        self._check_own(key, now, named, by)

    def _check_own(self, key: EditionKey, now: _Standing, named: frozenset[str], by: str) -> None:
        authors = self._store.writings.authors(key)
        if own := named & own_wording(by, now.hashes, authors):
            message = f"cannot approve: {by} wrote the wording of {_listed(own)}"
            raise UsageError(message, code="E130")

    def _append(
        self,
        key: EditionKey,
        taken: ReviewStep,
        now: _Standing,
        granted: Mapping[str, str],
        revoked: frozenset[str],
        asked: Mapping[str, str],
    ) -> None:
        self._store.reviews.append(
            key,
            dataclasses.replace(taken, fingerprint=now.edition.fingerprint),
            after=len(now.record.steps),
            granted=granted,
            revoked=revoked,
            asked=asked,
        )


def state_from(record: ReviewRecord, texts: Mapping[str, str]) -> ReviewState:
    """Return what a record means for an edition that reads `texts` (see `review.state_of`)."""
    approvals = {one.statement: one.text_hash for one in record.approvals}
    return state_of(record.steps, approvals, texts)


def unsafe_statements(edition: Edition) -> frozenset[str]:
    """Return the statements in which a `must` fact is lost or open, or any shown fact changed."""
    lost = {
        row.statement
        for row in edition.ledger
        if row.obligation is Obligation.MUST and row.fate in _UNSAFE
    }
    changed = {
        one.id
        for one in edition.statements()
        if any(fact.verdict is Verdict.CHANGED for fact in one.facts)
    }
    return frozenset(lost | changed)


def moved_on(error: StoreError, key: EditionKey) -> MovedOnError | StoreError:
    """Return what a person is told when the store refuses a step: that somebody was faster."""
    return MovedOnError(_somebody(key)) if error.error_code == SOMEBODY_MOVED else error


def _somebody(key: EditionKey) -> str:
    return f"{key}: somebody else moved this review since you looked at it; look again"


def _hashed(named: frozenset[str], hashes: Mapping[str, str]) -> dict[str, str]:
    return {one: hashes[one] for one in sorted(named) if one in hashes}


def _listed(statements: frozenset[str]) -> str:
    return ", ".join(sorted(statements))
