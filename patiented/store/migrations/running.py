"""Runs migrations over a connection of ours: whole or not at all, one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from patiented.store.tables import VERSION_TABLE, Base

if TYPE_CHECKING:
    from patiented.store.connecting import Connector

_LOCK = 7_042_117
"""The number of PostgreSQL's advisory lock; any will do, as long as all of us take the same."""


def run(connector: Connector, revision: str, *, up: bool) -> None:
    """Move the schema to `revision`; a second process waits and then finds nothing to do."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with connector.writing() as connection:
        if not connector.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        step = command.upgrade if up else command.downgrade
        step(config, revision)


def differences(connector: Connector) -> tuple[str, ...]:
    """Return how the tables differ from `tables.py`, one line each."""
    with connector.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        return tuple(str(one) for one in compare_metadata(context, Base.metadata))
