"""What the templates of the login are given; the same rules hold as in `contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site


@dataclass(frozen=True, slots=True)
class LoginPage:
    """`desks/login.html`.

    `csrf` is the token of the form, `target` where it leads on to, `login` what was typed before,
    `problem` what was wrong with it. `service` is the address of another way in, or empty.
    """

    site: Site
    title: str
    action: str
    csrf: str
    target: str
    login: str
    problem: str
    service: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`desks/account.html`: who is logged in.

    `roles` are in words; `desks` are those that are open to the person. `logout` is empty on a desk
    without a login, `password` where there is no password to change. `done` says what was done,
    `problem` why it was not.
    """

    site: Site
    title: str
    login: str
    name: str
    roles: tuple[str, ...]
    desks: tuple[Link, ...]
    csrf: str
    logout: str
    password: str
    least: int
    done: str
    problem: str
