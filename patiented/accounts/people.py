"""Adding people, changing what they may do, logging them in and out.

A session is a secret that the browser holds; the database keeps its SHA-256 only, so that nobody
who reads the database can log in with it. Whatever is done to an account ends its sessions.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from patiented.accounts.records import DeskRole, Person
from patiented.accounts.rules import (
    MAX_PASSWORD,
    checked_login,
    checked_password,
    checked_roles,
    cleaned_login,
    is_login,
    name_key,
    normal_password,
)
from patiented.errors import UsageError
from patiented.review import MAX_NAME, checked_name
from patiented.store import Account, AuditEntry, Change, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from patiented.accounts.records import Hasher
    from patiented.store import Keeping

TOKEN_BYTES = 32
TRIES = 5
"""How often a free login is looked for, where others are quicker."""
LOGIN_ROOM = 56
"""Characters of a login from outside: a number may follow."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: without a request, and at most."""

    idle: timedelta = timedelta(minutes=60)
    whole: timedelta = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody whom another service has logged in.

    `issuer` and `subject` are who it is; `login` and `name` only what they would like to be called.
    `roles` None leaves them to us.
    """

    issuer: str
    subject: str
    login: str
    name: str
    roles: frozenset[DeskRole] | None = None


class Accounts:
    """The accounts of one site; `clock` gives the time in ISO 8601, UTC, to the second."""

    def __init__(
        self,
        store: Keeping,
        hasher: Hasher,
        clock: Callable[[], str],
        lasting: Lasting | None = None,
    ) -> None:
        self._store = store
        self._hasher = hasher
        self._clock = clock
        self._lasting = lasting or Lasting()

    def list(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        return self._store.people.all()

    def add(
        self, login: str, name: str, roles: Iterable[str], password: str, *, by: str
    ) -> Account:
        """Add somebody who logs in with a password."""
        checked = checked_login(login)
        signed = checked_name(name)
        account = Account(
            login=checked,
            name=signed,
            name_key=name_key(signed),
            roles=checked_roles(roles),
            created_at=self._clock(),
            password=self._hasher.hash(checked_password(password, checked, signed)),
        )
        return self._store.people.add(account, self._entry(by, "account added", account))

    def set_roles(self, login: str, roles: Iterable[str], *, by: str) -> Account:
        """Give somebody exactly these roles."""
        given = checked_roles(roles)
        note = f"{self._known(login).login}: {_listed(given)}"
        return self._change(login, Change(roles=given), by, "account roles", note)

    def set_password(self, login: str, password: str, *, by: str) -> Account:
        """Give somebody another password."""
        account = self._known(login)
        if account.issuer is not None:
            message = f"{account.login} logs in at {account.issuer} and has no password here"
            raise UsageError(message, code="E135")
        hashed = self._hasher.hash(checked_password(password, account.login, account.name))
        return self._change(login, Change(password=hashed), by, "account password", account.login)

    def set_active(self, login: str, *, active: bool, by: str) -> Account:
        """Let somebody in again, or keep them out from now on."""
        action = "account enabled" if active else "account disabled"
        return self._change(login, Change(active=active), by, action, self._known(login).login)

    def log_in(self, login: str, password: str) -> Account | None:
        """Return whose login and password these are.

        It takes as long for a login that nobody has, so that the time tells nobody which there are.
        """
        cleaned = cleaned_login(login)
        account = self._store.people.find(cleaned) if is_login(cleaned) else None
        held = (account.password if account else "") or self._hasher.nobody
        fits = self._hasher.fits(held, normal_password(password[: MAX_PASSWORD + 1]))
        return account if fits and account and account.active else None

    def admit(self, outsider: Outsider) -> Account | None:
        """Return the account of somebody from outside, made when they come for the first time.

        None when the account is disabled. It is known by issuer and subject alone: a login or a
        name can be chosen there, and must open no account that is already here.
        """
        account = self._store.people.known_as(outsider.issuer, outsider.subject)
        if account is None:
            return self._added(outsider)
        roles = outsider.roles
        if account.active and roles is not None and roles != account.roles:
            note = f"{account.login}: {_listed(roles)}"
            change, by = Change(roles=frozenset(roles)), outsider.issuer[:MAX_NAME]
            account = self._change(account.login, change, by, "account roles", note)
        return account if account.active else None

    def has_password(self, login: str) -> bool:
        """Tell whether somebody logs in with a password of this site."""
        return bool(self._known(login).password)

    def start_session(self, account: Account) -> str:
        """Open a session; return the secret of its browser."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self._clock()
        session = Session(_digest(token), account.number, account.version, now)
        self._store.people.start(session, since=_text(_moment(now) - self._lasting.whole))
        return token

    def end_session(self, token: str) -> None:
        """End the session of a browser."""
        self._store.people.end(_digest(token))

    def at(self, token: str, seen: str) -> Person | None:
        """Return who is at the browser that holds `token` and was last seen at `seen`."""
        found = self._store.people.session(_digest(token))
        if found is None:
            return None
        session, account = found
        now = _moment(self._clock())
        try:
            idle = now - _moment(seen)
        except ValueError:
            return None
        whole = now - _moment(session.started_at)
        lasts = idle < self._lasting.idle and whole < self._lasting.whole
        return person_of(account) if lasts and account.active else None

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def now(self) -> str:
        """Return the time."""
        return self._clock()

    def _added(self, outsider: Outsider) -> Account:
        for _ in range(TRIES):
            account = self._shaped(outsider)
            entry = self._entry(outsider.issuer[:MAX_NAME], "account added", account)
            try:
                return self._store.people.add(account, entry)
            except UsageError:
                # Somebody was quicker: the same person, come twice at once, or another one.
                if known := self._store.people.known_as(outsider.issuer, outsider.subject):
                    return known
        raise UsageError(f"no login is left for {outsider.login}", code="E130")

    def _shaped(self, outsider: Outsider) -> Account:
        """Return an account for somebody from outside, with a login and a name that are free."""
        there = self.list()
        wished = re.sub(r"[^a-z0-9._@+-]+", "-", cleaned_login(outsider.login)).lstrip("._@+-")
        login = _free(wished[:LOGIN_ROOM] or "person", {one.login for one in there})
        given = _readable(outsider.name) or login
        names = {one.name_key for one in there}
        name = given if name_key(given) not in names else f"{given} ({login})"
        return Account(
            login=login,
            name=name,
            name_key=name_key(name),
            roles=frozenset(outsider.roles or ()),
            created_at=self._clock(),
            issuer=outsider.issuer,
            subject=outsider.subject,
        )

    def _known(self, login: str) -> Account:
        cleaned = cleaned_login(login)
        account = self._store.people.find(cleaned) if is_login(cleaned) else None
        if account is None:
            raise UsageError(f"nobody has the login {login}", code="E131")
        return account

    def _change(self, login: str, change: Change, by: str, action: str, note: str) -> Account:
        entry = AuditEntry(self._clock(), checked_name(by), action, "", note=note)
        return self._store.people.change(cleaned_login(login), change, entry)

    def _entry(self, by: str, action: str, account: Account) -> AuditEntry:
        note = f"{account.login} ({account.name}): {_listed(account.roles)}"
        return AuditEntry(self._clock(), checked_name(by), action, "", note=note)


def person_of(account: Account) -> Person:
    """Return the person whose account it is."""
    known = set(DeskRole)
    roles = frozenset(DeskRole(one) for one in account.roles if one in known)
    return Person(account.login, account.name, roles)


def _free(wished: str, taken: set[str]) -> str:
    """Return `wished`, with the first number behind it that is not taken."""
    tries = (wished, *(f"{wished}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def _listed(roles: Iterable[str]) -> str:
    return ", ".join(sorted(roles)) or "no role"


def _readable(name: str) -> str:
    """Return a name from outside as it may be kept, or nothing."""
    try:
        return checked_name(name[:100])
    except UsageError:
        return ""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
