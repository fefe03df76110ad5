"""Where a request comes from, as far as the browser says: this site, another one, this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import request

from patiented.web.addresses import origin

OURS = frozenset({"same-origin", "none"})
"""What `Sec-Fetch-Site` says of a page of this site, and of an address that somebody typed."""

PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto")
"""What a proxy says of the request that it passes on."""


def from_here() -> bool:
    """Tell whether a page of this site sent the request, as far as the browser says where from.

    `Sec-Fetch-Site` is sent by every current browser; an old one or a text browser sends `Origin`
    or nothing. https://www.w3.org/TR/fetch-metadata/
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in OURS
    given = request.headers.get("Origin")
    if given is None:
        return True
    return urlsplit(given).netloc in {request.host, urlsplit(origin()).netloc}


def followed() -> bool:
    """Tell whether somebody only follows a link: the whole window goes there, nothing is sent."""
    return (
        request.method in {"GET", "HEAD"}
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.headers.get("Sec-Fetch-Dest") == "document"
    )


def passed_on() -> bool:
    """Tell whether a proxy passed the request on."""
    return any(name in request.headers for name in PASSED_ON)


def is_loopback(host: str) -> bool:
    """Tell whether a host, with or without a port, is this machine as only it can call itself.

    Names are not looked up: whoever owns a name can let it point here (DNS rebinding).
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
