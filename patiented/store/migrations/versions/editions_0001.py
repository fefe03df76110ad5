"""Editions and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from patiented.store.migrations.guarding import add_function, drop_function, make_append_only

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables and guard them."""
    add_function()
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False, unique=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("source_hash", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_index("editions_by_key", "editions", ["monograph", "audience", "lang", "number"])
    make_append_only("editions", "fingerprint = NEW.fingerprint")
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String),
        sa.Column("lang", sa.String),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
    )
    op.create_index("audit_by_monograph", "audit", ["monograph"])
    make_append_only("audit")


def downgrade() -> None:
    """Drop both tables; their triggers go with them."""
    op.drop_table("audit")
    op.drop_table("editions")
    drop_function()
