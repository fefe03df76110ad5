"""The list of monographs and the search in it, shaped for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from patiented.finding import pieces
from patiented.model import MonographKind
from patiented.rendering.contexts import Link
from patiented.rendering.page import KIND_NAMES, name_of
from patiented.rendering.review_status import LABELS, TONES
from patiented.rendering.site_contexts import (
    Bit,
    CardLine,
    CardView,
    Filter,
    LibraryPage,
    Narrowing,
    Taken,
)
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together, written_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from patiented.audience import Audience
    from patiented.rendering.contexts import Site
    from patiented.rendering.found import Asked, Listed, Results, State
    from patiented.rendering.speaking import Speaker

TITLE = mark("Medicines and illnesses, in words that suit you")
LANG = "en"
PROBLEM = mark("This page cannot be shown: its source has a problem that `patiented check` names.")
TAKEN_DOWN = mark("Taken down")
STATE_NAMES = {**LABELS, "withdrawn": TAKEN_DOWN}


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a library's links lead.

    `edition` takes a monograph and an audience; `listing` what to change in the search that is
    shown (`page`, `states`, `kinds`, `exact`); `home` is the whole library.
    """

    home: str
    edition: Callable[[str, str], str]
    listing: Callable[[Mapping[str, Any]], str]
    canonical: str = ""


def library_page(
    found: Results, asked: Asked, audiences: Sequence[Audience], site: Site, ways: Ways
) -> LibraryPage:
    """Shape one page of the library."""
    say = site.say
    narrowed = bool(asked.states or asked.kinds)
    whole = not (asked.text or narrowed)
    count = _count(found, asked, say)
    return LibraryPage(
        site=site,
        title=say(TITLE),
        heading=say(TITLE) if whole else count,
        canonical_url=ways.canonical if whole else "",
        robots="" if whole else "noindex, follow",
        search=ways.home,
        query=asked.text,
        count=count,
        partial=found.partial,
        taken=_taken(found, ways),
        filters=_filters(found, asked, say),
        narrowed=narrowed,
        cards=_cards(found, audiences, ways, say),
        near=tuple(Link(one.title, ways.edition(one.id, audiences[0].id)) for one in found.near),
        whole="" if whole else ways.home,
        wider=_wider(found, ways, say) if narrowed else None,
        place=say("Page {page} of {pages}", page=found.page, pages=found.pages)
        if found.pages > 1
        else "",
        earlier=ways.listing({"page": found.page - 1}) if found.page > 1 else "",
        later=ways.listing({"page": found.page + 1}) if found.page < found.pages else "",
    )


def _count(found: Results, asked: Asked, say: Speaker) -> str:
    n = found.total
    if not asked.text:
        return say.many("1 page", "{n} pages", n)
    if found.partial:
        return say.many(
            "1 page with some of these words: {words}",
            "{n} pages with some of these words: {words}",
            n,
            words=asked.text,
        )
    shown = asked.text
    for typed, taken in found.taken:
        shown = " ".join(taken if _is(typed, word) else word for word in shown.split())
    if not n:
        return say("No page about {words}", words=shown)
    return say.many("1 page about {words}", "{n} pages about {words}", n, words=shown)


def _taken(found: Results, ways: Ways) -> Taken | None:
    if not found.taken:
        return None
    return Taken(
        typed=", ".join(typed for typed, _ in found.taken),
        shown=", ".join(shown for _, shown in found.taken),
        exact=ways.listing({"exact": True, "page": 1}),
    )


def _is(folded: str, word: str) -> bool:
    return any(marked for _, marked in pieces(word, {folded}))


def _filters(found: Results, asked: Asked, say: Speaker) -> tuple[Filter, ...]:
    """Return the filters; one that is chosen stays, even where it would leave nothing."""
    states = dict(found.states) | {one: dict(found.states).get(one, 0) for one in asked.states}
    kinds = dict(found.kinds) | {one: dict(found.kinds).get(one, 0) for one in asked.kinds}
    groups = (
        Filter(
            say("Checked by reviewers"),
            tuple(
                Narrowing("state", one, say(name), states[one], one in asked.states)
                for one, name in reversed(STATE_NAMES.items())
                if one in states
            ),
        ),
        Filter(
            say("Kind"),
            tuple(
                Narrowing("kind", one.value, say(name), kinds[one.value], one in asked.kinds)
                for one, name in KIND_NAMES.items()
                if one.value in kinds
            ),
        ),
    )
    return tuple(one for one in groups if one.boxes)


def _wider(found: Results, ways: Ways, say: Speaker) -> Link:
    label = say.many(
        "Show it without the boxes ticked (1 page)",
        "Show all without the boxes ticked ({n} pages)",
        found.without_filters,
    )
    return Link(label, ways.listing({"states": (), "kinds": (), "page": 1}))


def _cards(
    found: Results, audiences: Sequence[Audience], ways: Ways, say: Speaker
) -> tuple[CardView, ...]:
    known = {audience.id: audience for audience in audiences}
    pairs = zip(found.cards, found.found_by, strict=True)
    return tuple(
        _card(card, known, ways, say, (found.words, tuple(found_by))) for card, found_by in pairs
    )


def _card(
    card: Listed,
    audiences: dict[str, Audience],
    ways: Ways,
    say: Speaker,
    matched: tuple[Collection[str], tuple[str, ...]],
) -> CardView:
    lines = tuple(
        _line(
            state,
            say(name_of(audiences[state.audience])),
            ways.edition(card.id, state.audience),
            say,
        )
        for state in card.states
        if state.audience in audiences and state.lang == LANG
    )
    meta = card.meta
    words, found_by = matched
    return CardView(
        name=card.title,
        title=_bits(card.title, words),
        url=next((line.url for line in lines if line.url), ""),
        summary=_bits(meta.summary, words) if meta else (),
        kind=say(KIND_NAMES[MonographKind(meta.kind)]) if meta else "",
        updated=written_date(meta.updated, say.lang) if meta and meta.updated else "",
        lines=lines,
        problem="" if meta else say(PROBLEM),
        found_by=tuple(_bits(one, words) for one in found_by),
    )


def _bits(text: str, words: Collection[str]) -> tuple[Bit, ...]:
    return tuple(Bit(run, marked) for run, marked in pieces(keep_together(text), words))


def _line(state: State, label: str, url: str, say: Speaker) -> CardLine:
    if state.withdrawn:
        return CardLine(label, "", say(TAKEN_DOWN), "stop")
    status = str(state.status)
    return CardLine(label, url, say(LABELS[status]), TONES[status])
