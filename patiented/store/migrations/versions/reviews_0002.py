"""Reviews, approvals of statements, withdrawals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from patiented.store.migrations.guarding import make_append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables and guard them."""
    _make_reviews()
    _make_approvals()
    op.create_table(
        "withdrawals",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String),
        sa.Column("in_force", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("withdrawals_by_monograph", "withdrawals", ["monograph"])
    make_append_only("withdrawals")


def downgrade() -> None:
    """Drop the three tables; their triggers go with them."""
    op.drop_table("withdrawals")
    op.drop_table("approvals")
    op.drop_table("reviews")


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, sa.ForeignKey("editions.fingerprint"), nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.UniqueConstraint("monograph", "audience", "lang", "step"),
    )
    make_append_only(
        "reviews",
        "(monograph = NEW.monograph AND audience = NEW.audience"
        " AND lang = NEW.lang AND step = NEW.step)",
    )


def _make_approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, sa.ForeignKey("editions.fingerprint"), nullable=False),
        sa.Column("granted", sa.Boolean, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("approvals_by_key", "approvals", ["monograph", "audience", "lang"])
    make_append_only("approvals")
