"""The accounts of the desks, and who is logged in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make both tables; they change, so nothing guards them, and the trail tells what was done."""
    op.create_table(
        "people",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("login", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("name_key", sa.String, nullable=False, unique=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("roles", sa.String, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("issuer", sa.String),
        sa.Column("subject", sa.String),
        sa.UniqueConstraint("issuer", "subject"),
    )
    op.create_table(
        "sessions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String, nullable=False, unique=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("people.number"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("started_at", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("sessions")
    op.drop_table("people")
