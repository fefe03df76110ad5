"""What is said to somebody who may not be at a desk: as a page, or as JSON to a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import jsonify, make_response, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from patiented.export import notice
from patiented.rendering import ErrorPage, Link
from patiented.rendering.speaking import mark
from patiented.web.accounts.csrf import CSRFError
from patiented.web.assets import site
from patiented.web.desks.areas import wants_data
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

LOGIN_CHALLENGE = 'Session realm="desk"'
"""RFC 9110, 15.5.2: a 401 names a way to log in; no browser knows this one and asks by itself."""


class LoginNeeded(HTTPException):
    """Nobody is logged in, or no longer."""

    code = 401


class NotAllowed(HTTPException):
    """Somebody is logged in who has not the role."""

    code = 403


class OnlyHere(HTTPException):
    """A desk without a login was asked for from elsewhere than its machine."""

    code = 403


class ServiceError(Exception):
    """A login service did not log somebody in, or said something that cannot be believed."""


LOG_IN = mark("Please log in. Nothing that was sent is kept.")
WORDS = {
    NotAllowed: (
        mark("This desk is not open to you"),
        mark("Your account has not the role for it. An admin can give it to you."),
    ),
    OnlyHere: (
        mark("This desk is open on its own machine only"),
        mark("Open it there at 127.0.0.1 or localhost, not through another name or a proxy."),
    ),
    CSRFError: (
        mark("This page is too old to be sent"),
        mark(
            "You logged in or out since it was opened, or your browser keeps no cookies here. "
            "Nothing was changed. Go back, copy what you typed, reload the page and send it again."
        ),
    ),
}


def register(app: Flask) -> None:
    """Answer refusals in our own words."""
    app.register_error_handler(LoginNeeded, _log_in)
    for kind in WORDS:
        app.register_error_handler(kind, _refuse)


def login_url(target: str = "") -> str:
    """Return the address of the login that leads on to `target`."""
    url = url_for("accounts.login")
    return f"{url}?next={quote(target, safe='/')}" if target else url


def _log_in(error: LoginNeeded) -> ResponseReturnValue:  # noqa: ARG001  (Flask's signature)
    if not wants_data():
        query = request.query_string.decode("ascii", "replace")
        here = f"{request.script_root}{request.path}" + (f"?{query}" if query else "")
        return redirect(login_url(here if request.method == "GET" else ""), code=303)
    response = jsonify(notice.error_to_json(401, site().say(LOG_IN)))
    response.headers["WWW-Authenticate"] = LOGIN_CHALLENGE
    return response, 401


def _refuse(error: HTTPException) -> ResponseReturnValue:
    frame, status = site(), error.code or 403
    title, message = map(frame.say, WORDS[type(error)])
    if wants_data():
        return jsonify(notice.error_to_json(status, f"{title}. {message}")), status
    choices = (Link(frame.say("Your account"), url_for("accounts.account")),)
    shown = () if isinstance(error, OnlyHere) else choices
    response = make_response(desk().templates.render(ErrorPage(frame, title, message, shown)))
    response.content_type = "text/html; charset=utf-8"
    return response, status
