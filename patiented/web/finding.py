"""How pages are found: the search in the library, the map of the site, what robots may read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, make_response, request, url_for

from patiented.model import MonographKind
from patiented.publishing import STATES, Wanted
from patiented.rendering.library import Ways, library_page
from patiented.web.addresses import absolute
from patiented.web.assets import site
from patiented.web.caching import ASK_AGAIN, answer, tag_of
from patiented.web.editions import edition_url
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flask import Response

blueprint = Blueprint("finding", __name__)

MAX_PAGE = 100_000

CLOSED = (
    "/*/ask$",
    "/*/ask?",
    "/*/compare?",
    "/*/report",
    "/account/",
    "/api/",
    "/embed/",
    "/fhir/",
    "/infobutton",
    "/oembed",
    "/review/",
    "/write/",
)
"""What robots have no use for; `*` and `$` as in RFC 9309."""


def library_answer() -> Response:
    """Answer `/?q=&state=&kind=&page=` with one page of the library."""
    wanted = _wanted()
    found = desk().service.find(wanted)
    ways = Ways(
        home=url_for("pages.library"),
        edition=edition_url,
        listing=_listing_url,
        canonical=absolute(url_for("pages.library")),
    )
    page = library_page(
        found, wanted, desk().service.audiences(), site("form.css", "library.css"), ways
    )
    html = desk().templates.render(page)
    response = answer(lambda: html, "text/html", tag_of([html]))
    return noindex(response) if page.robots else response


def noindex(response: Response) -> Response:
    """Ask robots not to list this answer; what it links to may be followed."""
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Say what robots may read, and where the map of the site is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /"]
    lines += ["", f"Sitemap: {absolute(url_for('sitemap.sitemap'))}"]
    response = make_response("\n".join(lines) + "\n")
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def _wanted() -> Wanted:
    """Read the search from the address; what makes no sense is left out, never an error."""
    given = request.args
    page = given.get("page", "")
    return Wanted(
        text=" ".join(given.get("q", "")[:200].split()),
        states=_known(given.getlist("state"), STATES),
        kinds=_known(given.getlist("kind"), MonographKind),
        page=min(int(page), MAX_PAGE) if page.isascii() and page.isdigit() else 1,
        exact=given.get("exact") == "1",
    )


def _known(given: Sequence[str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(one) for one in names if str(one) in given)


def _listing_url(change: Mapping[str, Any]) -> str:
    """Return the address of the search in this request with some of it changed."""
    wanted = replace(_wanted(), **change)
    query: dict[str, Any] = {
        "q": wanted.text or None,
        "state": wanted.states or None,
        "kind": wanted.kinds or None,
        "exact": "1" if wanted.exact else None,
        "page": wanted.page if wanted.page > 1 else None,
    }
    return url_for("pages.library", **{one: value for one, value in query.items() if value})
