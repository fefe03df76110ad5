"""Who works at the desks, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class DeskRole(StrEnum):
    """What somebody may do; an admin may do everything."""

    WRITER = "writer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a desk; `name` is what reviews and the audit trail are signed with."""

    login: str
    name: str
    roles: frozenset[DeskRole] = frozenset()

    def may(self, role: DeskRole) -> bool:
        """Tell whether this person may do what `role` does."""
        return role in self.roles or DeskRole.ADMIN in self.roles


class Hasher(Protocol):
    """Hashes passwords with a salt, slowly."""

    @property
    def nobody(self) -> str:
        """A hash that no password has and that takes as long to check as any other."""

    def hash(self, password: str, /) -> str:
        """Return the hash that is kept."""

    def fits(self, hashed: str, password: str, /) -> bool:
        """Tell whether a hash is that of a password; always takes its time."""
