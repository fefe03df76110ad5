"""What a proposer is told about the place of a statement, and what every proposer looks like.

Not for the proposers themselves: each stands in its own module, and `patiented.proposing` lists
them in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from patiented.model import Obligation, Role

if TYPE_CHECKING:
    from patiented.model import Meta, Proposal, Statement


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a statement stands.

    `subjects` are the names of the drug or condition of the page, the one to be used in text first;
    `obligation` is that of the section for the audience.
    """

    meta: Meta
    heading: str = ""
    role: Role = Role.OTHER
    subjects: tuple[str, ...] = ()
    obligation: Obligation = Obligation.MUST


class Proposer(Protocol):
    """A source of proposals: pure, without clock, random, network or globals that change."""

    def propose(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return a text for `statement`, or None to leave it to the next proposer."""
        ...
