"""Keeping editions, reviews, withdrawals, reports, accounts and the audit trail in a database.

The only door to SQLAlchemy and Alembic. `interface` says what keeping means, `Store` does it, and
`schema` has the functions behind the `db` command.
"""

from patiented.store.database import Store
from patiented.store.interface import (
    Account,
    Answer,
    AuditEntry,
    Change,
    Closing,
    Keeping,
    KeptEdition,
    Report,
    ReviewRecord,
    Session,
    Versions,
)

__all__ = [
    "Account",
    "Answer",
    "AuditEntry",
    "Change",
    "Closing",
    "Keeping",
    "KeptEdition",
    "Report",
    "ReviewRecord",
    "Session",
    "Store",
    "Versions",
]
