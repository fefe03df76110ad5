"""The store: every repository over one database, which is checked before its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.store.audit import AuditRepository
from patiented.store.changes import Changes
from patiented.store.connecting import Connector
from patiented.store.editions import EditionRepository
from patiented.store.reports import ReportRepository
from patiented.store.reviews import ReviewRepository
from patiented.store.schema import make_ready
from patiented.store.withdrawals import WithdrawalRepository
from patiented.store.writings import WritingRepository

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection


class Store:
    """`interface.Keeping` on SQLite or PostgreSQL; opens nothing before its first use.

    Safe to share between threads, and between processes over one database.
    """

    def __init__(self, address: str) -> None:
        self._connector = Connector(address)
        self._changes = Changes(self._connector)
        self._ready = False
        self.editions = EditionRepository(self)
        self.reviews = ReviewRepository(self)
        self.writings = WritingRepository(self)
        self.withdrawals = WithdrawalRepository(self)
        self.reports = ReportRepository(self)
        self.audit = AuditRepository(self)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file, and not a server."""
        return self._connector.is_sqlite

    def changes(self) -> str:
        """Return a name for what the database holds now; another one after every commit."""
        self._check()
        return self._changes.token()

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that only reads."""
        self._check()
        return self._connector.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that writes."""
        self._check()
        return self._connector.writing()

    def close(self) -> None:
        """Let go of every connection; the next use opens and checks again."""
        self._changes.close()
        self._connector.close()
        self._ready = False

    def _check(self) -> None:
        if not self._ready:
            make_ready(self._connector)
            self._ready = True
