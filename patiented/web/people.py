"""Who stands behind a request to a desk, and who may not come in.

The gate (`accounts`) has let them in already; a view asks here again what it needs, so that nothing
depends on an address alone.
"""

from __future__ import annotations

from werkzeug.exceptions import Forbidden

from patiented.accounts import DeskRole, Person
from patiented.web.accounts import person as admitted

REVIEWER, ADMIN = DeskRole.REVIEWER, DeskRole.ADMIN

__all__ = [
    "ADMIN",
    "REVIEWER",
    "NotYours",
    "Person",
    "person",
    "reviewer",
    "reviewer_or_admin",
    "writer",
]


class NotYours(Forbidden):
    """The person has no business at this desk, or nobody has logged in."""


def person() -> Person:
    """Return who asks; NotYours where nobody does."""
    found = admitted()
    if found is None:
        raise NotYours
    return found


def writer() -> Person:
    """Return who asks, when they may write."""
    return _with(DeskRole.WRITER, DeskRole.ADMIN)


def reviewer_or_admin() -> Person:
    """Return who asks, when they may look at the review desk."""
    return _with(DeskRole.REVIEWER, DeskRole.ADMIN)


def reviewer() -> Person:
    """Return who asks, when they may decide."""
    return _with(DeskRole.REVIEWER)


def _with(*roles: DeskRole) -> Person:
    found = person()
    if not found.roles & set(roles):
        raise NotYours
    return found
