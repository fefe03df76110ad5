"""The follow-up question: a plain form, and an answer that nothing keeps.

A question may say that somebody is ill. It is in no log (the server logs paths without what follows
them), its page may not be stored or indexed, and it is written down only where the operator has
named a file for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import Blueprint, current_app, make_response, request, url_for

from patiented.asking import Asker, Helping, Outcome, Reply, keep_question, read_helping
from patiented.audience import load_audiences
from patiented.errors import UsageError
from patiented.rendering.asking import AskLinks, Said, ask_page
from patiented.review import Status
from patiented.web.assets import site
from patiented.web.caching import NEVER
from patiented.web.editions import default_reader, edition_url, readable, reader
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask, Response

    from patiented.audience import Audience
    from patiented.publishing import Published
    from patiented.settings import Settings

blueprint = Blueprint("asking", __name__)

EXTENSION = "patiented.asking"


@dataclass(slots=True)
class AskDesk:
    """What questions are answered with; loaded at the first question unless given."""

    settings: Settings
    asker: Asker | None
    helping: Helping | None = None
    lock: Lock | None = None

    def ready(self) -> tuple[Asker, Helping]:
        """Return the asker and the numbers for help."""
        with self.lock or Lock():
            if self.asker is None or self.helping is None:
                lexicon = load_audiences(self.settings.audience_roots).lexicon
                self.asker = self.asker or Asker(lexicon)
                self.helping = read_helping(self.settings, lexicon)
            return self.asker, self.helping


def prepare(app: Flask, settings: Settings, asker: Asker | None) -> None:
    """Give an app what it answers questions with."""
    app.extensions[EXTENSION] = AskDesk(settings, asker, lock=Lock())


@blueprint.get("/m/<name:monograph>/ask")
def ask(monograph: str) -> Response:
    """Answer `?q=` for `?audience=`; without a question, show the form."""
    audience = _reader(monograph, request.args.get("audience", ""))
    published = readable(monograph, audience)
    question = " ".join(request.args.get("q", "").split())
    reply, helping = replied(published, question) if question else (Reply(), Helping())
    said = Said(
        question,
        reply.answers,
        reply.declined,
        reply.urgent,
        helping.points(reply.urgent, declined=reply.declined),
        checked=published.review.status is Status.APPROVED,
    )
    page = ask_page(said, published.edition, audience, ask_links(monograph, audience.id))
    response = make_response(desk().templates.render(page))
    response.headers["Cache-Control"] = NEVER
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def replied(published: Published, question: str) -> tuple[Reply, Helping]:
    """Return what an edition answers, and whom to turn to; kept only if the operator wants it."""
    asker, helping = cast("AskDesk", current_app.extensions[EXTENSION]).ready()
    reply = asker.ask(published.edition, question)
    if question:
        edition = published.edition
        _keep(edition.monograph, edition.audience, reply.outcome, question)
    return reply, helping


def ask_links(monograph: str, audience: str) -> AskLinks:
    """Return the addresses that an answer may name."""
    audiences = desk().service.audiences()
    clinician = next((one.id for one in audiences if one.canonical), audience)
    return AskLinks(
        site("ask.css"),
        url_for("asking.ask", monograph=monograph),
        edition_url(monograph, audience),
        edition_url(monograph, clinician),
    )


def _reader(monograph: str, audience: str) -> Audience:
    return reader(monograph, audience) if audience else default_reader()


def _keep(monograph: str, audience: str, outcome: Outcome, question: str) -> None:
    """Keep a question if the operator wants it; a full disk must not cost the answer."""
    settings = desk().settings
    if not settings.questions_file:
        return
    path = settings.library / Path(settings.questions_file)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    try:
        keep_question(path, day, (monograph, audience), outcome, question)
    except UsageError as error:
        current_app.logger.warning("a question was not kept: %s", error)
