"""The accounts of the desks, and the sessions of their owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from patiented.errors import UsageError
from patiented.store.audit import record_audit
from patiented.store.interface import Account, Session
from patiented.store.tables import PersonRow, SessionRow

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping, Select

    from patiented.store.connecting import Access
    from patiented.store.interface import AuditEntry, Change

_TABLE = PersonRow.__table__


class PeopleRepository:
    """Keeps `interface.People` in the database."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def add(self, account: Account, entry: AuditEntry) -> Account:
        """Keep a new account; a UsageError when its login or its name is taken."""
        row = insert(PersonRow).values(
            login=account.login,
            name=account.name,
            name_key=account.name_key,
            password=account.password,
            roles=" ".join(sorted(account.roles)),
            active=account.active,
            version=account.version,
            created_at=account.created_at,
            issuer=account.issuer,
            subject=account.subject,
        )
        with self._access.writing() as connection:
            _refuse_taken(connection, account)
            try:
                connection.execute(row)
            except IntegrityError as error:  # somebody was quicker, on a server
                message = f"the login {account.login} or the name {account.name} is taken"
                raise UsageError(message, code="E130") from error
            record_audit(connection, entry)
            return _one(connection, account.login)

    def find(self, login: str) -> Account | None:
        """Return the account with this login."""
        return self._found(select(_TABLE).where(PersonRow.login == login))

    def known_as(self, issuer: str, subject: str) -> Account | None:
        """Return the account of somebody whom another service knows."""
        same = (PersonRow.issuer == issuer, PersonRow.subject == subject)
        return self._found(select(_TABLE).where(*same))

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        with self._access.reading() as connection:
            rows = connection.execute(select(_TABLE).order_by(PersonRow.login)).mappings().all()
        return tuple(map(_account, rows))

    def change(self, login: str, change: Change, entry: AuditEntry) -> Account:
        """Change an account and end its open sessions; a UsageError where there is none."""
        values: dict[str, object] = {"version": PersonRow.version + 1}
        if change.password is not None:
            values["password"] = change.password
        if change.roles is not None:
            values["roles"] = " ".join(sorted(change.roles))
        if change.active is not None:
            values["active"] = change.active
        with self._access.writing() as connection:
            connection.execute(update(PersonRow).where(PersonRow.login == login).values(values))
            account = _one(connection, login)
            gone = delete(SessionRow).where(SessionRow.person == account.number)
            connection.execute(gone)
            record_audit(connection, entry)
            return account

    def start(self, session: Session, *, since: str) -> None:
        """Keep a session; drop those that were started before `since`."""
        row = insert(SessionRow).values(
            digest=session.digest,
            person=session.person,
            version=session.version,
            started_at=session.started_at,
        )
        with self._access.writing() as connection:
            connection.execute(delete(SessionRow).where(SessionRow.started_at < since))
            connection.execute(row)

    def session(self, digest: str) -> tuple[Session, Account] | None:
        """Return a session that counts, and whose it is."""
        query = (
            select(_TABLE, SessionRow.started_at)
            .join(SessionRow, SessionRow.person == PersonRow.number)
            .where(SessionRow.digest == digest, SessionRow.version == PersonRow.version)
        )
        with self._access.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        account = _account(row)
        return Session(digest, account.number, account.version, row["started_at"]), account

    def end(self, digest: str) -> None:
        """Drop a session; none may be there."""
        with self._access.writing() as connection:
            connection.execute(delete(SessionRow).where(SessionRow.digest == digest))

    def _found(self, query: Select[tuple[object, ...]]) -> Account | None:
        with self._access.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else _account(row)


def _refuse_taken(connection: Connection, account: Account) -> None:
    taken = (
        (PersonRow.login == account.login, f"the login {account.login}"),
        (PersonRow.name_key == account.name_key, f"the name {account.name}"),
    )
    for same, said in taken:
        if connection.execute(select(PersonRow.number).where(same)).first():
            raise UsageError(f"{said} is taken", code="E130")


def _one(connection: Connection, login: str) -> Account:
    query = select(_TABLE).where(PersonRow.login == login)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UsageError(f"nobody has the login {login}", code="E131")
    return _account(row)


def _account(row: RowMapping) -> Account:
    return Account(
        login=row["login"],
        name=row["name"],
        name_key=row["name_key"],
        roles=frozenset(row["roles"].split()),
        created_at=row["created_at"],
        password=row["password"],
        issuer=row["issuer"],
        subject=row["subject"],
        active=row["active"],
        version=row["version"],
        number=row["number"],
    )
