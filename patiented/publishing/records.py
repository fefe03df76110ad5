"""What the publisher hands to the doors: an edition with its state, library cards, review lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Fate, Obligation, Verdict

if TYPE_CHECKING:
    from patiented.model import Edition, Meta
    from patiented.review import EditionKey, ReviewState, Status, Withdrawal


@dataclass(frozen=True, slots=True)
class Published:
    """An edition with all that a page must say about it.

    A door shows the text only when `shown` is true, else the withdrawal or not-published notice.
    """

    edition: Edition
    review: ReviewState
    withdrawn: Withdrawal | None
    publishable: bool

    @property
    def shown(self) -> bool:
        """Whether readers may be shown the text."""
        return self.publishable and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class CardState:
    """One audience's line on a library card."""

    audience: str
    lang: str
    status: Status
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One monograph in the library list.

    `problem` is the one clear line why its source cannot be shown; then `meta` is None and
    `states` is empty.
    """

    id: str
    meta: Meta | None
    states: tuple[CardState, ...] = ()
    problem: str = ""

    @property
    def title(self) -> str:
        """The title, or the id of a monograph that cannot be read."""
        return self.meta.title if self.meta else self.id


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One edition key in the list of reviews; `problem` says why its source cannot be read now."""

    key: EditionKey
    review: ReviewState
    problem: str = ""


def is_publishable(edition: Edition) -> bool:
    """Tell whether no `must` fact is lost or open and no shown fact is changed (DESIGN 4)."""
    unsafe = {Fate.LOST, Fate.OPEN}
    if any(row.obligation is Obligation.MUST and row.fate in unsafe for row in edition.ledger):
        return False
    facts = (fact for statement in edition.statements() for fact in statement.facts)
    return all(fact.verdict is not Verdict.CHANGED for fact in facts)
