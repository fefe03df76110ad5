"""What an answer is: statements of an edition in order, or a decline; and what goes before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_ANSWERS = 3
"""A reader in a hurry reads no more, and a list of everything is no answer."""


class Outcome(StrEnum):
    """How a question ended; what an operator may keep beside it."""

    ANSWERED = "answered"
    DECLINED = "declined"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement of the edition, word for word.

    `lead` is the sentence that opens its list, without which an item may not be read alone. `text`
    is empty where this edition leaves the statement out: then the place of the clinician text is
    named and nothing is quoted.
    """

    statement: str
    text: str
    citations: tuple[int, ...]
    heading: str
    lead: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question. `urgent` names the kind of emergency, or is empty.

    `declined` and answers exclude each other; an urgent question may have either below the help.
    """

    answers: tuple[Answer, ...] = ()
    declined: bool = False
    urgent: str = ""

    @property
    def outcome(self) -> Outcome:
        """What an operator may count."""
        if self.urgent:
            return Outcome.URGENT
        return Outcome.DECLINED if self.declined else Outcome.ANSWERED
