"""Reports of mistakes, a reader's words, and the end of a report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from patiented.store.migrations.guarding import make_append_only

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the three tables; the words alone may be deleted."""
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("reports_by_monograph", "reports", ["monograph"])
    make_append_only("reports")
    op.create_table(
        "report_words",
        sa.Column("number", sa.Integer, sa.ForeignKey("reports.number"), primary_key=True),
        sa.Column("words", sa.String, nullable=False),
    )
    op.create_table(
        "report_closings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.number"), nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.UniqueConstraint("report"),
    )
    make_append_only("report_closings", "report = NEW.report")


def downgrade() -> None:
    """Drop the three tables; their triggers go with them."""
    op.drop_table("report_closings")
    op.drop_table("report_words")
    op.drop_table("reports")
