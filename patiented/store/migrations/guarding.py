"""Triggers that make a table append-only, on SQLite and PostgreSQL; for use by the revisions.

Frozen like a revision: a later need gets functions of its own, so that old revisions keep their
sense.
"""

from __future__ import annotations

from alembic import op

_SQLITE = """
CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_POSTGRES_FUNCTION = """
CREATE FUNCTION patiented_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def add_function() -> None:
    """Make the function that the triggers of PostgreSQL call."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_FUNCTION)


def drop_function() -> None:
    """Take the function away again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION patiented_append_only()")


def make_append_only(table: str, *unique: str) -> None:
    """Refuse every UPDATE, DELETE and replacing INSERT on `table`; `unique` as SQL over `NEW`.

    SQLite deletes for an INSERT OR REPLACE without asking the DELETE trigger, hence the third.
    """
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgres(table)
        return
    taken = " OR ".join(("number = NEW.number", *unique))
    when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 -- our own constants
    for name, event, clause in (
        ("update", "UPDATE", ""),
        ("delete", "DELETE", ""),
        ("replace", "INSERT", when),
    ):
        op.execute(_SQLITE.format(table=table, name=name, event=event, when=clause))


def _guard_on_postgres(table: str) -> None:
    call = "EXECUTE FUNCTION patiented_append_only()"
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"
    )
