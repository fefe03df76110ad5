"""`/account`: logging in and out, who I am, another password."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, request, session, url_for

from patiented.accounts import MIN_PASSWORD, password_fault
from patiented.rendering.desks.accounts import (
    FAULTS,
    Actions,
    LoginForm,
    Owner,
    account_page,
    login_page,
)
from patiented.rendering.speaking import mark
from patiented.web.accounts import sessions
from patiented.web.accounts.csrf import csrf_token
from patiented.web.accounts.gate import gate, person
from patiented.web.accounts.refusing import ServiceError
from patiented.web.assets import site
from patiented.web.desks.areas import DESKS, desk_of
from patiented.web.languages import without_language
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from patiented.accounts import Person

logger = logging.getLogger(__name__)

blueprint = Blueprint("accounts", __name__, url_prefix="/account")

REFUSED = 403
"""What is wrong here was not believed: such answers count against the limit."""
NEXT = "next"
MAX_NEXT = 1_000

WRONG = mark("Login or password is wrong, or the account is switched off.")
TOO_OFTEN = mark("Too many tries. Please wait a while. An admin can give you another password.")
SERVICE_SAID_NO = mark("The login service did not let you in. Try again, or ask an admin.")
OFF = mark("Your account here is switched off. Ask an admin.")
NOT_THE_SAME = mark("The two new passwords are not the same.")
CURRENT_WRONG = mark("Your current password is not right.")
CHANGED = mark("Your password is changed. You are logged out everywhere else.")


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    """Show the form, or lead on whoever is logged in."""
    target = safe_target(request.args.get(NEXT, ""))
    if person():
        return redirect(target or url_for("accounts.account"), code=303)
    return _form(target)


@blueprint.post("/login")
def enter() -> ResponseReturnValue:
    """Log somebody in; what is wrong is not told apart."""
    target = safe_target(request.form.get(NEXT, ""))
    if gate().local:
        return redirect(target or url_for("accounts.account"), code=303)
    name = request.form.get("login", "")
    account = gate().accounts.log_in(name, request.form.get("password", ""))
    if account is None:
        logger.warning("a login was refused")
        return _form(target, name, WRONG, REFUSED)
    sessions.start(gate().accounts, account)
    return redirect(target or url_for("accounts.account"), code=303)


@blueprint.post("/logout")
def leave() -> ResponseReturnValue:
    """End the session of this browser."""
    if not gate().local:
        sessions.leave(gate().accounts)
    return redirect(url_for("accounts.login"), code=303)


@blueprint.get("/")
def account() -> Response:
    """Say who is logged in, and what they may do."""
    return _account(done=CHANGED if request.args.get("changed") == "password" else "")


@blueprint.post("/password")
def change_password() -> ResponseReturnValue:
    """Set another password; every other session of the person ends."""
    me = _me()
    current, new = request.form.get("current", ""), request.form.get("new", "")
    accounts = gate().accounts
    if gate().local or accounts.log_in(me.login, current) is None:
        return _account(CURRENT_WRONG, REFUSED)
    if new != request.form.get("again", ""):
        return _account(NOT_THE_SAME, 400)
    if fault := password_fault(new, me.login, me.name):
        return _account(FAULTS[fault], 400)
    changed = accounts.set_password(me.login, new, by=me.name)
    sessions.start(accounts, changed)
    return redirect(url_for("accounts.account", changed="password"), code=303)


@blueprint.get("/oidc")
def go_out() -> ResponseReturnValue:
    """Lead to the login service."""
    service = gate().service
    target = safe_target(request.args.get(NEXT, ""))
    if service is None or person():
        return redirect(url_for("accounts.login", next=target or None), code=303)
    session[NEXT] = target
    try:
        return service.go()
    except ServiceError:
        return _form(target, problem=SERVICE_SAID_NO, status=REFUSED)


@blueprint.get("/oidc/return")
def come_back() -> ResponseReturnValue:
    """Log in whom the service has logged in."""
    service = gate().service
    target = safe_target(session.pop(NEXT, ""))
    if service is None:
        return redirect(url_for("accounts.login"), code=303)
    try:
        account = gate().accounts.admit(service.outsider())
    except ServiceError:
        return _form(target, problem=SERVICE_SAID_NO, status=REFUSED)
    if account is None:
        return _form(target, problem=OFF, status=REFUSED)
    sessions.start(gate().accounts, account)
    return redirect(target or url_for("accounts.account"), code=303)


@blueprint.errorhandler(429)
def too_often(error: Exception) -> Response:  # noqa: ARG001  (Flask's signature)
    """Say that there were too many tries, where they were made."""
    if request.endpoint == "accounts.change_password":
        return _account(TOO_OFTEN, 429)
    target = safe_target(request.form.get(NEXT, ""))
    return _form(target, request.form.get("login", ""), TOO_OFTEN, 429)


def safe_target(target: str) -> str:
    r"""Return where a login may lead on to: an address of a desk here, or nothing.

    A browser takes `//host` and `/\\host` for another site, and drops tabs and line breaks before
    it looks (WHATWG URL, 4.4), so nothing but plain visible signs is let through.
    """
    plain = len(target) <= MAX_NEXT and all("!" <= one <= "~" for one in target)
    if not plain or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return ""
    parts = urlsplit(target)
    return target if not parts.netloc and desk_of(without_language(parts.path)) else ""


def _me() -> Person:
    return cast("Person", person())


def _form(target: str, name: str = "", problem: str = "", status: int = 200) -> Response:
    query = target or None
    service = url_for("accounts.go_out", next=query) if gate().service else ""
    form = LoginForm(url_for("accounts.enter"), csrf_token(), target, name, problem, service)
    return _answer(desk().templates.render(login_page(site("form.css"), form)), status)


def _account(problem: str = "", status: int = 200, *, done: str = "") -> Response:
    me = _me()
    root = url_for("accounts.account").removesuffix(f"{blueprint.url_prefix}/")
    desks = (
        (start, f"{root}{start}/")
        for start, area in DESKS.items()
        if area.role and me.may(area.role)
    )
    owner = Owner(me.login, me.name, frozenset(me.roles), tuple(desks))
    page = account_page(
        site("form.css"), owner, _actions(me), MIN_PASSWORD, problem=problem, done=done
    )
    return _answer(desk().templates.render(page), status)


def _actions(me: Person) -> Actions:
    if gate().local:
        return Actions(csrf_token())
    own = gate().accounts.has_password(me.login)
    change = url_for("accounts.change_password") if own else ""
    return Actions(csrf_token(), url_for("accounts.leave"), change)


def _answer(html: str, status: int) -> Response:
    response = make_response(html, status)
    response.content_type = "text/html; charset=utf-8"
    return response
