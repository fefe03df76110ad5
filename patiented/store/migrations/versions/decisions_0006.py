"""Decisions about single statements, and who wrote which wording."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from patiented.store.migrations.guarding import make_append_only

revision = "0006"
down_revision = "0003"


def upgrade() -> None:
    """Make both tables and guard them."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("move", sa.String, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.UniqueConstraint("monograph", "audience", "lang", "step", "statement"),
    )
    make_append_only(
        "decisions",
        "(monograph = NEW.monograph AND audience = NEW.audience AND lang = NEW.lang"
        " AND step = NEW.step AND statement = NEW.statement)",
    )
    op.create_table(
        "writings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("monograph", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("writings_by_key", "writings", ["monograph", "audience", "lang"])
    make_append_only("writings")


def downgrade() -> None:
    """Drop both tables; their triggers go with them."""
    op.drop_table("writings")
    op.drop_table("decisions")
