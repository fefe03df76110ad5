"""How often somebody may send something: the one door to Flask-Limiter.

Counted by internet address, in memory unless a setting names a shared place; the count is nowhere
joined with what was sent. A network of IPv6 counts as one: a home has billions of addresses.
"""

from __future__ import annotations

import ipaddress
import logging
from typing import TYPE_CHECKING, cast

from flask import request
from flask_limiter import Limiter

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import RouteCallable

    from patiented.settings import Settings

NETWORK_BITS = 64
EVERYBODY = "everybody"
SITE_LIMIT = "2000 per day"
"""What all readers together may send: a flood from many addresses must not fill the database."""

LIMITED: dict[str, Callable[[Settings], str]] = {"reports.send": lambda one: one.report_limit}
"""Which endpoints are limited for each reader, and by which setting."""


def register(app: Flask, settings: Settings) -> None:
    """Limit the endpoints of LIMITED; called when all of them are there."""
    limiter = Limiter(
        key_func=network,
        app=app,
        storage_uri=settings.limits_storage_url,
        headers_enabled=True,
        # A counter that is away must not keep a reader from reporting a wrong dose.
        in_memory_fallback_enabled=not settings.limits_storage_url.startswith("memory:"),
    )
    # Else it looks for the limits of every page.
    limiter.request_filter(lambda: request.endpoint not in LIMITED)
    # It would log internet addresses where an operator asks for more lines.
    limiter.logger.setLevel(logging.WARNING)
    for endpoint, limit in LIMITED.items():
        view = limiter.limit(limit(settings))(app.view_functions[endpoint])
        shared = limiter.shared_limit(SITE_LIMIT, scope=endpoint, key_func=lambda: EVERYBODY)
        app.view_functions[endpoint] = cast("RouteCallable", shared(view))


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
