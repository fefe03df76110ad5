"""Alembic's entry: it runs the revisions on the connection that `running.py` hands over."""

from __future__ import annotations

from alembic import context

from patiented.store.tables import VERSION_TABLE, Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
