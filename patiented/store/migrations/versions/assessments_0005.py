"""Answers of people to the items of instruments, kept with the edition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from patiented.store.migrations.guarding import make_append_only

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table and guard it."""
    op.create_table(
        "assessments",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String, sa.ForeignKey("editions.fingerprint"), nullable=False),
        sa.Column("instrument", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("assessments_by_edition", "assessments", ["fingerprint"])
    make_append_only("assessments")


def downgrade() -> None:
    """Drop the table; its triggers go with it."""
    op.drop_table("assessments")
