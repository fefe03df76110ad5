"""The gate of the desks: before any view is asked, it knows who is there and lets in or refuses.

An address belongs to a desk by how it begins (`web.desks.areas`), so a new view cannot forget the
login. `patiented write` opens the desks without one, to the machine itself: then every request must
name this machine as its host, come from no proxy, and from no page of another site.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import abort, current_app, g, request

from patiented.accounts import DeskRole, Person, open_accounts
from patiented.errors import UsageError
from patiented.publishing.publisher import utc_now
from patiented.web.accounts import csrf, refusing, sessions
from patiented.web.accounts.passwords import Scrypt
from patiented.web.desks.areas import desk_of
from patiented.web.origins import followed, from_here, is_loopback, passed_on

if TYPE_CHECKING:
    from flask import Flask

    from patiented.accounts import Accounts
    from patiented.settings import Settings
    from patiented.web.accounts.oidc import Service

EXTENSION = "patiented.gate"

VOUCHED = "patiented.person"
"""Where a layer of the operator's own (WSGI) may put a `Person` whom it has logged in."""

OPEN = frozenset({"accounts.login", "accounts.enter", "accounts.go_out", "accounts.come_back"})
"""What nobody has to be logged in for: to log in."""


class Gate:
    """What the gate of one app knows; `local` is who is there without a login."""

    def __init__(
        self,
        settings: Settings,
        accounts: Accounts | None,
        local: str,
        service: Service | None,
    ) -> None:
        self._settings = settings
        self._given = accounts
        self.local = Person("local", local, frozenset(DeskRole)) if local else None
        self.service = service

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts; the database is opened when the first desk asks."""
        return self._given or open_accounts(self._settings, Scrypt(), utc_now)


def register(
    app: Flask,
    settings: Settings,
    accounts: Accounts | None,
    local: str = "",
) -> None:
    """Stand before every view; to be called before anything else that does."""
    app.extensions[EXTENSION] = Gate(settings, accounts, local, _service(app, settings))
    app.session_interface = sessions.DeskSessions(settings)
    csrf.register(app)
    refusing.register(app)
    app.before_request(_admit)


def gate() -> Gate:
    """Return the gate of the app that answers this request."""
    return cast("Gate", current_app.extensions[EXTENSION])


def person() -> Person | None:
    """Return who is at the desk that is asked for; None on every other page."""
    return cast("Person | None", g.get("person"))


def _service(app: Flask, settings: Settings) -> Service | None:
    if not settings.oidc_issuer:
        return None
    try:
        # Authlib is optional: it is asked for only where a service is named.
        from patiented.web.accounts.oidc import Service  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; for oidc_issuer install patiented[oidc]"
        raise UsageError(message, code="E137") from error
    return Service(app, settings)


def _admit() -> None:
    """Let a request through, or refuse it."""
    if gate().local and (passed_on() or not is_loopback(request.host)):
        raise refusing.OnlyHere
    area = desk_of(request.path)
    if area is None:
        return
    # A view may have set less already.
    request.max_content_length = min(area.most, request.max_content_length or area.most)
    _refuse_other_sites()
    g.person = gate().local or _vouched_for() or sessions.current(gate().accounts)
    if request.endpoint not in OPEN:
        if g.person is None:
            raise refusing.LoginNeeded
        if area.role and not g.person.may(area.role):
            raise refusing.NotAllowed
    csrf.protect()


def _vouched_for() -> Person | None:
    """Return whom a layer around the app has logged in; no header of a request can say this."""
    found = request.environ.get(VOUCHED)
    return found if isinstance(found, Person) else None


def _refuse_other_sites() -> None:
    """Let other sites do no more than lead here with a link; to a desk without login not even that.

    What a browser sends for another site is refused before anything is done with it.
    https://www.w3.org/TR/fetch-metadata/#policy-and-deployment
    """
    if not from_here() and (gate().local or not followed()):
        abort(403)
