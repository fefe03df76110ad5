"""The pages that readers see: the library, and a monograph for one audience in four forms."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from patiented.export.data import edition_to_json
from patiented.export.markdown import edition_to_markdown
from patiented.export.text import edition_to_text
from patiented.rendering import Link, Links, edition_page
from patiented.rendering.contexts import PolicyPage
from patiented.rendering.speaking import mark
from patiented.web.addresses import absolute
from patiented.web.assets import site
from patiented.web.builder import builder_url
from patiented.web.caching import answer, edition_tag, tag_of
from patiented.web.editions import compare_url, default_reader, edition_url, readable, reader
from patiented.web.finding import library_answer
from patiented.web.finishing import keep_page
from patiented.web.keeping import address_of
from patiented.web.languages import LANG, page_lang, text_lang, with_languages
from patiented.web.oembed import discovery
from patiented.web.printing import pdf_links
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.publishing import Published
    from patiented.rendering import Site
    from patiented.rendering.contexts import EditionPage

blueprint = Blueprint("pages", __name__)


class NameConverter(BaseConverter):
    """An id in an address; a dot is not part of it, so that suffixes stand apart."""

    regex = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"


def _as_json(published: Published, _: Audience) -> str:
    return json.dumps(edition_to_json(published), ensure_ascii=False, indent=1) + "\n"


FORMS: Mapping[str, tuple[str, Callable[[Published, Audience], str]]] = {
    "json": ("application/json", _as_json),
    "txt": ("text/plain", edition_to_text),
    "md": ("text/markdown", edition_to_markdown),
}
"""The suffixes a page may have, beside none: media type and export."""

FORM_NAMES = {"txt": mark("Plain text"), "md": mark("Markdown"), "json": mark("Data (JSON)")}


@blueprint.get("/")
def library() -> ResponseReturnValue:
    """List the monographs, or those that are searched for."""
    return library_answer()


@blueprint.get("/policy")
def policy() -> ResponseReturnValue:
    """Say how pages are written and checked."""
    frame = site()
    page = PolicyPage(frame, frame.say("How we write and check these pages"))
    html = desk().templates.render(page)
    return answer(lambda: html, "text/html", tag_of([html]))


@blueprint.get("/m/<name:monograph>")
def monograph_page(monograph: str) -> ResponseReturnValue:
    """Show the patient edition under the chooser; a plain form's `?audience=` leads on."""
    chosen = request.args.get("audience")
    if chosen is not None:
        audience = reader(monograph, chosen)
        return redirect(edition_url(monograph, audience.id), code=303)
    return _html(monograph, default_reader(), chosen=False)


@blueprint.get("/m/<name:monograph>/<name:audience>")
def edition(monograph: str, audience: str) -> ResponseReturnValue:
    """Show one edition."""
    return _html(monograph, reader(monograph, audience))


@blueprint.get("/m/<name:monograph>.<any(json, txt, md):form>")
def monograph_form(monograph: str, form: str) -> ResponseReturnValue:
    """Give the patient edition in another form."""
    return _form(monograph, default_reader(), form)


@blueprint.get("/m/<name:monograph>/<name:audience>.<any(json, txt, md):form>")
def edition_form(monograph: str, audience: str, form: str) -> ResponseReturnValue:
    """Give one edition in another form."""
    return _form(monograph, reader(monograph, audience), form)


def _html(monograph: str, audience: Audience, *, chosen: bool = True) -> ResponseReturnValue:
    keep_page(monograph)
    shown = text_lang(monograph, audience.id)
    published = readable(monograph, audience, shown)

    def body() -> str:
        return desk().templates.render(_shaped(published, audience, chosen=chosen))

    return answer(body, "text/html", edition_tag(published, "html"))


def _shaped(published: Published, audience: Audience, *, chosen: bool) -> EditionPage:
    """Return the page record, shaped once for each address and thing published.

    It may depend on nothing else: not on the query, and not on another header than Host.
    """
    address = address_of(request.environ)[:-1]
    held = desk().shaped.get(address)
    if held is None or held[0] is not published:
        monograph, shown = published.edition.monograph, published.edition.lang
        own = _links(monograph, audience.id, shown, chosen=chosen)
        links = with_languages(own, monograph, audience.id, shown)
        readers = tuple(one.speaking(page_lang()) for one in desk().service.audiences())
        page = edition_page(published, _spoken(audience, shown), readers, links)
        held = (published, page)
        desk().shaped.put(address, held)
    return held[1]


def _spoken(audience: Audience, shown: str) -> Audience:
    """Return an audience in the language of the text, its standing lines in that of the page."""
    text, frame = audience.speaking(shown), audience.speaking(page_lang())
    return replace(
        text,
        label=frame.label,
        help=frame.help,
        standing=frame.standing,
        disclaimer=frame.disclaimer,
        unreviewed=frame.unreviewed,
    )


def _form(monograph: str, audience: Audience, form: str) -> ResponseReturnValue:
    if text_lang(monograph, audience.id) != page_lang():
        raise NotFound  # a file has no note that it is in another language
    keep_page(monograph)
    published = readable(monograph, audience, page_lang())
    spoken = audience.speaking(page_lang())
    mimetype, export = FORMS[form]
    return answer(lambda: export(published, spoken), mimetype, edition_tag(published, form))


def _downloads(frame: Site, monograph: str, audience: str) -> tuple[Link, ...]:
    forms = (
        Link(
            frame.say(FORM_NAMES[form]),
            url_for("pages.edition_form", monograph=monograph, audience=audience, form=form),
        )
        for form in FORM_NAMES
    )
    return (*pdf_links(frame, monograph, audience), *forms)


def _links(monograph: str, audience: str, shown: str, *, chosen: bool) -> Links:
    """Name every address of an edition."""
    audiences = desk().service.audiences()
    frame = site()
    return Links(
        site=frame,
        canonical=absolute(edition_url(monograph, audience, shown)),
        home=absolute(frame.home),
        report=url_for("reports.form", monograph=monograph, audience=audience),
        choose=url_for("pages.monograph_page", monograph=monograph),
        chosen=chosen,
        editions=tuple((one.id, edition_url(monograph, one.id)) for one in audiences),
        ask=url_for("asking.ask", monograph=monograph) if page_lang() == LANG else "",
        # Where the text is in another language than the page, its files are at that one's address.
        downloads=_downloads(frame, monograph, audience) if shown == page_lang() else (),
        compare=compare_url(monograph, audience),
        history=url_for("history.history", monograph=monograph, audience=audience),
        embed=builder_url(monograph, audience),
        oembed=discovery(absolute(edition_url(monograph, audience, shown))),
    )
