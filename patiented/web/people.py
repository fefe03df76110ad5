"""Who works at the desks: the name that is recorded with what they do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

ENVIRON = "patiented.person"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and roles: writer, reviewer, admin."""

    name: str
    roles: frozenset[str] = frozenset()


def person() -> Person | None:
    """Return who asks, or None for a reader."""
    found = request.environ.get(ENVIRON)
    return found if isinstance(found, Person) else None
