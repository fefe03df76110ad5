"""The tables. All but ERASABLE are only ever added to: triggers of the migrations refuse the rest.

A change here needs a migration in `migrations/versions/`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

REVISIONS = ("0001", "0002", "0003", "0006")
"""Every revision of the schema this code knows, the oldest first; the last is the one it needs."""

VERSION_TABLE = "patiented_version"

ERASABLE = ("report_words",)
"""What a reader wrote may be about their own health: it can be deleted, and only that."""


class Base(DeclarativeBase):
    """What all rows share; its metadata is what the migrations are compared with."""


class EditionRow(Base):
    """An edition; `payload` is `codec.dumps`, compressed with zlib."""

    __tablename__ = "editions"
    __table_args__ = (Index("editions_by_key", "monograph", "audience", "lang", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String, unique=True)
    monograph: Mapped[str]
    audience: Mapped[str]
    lang: Mapped[str]
    source_hash: Mapped[str]
    made_at: Mapped[str]
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class AuditRow(Base):
    """One line of the audit trail."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_by_monograph", "monograph"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    person: Mapped[str]
    action: Mapped[str]
    monograph: Mapped[str]
    audience: Mapped[str | None]
    lang: Mapped[str | None]
    fingerprint: Mapped[str]
    note: Mapped[str]


class ReviewRow(Base):
    """One step of a review; `step` counts from 1 for each key, so no two people take the same."""

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("monograph", "audience", "lang", "step"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    monograph: Mapped[str]
    audience: Mapped[str]
    lang: Mapped[str]
    step: Mapped[int]
    status: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(ForeignKey("editions.fingerprint"))
    person: Mapped[str]
    note: Mapped[str]
    at: Mapped[str]


class ApprovalRow(Base):
    """An approval of one statement given, or ended (`granted` false); the latest row counts."""

    __tablename__ = "approvals"
    __table_args__ = (Index("approvals_by_key", "monograph", "audience", "lang"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    monograph: Mapped[str]
    audience: Mapped[str]
    lang: Mapped[str]
    statement: Mapped[str]
    text_hash: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(ForeignKey("editions.fingerprint"))
    granted: Mapped[bool]
    person: Mapped[str]
    at: Mapped[str]


class DecisionRow(Base):
    """What one step of a review decided about one statement; its `reviews` row has the rest."""

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("monograph", "audience", "lang", "step", "statement"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    monograph: Mapped[str]
    audience: Mapped[str]
    lang: Mapped[str]
    step: Mapped[int]
    statement: Mapped[str]
    move: Mapped[str]
    text_hash: Mapped[str]


class WritingRow(Base):
    """Who wrote one statement as it read then; the latest row for a text counts."""

    __tablename__ = "writings"
    __table_args__ = (Index("writings_by_key", "monograph", "audience", "lang"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    monograph: Mapped[str]
    audience: Mapped[str]
    lang: Mapped[str]
    statement: Mapped[str]
    text_hash: Mapped[str]
    person: Mapped[str]
    at: Mapped[str]


class WithdrawalRow(Base):
    """A withdrawal or its end (`in_force` false); the latest row for its scope counts.

    The scope is monograph and audience; `audience` is null where the whole monograph is meant.
    """

    __tablename__ = "withdrawals"
    __table_args__ = (Index("withdrawals_by_monograph", "monograph"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    monograph: Mapped[str]
    audience: Mapped[str | None]
    in_force: Mapped[bool]
    reason: Mapped[str]
    person: Mapped[str]
    at: Mapped[str]


class ReportRow(Base):
    """A mistake that a reader reports; `statement` is its id, `sec-` and a section, or empty.

    Nothing in it says who the reader was. `text` is what the reader was shown.
    """

    __tablename__ = "reports"
    __table_args__ = (Index("reports_by_monograph", "monograph"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    monograph: Mapped[str]
    audience: Mapped[str]
    lang: Mapped[str]
    fingerprint: Mapped[str]
    statement: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    at: Mapped[str]


class ReportWordsRow(Base):
    """What the reader wrote in a report; gone once it was erased."""

    __tablename__ = "report_words"

    number: Mapped[int] = mapped_column(ForeignKey("reports.number"), primary_key=True)
    words: Mapped[str]


class ReportClosingRow(Base):
    """The end of a report: who ended it, and what was done."""

    __tablename__ = "report_closings"
    __table_args__ = (UniqueConstraint("report"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("reports.number"))
    person: Mapped[str]
    note: Mapped[str]
    at: Mapped[str]
