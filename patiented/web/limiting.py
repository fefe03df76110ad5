"""How often somebody may send something: the one door to Flask-Limiter.

Counted by internet address, in memory unless a setting names a shared place; the count is nowhere
joined with what was sent. A network of IPv6 counts as one: a home has billions of addresses.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import request
from flask_limiter import Limiter

from patiented.accounts import cleaned_login
from patiented.web.accounts.gate import person

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from flask.typing import RouteCallable

    from patiented.settings import Settings

NETWORK_BITS = 64
EVERYBODY = "everybody"
SITE_LIMIT = "2000 per day"
"""What all readers together may send: a flood from many addresses must not fill the database."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How often somebody may ask an endpoint.

    `rate` is the setting, `whom` names who is counted. `wrong`: only answers that refuse what was
    given (403) count. `everybody`: all together have a limit as well.
    """

    endpoint: str
    rate: Callable[[Settings], str]
    whom: Callable[[], str]
    wrong: bool = False
    everybody: bool = False


def register(app: Flask, settings: Settings) -> None:
    """Limit the endpoints of LIMITS; called when all of them are there."""
    limiter = Limiter(
        key_func=network,
        app=app,
        storage_uri=settings.limits_storage_url,
        headers_enabled=True,
        # A counter that is away must not keep a reader from reporting a wrong dose.
        in_memory_fallback_enabled=not settings.limits_storage_url.startswith("memory:"),
    )
    # It would log internet addresses where an operator asks for more lines.
    limiter.logger.setLevel(logging.WARNING)
    for one in LIMITS:
        counts = _refused if one.wrong else None
        limit = limiter.limit(one.rate(settings), key_func=one.whom, deduct_when=counts)
        view = limit(app.view_functions[one.endpoint])
        if one.everybody:
            shared = limiter.shared_limit(
                SITE_LIMIT, scope=one.endpoint, key_func=lambda: EVERYBODY
            )
            view = shared(view)
        app.view_functions[one.endpoint] = cast("RouteCallable", view)


def network() -> str:
    """Return whom a request is counted for: an IPv4 address or an IPv6 network."""
    given = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    if address.version == 4:  # noqa: PLR2004  (the version of the protocol)
        return str(address)
    return str(ipaddress.ip_network(f"{address}/{NETWORK_BITS}", strict=False))


def owner() -> str:
    """Return whose account is changed."""
    me = person()
    return f"person {me.login}" if me else network()


def login() -> str:
    """Return the login that is tried, whether or not there is one; its hash, as it may be a slip.

    People type their password where the login belongs.
    """
    tried = cleaned_login(request.form.get("login", ""))
    return "login " + hashlib.sha256(tried.encode("utf-8", "surrogatepass")).hexdigest()


def _refused(response: Response) -> bool:
    return response.status_code == 403  # noqa: PLR2004


LIMITS = (
    Limit("reports.send", lambda one: one.report_limit, network, everybody=True),
    Limit("accounts.enter", lambda one: one.login_limit_network, network, wrong=True),
    Limit("accounts.enter", lambda one: one.login_limit, login, wrong=True),
    Limit("accounts.change_password", lambda one: one.login_limit, owner, wrong=True),
)
"""What is limited, for whom, and by which setting."""
