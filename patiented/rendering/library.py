"""The list of monographs, shaped for its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from patiented.rendering.contexts import CardLine, CardView, LibraryPage
from patiented.rendering.page import KIND_NAMES, name_of
from patiented.rendering.review_status import LABELS, TONES
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together, written_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from patiented.audience import Audience
    from patiented.model import Meta
    from patiented.rendering.contexts import Site
    from patiented.rendering.speaking import Speaker

TITLE = mark("Medicines and illnesses, in words that suit you")
LANG = "en"
PROBLEM = mark("This page cannot be shown: its source has a problem that `patiented check` names.")


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


def library_page(
    cards: Sequence[Listed],
    audiences: Sequence[Audience],
    site: Site,
    url_of: Callable[[str, str], str],
) -> LibraryPage:
    """Shape the library; `url_of` gives the address of a monograph and an audience."""
    known = {audience.id: audience for audience in audiences}
    views = tuple(_card(card, known, url_of, site.say) for card in cards)
    return LibraryPage(site=site, title=site.say(TITLE), cards=views)


def _card(
    card: Listed,
    audiences: dict[str, Audience],
    url_of: Callable[[str, str], str],
    say: Speaker,
) -> CardView:
    lines = tuple(
        _line(state, say(name_of(audiences[state.audience])), url_of(card.id, state.audience), say)
        for state in card.states
        if state.audience in audiences and state.lang == LANG
    )
    meta = card.meta
    return CardView(
        title=keep_together(card.title),
        url=next((line.url for line in lines if line.url), ""),
        summary=keep_together(meta.summary) if meta else "",
        kind=say(KIND_NAMES[meta.kind]) if meta else "",
        updated=written_date(meta.updated, say.lang) if meta and meta.updated else "",
        lines=lines,
        problem="" if meta else say(PROBLEM),
    )


def _line(state: State, label: str, url: str, say: Speaker) -> CardLine:
    if state.withdrawn:
        return CardLine(label, "", say("Taken down"), "stop")
    status = str(state.status)
    return CardLine(label, url, say(LABELS[status]), TONES[status])
