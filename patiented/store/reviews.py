"""Review steps and statement approvals; only ever added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, select
from sqlalchemy.exc import IntegrityError

from patiented.errors import StoreError
from patiented.review import (
    Approval,
    Decision,
    EditionKey,
    ReviewStep,
    StatementMove,
    Status,
)
from patiented.store.audit import record_audit
from patiented.store.interface import AuditEntry, ReviewRecord
from patiented.store.tables import ApprovalRow, DecisionRow, ReviewRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import ColumnElement, Connection

    from patiented.store.connecting import Access


class ReviewRepository:
    """Keeps `interface.Reviews` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def record(self, key: EditionKey) -> ReviewRecord:
        """Return what is recorded for `key`."""
        with self._access.reading() as connection:
            return ReviewRecord(_steps(connection, key), _approvals(connection, key))

    def latest(self) -> dict[EditionKey, ReviewStep]:
        """Return the latest step of every key that has one."""
        last = select(func.max(ReviewRow.number)).group_by(
            ReviewRow.monograph, ReviewRow.audience, ReviewRow.lang
        )
        query = select(ReviewRow.monograph, ReviewRow.audience, ReviewRow.lang, *_STEP).where(
            ReviewRow.number.in_(last)
        )
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return {EditionKey(*row[:3]): _step(row[3:]) for row in rows}

    def append(
        self,
        key: EditionKey,
        step: ReviewStep,
        *,
        after: int,
        granted: Mapping[str, str],
        revoked: Collection[str],
        asked: Mapping[str, str] | None = None,
    ) -> None:
        """Record `step` after the first `after` steps, with approvals given and ended."""
        decided = _decided(granted, revoked, asked or {})
        try:
            with self._access.writing() as connection:
                # The step comes first: it makes a second writer wait, and then fail.
                connection.execute(insert(ReviewRow).values(**_step_row(key, step, after + 1)))
                if rows := _approval_rows(key, step, granted, revoked):
                    connection.execute(insert(ApprovalRow), rows)
                if decisions := _decision_rows(key, after + 1, decided):
                    connection.execute(insert(DecisionRow), decisions)
                record_audit(connection, _audit(key, step, decided))
        except IntegrityError as error:
            message = f"{key}: somebody else moved this review at the same time; look again"
            raise StoreError(message, code="E511") from error

    def decisions(self, key: EditionKey) -> tuple[Decision, ...]:
        """Return what was decided about single statements, in order."""
        query = (
            select(
                DecisionRow.step,
                DecisionRow.statement,
                DecisionRow.move,
                DecisionRow.text_hash,
                ReviewRow.person,
                ReviewRow.at,
                ReviewRow.note,
                ReviewRow.fingerprint,
            )
            .join(
                ReviewRow,
                and_(
                    ReviewRow.monograph == DecisionRow.monograph,
                    ReviewRow.audience == DecisionRow.audience,
                    ReviewRow.lang == DecisionRow.lang,
                    ReviewRow.step == DecisionRow.step,
                ),
            )
            .where(*_of(DecisionRow, key))
            .order_by(DecisionRow.number)
        )
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Decision(step, statement, StatementMove(move), *rest)
            for step, statement, move, *rest in rows
        )


_STEP = (ReviewRow.status, ReviewRow.at, ReviewRow.person, ReviewRow.note, ReviewRow.fingerprint)


def _step(row: Any) -> ReviewStep:
    status, *rest = row
    return ReviewStep(Status(status), *rest)


def _of(
    table: type[ReviewRow | ApprovalRow | DecisionRow], key: EditionKey
) -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    return table.monograph == key.monograph, table.audience == key.audience, table.lang == key.lang


def _steps(connection: Connection, key: EditionKey) -> tuple[ReviewStep, ...]:
    query = select(*_STEP).where(*_of(ReviewRow, key)).order_by(ReviewRow.step)
    return tuple(_step(row) for row in connection.execute(query))


def _approvals(connection: Connection, key: EditionKey) -> tuple[Approval, ...]:
    """Return the approvals whose latest row is a grant."""
    last = (
        select(func.max(ApprovalRow.number))
        .where(*_of(ApprovalRow, key))
        .group_by(ApprovalRow.statement)
    )
    query = (
        select(
            ApprovalRow.statement,
            ApprovalRow.text_hash,
            ApprovalRow.person,
            ApprovalRow.at,
            ApprovalRow.fingerprint,
        )
        .where(ApprovalRow.number.in_(last), ApprovalRow.granted)
        .order_by(ApprovalRow.number)
    )
    return tuple(Approval(*row) for row in connection.execute(query))


def _step_row(key: EditionKey, step: ReviewStep, number: int) -> dict[str, Any]:
    return {
        "monograph": key.monograph,
        "audience": key.audience,
        "lang": key.lang,
        "step": number,
        "status": step.status.value,
        "fingerprint": step.fingerprint,
        "person": step.by,
        "note": step.note,
        "at": step.at,
    }


def _approval_rows(
    key: EditionKey, step: ReviewStep, granted: Mapping[str, str], revoked: Collection[str]
) -> list[dict[str, Any]]:
    ended = dict.fromkeys(sorted(revoked), "")
    return [
        {
            "monograph": key.monograph,
            "audience": key.audience,
            "lang": key.lang,
            "statement": statement,
            "text_hash": text_hash,
            "fingerprint": step.fingerprint,
            "granted": bool(text_hash),
            "person": step.by,
            "at": step.at,
        }
        for statement, text_hash in (ended | dict(granted)).items()
    ]


Decided = dict[str, tuple[StatementMove, str]]
"""The move and the text hash of each statement that a step decides about."""

_ACTIONS = {
    StatementMove.APPROVE: "statements approved",
    StatementMove.TAKE_BACK: "approvals taken back",
    StatementMove.ASK: "changes asked for",
}


def _decided(
    granted: Mapping[str, str], revoked: Collection[str], asked: Mapping[str, str]
) -> Decided:
    ended: Decided = dict.fromkeys(sorted(revoked), (StatementMove.TAKE_BACK, ""))
    wanted: Decided = {one: (StatementMove.ASK, text) for one, text in asked.items()}
    given: Decided = {one: (StatementMove.APPROVE, text) for one, text in granted.items()}
    return ended | wanted | given


def _decision_rows(key: EditionKey, step: int, decided: Decided) -> list[dict[str, Any]]:
    return [
        {
            "monograph": key.monograph,
            "audience": key.audience,
            "lang": key.lang,
            "step": step,
            "statement": statement,
            "move": move.value,
            "text_hash": text_hash,
        }
        for statement, (move, text_hash) in decided.items()
    ]


def _audit(key: EditionKey, step: ReviewStep, decided: Decided) -> AuditEntry:
    """Return the line of a step; one about single statements names them before the note."""
    action, note = step.status.value, step.note
    if step.status is Status.UNDER_REVIEW and decided:
        action = _ACTIONS[next(move for move, _ in reversed(decided.values()))]
        note = f"{', '.join(sorted(decided))}: {note}" if note else ", ".join(sorted(decided))
    return AuditEntry(
        at=step.at,
        by=step.by,
        action=action,
        monograph=key.monograph,
        audience=key.audience,
        lang=key.lang,
        fingerprint=step.fingerprint,
        note=note,
    )
