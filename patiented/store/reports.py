"""Reports of mistakes and their end. The words of a report stand alone, so that they can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from patiented.errors import UsageError
from patiented.store.audit import record_audit
from patiented.store.interface import AuditEntry, Closing, Report
from patiented.store.tables import ReportClosingRow, ReportRow, ReportWordsRow

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from patiented.store.connecting import Access


class ReportRepository:
    """Keeps `interface.Reports` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def add(self, report: Report, words: str) -> int:
        """Keep a report with a reader's words; return its number."""
        row = insert(ReportRow).values(
            monograph=report.monograph,
            audience=report.audience,
            lang=report.lang,
            fingerprint=report.fingerprint,
            statement=report.statement,
            text=report.text,
            kind=report.kind,
            at=report.at,
        )
        with self._access.writing() as connection:
            number = int(connection.execute(row.returning(ReportRow.number)).scalar_one())
            if words:
                connection.execute(insert(ReportWordsRow).values(number=number, words=words))
        return number

    def entries(self, monograph: str | None = None) -> tuple[Report, ...]:
        """Return the reports of one monograph or of all, oldest first."""
        query = (
            select(
                ReportRow.number,
                ReportRow.monograph,
                ReportRow.audience,
                ReportRow.lang,
                ReportRow.fingerprint,
                ReportRow.statement,
                ReportRow.text,
                ReportRow.kind,
                ReportRow.at,
                ReportWordsRow.words,
                ReportClosingRow.person,
                ReportClosingRow.note,
                ReportClosingRow.at.label("closed_at"),
            )
            .outerjoin(ReportWordsRow, ReportWordsRow.number == ReportRow.number)
            .outerjoin(ReportClosingRow, ReportClosingRow.report == ReportRow.number)
            .order_by(ReportRow.number)
        )
        if monograph is not None:
            query = query.where(ReportRow.monograph == monograph)
        with self._access.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(_report(row._mapping) for row in rows)  # noqa: SLF001  (its documented name)

    def close(self, number: int, closing: Closing, *, erase: bool) -> None:
        """End a report, once; `erase` deletes the reader's words, also of a closed one."""
        with self._access.writing() as connection:
            about = select(ReportRow.monograph, ReportRow.audience, ReportRow.lang)
            found = connection.execute(about.where(ReportRow.number == number)).one_or_none()
            if found is None:
                raise UsageError(f"there is no report {number}", code="E124")
            if erase:
                gone = delete(ReportWordsRow).where(ReportWordsRow.number == number)
                connection.execute(gone)
            _end(connection, number, closing, erase=erase)
            action = "report closed, words erased" if erase else "report closed"
            note = f"{number}: {closing.note}"
            entry = AuditEntry(closing.at, closing.by, action, *found, note=note)
            record_audit(connection, entry)


def _end(connection: Connection, number: int, closing: Closing, *, erase: bool) -> None:
    ended = select(ReportClosingRow.number).where(ReportClosingRow.report == number)
    if connection.execute(ended).first():
        if erase:
            return
        raise UsageError(f"report {number} is closed already", code="E125")
    row = insert(ReportClosingRow).values(
        report=number, person=closing.by, note=closing.note, at=closing.at
    )
    try:
        connection.execute(row)
    except IntegrityError as error:
        raise UsageError(f"report {number} is closed already", code="E125") from error


def _report(named: RowMapping) -> Report:
    closed = named["closed_at"] is not None
    return Report(
        monograph=named["monograph"],
        audience=named["audience"],
        lang=named["lang"],
        fingerprint=named["fingerprint"],
        statement=named["statement"],
        text=named["text"],
        kind=named["kind"],
        at=named["at"],
        number=named["number"],
        words=named["words"] or "",
        closing=Closing(named["person"], named["note"], named["closed_at"]) if closed else None,
    )
