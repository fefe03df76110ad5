"""`/infobutton`: the right editions for a code or a name, for record systems and their portals.

A public address that only reads: any site may ask from a browser. It tells of nothing but public
pages, and its answers are checked for freshness like these. docs/infobutton.md describes it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, jsonify, request, url_for
from werkzeug.exceptions import HTTPException

from patiented.export import notice
from patiented.export.infobutton import (
    Category,
    Entry,
    KnowledgeResponse,
    SummaryWords,
    lead_section,
    summary_html,
    to_atom,
    to_json,
    to_jsonp,
)
from patiented.publishing import Wish, look_up
from patiented.rendering.page import name_of, question
from patiented.rendering.passages import RAW
from patiented.rendering.review_status import review_view
from patiented.rendering.speaking import mark
from patiented.web.addresses import absolute, origin
from patiented.web.caching import NEVER, answer, tag_of
from patiented.web.editions import edition_url
from patiented.web.finding import noindex
from patiented.web.infobutton_asked import ATOM, JSON, JSONP, SHORT_NAMES, read_request
from patiented.web.languages import page_lang
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response

    from patiented.audience import Audience
    from patiented.publishing.looking_up import Answered, Found, TakenDown
    from patiented.rendering.speaking import Speaker
    from patiented.web.infobutton_asked import Asked

blueprint = Blueprint("infobutton", __name__)

SITE = "patiented"
RESULTS = mark("Results for {what}")
BOXED = mark("Boxed warning")
GONE = mark("This page was taken down")
REASON = mark("The reason given: {reason}")

NAMES = {"RXNORM": "RxNorm", "ICD10CM": "ICD-10-CM", "ICD9CM": "ICD-9-CM", "SNOMEDCT": "SNOMED CT"}
"""Short names of code systems that people write otherwise."""

WRITERS: Mapping[str, Callable[[KnowledgeResponse, Asked], str]] = {
    ATOM: lambda one, _: to_atom(one),
    JSON: lambda one, _: to_json(one),
    JSONP: lambda one, asked: to_jsonp(one, asked.callback),
}


@blueprint.get("/infobutton")
def infobutton() -> Response:
    """Answer a request with the editions that it asks for; none is an empty feed."""
    asked = read_request(request.query_string, request.args.to_dict(flat=False))
    lang = asked.lang or page_lang()
    wish = Wish(asked.concepts, asked.recipient, lang, asked.age_years)
    spoken = tuple(one.replace("_", "-") for one in desk().templates.languages)
    body = WRITERS[asked.form](_response(asked, look_up(wish, desk().service, spoken), lang), asked)
    return noindex(answer(lambda: body, asked.form, tag_of([asked.form, body])))


@blueprint.errorhandler(HTTPException)
def refuse(error: HTTPException) -> Response:
    """Say in the one shape of an error what is wrong with a request."""
    status = error.code or 500
    response = jsonify(notice.error_to_json(status, error.description or error.name))
    response.status_code = status
    response.headers["Cache-Control"] = NEVER
    return response


@blueprint.after_request
def open_to_all(response: Response) -> Response:
    """Let a script of any site read the answer: it is public, and there is no cookie in play."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _response(asked: Asked, answered: Answered, lang: str) -> KnowledgeResponse:
    say = _voice(lang)
    url = f"{absolute(url_for('infobutton.infobutton'))}?{urlencode(asked.query)}"
    return KnowledgeResponse(
        lang=say.tag,
        base=f"{origin()}/",
        url=url,
        id=_urn(url),
        title=SITE,
        subtitle=_subtitle(asked, answered, say),
        updated=answered.updated,
        author=SITE,
        categories=asked.said,
        entries=tuple(_entry(one, asked) for one in answered.found),
    )


def _entry(found: Found, asked: Asked) -> Entry:
    edition, review = found.published.edition, found.published.review
    say = _voice(edition.lang)
    reader = found.audience.speaking(edition.lang)
    view = review_view(review, reader, edition.meta, say)
    url = absolute(
        edition_url(edition.monograph, reader.id, edition.lang)
        or edition_url(edition.monograph, reader.id)
    )
    section = lead_section(edition, asked.role) if asked.role else None
    words = SummaryWords(say(BOXED), say(RAW), view.caution)
    return Entry(
        lang=edition.lang,
        title=_titled(question(edition, reader), reader, say),
        url=f"{url}#sec-{section.id}" if section else url,
        id=_urn(url),
        updated=found.updated,
        summary=summary_html(edition, words, asked.role),
        rights=" ".join(part for part in (f"{view.short}.", view.sentence, view.caution) if part),
        author=edition.meta.board,
        categories=(
            Category("audience", reader.id),
            Category("reviewStatus", str(review.status)),
        ),
    )


def _voice(lang: str) -> Speaker:
    """Return the voice of the interface in a language, or in English where it has none."""
    tag = lang.replace("-", "_").casefold()
    spoken = {one.casefold(): one for one in desk().templates.languages}
    while tag and tag not in spoken:
        tag = tag.rpartition("_")[0]
    return desk().templates.speaker(spoken.get(tag, "en"))


def _titled(title: str, reader: Audience, say: Speaker) -> str:
    """Return a title that tells the editions of one page apart in a list."""
    return f"{title} ({say(name_of(reader))})"


def _what(asked: Asked) -> str:
    """Name what was asked for, each thing by its code, else by its name."""
    named = []
    for one in asked.concepts:
        short = SHORT_NAMES.get(one.system, one.system)
        coded = f"{NAMES.get(short, short)} {one.code}" if one.code and one.system else ""
        named.append(coded or one.display or one.original)
    return ", ".join(named)


def _subtitle(asked: Asked, answered: Answered, say: Speaker) -> str:
    """Name what was asked for, and give the notice of each page that was taken down."""
    results = say(RESULTS, what=_what(asked))
    notices = " ".join(_notice(one, say) for one in answered.taken_down)
    return f"{results}. {notices}" if notices else results


def _notice(one: TakenDown, say: Speaker) -> str:
    reason = " ".join(one.notice.reason.split())
    title = _titled(one.title, one.audience, say)
    return f"{title}: {say(GONE)}. {say(REASON, reason=reason)}"


def _urn(url: str) -> str:
    """Return an identifier that is the same whenever the address is (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}"
