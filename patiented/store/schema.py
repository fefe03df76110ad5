"""Which schema a database has, which one this code needs, and the way from one to the other.

The migrations themselves, and Alembic with them, are only loaded when one has to run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from patiented.errors import StoreError, UsageError
from patiented.store.connecting import Connector
from patiented.store.tables import REVISIONS, VERSION_TABLE

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = REVISIONS[-1]
BASE = "base"


def current(address: str) -> str | None:
    """Return the revision of the database, or None where there is none yet; creates nothing."""
    connector = Connector(address)
    try:
        return revision_of(connector)
    finally:
        connector.close()


def check(address: str) -> tuple[str, ...]:
    """Return how the database differs from what this code needs; empty when all is well."""
    # Alembic is slow to start and only migrations need it.
    from patiented.store.migrations.running import differences  # noqa: PLC0415

    connector = Connector(address)
    try:
        require_head(connector)
        return differences(connector)
    finally:
        connector.close()


def upgrade(address: str, revision: str = HEAD) -> str:
    """Bring the database up to `revision`, making it first where it is missing; return it."""
    return _migrate(address, revision, up=True)


def downgrade(address: str, revision: str) -> str:
    """Take the database down to `revision`, `base` for empty; what lies above it is lost."""
    return _migrate(address, revision, up=False)


def revision_of(connector: Connector) -> str | None:
    """Return the revision of the database, or None where it is missing or empty."""
    if connector.missing:
        return None
    with connector.reading() as connection:
        return _revision(connection)


def require_head(connector: Connector) -> None:
    """Raise a StoreError that says what to run, unless the database is what this code needs."""
    found = revision_of(connector)
    if found == HEAD:
        return
    if found is None:
        message = "it is empty; run `patiented db upgrade`"
    elif found in REVISIONS:
        message = f"it is older ({found}) than the program ({HEAD}); run `patiented db upgrade`"
    else:
        message = (
            f"it was made by a newer program ({found}, this one knows {HEAD}); update patiented, "
            f"or run `patiented db downgrade {HEAD}` with the newer one"
        )
    raise StoreError(f"database {connector.name}: {message}", code="E510")


def make_ready(connector: Connector) -> None:
    """Check the database; an SQLite file that is missing or empty is made, a server's never."""
    if connector.is_sqlite and revision_of(connector) is None:
        _run(connector, HEAD, up=True)
    require_head(connector)


def _migrate(address: str, revision: str, *, up: bool) -> str:
    if revision not in (*REVISIONS, BASE):
        known = ", ".join((BASE, *REVISIONS))
        raise UsageError(f"{revision}: no such revision; known are {known}", code="E114")
    connector = Connector(address)
    try:
        found = revision_of(connector)
        if found is not None and found not in REVISIONS:
            require_head(connector)
        _run(connector, revision, up=up)
        return revision_of(connector) or BASE
    finally:
        connector.close()


def _run(connector: Connector, revision: str, *, up: bool) -> None:
    # Alembic is slow to start and only migrations need it.
    from patiented.store.migrations.running import run  # noqa: PLC0415

    connector.prepare()
    run(connector, revision, up=up)


def _revision(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 -- our own constant
        found = connection.execute(query).scalar()
        return None if found is None else str(found)
    if tables and connection.dialect.name == "sqlite":
        message = "it holds other tables and is not a database of patiented"
        raise StoreError(f"database {connection.engine.url.database}: {message}", code="E504")
    return None
