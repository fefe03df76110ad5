"""Withdrawals and their end.

A withdrawal must be seen by every process at once: who remembers them asks `Store.changes` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from patiented.review import Withdrawal
from patiented.store.audit import record_audit
from patiented.store.interface import AuditEntry
from patiented.store.tables import WithdrawalRow

if TYPE_CHECKING:
    from patiented.store.connecting import Access


class WithdrawalRepository:
    """Keeps `interface.Withdrawals` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def active(self, monograph: str | None = None) -> tuple[Withdrawal, ...]:
        """Return the notices in force, of one monograph or of all."""
        last = select(func.max(WithdrawalRow.number)).group_by(
            WithdrawalRow.monograph, WithdrawalRow.audience
        )
        if monograph is not None:
            last = last.where(WithdrawalRow.monograph == monograph)
        query = (
            select(
                WithdrawalRow.monograph,
                WithdrawalRow.audience,
                WithdrawalRow.reason,
                WithdrawalRow.person,
                WithdrawalRow.at,
            )
            .where(WithdrawalRow.number.in_(last), WithdrawalRow.in_force)
            .order_by(WithdrawalRow.number)
        )
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Withdrawal(*row) for row in rows)

    def withdraw(self, notice: Withdrawal) -> None:
        """Put `notice` in force at once."""
        self._add(notice, "withdrawn", in_force=True)

    def reinstate(self, notice: Withdrawal) -> None:
        """End what is in force for the monograph and audience of `notice`."""
        self._add(notice, "reinstated", in_force=False)

    def _add(self, notice: Withdrawal, action: str, *, in_force: bool) -> None:
        row = insert(WithdrawalRow).values(
            monograph=notice.monograph,
            audience=notice.audience,
            in_force=in_force,
            reason=notice.reason,
            person=notice.by,
            at=notice.at,
        )
        entry = AuditEntry(
            at=notice.at,
            by=notice.by,
            action=action,
            monograph=notice.monograph,
            audience=notice.audience,
            note=notice.reason,
        )
        with self._access.writing() as connection:
            connection.execute(row)
            record_audit(connection, entry)
