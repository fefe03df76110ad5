"""Whether anybody has written to the database since: one cheap question, for what is remembered.

SQLite counts the commits of others for each connection (`PRAGMA data_version`), so one connection
is kept that never writes. PostgreSQL names the set of transactions that a reader sees now
(`pg_current_snapshot`, from version 13): it is another one after every commit, in any database of
the server. Neither can miss a commit; both may tell of one that changes nothing for us.
"""

from __future__ import annotations

import os
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from patiented.store.connecting import Connector

_SQLITE = "PRAGMA data_version"
_POSTGRESQL = "SELECT pg_current_snapshot()::text"


class Changes:
    """Tells one state of a database from the next; safe between threads and across a fork."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._query = _SQLITE if connector.is_sqlite else _POSTGRESQL
        self._lock = Lock()
        self._connection: Any = None
        self._inherited: Any = None
        self._pid = 0
        self._openings = count()
        self._opening = 0

    def token(self) -> str:
        """Return a name for what the database holds now; another one after every commit.

        Two tokens of one process may be compared, never those of two.
        """
        with self._lock:
            if self._pid != os.getpid():
                # The parent's: it must not be used here, and not even be closed by being forgotten.
                self._inherited, self._connection = self._connection, None
            errors = self._connector.driver_error
            try:
                return self._ask()
            except errors:
                self._close()  # a server that came back wants a new connection
            try:
                return self._ask()
            except errors as error:
                raise self._connector.error(str(error)) from error

    def close(self) -> None:
        """Let go of the connection; the next use opens another."""
        with self._lock:
            self._close()

    def _ask(self) -> str:
        if self._connection is None:
            self._connection = self._connector.watching()
            self._pid = os.getpid()
            # SQLite counts anew on each connection: its numbers must not meet those of another.
            self._opening = next(self._openings)
        # All rows are taken: an unfinished question would hold one state of the file for ever.
        rows = self._connection.execute(self._query).fetchall()
        return f"{self._opening}:{rows[0][0]}"

    def _close(self) -> None:
        if self._connection is not None and self._pid == os.getpid():
            self._connection.close()
        self._connection = None
