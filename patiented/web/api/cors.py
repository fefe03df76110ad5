"""Which sites may use the API from a browser (the Fetch standard, "CORS protocol").

Nobody unless the setting names them. Nothing here knows who asks, so there are no credentials to
allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, request

from patiented.web.api.problems import VOICE
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask, Response

ANYBODY = "*"
TAKEN = "Accept, Content-Type, If-None-Match"
"""The headers of a request that mean something here."""
SHOWN = (
    "Allow, ETag, Link, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
)
REMEMBERED_S = 7200
"""How long a browser may remember what is allowed; Chromium takes no more."""


def register(app: Flask) -> None:
    """Answer preflights, and say with every answer below `/api` who may read it."""
    app.before_request(_preflight)
    app.after_request(_open)


def _preflight() -> Response | None:
    """Say what a script of an allowed site may send; another one gets the plain `OPTIONS`."""
    asked = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    if not (asked and VOICE.speaks_here() and request.url_rule and _allowed()):
        return None
    response = make_response("", 204)
    methods = sorted(request.url_rule.methods or ())
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = TAKEN
    response.headers["Access-Control-Max-Age"] = str(REMEMBERED_S)
    return response


def _open(response: Response) -> Response:
    if not VOICE.speaks_here():
        return response
    allowed = _allowed()
    if desk().settings.api_cors_origins not in {"", ANYBODY}:
        response.vary.add("Origin")
    if allowed:
        response.headers["Access-Control-Allow-Origin"] = allowed
        response.headers["Access-Control-Expose-Headers"] = SHOWN
    return response


def _allowed() -> str:
    """Return what the answer says of who may read it: everybody, the origin that asks, nobody."""
    named = desk().settings.api_cors_origins
    if named == ANYBODY:
        return ANYBODY
    asking = request.headers.get("Origin", "")
    return asking if asking and asking in named.split(" ") else ""
