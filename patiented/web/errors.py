"""What a reader sees when a page cannot be shown: what happened, and where to go from here.

The same is said in the form that was asked for: as a page, as plain text below `.txt` and `.md`, as
data below `.json` and for programs (PROGRAMS), in one shape: `{"error": {"code", "message"}}`.
Below the addresses of `FORMS` it is written as their standard asks; where a `Voice` speaks, it
tells the whole error in its own way.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from flask import jsonify, make_response, request, url_for
from werkzeug.exceptions import HTTPException

from patiented.errors import PatientedError, QueryError, StoreError
from patiented.export import notice
from patiented.rendering import ErrorPage, Link, NoticePage, written_date
from patiented.rendering.embed_contexts import EmbedErrorPage
from patiented.rendering.embedding import THEMES
from patiented.rendering.speaking import mark
from patiented.web.assets import frame_site, site
from patiented.web.caching import NEVER
from patiented.web.fhir_forms import PREFIX, outcome_answer
from patiented.web.people import NotYours
from patiented.web.security import FRAMED
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Flask, Response

    from patiented.audience import Audience
    from patiented.publishing import Published, Withdrawal

logger = logging.getLogger(__name__)

NOT_FOUND = 404
PROGRAMS = frozenset({"/healthz", "/infobutton", "/oembed"})
"""Addresses that no person opens."""

FORMS: Mapping[str, Callable[[int, str], Response]] = {PREFIX: outcome_answer}
"""What makes the answer to an error below an address, from its status and what is to be said."""

Failure = TypeVar("Failure", bound=Exception)
FIRST_ERROR = 400
"""What is less is a redirect: an exception to werkzeug, not to us."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says."""

    title: str
    message: str


WORDS = {
    400: Words(
        mark("We cannot read this"), mark("Something in what was sent is not as it should be.")
    ),
    401: Words(mark("This version is not ready"), mark("It is not shown to readers yet.")),
    403: Words(
        mark("This did not come from a page of this site"),
        mark("Open the page here, and send it again from there."),
    ),
    404: Words(
        mark("This page is not here"),
        mark("The address may be mistyped, or the page may have moved."),
    ),
    405: Words(mark("This page can only be read"), mark("Nothing can be sent to this address.")),
    406: Words(
        mark("This is not here in that form"),
        mark("Ask for it as JSON or XML."),
    ),
    413: Words(mark("This is too long"), mark("Please send less text.")),
    429: Words(
        mark("Too much was sent from here"),
        mark("Please wait a while and try again. Nothing of this try was kept."),
    ),
    notice.STATUS: Words(notice.TITLE, notice.MESSAGE),
    500: Words(
        mark("We cannot show this page"),
        mark("Something went wrong on our side. Please try again."),
    ),
    501: Words(mark("This form is not known here"), mark("The answer can be JSON or XML.")),
    503: Words(
        mark("We cannot show this page now"), mark("A part of this site is away. Please try again.")
    ),
}
UNKNOWN_AUDIENCE = Words(
    mark("We do not have this version"),
    mark("Choose who you are, and we show the version written for you."),
)
NOT_YOURS = Words(
    mark("This desk is not yours"),
    mark("You need another role for it. Ask whoever runs this site."),
)
NOT_PUBLISHED = Words(
    mark("This version is not ready"),
    mark("Some facts that every reader must have are not in it yet."),
)


class Withdrawn(HTTPException):
    """The page was taken down, with a notice."""

    code = notice.STATUS

    def __init__(self, withdrawal: Withdrawal) -> None:
        super().__init__()
        self.withdrawal = withdrawal


class NotPublished(HTTPException):
    """The edition is held back: a `must` fact is lost or open."""

    code = 404

    def __init__(self, published: Published) -> None:
        super().__init__()
        self.published = published


class UnknownAudience(HTTPException):
    """The monograph is there, the audience is not."""

    code = 404

    def __init__(self, monograph: str, audiences: Sequence[Audience]) -> None:
        super().__init__()
        self.monograph = monograph
        self.audiences = audiences


@dataclass(frozen=True, slots=True)
class Voice:
    """How an error is told below one address, in place of a page."""

    root: str
    tell: Callable[[Exception], Response]

    def speaks_here(self) -> bool:
        """Tell whether this request is to an address below `root`."""
        return f"{request.path}/".startswith(f"{self.root}/")


def register(app: Flask, voices: Sequence[Voice] = ()) -> None:
    """Answer every error in our own words, or in those of the voice that speaks there."""
    told = partial(_told, tuple(voices))
    app.register_error_handler(Withdrawn, told(_withdrawn))
    app.register_error_handler(NotPublished, told(_not_published))
    app.register_error_handler(UnknownAudience, told(_unknown_audience))
    app.register_error_handler(NotYours, told(_not_yours))
    app.register_error_handler(QueryError, told(_wrong_query))
    app.register_error_handler(HTTPException, told(_http))
    app.register_error_handler(Exception, told(_failed))


