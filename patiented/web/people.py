"""Who stands behind a request to a desk, and who may not come in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import Forbidden

PERSON = "patiented.person"
"""Where a request holds its person; whoever logs people in puts it there."""

WRITER, REVIEWER, ADMIN = "writer", "reviewer", "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the name that reviews record, and what they may do."""

    name: str
    roles: frozenset[str]


class NotYours(Forbidden):
    """The person has no business at this desk, or nobody has logged in."""


def person() -> Person:
    """Return who asks; NotYours where nobody does."""
    found = request.environ.get(PERSON)
    if not isinstance(found, Person):
        raise NotYours
    return found


def writer() -> Person:
    """Return who asks, when they may write."""
    found = person()
    if not found.roles & {WRITER, ADMIN}:
        raise NotYours
    return found


def reviewer_or_admin() -> Person:
    """Return who asks, when they may look at the review desk."""
    found = person()
    if not found.roles & {REVIEWER, ADMIN}:
        raise NotYours
    return found


def reviewer() -> Person:
    """Return who asks, when they may decide."""
    found = person()
    if REVIEWER not in found.roles:
        raise NotYours
    return found
