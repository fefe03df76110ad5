"""Reporting a mistake: a plain form for one statement, and the answer to it.

No account, no cookie and no address: there is nothing of the reader that a stranger's page could
misuse, but it could fill the desk with noise, so a report must come from a page of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, make_response, redirect, request, url_for

from patiented.errors import UsageError
from patiented.publishing import MAX_WORDS, Mistake, Place, checked_words, place_of
from patiented.rendering.reporting import Form, report_page, sent_page
from patiented.web.assets import site
from patiented.web.caching import NEVER
from patiented.web.editions import edition_url, readable, reader
from patiented.web.finding import noindex
from patiented.web.senders import from_here
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.model import Edition

blueprint = Blueprint("reports", __name__)

MAX_BYTES = 16_384
"""Of a form: a thousand characters of four bytes, each sent as three, and the other fields."""
MAX_PARTS = 10
TRAP = "website"
"""A field that no reader sees; only a program fills it in."""


@blueprint.get("/m/<name:monograph>/<name:audience>/report")
def form(monograph: str, audience: str) -> Response:
    """Show the form for `?statement=`, a statement or section of the page."""
    chosen = reader(monograph, audience)
    edition = readable(monograph, chosen).edition
    place = place_of(edition, request.args.get("statement", ""))
    return _form(edition, chosen, place)


@blueprint.post("/m/<name:monograph>/<name:audience>/report")
def send(monograph: str, audience: str) -> ResponseReturnValue:
    """Keep a report; one that is incomplete comes back with what to mend."""
    request.max_content_length = MAX_BYTES
    request.max_form_parts = MAX_PARTS
    if not from_here():
        abort(403)
    chosen = reader(monograph, audience)
    edition = readable(monograph, chosen).edition
    place = place_of(edition, request.form.get("statement", ""))
    kind, words = request.form.get("kind", ""), request.form.get("words", "")
    if problem := _problem(kind, words):
        return _form(edition, chosen, place, kind=kind, words=words, problem=problem)
    if not request.form.get(TRAP):
        desk().service.reports.file(edition, place, kind, words)
    done = url_for("reports.sent", monograph=monograph, audience=audience)
    return redirect(done, code=303)


@blueprint.get("/m/<name:monograph>/<name:audience>/report/sent")
def sent(monograph: str, audience: str) -> Response:
    """Say thanks, and what happens next."""
    chosen = reader(monograph, audience)
    edition = readable(monograph, chosen).edition
    page = sent_page(edition, chosen, edition_url(monograph, audience), site())
    return _answer(desk().templates.render(page))


def _form(
    edition: Edition,
    audience: Audience,
    place: Place,
    *,
    kind: str = "",
    words: str = "",
    problem: str = "",
) -> Response:
    filled = Form(
        action=url_for("reports.send", monograph=edition.monograph, audience=audience.id),
        page=edition_url(edition.monograph, audience.id),
        privacy=url_for("privacy.privacy"),
        most=MAX_WORDS,
        kind=kind,
        words=words,
        problem=problem,
    )
    page = report_page(edition, audience, place, filled, site("form.css"))
    return _answer(desk().templates.render(page), status=400 if problem else 200)


def _answer(html: str, status: int = 200) -> Response:
    response = make_response(html, status)
    response.content_type = "text/html; charset=utf-8"
    response.headers["Cache-Control"] = NEVER
    return noindex(response)


def _problem(kind: str, words: str) -> str:
    """Return what to mend, in words for the reader, or nothing."""
    say = site().say
    if kind not in set(Mistake):
        return say("Choose what is wrong.")
    if len(words.strip().replace("\r\n", "\n")) > MAX_WORDS:
        return say("Your text is too long. Use at most {most} characters.", most=MAX_WORDS)
    try:
        checked_words(words)
    except UsageError:
        return say("Your text has characters that cannot be kept. Please type it again.")
    return ""
