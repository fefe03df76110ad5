"""`/write/score/<monograph>/<audience>`: an edition scored, and what people answer to instruments.

Answers are kept with the version of the edition, and with the name of who answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.exceptions import NotFound

from patiented.assessing import material_of_edition, score_material
from patiented.errors import UsageError
from patiented.rendering.contexts import Link
from patiented.rendering.desks.judging import Answering, Given
from patiented.rendering.desks.score_contexts import ScorePage
from patiented.rendering.desks.scoring import score_view
from patiented.rendering.page import name_of
from patiented.rendering.speaking import mark
from patiented.web.assets import asset_url, site
from patiented.web.desks.frame import desk_site
from patiented.web.desks.scoring import answer, swapper
from patiented.web.editions import edition_url, reader
from patiented.web.languages import LANG
from patiented.web.origins import from_here
from patiented.web.people import writer
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.model import Edition
    from patiented.publishing import Published

blueprint = Blueprint(
    "assessing", __name__, url_prefix="/write/score/<name:monograph>/<name:audience>"
)

MAX_BYTES, MAX_PARTS = 65_536, 80
"""Of a form with the answers to one instrument."""

LEAD = mark(
    "What the program sees in this version, and what people answered. Answers are kept with the "
    "version; a version with other words starts without."
)

CHANGED = mark("The text has changed since this page was opened. Read it again, then answer.")


@blueprint.get("")
def edition(monograph: str, audience: str) -> Response:
    """Score an edition, with what people answered."""
    chosen = reader(monograph, audience)
    return _edition_page(_published(monograph, chosen), chosen)


@blueprint.post("")
def send(monograph: str, audience: str) -> ResponseReturnValue:
    """Keep the answers that a person has changed."""
    request.max_content_length = MAX_BYTES
    request.max_form_parts = MAX_PARTS
    if not from_here():
        abort(403)
    chosen = reader(monograph, audience)
    published = _published(monograph, chosen)
    if request.form.get("version") != published.edition.fingerprint:
        changed = site().say(CHANGED)
        return _edition_page(published, chosen, problem=changed)
    instrument = request.form.get("instrument", "")
    try:
        desk().service.assessments.keep(published.edition, instrument, _changed(), writer().name)
    except UsageError as error:
        return _edition_page(published, chosen, problem=error.message)
    here = _address("assessing.edition", published)
    return redirect(f"{here}#{instrument}", code=303)


def _published(monograph: str, audience: Audience) -> Published:
    """Return an edition for people at the desk: also one that readers may not see yet."""
    lang = request.args.get("lang", LANG)
    try:
        return desk().service.published(monograph, audience.id, lang)
    except UsageError as error:
        raise NotFound from error


def _address(endpoint: str, published: Published) -> str:
    """Return the address of this page, or of what it is sent to."""
    one = published.edition
    lang = None if one.lang == LANG else one.lang
    return url_for(endpoint, monograph=one.monograph, audience=one.audience, lang=lang)


def _reader_url(one: Edition) -> str:
    spoken = edition_url(one.monograph, one.audience, one.lang)
    return spoken or edition_url(one.monograph, one.audience)


def _changed() -> dict[str, str]:
    """Return the answers that differ from what the page showed: others' stay as they are."""
    sent = request.form
    items = (name.removeprefix("answer-") for name in sent if name.startswith("answer-"))
    return {
        item: sent[f"answer-{item}"]
        for item in items
        if sent[f"answer-{item}"] != sent.get(f"was-{item}", "")
    }


def _edition_page(published: Published, audience: Audience, problem: str = "") -> Response:
    say = site().say
    one = published.edition
    taught = tuple(term.term for term in one.meta.taught)
    scored = score_material(material_of_edition(one), taught=taught, swapper=swapper())
    given = {
        (kept.instrument, kept.item): Given(kept.answer, kept.by, kept.at)
        for kept in desk().service.assessments.answers(one)
    }
    answering = Answering(_address("assessing.send", published), given)
    about = say("{title}: {audience}.", title=one.meta.title, audience=say(name_of(audience)))
    page = ScorePage(
        site=desk_site("form.css", "score.css"),
        title=one.meta.title,
        lead=say(LEAD),
        script=asset_url("score.js"),
        form=None,
        edition=Link(say("The page that readers see"), _reader_url(one)),
        problem=problem,
        result=score_view(scored, audience, about, answering, say),
        version=one.fingerprint,
    )
    return answer(page, 400 if problem else 200)
