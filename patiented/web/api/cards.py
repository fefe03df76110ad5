"""Monographs and audiences as data: what a library card says, with the addresses that go with it.

Addresses are paths, to be read from the address of the answer: right behind every proxy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from patiented.publishing.finding import WITHDRAWN
from patiented.web.editions import edition_url

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.publishing import Card, CardState

Data = dict[str, Any]


def card_to_json(card: Card) -> Data:
    """Return a monograph and its editions; one whose source cannot be read now has none."""
    meta = card.meta
    return {
        "id": card.id,
        "title": card.title,
        "name": meta.name if meta else card.id,
        "kind": meta.kind.value if meta else None,
        "updated": meta.updated if meta else "",
        "lang": meta.lang if meta else "",
        "summary": meta.summary if meta else "",
        "codes": {system: list(codes) for system, codes in meta.codes} if meta else {},
        "audiences": [_edition(card.id, state) for state in card.states],
        "links": {
            "self": url_for("api.monograph", monograph=card.id),
            "page": url_for("pages.monograph_page", monograph=card.id),
            "ask": url_for("api.ask", monograph=card.id),
        },
    }


def audience_to_json(audience: Audience) -> Data:
    """Return what a chooser needs to know of a kind of reader."""
    targets = audience.targets
    return {
        "id": audience.id,
        "label": audience.label,
        "description": audience.description,
        "address": audience.address.value,
        "canonical": audience.canonical,
        "recipient": audience.infobutton_recipient,
        "targets": {
            "flesch_kincaid": targets.flesch_kincaid,
            "smog_adjusted": targets.smog_adjusted,
            "smog": targets.smog,
        },
    }


def edition_address(monograph: str, audience: str, lang: str, form: str | None = None) -> str:
    """Return the address of an edition here, in the language and the form that are given."""
    return url_for("api.edition", monograph=monograph, audience=audience, lang=lang, format=form)


def _edition(monograph: str, state: CardState) -> Data:
    return {
        "audience": state.audience,
        "lang": state.lang,
        "status": WITHDRAWN if state.withdrawn else state.status.value,
        "links": {
            "edition": edition_address(monograph, state.audience, state.lang),
            "page": edition_url(monograph, state.audience, state.lang),
        },
    }
