"""Where a form was sent from, as far as the browser says it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from patiented.web.addresses import origin


def from_here() -> bool:
    """Tell whether a page of this site sent the form, as far as the browser says where from.

    `Sec-Fetch-Site` is sent by every current browser; an old one or a text browser sends `Origin`
    or nothing. https://www.w3.org/TR/fetch-metadata/
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in {"same-origin", "none"}
    given = request.headers.get("Origin")
    if given is None:
        return True
    return urlsplit(given).netloc in {request.host, urlsplit(origin()).netloc}
