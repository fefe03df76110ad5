"""`/write/score`: any text or file, scored without being kept.

A text may be about somebody. It is sent in the body, stands in no log, and its answer may not be
stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import Blueprint, abort, current_app, make_response, request, url_for

from patiented.assessing import (
    FORMS,
    MAX_FILE,
    MAX_TEXT,
    SUFFIXES,
    Swapper,
    material_of,
    open_file,
    score_material,
)
from patiented.audience import load_audiences
from patiented.errors import QueryError
from patiented.readability.textstat_engine import METHODS
from patiented.rendering.desks.judging import Answering
from patiented.rendering.desks.score_contexts import ScoreForm, ScorePage
from patiented.rendering.desks.scoring import score_view
from patiented.rendering.embed_contexts import Chooser, Option
from patiented.rendering.page import name_of
from patiented.rendering.speaking import Speaker, mark
from patiented.web.assets import asset_url, site
from patiented.web.caching import NEVER
from patiented.web.desks.frame import desk_site
from patiented.web.editions import default_reader
from patiented.web.finding import noindex
from patiented.web.languages import LANG
from patiented.web.origins import from_here
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask, Response

    from patiented.assessing import Material
    from patiented.audience import Audience
    from patiented.rendering.desks.score_contexts import ScoreView
    from patiented.settings import Settings

blueprint = Blueprint("scoring", __name__, url_prefix="/write/score")

EXTENSION = "patiented.scoring"
MAX_BYTES = MAX_FILE + 4_500_000
"""Of a form: a file, and the longest text in four bytes a character."""

MAX_FIELD = 4_200_000
MAX_PARTS = 12
MAX_TAUGHT, MAX_TERM = 6, 60
MEGABYTE = 1_000_000
FORM_NAMES = {"text": mark("Plain text"), "markdown": "Markdown", "html": "HTML"}
TITLE = mark("Score a text")
LEAD = mark(
    "How hard a text is to read, and why: every formula, every sentence, and two instruments by "
    "which people judge a text."
)


@dataclass(slots=True)
class Words:
    """The shared lexicon, loaded at the first text that is scored."""

    settings: Settings
    swapper: Swapper | None = None
    lock: Lock = field(default_factory=Lock)

    def ready(self) -> Swapper:
        """Return what knows plain words."""
        with self.lock:
            if self.swapper is None:
                self.swapper = Swapper(load_audiences(self.settings.audience_roots).lexicon)
            return self.swapper


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form says beside its text."""

    form: str
    audience: Audience
    lang: str
    taught: tuple[str, ...]


def prepare(app: Flask, settings: Settings) -> None:
    """Give an app what it scores with."""
    app.extensions[EXTENSION] = Words(settings)


@blueprint.get("")
def form() -> Response:
    """Show the form."""
    return _page(Asked("text", default_reader(), LANG, ()))


@blueprint.post("")
def send() -> Response:
    """Score what was sent; what cannot be read comes back with what to mend."""
    request.max_content_length = MAX_BYTES
    request.max_form_memory_size = MAX_FIELD
    request.max_form_parts = MAX_PARTS
    if not from_here():
        abort(403)
    text = request.form.get("text", "")
    asked = Asked("text", default_reader(), LANG, ())
    try:
        asked = _asked()
        material, about = _material(text, asked)
    except QueryError as error:
        return _page(asked, text=text, problem=error.message)
    scored = score_material(material, taught=asked.taught, swapper=swapper())
    if not any(count for _, count in scored.scores.counts):
        return _page(asked, text=text, problem=site().say("There is no text in it."))
    view = score_view(scored, asked.audience, about, Answering(), site().say)
    return _page(asked, text=text, result=view)


def _asked() -> Asked:
    """Return what the form says; a QueryError names what is wrong."""
    sent = request.form
    chosen = sent.get("audience", default_reader().id)
    audience = next((one for one in desk().service.audiences() if one.id == chosen), None)
    if audience is None:
        raise QueryError("audience", f"no reader {chosen[:40]!r}")
    lang = sent.get("lang", LANG)
    if lang not in _langs():
        raise QueryError("lang", f"no language {lang[:20]!r}")
    names = [name.strip()[:MAX_TERM] for name in sent.get("taught", "").split(",")]
    taught = tuple(name for name in names if name)[:MAX_TAUGHT]
    return Asked(sent.get("form", "text"), audience, lang, taught)


def _material(text: str, asked: Asked) -> tuple[Material, str]:
    """Return what was sent as a material, and what it is."""
    say = site().say
    file = request.files.get("file")
    if file and file.filename:
        data = file.stream.read(MAX_FILE + 1)
        name = file.filename[:100]
        return open_file(name, data, asked.lang), say("The file {name}.", name=name)
    if not text.strip():
        raise QueryError("text", say("Paste a text, or choose a file."))
    return material_of(text, asked.form, asked.lang), say("Your text.")


def swapper() -> Swapper:
    """Return what knows plain words."""
    return cast("Words", current_app.extensions[EXTENSION]).ready()


def _langs() -> tuple[str, ...]:
    """Return the languages of texts: those of the site, and those with a formula."""
    spoken = (one.replace("_", "-") for one in desk().templates.languages)
    return tuple(dict.fromkeys((*spoken, *METHODS)))


def _page(
    asked: Asked, *, text: str = "", problem: str = "", result: ScoreView | None = None
) -> Response:
    say = site().say
    page = ScorePage(
        site=desk_site("form.css", "score.css"),
        title=say(TITLE),
        lead=say(LEAD),
        script=asset_url("score.js"),
        form=ScoreForm(
            action=url_for("scoring.send"),
            text=text,
            taught=", ".join(asked.taught),
            choosers=_choosers(asked, say),
            most=MAX_TEXT,
            accept=", ".join(SUFFIXES),
            megabytes=MAX_FILE // MEGABYTE,
        ),
        edition=None,
        problem=problem,
        result=result,
        version="",
    )
    return answer(page, 400 if problem else 200)


def _choosers(asked: Asked, say: Speaker) -> tuple[Chooser, ...]:
    forms = [(one.name, say(FORM_NAMES[one.name])) for one in FORMS]
    readers = [(one.id, say(name_of(one))) for one in desk().service.audiences()]
    langs = [(one, Speaker(one.replace("-", "_")).name) for one in _langs()]
    return (
        _chooser("form", say("The text is"), forms, asked.form),
        _chooser("audience", say("Written for"), readers, asked.audience.id),
        _chooser("lang", say("Language"), langs, asked.lang),
    )


def _chooser(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> Chooser:
    return Chooser(name, label, tuple(Option(v, said, v == chosen) for v, said in options))


def answer(page: ScorePage, status: int) -> Response:
    """Return the page; nobody may store it."""
    response = make_response(desk().templates.render(page), status)
    response.content_type = "text/html; charset=utf-8"
    response.headers["Cache-Control"] = NEVER
    return noindex(response)
