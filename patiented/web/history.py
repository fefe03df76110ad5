"""The versions of an edition, and one of them to be read under a banner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound

from patiented.errors import UsageError
from patiented.rendering import Link
from patiented.rendering.telling import Place, history_page, version_page
from patiented.web.addresses import absolute
from patiented.web.assets import site
from patiented.web.caching import answer, tag_of
from patiented.web.editions import edition_url, readable, reader
from patiented.web.languages import LANG
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.publishing import History

blueprint = Blueprint("history", __name__)

LINK_DIGITS = 12
"""How much of a fingerprint a link names: what people may copy, and still one version."""


@blueprint.get("/m/<name:monograph>/<name:audience>/history")
def history(monograph: str, audience: str) -> ResponseReturnValue:
    """List the versions; `?version=` opens one, `?page=` turns to older ones."""
    chosen = reader(monograph, audience)
    readable(monograph, chosen)
    if prefix := request.args.get("version"):
        return _version(monograph, chosen, prefix)
    number = request.args.get("page", "1")
    if not (number.isascii() and number.isdigit()):
        raise NotFound
    try:
        found = desk().service.versions(monograph, chosen.id, LANG, page=int(number[:9]))
    except UsageError as error:
        raise NotFound from error
    at = _place(monograph, chosen, canonical=found.page == 1)
    page = history_page(
        found.published, chosen, found.versions, found.events, at, _turns(found, at)
    )
    html = desk().templates.render(page)
    return answer(lambda: html, "text/html", tag_of([html]))


def _version(monograph: str, audience: Audience, prefix: str) -> ResponseReturnValue:
    try:
        old = desk().service.version(monograph, audience.id, prefix, LANG)
    except UsageError as error:
        raise NotFound from error
    if old.line.is_current:
        return redirect(edition_url(monograph, audience.id), code=303)
    at = _place(monograph, audience)
    html = desk().templates.render(version_page(old.published, audience, old.edition, old.line, at))
    return answer(lambda: html, "text/html", tag_of([html]))


def _place(monograph: str, audience: Audience, *, canonical: bool = False) -> Place:
    address = url_for("history.history", monograph=monograph, audience=audience.id)
    return Place(
        site=site("compare.css", "history.css"),
        page=edition_url(monograph, audience.id),
        history=address,
        version=lambda fingerprint: f"{address}?version={fingerprint[:LINK_DIGITS]}",
        canonical=absolute(address) if canonical else "",
    )


def _turns(found: History, at: Place) -> tuple[Link, ...]:
    say = at.site.say
    newer = Link(say("Newer versions"), f"{at.history}?page={found.page - 1}")
    older = Link(say("Older versions"), f"{at.history}?page={found.page + 1}")
    return (*((newer,) if found.page > 1 else ()), *((older,) if found.page < found.pages else ()))
