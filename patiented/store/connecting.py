"""Connections and transactions on SQLite and PostgreSQL, and their errors in one clear line.

Knows no table. A `Connector` opens nothing until it is used, and opens anew after a fork.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from patiented.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_S = 15
_WRITES = "patiented_writes"

_OWN_FOLDERS = frozenset({"var", "patiented"})
"""The folders of the default addresses; they are made when missing, any other must be there."""

_TOLD = (
    ("readonly", "E503", "is read-only, and this step has to write; set PATIENTED_DATABASE_URL"),
    ("read-only", "E503", "is read-only, and this step has to write; set PATIENTED_DATABASE_URL"),
    ("locked", "E502", "is busy with another process; try again"),
    ("unable to open", "E504", "cannot be opened; check the path and its permissions"),
    ("not a database", "E504", "is not an SQLite database"),
    ("malformed", "E504", "is damaged; restore it from a backup"),
    ("disk is full", "E504", "cannot grow: the disk is full"),
    ("password", "E505", "refuses the name or the password"),
    ("connection", "E505", "cannot be reached; is the server running, and is the address right?"),
)
"""What a driver's message contains, and the code and line we say instead."""


class Access(Protocol):
    """What a repository needs of a database."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that only reads."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that writes."""


class Connector:
    """Reads and writes one database in transactions."""

    def __init__(self, address: str) -> None:
        self.url = _parsed(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine: Engine | None = None
        self._pid = 0

    @property
    def name(self) -> str:
        """The database as a message may name it: a path, or an address without the password."""
        if self.is_sqlite:
            return str(self.url.database)
        return self.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None on a server."""
        return self._file if self.is_sqlite and not self._is_uri else None

    @property
    def missing(self) -> bool:
        """Whether this is an SQLite file that is not there yet."""
        return self.is_sqlite and not self._is_uri and not self._file.exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with self._told(), self._opened().connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; on SQLite it waits its turn before it reads."""
        with self._told(), self._opened().connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def prepare(self) -> None:
        """Make a new SQLite file ready to be shared by several processes."""
        if not self.is_sqlite or self._is_uri:
            return
        folder = self._file.parent
        if folder.name in _OWN_FOLDERS:
            self._make(folder)
        if not folder.is_dir():
            raise StoreError(f"database {self.name}: the folder {folder} is not there", code="E504")
        try:
            with self._told():
                self._use_write_ahead_log()
        except sqlite3.Error as error:
            raise self.error(str(error)) from error

    @property
    def driver_error(self) -> type[Exception]:
        """What `watching` and its connection raise; `error` says it in one clear line."""
        error: type[Exception] = self._opened().dialect.loaded_dbapi.Error
        return error

    def watching(self) -> Any:
        """Return a driver's connection of the caller's own, outside any transaction."""
        pooled = self._opened().raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if not self.is_sqlite:
            connection.autocommit = True
        return connection

    def close(self) -> None:
        """Let go of every connection."""
        if self._engine is not None:
            self._engine.dispose(close=self._pid == os.getpid())
            self._engine = None

    @property
    def _file(self) -> Path:
        return Path(str(self.url.database))

    @property
    def _is_uri(self) -> bool:
        return str(self.url.database).startswith("file:")

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            message = (
                f"database {self.name}: the folder cannot be made: {error.strerror}; "
                "say where with PATIENTED_DATABASE_URL"
            )
            raise StoreError(message, code="E503") from error

    def _opened(self) -> Engine:
        """Return the engine; a child process must never use its parent's connections."""
        if self._engine is not None and self._pid != os.getpid():
            self.close()
        if self._engine is None:
            self._engine = _engine(self.url, is_sqlite=self.is_sqlite)
            self._pid = os.getpid()
        return self._engine

    def _use_write_ahead_log(self) -> None:
        """Switch to WAL. SQLite does not wait here when another process switches too, so we do."""
        deadline = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            raw = self._opened().raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return
            finally:
                raw.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say a driver's error in one clear line; a conflict is left to the repository."""
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise self.error(str(error.orig)) from error

    def error(self, said: str) -> StoreError:
        """Return the error for what a driver said."""
        for part, code, words in _TOLD:
            if part in said:
                return StoreError(f"database {self.name}: it {words}", code=code)
        return StoreError(f"database {self.name}: {said.splitlines()[0]}", code="E501")


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError("the database address cannot be read", code="E507") from error
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("a database in memory keeps nothing; give it a file", code="E507")
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _engine(url: URL, *, is_sqlite: bool) -> Engine:
    options: dict[str, Any] = {} if is_sqlite else {"pool_pre_ping": True}
    try:
        engine = create_engine(url, **options)
    except (NoSuchModuleError, ArgumentError) as error:
        raise StoreError(f"no such kind of database: {url.drivername}", code="E507") from error
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; for PostgreSQL install patiented[postgres]"
        raise StoreError(message, code="E508") from error
    if is_sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Set what SQLite keeps per connection; our own BEGIN replaces the driver's late one."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where we mean to write: a late upgrade fails without waiting."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
