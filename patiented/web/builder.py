"""`/embed`: choose a widget, look at it, copy its line. A plain form; a script makes it live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from patiented.errors import QueryError
from patiented.rendering.building import WIDTHS, Built, Offer, builder_page, unusual
from patiented.rendering.page import question
from patiented.web.addresses import absolute
from patiented.web.assets import asset_url, site
from patiented.web.caching import answer, tag_of
from patiented.web.editions import default_reader, edition_url, readable, reader
from patiented.web.embedding import asked_of, brands, look_of, widget_url, with_query
from patiented.web.languages import LANG, in_language, written_in
from patiented.web.loading import integrity, loader_url
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.publishing import Card

blueprint = Blueprint("builder", __name__)


@blueprint.get("/embed")
def builder() -> Response:
    """Show the form, the widget that it describes, and the lines to copy."""
    cards = [one for one in desk().service.library() if one.meta]
    asked = _asked(cards)
    problems: dict[str, str] = {}
    built = None
    try:
        asked |= asked_of(request.args.get)
        look_of({key: value for key, value in asked.items() if key not in OWN})
        built = _built(asked) if asked["monograph"] else None
    except QueryError as error:
        problems[error.key] = error.message
    newest = desk().templates.loaders[-1]
    addresses = (
        url_for("builder.builder"),
        asset_url("builder.js"),
        in_language(url_for("loading.loader", version=newest), LANG),
    )
    page = builder_page(
        site("form.css", "builder.css"), addresses, _offer(cards), asked, built, problems
    )
    html = desk().templates.render(page)
    return answer(lambda: html, "text/html", tag_of([html]))


OWN = frozenset({"monograph", "width"})
"""What the form has beside what a widget's address says."""


def builder_url(monograph: str, audience: str) -> str:
    """Return the address of the form with a page chosen."""
    query = {"monograph": monograph, "audience": audience}
    return with_query(url_for("builder.builder"), query)


def _asked(cards: list[Card]) -> dict[str, str]:
    """Return page, reader and width that the form starts with; the first ones, unless asked."""
    known = [one.id for one in cards]
    named = request.args.get("monograph", "")
    width = request.args.get("width", "")
    return {
        "monograph": named if named in known else next(iter(known), ""),
        "audience": default_reader().id,
        "width": width if width in WIDTHS else "",
    }


def _built(asked: dict[str, str]) -> Built:
    monograph, audience = asked["monograph"], reader(asked["monograph"], asked["audience"])
    lang = asked.get("lang", LANG)
    written = written_in(monograph, audience.id)
    published = readable(monograph, audience, lang if lang in written else LANG)
    rest = {key: value for key, value in unusual(asked).items() if key not in OWN}
    newest = desk().templates.loaders[-1]
    return Built(
        title=question(published.edition, audience),
        page=absolute(edition_url(monograph, audience.id, published.edition.lang)),
        here=(here := widget_url(monograph, audience.id, rest)),
        url=absolute(here),
        loader=loader_url(newest),
        integrity=integrity(newest),
    )


def _offer(cards: list[Card]) -> Offer:
    languages = [one.replace("_", "-") for one in desk().templates.languages]
    return Offer(
        [(one.id, one.title) for one in cards],
        desk().service.audiences(),
        languages,
        brands().names(),
    )
