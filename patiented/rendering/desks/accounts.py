"""The pages of the login, shaped for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.rendering.contexts import Link
from patiented.rendering.desks.account_contexts import AccountPage, LoginPage
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.rendering.contexts import Site

ROLES = {
    "writer": mark("Writer: change the wording of pages"),
    "reviewer": mark("Reviewer: approve pages, or ask for changes"),
    "admin": mark("Admin: work at every desk"),
}
"""What each role is called."""

DESKS = {
    "/write": mark("The writer's desk"),
    "/review": mark("The review desk"),
}
"""What each desk is called."""

FAULTS = {
    "short": mark("Your new password is too short. Use at least {least} characters."),
    "long": mark("Your new password is too long."),
    "same": mark("Your new password has too few different characters."),
    "known": mark("Your new password must not hold your login or your name."),
}
"""Why a new password is refused."""


@dataclass(frozen=True, slots=True)
class LoginForm:
    """The form as it was filled in so far, and where it leads."""

    action: str
    csrf: str
    target: str = ""
    login: str = ""
    problem: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """What somebody can do about their account; an empty address is nothing that they can."""

    csrf: str
    logout: str = ""
    password: str = ""


def login_page(site: Site, form: LoginForm) -> LoginPage:
    """Shape the login."""
    say = site.say
    return LoginPage(
        site=site,
        title=say("Log in"),
        action=form.action,
        csrf=form.csrf,
        target=form.target,
        login=form.login,
        problem=say(form.problem) if form.problem else "",
        service=form.service,
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account it is, the desks that are open to them (each with its address)."""

    login: str
    name: str
    roles: frozenset[str]
    desks: tuple[tuple[str, str], ...]


def account_page(
    site: Site, owner: Owner, actions: Actions, least: int, *, problem: str = "", done: str = ""
) -> AccountPage:
    """Shape the page of an account; `least` is how long a password is."""
    say = site.say
    return AccountPage(
        site=site,
        title=say("Your account"),
        login=owner.login,
        name=owner.name,
        roles=_in_words(site, owner.roles),
        desks=tuple(Link(say(DESKS[start]), url) for start, url in owner.desks),
        csrf=actions.csrf,
        logout=actions.logout,
        password=actions.password,
        least=least,
        done=say(done) if done else "",
        problem=say(problem, least=least) if problem else "",
    )


def _in_words(site: Site, roles: Iterable[str]) -> tuple[str, ...]:
    held = frozenset(roles)
    return tuple(site.say(words) for role, words in ROLES.items() if role in held)
