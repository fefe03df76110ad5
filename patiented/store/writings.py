"""Who wrote which wording at a desk; only ever added to.

What was written outside of a desk, in a file and by git, is not in here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from patiented.store.audit import record_audit
from patiented.store.interface import AuditEntry
from patiented.store.tables import WritingRow

if TYPE_CHECKING:
    from patiented.review import EditionKey
    from patiented.store.connecting import Access


class WritingRepository:
    """Keeps `interface.Writings` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def add(self, key: EditionKey, statement: str, text_hash: str, by: str, at: str) -> None:
        """Record that `by` wrote `statement` as it reads with this hash."""
        row = insert(WritingRow).values(
            monograph=key.monograph,
            audience=key.audience,
            lang=key.lang,
            statement=statement,
            text_hash=text_hash,
            person=by,
            at=at,
        )
        entry = AuditEntry(at, by, "wording", key.monograph, key.audience, key.lang, note=statement)
        with self._access.writing() as connection:
            connection.execute(row)
            record_audit(connection, entry)

    def authors(self, key: EditionKey) -> dict[tuple[str, str], str]:
        """Return who wrote each statement and text hash of a key; the latest counts."""
        query = (
            select(WritingRow.statement, WritingRow.text_hash, WritingRow.person)
            .where(
                WritingRow.monograph == key.monograph,
                WritingRow.audience == key.audience,
                WritingRow.lang == key.lang,
            )
            .order_by(WritingRow.number)
        )
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return {(statement, text_hash): person for statement, text_hash, person in rows}
