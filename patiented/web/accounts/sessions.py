"""The cookie of the desks, and what a session holds: the secret of a browser and when it was seen.

No address but a desk opens a session: on all other pages the cookie is neither read nor set, even
where a browser sends it along. It is sent for the whole host, because the desks have no folder of
their own, languages stand in front of them, and only then may its name begin with `__Host-`, which
no other host of the domain can set (RFC 6265bis, 4.1.3.2). `SameSite` is Lax: with Strict somebody
who comes back from a login service, or from a link in a mail, would seem to be a stranger; nothing
is changed by following a link.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request, session
from flask.sessions import SecureCookieSessionInterface

from patiented.accounts import signing_key
from patiented.web.accounts.csrf import new_csrf_token
from patiented.web.addresses import origin
from patiented.web.desks.areas import desk_of
from patiented.web.origins import is_loopback, passed_on

if TYPE_CHECKING:
    from flask import Flask, Request
    from flask.sessions import SecureCookieSession

    from patiented.accounts import Accounts, Person
    from patiented.settings import Settings
    from patiented.store import Account

TOKEN, SEEN = "token", "seen"
MINUTE = len("2026-01-02T03:04")
"""The start of a time that tells one minute from the next."""


class DeskSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, for desks only; the key is read when the first desk is opened."""

    digest_method = staticmethod(hashlib.sha256)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie on a desk; elsewhere there is no session that could be used."""
        if desk_of(request.path) is None:
            return None
        if app.secret_key is None:
            app.secret_key = signing_key(self._settings)
        return super().open_session(app, request)

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002  (Flask's signature)
        """Return a name that is safe; on one machine, one for each port, as ports share cookies."""
        if is_secure():
            return "__Host-patiented"
        return f"patiented-{request.host.rpartition(':')[2]}"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        """Tell whether the cookie may travel over https alone."""
        return is_secure()

    def get_cookie_path(self, app: Flask) -> str:  # noqa: ARG002
        """Return the path that `__Host-` asks for."""
        return "/"

    def get_cookie_domain(self, app: Flask) -> None:  # noqa: ARG002
        """Return no domain: the cookie is for this host alone."""
        return

    def get_cookie_httponly(self, app: Flask) -> bool:  # noqa: ARG002
        """Keep the cookie from scripts."""
        return True

    def get_cookie_samesite(self, app: Flask) -> str:  # noqa: ARG002
        """Keep the cookie from what other sites send."""
        return "Lax"


def is_secure() -> bool:
    """Tell whether cookies need https: always, but on the machine itself.

    A proxy that passes on requests as if they were for this machine gives itself away.
    """
    scheme, _, host = origin().partition("://")
    return scheme == "https" or passed_on() or not is_loopback(host)


def start(accounts: Accounts, account: Account) -> None:
    """Open a session for somebody who has just logged in; nothing of the one before is left."""
    leave(accounts)
    session[TOKEN] = accounts.start_session(account)
    session[SEEN] = accounts.now()
    new_csrf_token()


def leave(accounts: Accounts) -> None:
    """End the session of this browser, here and in the database."""
    if token := session.get(TOKEN):
        accounts.end_session(token)
    session.clear()


def current(accounts: Accounts) -> Person | None:
    """Return who is logged in at this browser; a session that has ended is cleared away."""
    token = session.get(TOKEN)
    if not token:
        return None
    person = accounts.at(token, session.get(SEEN, ""))
    now = accounts.now()
    if person is None:
        session.clear()
    elif session[SEEN][:MINUTE] != now[:MINUTE]:
        session[SEEN] = now
    return person
