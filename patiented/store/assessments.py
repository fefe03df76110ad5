"""Answers of people to the items of instruments; each belongs to one version of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from patiented.store.audit import record_audit
from patiented.store.interface import Answer, AuditEntry
from patiented.store.tables import AssessmentRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.review import EditionKey
    from patiented.store.connecting import Access


class AssessmentRepository:
    """Keeps `interface.Assessments` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def add(self, key: EditionKey, fingerprint: str, answers: Sequence[Answer]) -> None:
        """Keep the answers that one person gives at once to one instrument."""
        if not answers:
            return
        rows = [
            {
                "fingerprint": fingerprint,
                "instrument": one.instrument,
                "item": one.item,
                "answer": one.answer,
                "person": one.by,
                "at": one.at,
            }
            for one in answers
        ]
        first = answers[0]
        said = ", ".join(f"{one.item}: {one.answer or 'taken back'}" for one in answers)
        entry = AuditEntry(
            first.at,
            first.by,
            "assessed",
            key.monograph,
            key.audience,
            key.lang,
            fingerprint=fingerprint,
            note=f"{first.instrument}: {said}",
        )
        with self._access.writing() as connection:
            connection.execute(insert(AssessmentRow), rows)
            record_audit(connection, entry)

    def of(self, fingerprint: str) -> tuple[Answer, ...]:
        """Return the latest answer to each item, for one version of an edition."""
        query = (
            select(
                AssessmentRow.instrument,
                AssessmentRow.item,
                AssessmentRow.answer,
                AssessmentRow.person,
                AssessmentRow.at,
            )
            .where(AssessmentRow.fingerprint == fingerprint)
            .order_by(AssessmentRow.number)
        )
        with self._access.reading() as connection:
            rows = [Answer(*row) for row in connection.execute(query)]
        latest = {(one.instrument, one.item): one for one in rows}
        return tuple(one for one in latest.values() if one.answer)
