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
REFUSALS = {429, 503}
SITE_LIMIT = "2000 per day"
"""What all readers together may send: a flood from many addresses must not fill the database."""


@dataclass(frozen=True, slots=True)
class Limited:
    """Endpoints that share one count.

    `rate` is the setting, `whom` names who is counted; `of_all` is what all together may do.
    `wrong`: only answers that refuse what was given (403) count.
    """

    name: str
    endpoints: tuple[str, ...]
    rate: Callable[[Settings], str]
    whom: Callable[[], str]
    of_all: str = ""
    wrong: bool = False


def register(app: Flask, settings: Settings) -> None:
    """Limit the endpoints of LIMITED; called when all of them are there."""
    app.after_request(_waiting)  # before the limiter's: what is registered first sees it last
    limiter = Limiter(
        key_func=network,
        app=app,
        storage_uri=settings.limits_storage_url,
        headers_enabled=True,
        # A counter that is away must not keep a reader from reporting a wrong dose.
        in_memory_fallback_enabled=not settings.limits_storage_url.startswith("memory:"),
    )
    # Else it looks for the limits of every page.
    limited = {endpoint for one in LIMITED for endpoint in one.endpoints}
    limiter.request_filter(lambda: request.endpoint not in limited)
    # It would log internet addresses where an operator asks for more lines.
    limiter.logger.setLevel(logging.WARNING)
    for one in LIMITED:
        counts = _refused if one.wrong else None
        limits = [
            limiter.shared_limit(
                one.rate(settings), scope=one.name, key_func=one.whom, deduct_when=counts
            )
        ]
        if one.of_all:
            everybody = limiter.shared_limit(
                one.of_all, scope=f"{one.name} {EVERYBODY}", key_func=lambda: EVERYBODY
            )
            limits.append(everybody)
        for endpoint in one.endpoints:
            view = app.view_functions[endpoint]
            for limit in limits:
                view = cast("RouteCallable", limit(view))
            app.view_functions[endpoint] = view


def _waiting(response: Response) -> Response:
    """Take the time to wait off what was not refused: a redirect would be followed that late."""
    if response.status_code not in REFUSALS:
        response.headers.pop("Retry-After", None)
    return response


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


LIMITED = (
    Limited("reports.send", ("reports.send",), lambda one: one.report_limit, network, SITE_LIMIT),
    Limited(
        "api.read",
        ("api.monographs", "api.monograph", "api.edition", "api.audiences", "api.description"),
        lambda one: one.api_read_limit,
        network,
    ),
    Limited(
        "api.work",
        ("api.score", "api.guard", "api.rewrite", "api.ask"),
        lambda one: one.api_work_limit,
        network,
    ),
    Limited(
        "login by network",
        ("accounts.enter",),
        lambda one: one.login_limit_network,
        network,
        wrong=True,
    ),
    Limited("login", ("accounts.enter",), lambda one: one.login_limit, login, wrong=True),
    Limited(
        "password",
        ("accounts.change_password",),
        lambda one: one.login_limit,
        owner,
        wrong=True,
    ),
)
"""What is limited, for whom, and by which setting."""
