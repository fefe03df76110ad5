"""What rendering needs to know of a search in the library, as interfaces.

Publishing stands on a higher floor; its frozen records fit these without being imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from patiented.finding import Near
    from patiented.model import Meta


class State(Protocol):
    """One audience's line on a card."""

    @property
    def audience(self) -> str:
        """The audience's id."""

    @property
    def lang(self) -> str:
        """The language of this edition."""

    @property
    def status(self) -> str:
        """The review status."""

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken down."""


class Listed(Protocol):
    """A monograph in the library; `publishing.Card` is one."""

    @property
    def id(self) -> str:
        """The monograph's id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def meta(self) -> Meta | None:
        """Its front matter, when it can be read."""

    @property
    def states(self) -> Sequence[State]:
        """One for each edition."""

    @property
    def problem(self) -> str:
        """Why it cannot be read."""


class Asked(Protocol):
    """What was looked for; `publishing.Wanted` is one."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def states(self) -> Sequence[str]:
        """The states that are wanted; none means all."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds that are wanted; none means all."""


class Results(Protocol):
    """What was found; `publishing.Found` is one and says what each means."""

    @property
    def cards(self) -> Sequence[Listed]:
        """The monographs of this page."""

    @property
    def total(self) -> int:
        """How many were found."""

    @property
    def page(self) -> int:
        """The number of this page, from 1."""

    @property
    def pages(self) -> int:
        """How many pages there are."""

    @property
    def without_filters(self) -> int:
        """How many the words alone find."""

    @property
    def states(self) -> Sequence[tuple[str, int]]:
        """How many have each state."""

    @property
    def kinds(self) -> Sequence[tuple[str, int]]:
        """How many are of each kind."""

    @property
    def found_by(self) -> Sequence[Sequence[str]]:
        """For each card, the names and codes that matched beside its title."""

    @property
    def words(self) -> Collection[str]:
        """The folded words that matched."""

    @property
    def taken(self) -> Sequence[tuple[str, str]]:
        """Pairs: a word as typed, the word it was taken for."""

    @property
    def partial(self) -> bool:
        """Whether no page has all the words."""

    @property
    def near(self) -> Sequence[Near]:
        """Names that look like the words, when nothing was found."""
