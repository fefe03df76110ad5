"""One edition in the form that is wanted: JSON, Markdown, text, PDF, or the page of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, url_for
from werkzeug.exceptions import NotFound

from patiented.errors import UsageError
from patiented.export.data import edition_to_json
from patiented.web.addresses import absolute
from patiented.web.api import examples
from patiented.web.api.cards import edition_address
from patiented.web.api.library_answers import Edition
from patiented.web.api.monographs import HEADERS, TAG, UNCHANGED
from patiented.web.api.negotiating import wanted
from patiented.web.api.openapi import Answers, Form, blueprint, operation
from patiented.web.api.problems import Refused
from patiented.web.api.requests import EditionQuery
from patiented.web.api.sending import link, linked, written
from patiented.web.caching import ASK_AGAIN, answer, edition_tag
from patiented.web.editions import edition_url, readable, reader
from patiented.web.languages import LANG
from patiented.web.pages import FORMS
from patiented.web.pdf import handout
from patiented.web.printing import printing
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response

    from patiented.audience import Audience
    from patiented.publishing import Published

MEDIA_TYPES = {
    "json": "application/json",
    "md": "text/markdown",
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
}
"""What `?format=` may say; of what is wanted equally, the first is given."""
SUFFIXES = {"md": "md", "text": "txt"}
"""Forms that are the files of the site, by their names in `pages.FORMS`."""


@blueprint.get("/monographs/<name:monograph>/editions/<name:audience>")
@operation(
    "getEdition",
    TAG,
    Answers(
        Form(MEDIA_TYPES["json"], Edition, examples.EDITION),
        *(Form(MEDIA_TYPES[form], kind="string") for form in ("md", "text")),
        Form(MEDIA_TYPES["pdf"]),
        problems=(404, 410),
        others={
            303: "The page of the site, where HTML is wanted.",
            **UNCHANGED,
        },
        headers=(*HEADERS, "Content-Language", "Vary"),
    ),
    query=EditionQuery,
)
def edition(monograph: str, audience: str, query: EditionQuery) -> Response:
    """Give a monograph as one audience reads it, in one language and form.

    The form is that of `format`, else that which `Accept` wants most, else JSON. HTML is the page
    of the site: the answer leads there (303).

    404 says that there is no such edition, or that it is held back because a fact that every reader
    must have is lost or open in it; 410 that it was withdrawn, with the reason.
    """
    chosen = reader(monograph, audience)
    lang = _language(monograph, audience, query.lang)
    published = readable(monograph, chosen, lang)
    form = query.format or _wanted()
    response = _in_form(published, chosen.speaking(lang), form)
    response.vary.add("Accept")
    response.headers["Content-Language"] = lang
    return linked(response, *_links(published, form))


def _language(monograph: str, audience: str, asked: str | None) -> str:
    """Return the language to answer in; one that is asked for and not there is not found."""
    try:
        written = desk().service.languages(monograph, audience)
    except UsageError as error:
        raise NotFound from error
    if asked is None:
        return LANG if LANG in written else written[0]
    if asked not in written:
        raise Refused(404, f"This edition is in {', '.join(written)}.")
    return asked


def _wanted() -> str:
    media_type = wanted(tuple(MEDIA_TYPES.values()))
    return next(form for form, one in MEDIA_TYPES.items() if one == media_type)


def _in_form(published: Published, audience: Audience, form: str) -> Response:
    if form == "html":
        return _page(published)
    if form == "pdf":
        return handout(published, audience)
    tag = edition_tag(published, f"api {form}")
    if form == "json":
        return answer(lambda: written(edition_to_json(published)), MEDIA_TYPES[form], tag)
    media_type, export = FORMS[SUFFIXES[form]]
    return answer(lambda: export(published, audience), media_type, tag)


def _page(published: Published) -> Response:
    edition = published.edition
    page = edition_url(edition.monograph, edition.audience, edition.lang)
    if not page:
        raise Refused(406, f"The site has no page in {edition.lang}.")
    response = make_response(redirect(page, code=303))
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def _links(published: Published, form: str) -> Iterator[str]:
    """Yield where else this edition is, and what goes with it."""
    edition = published.edition
    monograph, audience, lang = edition.monograph, edition.audience, edition.lang
    if page := edition_url(monograph, audience, lang):
        yield link(absolute(page), "canonical")
    for other, media_type in MEDIA_TYPES.items():
        if other != form and (other != "pdf" or printing().available):
            address = edition_address(monograph, audience, lang, other)
            yield link(address, "alternate", type=media_type)
    for other in desk().service.languages(monograph, audience):
        if other != lang:
            address = edition_address(monograph, audience, other)
            yield link(address, "alternate", hreflang=other)
    for one in desk().service.audiences():
        if one.id != audience:
            yield link(edition_address(monograph, one.id, lang), "related")
    yield link(url_for("api.monograph", monograph=monograph), "up")
    history = url_for("history.history", monograph=monograph, audience=audience)
    yield link(history, "version-history")
