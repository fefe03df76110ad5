"""`/review/`: the queue, one edition beside its source, decisions, and the audit trail.

A decision is a plain form; the answer leads back to the row. An edition that is withdrawn is here
all the same: its mended text must be approved before readers are shown it, so the argument of these
addresses is not `monograph` (see `withdrawing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound

from patiented.errors import UsageError
from patiented.export.trail import trail_to_csv, trail_to_json
from patiented.publishing.moving import MovedOnError, Seen
from patiented.publishing.reviewing import Act
from patiented.rendering import Link
from patiented.rendering.desks.review_contexts import Problem
from patiented.rendering.desks.review_queue import queue_beside, queue_page
from patiented.rendering.desks.review_rows import Typed
from patiented.rendering.desks.reviewing import Returned, Reviewer, Ways, problem_of, review_page
from patiented.review import EditionKey
from patiented.web.assets import asset_url, site
from patiented.web.caching import NEVER
from patiented.web.editions import edition_url
from patiented.web.languages import LANG
from patiented.web.people import REVIEWER, reviewer, reviewer_or_admin
from patiented.web.senders import from_here
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from patiented.audience import Audience
    from patiented.publishing.review_sheet import Sheet
    from patiented.rendering import Site
    from patiented.web.people import Person

blueprint = Blueprint("reviewing", __name__, url_prefix="/review")

MAX_BYTES = 131_072
"""Of a form: a note of ten thousand characters, each sent as up to nine bytes, and the ids."""
MAX_PARTS = 1_000
MAX_STEPS = 9
"""Digits of a number of steps."""

CONFLICT, BAD = 409, 400
FORMS = {
    "csv": ("text/csv", trail_to_csv),
    "json": ("application/json", trail_to_json),
}


@blueprint.get("/")
def queue() -> Response:
    """Show what waits, what is with the writers, what is approved."""
    who = reviewer_or_admin()
    frame = _frame()
    found = desk().service.reviewing.queue()
    page = queue_page(found, desk().service.audiences(), frame, sheet_url, _trails(frame), who.name)
    return _answer(desk().templates.render(page))


@blueprint.get("/<name:source>/<name:audience>")
def sheet(source: str, audience: str) -> Response:
    """Show one edition beside its source; `?lang=` names its language."""
    who = reviewer_or_admin()
    key = _key(source, audience)
    return _sheet(key, who, _found(key, who), Returned())


@blueprint.post("/<name:source>/<name:audience>")
def decide(source: str, audience: str) -> ResponseReturnValue:
    """Record a decision and lead back to its row; else say why not, and keep what was typed."""
    request.max_content_length = MAX_BYTES
    request.max_form_memory_size = MAX_BYTES
    request.max_form_parts = MAX_PARTS
    who = reviewer()
    if not from_here():
        abort(403)
    key = _key(source, audience)
    _found(key, who)
    form = request.form
    act, seen = _act(form.get("act", "")), _seen()
    statements = form.getlist("statement")
    typed = Typed(next(iter(statements), ""), form.get("note", ""))
    try:
        desk().service.reviewing.decide(
            act, key, by=who.name, seen=seen, statements=statements, note=typed.note
        )
    except MovedOnError:
        now = _found(key, who)
        problem = problem_of(now, seen.fingerprint, seen.steps, site().say)
        return _sheet(key, who, now, Returned(problem, typed), CONFLICT)
    except UsageError as error:
        problem = _refused(error)
        return _sheet(key, who, _found(key, who), Returned(problem, typed), BAD)
    row = f"#s-{typed.statement}" if typed.statement else "#whole"
    return redirect(f"{sheet_url(key.monograph, key.audience, key.lang)}{row}", code=303)


@blueprint.get("/trail.<any(csv, json):form>", defaults={"source": None})
@blueprint.get("/<name:source>/<name:audience>/trail.<any(csv, json):form>")
def trail(source: str | None, form: str, audience: str = "") -> Response:
    """Give out the audit trail of an edition, with what was done to its whole page, or of all."""
    who = reviewer_or_admin()
    entries = desk().service.reviewing.trail(source)
    if source:
        key = _key(source, audience)
        _found(key, who)
        mine = ({None, key.audience}, {None, key.lang})
        entries = tuple(one for one in entries if one.audience in mine[0] and one.lang in mine[1])
    mimetype, write = FORMS[form]
    response = _answer(write(entries))
    response.content_type = f"{mimetype}; charset=utf-8"
    name = "-".join(filter(None, ("trail", source, audience)))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def sheet_url(monograph: str, audience: str, lang: str) -> str:
    """Return the address of a sheet."""
    named = None if lang == LANG else lang
    return url_for("reviewing.sheet", source=monograph, audience=audience, lang=named)


def _key(source: str, audience: str) -> EditionKey:
    return EditionKey(source, audience, request.args.get("lang", LANG))


def _found(key: EditionKey, who: Person) -> Sheet:
    """Return the sheet of an edition; what is not offered is not here."""
    if not desk().service.has(key.monograph):
        raise NotFound
    try:
        return desk().service.reviewing.sheet(
            key.monograph, key.audience, key.lang, viewer=who.name
        )
    except UsageError as error:
        raise NotFound from error


def _sheet(
    key: EditionKey, who: Person, found: Sheet, returned: Returned, status: int = 200
) -> Response:
    frame = _frame()
    here = (key.monograph, key.audience, key.lang)
    beside = queue_beside(
        desk().service.reviewing.queue(), desk().service.audiences(), frame.say, sheet_url, here
    )
    ways = Ways(
        queue=url_for("reviewing.queue"),
        action=sheet_url(*here),
        page=edition_url(*here),
        trails=_trails(frame, key),
        script=asset_url("review.js"),
        beside=beside,
    )
    viewer = Reviewer(who.name, REVIEWER in who.roles)
    page = review_page(found, _audience(key.audience), frame, ways, viewer, returned)
    return _answer(desk().templates.render(page), status)


def _audience(identity: str) -> Audience:
    return next(one for one in desk().service.audiences() if one.id == identity)


def _frame() -> Site:
    """Return the frame of a page of the desk."""
    return site("form.css", "review.css")


def _act(given: str) -> Act:
    try:
        return Act(given)
    except ValueError:
        abort(BAD)


def _seen() -> Seen:
    """Return what the form says that the person saw; without it nothing can be decided."""
    fingerprint, steps = request.form.get("fingerprint", ""), request.form.get("steps", "")
    if not (fingerprint and steps.isascii() and steps.isdigit() and len(steps) <= MAX_STEPS):
        abort(BAD)
    return Seen(fingerprint, int(steps))


def _refused(error: UsageError) -> Problem:
    """Say what to do about a decision that cannot be made."""
    say = site().say
    told = {
        "E113": say("Write a note first: what should the writer change? Plain text, not too long."),
        "E118": say("A fact that must be there is missing, or a change is still asked for."),
        "E130": say("You wrote this wording, so somebody else must approve it."),
    }
    other = say("This cannot be decided here as it stands now.")
    return Problem(say("Your decision was not recorded"), (told.get(error.error_code, other),))


def _trails(frame: Site, key: EditionKey | None = None) -> tuple[Link, ...]:
    where: dict[str, Any] = {"source": key.monograph, "audience": key.audience} if key else {}
    if key and key.lang != LANG:
        where["lang"] = key.lang
    return tuple(
        Link(
            frame.say("Audit trail, {form}", form=form.upper()),
            url_for("reviewing.trail", form=form, **where),
        )
        for form in FORMS
    )


def _answer(text: str, status: int = 200) -> Response:
    response = make_response(text, status)
    response.content_type = "text/html; charset=utf-8"
    response.headers["Cache-Control"] = NEVER
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
