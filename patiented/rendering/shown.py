"""What rendering needs to know of a published edition, as interfaces.

Review and publishing stand on higher floors; their frozen records fit these without being imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from patiented.model import Edition


class Step(Protocol):
    """One recorded move of a review: the state it led to, who made it, and when (ISO 8601)."""

    @property
    def status(self) -> str:
        """The state, such as `under_review`."""

    @property
    def at(self) -> str:
        """Date and time in UTC."""

    @property
    def by(self) -> str:
        """The person's name."""


class Review(Protocol):
    """A review as it stands for the edition that is shown."""

    @property
    def status(self) -> str:
        """`draft`, `submitted`, `under_review`, `changes_requested` or `approved`."""

    @property
    def steps(self) -> Sequence[Step]:
        """The moves so far, oldest first."""

    @property
    def lapsed(self) -> AbstractSet[str]:
        """Ids of statements that were approved once and have changed since."""

    @property
    def removed(self) -> AbstractSet[str]:
        """Ids of approved statements that have left the edition."""


class Notice(Protocol):
    """A withdrawal: what readers are told."""

    @property
    def reason(self) -> str:
        """Why the page was taken down, in a person's words."""

    @property
    def at(self) -> str:
        """Date and time in UTC."""


class Shown(Protocol):
    """An edition with all that a page must say about it."""

    @property
    def edition(self) -> Edition:
        """The immutable edition."""

    @property
    def review(self) -> Review:
        """Its review today."""

    @property
    def withdrawn(self) -> Notice | None:
        """The notice, when the page is off."""

    @property
    def publishable(self) -> bool:
        """False when a `must` fact is lost or open."""
