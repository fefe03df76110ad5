"""Handouts: an edition as a PDF. `?large=1` is large print, `?short=1` at most a leaf of paper."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import Blueprint, make_response, request, url_for
from werkzeug.exceptions import NotFound

from patiented.errors import PrintError
from patiented.publishing.printing import print_job
from patiented.rendering import ErrorPage, Link
from patiented.rendering.handout_context import Sheet
from patiented.rendering.speaking import mark
from patiented.web.addresses import absolute
from patiented.web.assets import site
from patiented.web.caching import ASK_AGAIN, NEVER, edition_tag
from patiented.web.editions import default_reader, edition_url, readable, reader
from patiented.web.languages import in_language, page_lang, text_lang
from patiented.web.printing import printing, set_up
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.audience import Audience
    from patiented.publishing import Published

logger = logging.getLogger(__name__)

blueprint = Blueprint("pdf", __name__)
blueprint.record_once(set_up)

MIMETYPE = "application/pdf"
CANNOT = (
    mark("This site cannot make PDF files"),
    mark("You can print the page instead. It is laid out for paper, too."),
)
NOT_NOW = (
    mark("The PDF is not ready"),
    mark("It could not be made in time. Please try again in a minute, or print the page instead."),
)
RETRY_CANNOT_S, RETRY_NOT_NOW_S = 3600, 60


@blueprint.get("/m/<name:monograph>.pdf")
def monograph_pdf(monograph: str) -> Response:
    """Give the handout of the patient edition."""
    return _handout(monograph, default_reader())


@blueprint.get("/m/<name:monograph>/<name:audience>.pdf")
def edition_pdf(monograph: str, audience: str) -> Response:
    """Give the handout of one edition."""
    return _handout(monograph, reader(monograph, audience))


def _handout(monograph: str, audience: Audience) -> Response:
    lang = page_lang()
    if text_lang(monograph, audience.id) != lang:
        raise NotFound  # as every file: it has no note that it is in another language
    published = readable(monograph, audience, lang)
    large, short = (request.args.get(name) == "1" for name in ("large", "short"))
    return handout(published, audience.speaking(lang), large=large, short=short)


def handout(
    published: Published, audience: Audience, *, large: bool = False, short: bool = False
) -> Response:
    """Answer with the PDF of an edition for an audience that speaks its language.

    Its tag, by which it is printed once, is that of the address where readers find it.
    """
    monograph, lang = published.edition.monograph, published.edition.lang
    sheet = Sheet(
        large=large, short=short, address=absolute(edition_url(monograph, audience.id, lang))
    )
    own = in_language(url_for("pdf.edition_pdf", monograph=monograph, audience=audience.id), lang)
    tag = edition_tag(published, f"pdf {sheet}", own)
    if request.if_none_match.contains(tag):
        return _tagged(make_response("", 304), tag)
    country, templates = desk().settings.emergency_country, desk().templates
    pdf = printing().printer.pdf(
        tag, lambda: print_job(published, audience, templates, country, sheet)
    )
    response = make_response(pdf)
    response.content_type = MIMETYPE
    response.headers["Content-Disposition"] = (
        f'inline; filename="{_file_name(published, audience)}"'
    )
    return _tagged(response, tag)


@blueprint.errorhandler(PrintError)
def no_pdf(error: PrintError) -> Response:
    """Say that there is no PDF, here or now, and lead to the page; the reason goes to the log."""
    logger.error("%s %s: %s", error.error_code, request.path, error)
    cannot = error.error_code == PrintError.code
    title, message = CANNOT if cannot else NOT_NOW
    frame = site()
    page_url = request.path.removesuffix(".pdf")
    choices = (Link(frame.say("Open the page"), f"{request.script_root}{page_url}"),)
    page = ErrorPage(frame, frame.say(title), frame.say(message), choices)
    response = make_response(desk().templates.render(page), 503)
    response.content_type = "text/html; charset=utf-8"
    response.headers["Cache-Control"] = NEVER
    response.headers["Retry-After"] = str(RETRY_CANNOT_S if cannot else RETRY_NOT_NOW_S)
    return response


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def _file_name(published: Published, audience: Audience) -> str:
    return f"{published.edition.monograph}-{audience.id}.pdf"
