"""The audit trail: who did what and when. Written with the deed, in its transaction.

What is done to files has no transaction here; it is recorded by itself (`record`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from patiented.store.interface import AuditEntry
from patiented.store.tables import AuditRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from patiented.store.connecting import Access


class AuditRepository:
    """Keeps `interface.AuditTrail` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def record(self, entry: AuditEntry) -> None:
        """Add a deed that is done outside the database."""
        with self._access.writing() as connection:
            record_audit(connection, entry)

    def entries(self, monograph: str | None = None) -> tuple[AuditEntry, ...]:
        """Return the trail in order, of one monograph or of all."""
        query = select(
            AuditRow.at,
            AuditRow.person,
            AuditRow.action,
            AuditRow.monograph,
            AuditRow.audience,
            AuditRow.lang,
            AuditRow.fingerprint,
            AuditRow.note,
        ).order_by(AuditRow.number)
        if monograph is not None:
            query = query.where(AuditRow.monograph == monograph)
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(AuditEntry(*row) for row in rows)


def record_audit(connection: Connection, entry: AuditEntry) -> None:
    """Add `entry` to the trail in the transaction of `connection`."""
    row = insert(AuditRow).values(
        at=entry.at,
        person=entry.by,
        action=entry.action,
        monograph=entry.monograph,
        audience=entry.audience,
        lang=entry.lang,
        fingerprint=entry.fingerprint,
        note=entry.note,
    )
    connection.execute(row)
