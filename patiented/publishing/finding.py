"""Finding monographs in a library: words, filters by state and kind, one page of cards at a time.

What a card says is always of today. Whether an approval has lapsed needs the edition itself, so
among more than EXACT results the filter goes by the state that was recorded last.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.review import EditionKey, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from patiented.finding import Index, Near
    from patiented.publishing.listing import Listed, Listing
    from patiented.publishing.records import Card
    from patiented.store import Keeping

PAGE = 50
"""Monographs on one page of the list."""
EXACT = 200
WITHDRAWN = "withdrawn"
STATES = (*Status, WITHDRAWN)
"""What a list can be narrowed to: the states of a review, and what was taken down."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for: words, states and kinds (none means all), the page from 1.

    `exact`: no slip of the fingers is forgiven.
    """

    text: str = ""
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    page: int = 1
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found.

    `total` counts all pages, `without_filters` what the words alone find. `states` and `kinds` say
    how many of those have each. `found_by` names, for each card, the names and codes that matched
    beside its title. `words`, `taken` and `partial` are those of `finding.Search`; `near` is filled
    when nothing was found.
    """

    cards: tuple[Card, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    without_filters: int = 0
    states: tuple[tuple[str, int], ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    found_by: tuple[tuple[str, ...], ...] = ()
    words: frozenset[str] = frozenset()
    taken: tuple[tuple[str, str], ...] = ()
    partial: bool = False
    near: tuple[Near, ...] = ()


class Finder:
    """Searches a library; `cards` gives the cards of some of its monographs, as of today."""

    def __init__(
        self,
        listing: Listing,
        store: Keeping,
        audiences: Sequence[str],
        cards: Callable[[Sequence[str]], tuple[Card, ...]],
    ) -> None:
        self._listing = listing
        self._store = store
        self._audiences = tuple(audiences)
        self._cards = cards

    def find(self, wanted: Wanted) -> Found:
        """Return the page of the list that `wanted` asks for."""
        listed = self._listing.listed()
        return found_in(listed.index, wanted, lambda ids: self._states(listed, ids), self._cards)

    def near(self, text: str) -> tuple[Near, ...]:
        """Return monographs whose name or id looks like `text`."""
        return self._listing.listed().index.near(text)

    def _states(self, listed: Listed, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the states that were recorded last for the editions of each monograph."""
        latest = self._store.reviews.latest()
        notices = {(one.monograph, one.audience) for one in self._store.withdrawals.active()}
        found = {}
        for identity in ids:
            meta = listed.metas.get(identity)
            states = set()
            for audience in self._audiences if meta else ():
                last = latest.get(EditionKey(identity, audience, meta.lang if meta else ""))
                off = {(identity, None), (identity, audience)} & notices
                states.add(WITHDRAWN if off else last.status.value if last else Status.DRAFT.value)
            found[identity] = frozenset(states)
        return found


def found_in(
    index: Index,
    wanted: Wanted,
    states_of: Callable[[Sequence[str]], dict[str, frozenset[str]]],
    cards_of: Callable[[Sequence[str]], tuple[Card, ...]],
) -> Found:
    """Search, narrow, and cut out one page; `states_of` and `cards_of` look at ids."""
    search = index.search(wanted.text, exact=wanted.exact)
    ids = [hit.id for hit in search.hits]
    kinds = {one: _kind(index, one) for one in ids}
    states = states_of(ids)
    kept = [one for one in ids if not wanted.kinds or kinds[one] in wanted.kinds]
    if wanted.states:
        kept = [one for one in kept if states[one] & set(wanted.states)]
        if len(kept) <= EXACT:
            asked = set(wanted.states)
            kept = [card.id for card in cards_of(kept) if card_states(card) & asked]
    pages = max(1, -(-len(kept) // PAGE))
    page = min(max(1, wanted.page), pages)
    shown = kept[(page - 1) * PAGE : page * PAGE]
    counted = Counter(state for one in ids for state in states[one])
    return Found(
        cards=cards_of(shown),
        total=len(kept),
        page=page,
        pages=pages,
        without_filters=len(ids),
        states=tuple((str(one), counted[str(one)]) for one in STATES if counted[str(one)]),
        kinds=tuple(sorted(Counter(kind for kind in kinds.values() if kind).items())),
        found_by=tuple(index.found_by(one, search.words) for one in shown),
        words=search.words,
        taken=search.taken,
        partial=search.partial,
        near=() if kept else index.near(wanted.text),
    )


def card_states(card: Card) -> frozenset[str]:
    """Return the states that a card shows."""
    return frozenset(WITHDRAWN if one.withdrawn else one.status.value for one in card.states)


def _kind(index: Index, identity: str) -> str:
    entry = index.entry(identity)
    return entry.kind if entry else ""
