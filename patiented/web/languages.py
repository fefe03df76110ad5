"""Pages in another language than that of the plain address: `/<lang>/m/…` (DESIGN 8).

Where a monograph has no wording in the language but the interface speaks it, the page is shown in
the language of the source, and says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from patiented.errors import UsageError
from patiented.rendering import edition_page
from patiented.web import pages
from patiented.web.caching import answer, edition_tag
from patiented.web.errors import NotPublished, UnknownAudience, Withdrawn
from patiented.web.language_links import LANG, frame_lang, in_language, page_url, written_in
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.publishing import Published
    from patiented.rendering import Links

blueprint = Blueprint("languages", __name__)

DEFAULT_AUDIENCE = "patient"


class LanguageConverter(BaseConverter):
    """A language code in an address (BCP 47): `es`, `es-MX`, `zh-Hans`."""

    regex = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"


@blueprint.get("/<language:lang>/m/<name:monograph>")
def monograph_page(lang: str, monograph: str) -> ResponseReturnValue:
    """Show the edition of the first reader; a plain form's `?audience=` leads on."""
    chosen = request.args.get("audience")
    if chosen is not None:
        return redirect(page_url(monograph, _reader(monograph, chosen).id, lang), code=303)
    return _html(lang, monograph, _first_reader())


@blueprint.get("/<language:lang>/m/<name:monograph>/<name:audience>")
def edition(lang: str, monograph: str, audience: str) -> ResponseReturnValue:
    """Show one edition."""
    return _html(lang, monograph, _reader(monograph, audience))


@blueprint.get("/<language:lang>/m/<name:monograph>.<any(json, txt, md):form>")
def monograph_form(lang: str, monograph: str, form: str) -> ResponseReturnValue:
    """Give the edition of the first reader in another form."""
    return _form(lang, monograph, _first_reader(), form)


@blueprint.get("/<language:lang>/m/<name:monograph>/<name:audience>.<any(json, txt, md):form>")
def form(lang: str, monograph: str, audience: str, form: str) -> ResponseReturnValue:
    """Give one edition in another form; there is none where the page falls back."""
    return _form(lang, monograph, _reader(monograph, audience), form)


def _html(lang: str, monograph: str, audience: Audience) -> ResponseReturnValue:
    if lang == LANG:
        return redirect(page_url(monograph, audience.id), code=308)
    shown = _shown_lang(lang, monograph, audience.id)
    published = _published(monograph, audience.id, shown)
    written = ",".join(written_in(monograph, audience.id))

    def body() -> str:
        links = in_language(pages.links_of(monograph, audience.id), monograph, audience.id, lang)
        if shown != lang:
            links = _falling_back(links, lang, shown, page_url(monograph, audience.id, shown))
        readers = tuple(one.speaking(lang) for one in desk().service.audiences())
        page = edition_page(published, audience.speaking(shown), readers, links)
        return desk().templates.render(page)

    return answer(body, "text/html", edition_tag(published, f"html {lang} {written}"))


def _form(lang: str, monograph: str, audience: Audience, form: str) -> ResponseReturnValue:
    if _shown_lang(lang, monograph, audience.id) != lang:
        raise NotFound
    published = _published(monograph, audience.id, lang)
    mimetype, export = pages.FORMS[form]
    spoken = audience.speaking(lang)
    return answer(lambda: export(published, spoken), mimetype, edition_tag(published, form))


def _shown_lang(lang: str, monograph: str, audience: str) -> str:
    """Return the language that the text will be in; 404 where neither text nor interface has it."""
    written = written_in(monograph, audience)
    if not written:
        raise NotFound
    if lang in written:
        return lang
    if lang.replace("-", "_") not in desk().templates.languages:
        raise NotFound
    return written[0]


def _falling_back(links: Links, lang: str, shown: str, canonical: str) -> Links:
    """Say on the page that it is not in the language that was asked for."""
    say = desk().templates.speaker(frame_lang(lang))
    note = say(
        "This page is not in {language} yet. You are reading it in {shown}.",
        language=say.name,
        shown=say.name_of(shown),
    )
    return replace(links, canonical=canonical, language_note=note)


def _published(monograph: str, audience: str, lang: str) -> Published:
    """Return what may be shown; the rest becomes 404 or 410."""
    service = desk().service
    if notice := service.withdrawn(monograph, audience):
        raise Withdrawn(notice)
    try:
        published = service.published(monograph, audience, lang)
    except UsageError as error:
        raise NotFound from error
    if not published.publishable:
        raise NotPublished(published)
    return published


def _reader(monograph: str, audience: str) -> Audience:
    audiences = desk().service.audiences()
    for one in audiences:
        if one.id == audience:
            return one
    if not desk().service.has(monograph):
        raise NotFound
    raise UnknownAudience(monograph, audiences)


def _first_reader() -> Audience:
    audiences = desk().service.audiences()
    return next((one for one in audiences if one.id == DEFAULT_AUDIENCE), audiences[0])
