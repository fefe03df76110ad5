"""Keeping editions, reviews, withdrawals and the audit trail in a database.

The only door to SQLAlchemy and Alembic. `interface` says what keeping means, `Store` does it, and
`schema` has the functions behind the `db` command.
"""

from patiented.store.database import Store
from patiented.store.interface import AuditEntry, Keeping, KeptEdition, ReviewRecord

__all__ = ["AuditEntry", "Keeping", "KeptEdition", "ReviewRecord", "Store"]
