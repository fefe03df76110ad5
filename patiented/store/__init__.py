"""Keeping editions, reviews, withdrawals, reports and the audit trail in a database.

The only door to SQLAlchemy and Alembic. `interface` says what keeping means, `Store` does it, and
`schema` has the functions behind the `db` command.
"""

from patiented.store.database import Store
from patiented.store.interface import (
    Answer,
    AuditEntry,
    Closing,
    Keeping,
    KeptEdition,
    Report,
    ReviewRecord,
    Versions,
)

__all__ = [
    "Answer",
    "AuditEntry",
    "Closing",
    "Keeping",
    "KeptEdition",
    "Report",
    "ReviewRecord",
    "Store",
    "Versions",
]