def status_of_failure(error: Exception) -> int:
    """Log a failure below, whose text may name paths and is told to nobody; return its status.

    This is the door, the one place that may catch everything.
    """
    if isinstance(error, PatientedError):
        logger.error("%s %s: %s", error.error_code, request.path, error)
    else:
        logger.error("unexpected error at %s", request.path, exc_info=error)
    return 503 if isinstance(error, StoreError) else 500


def _told(
    voices: tuple[Voice, ...], page: Callable[[Failure], Response]
) -> Callable[[Failure], Response]:
    """Return a handler that leaves redirects alone and lets the voice of an address speak."""

    def answer(error: Failure) -> Response:
        if isinstance(error, HTTPException) and (error.code or FIRST_ERROR) < FIRST_ERROR:
            return make_response(error.get_response())
        voice = next((one for one in voices if one.speaks_here()), None)
        return voice.tell(error) if voice else page(error)

    return answer


def _withdrawn(error: Withdrawn) -> Response:
    reason, date = error.withdrawal.reason, written_date(error.withdrawal.at, site().say.lang)
    return _notice(notice.STATUS, WORDS[notice.STATUS], reason=reason, date=date)


def _not_published(error: NotPublished) -> Response:
    return _notice(404, NOT_PUBLISHED, choices=_others(error.published))


def _unknown_audience(error: UnknownAudience) -> Response:
    choices = tuple(_choice(error.monograph, one) for one in error.audiences)
    return _page(404, UNKNOWN_AUDIENCE, choices)


def _not_yours(_: NotYours) -> Response:
    return _page(403, NOT_YOURS, ())


def _wrong_query(error: QueryError) -> Response:
    """Say what an address should say: who wrote it can mend it."""
    return _page(400, Words(WORDS[400].title, error.message), ())


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    known = WORDS.get(status) or Words(WORDS[500].title, error.name)
    response = _page(status, known, _near() if status == NOT_FOUND else ())
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _near() -> tuple[Link, ...]:
    """Return monographs whose names look like the address; none where the library is away too."""
    parts = request.path.split("/")
    if parts[1:2] != ["m"] or len(parts) < 3:  # noqa: PLR2004  (`/m/<name>`)
        return ()
    try:
        found = desk().service.near(parts[2])
    except PatientedError:
        return ()
    audience = desk().service.audiences()[0].id
    return tuple(
        Link(one.title, url_for("pages.edition", monograph=one.id, audience=audience))
        for one in found
    )


def _failed(error: Exception) -> Response:
    status = status_of_failure(error)
    return _page(status, WORDS[status], ())


def _others(published: Published) -> tuple[Link, ...]:
    """Return the other versions of a page that is held back."""
    edition = published.edition
    others = (one for one in desk().service.audiences() if one.id != edition.audience)
    return tuple(_choice(edition.monograph, one) for one in others)


def _choice(monograph: str, audience: Audience) -> Link:
    url = url_for("pages.edition", monograph=monograph, audience=audience.id)
    return Link(f"{audience.label}: {audience.description}", url)


def _home() -> Link:
    return Link(site().say("See the whole library"), url_for("pages.library"))


def _page(status: int, words: Words, choices: tuple[Link, ...]) -> Response:
    frame = site(*(["form.css"] if status == NOT_FOUND else []))
    title, message = frame.say(words.title), frame.say(words.message)
    search = url_for("pages.library") if status == NOT_FOUND else ""
    page = ErrorPage(frame, title, message, (*choices, _home()), search)
    return _answer(status, page, f"{title}. {message}")


def _notice(
    status: int,
    words: Words,
    *,
    reason: str = "",
    date: str = "",
    choices: tuple[Link, ...] = (),
) -> Response:
    shown = (*choices, _home())
    frame = site()
    title, message = frame.say(words.title), frame.say(words.message)
    page = NoticePage(frame, title, message, reason, date, shown)
    said = notice.notice_to_text(reason) if reason else f"{title}. {message}"
    return _answer(status, page, said)


def _answer(status: int, page: ErrorPage | NoticePage, message: str) -> Response:
    """Answer in the form that was asked for."""
    own = next((make for start, make in FORMS.items() if request.path.startswith(start)), None)
    if own:
        response = own(status, message)
    elif request.path.endswith(".json") or request.path.rstrip("/") in PROGRAMS:
        response = jsonify(notice.error_to_json(status, message))
    elif request.path.endswith((".txt", ".md")):
        response = make_response(f"{message}\n")
        response.content_type = "text/plain; charset=utf-8"
    else:
        shown = _framed(status, page) if request.path.startswith(FRAMED) else page
        response = make_response(desk().templates.render(shown))
        response.content_type = "text/html; charset=utf-8"
    response.status_code = status
    response.headers["Cache-Control"] = NEVER
    return response


def _framed(status: int, page: ErrorPage | NoticePage) -> EmbedErrorPage:
    """Return what a widget shows; of the places to go, the first is a page outside of its frame."""
    asked = request.args.get("theme", "")
    return EmbedErrorPage(
        site=frame_site(),
        theme=asked if asked in THEMES else THEMES[0],
        status=status,
        title=page.title,
        message=page.message,
        reason=page.reason if isinstance(page, NoticePage) else "",
        date=page.date if isinstance(page, NoticePage) else "",
        page=page.choices[0] if page.choices else None,
    )
