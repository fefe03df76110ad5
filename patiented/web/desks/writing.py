"""The writer's desk: pages, and the small answers that its script asks for at each key.

Every answer is made here and by the templates; the script moves them into their places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import NotFound

from patiented.errors import UsageError
from patiented.rendering.desks.writing import (
    desk_page,
    desks_page,
    met_page,
    saved_page,
    suggested_page,
    tried_page,
)
from patiented.review import EditionKey
from patiented.web.assets import asset_url
from patiented.web.desks.frame import desk_site
from patiented.web.desks.room import answer, name_of_person, room
from patiented.web.editions import edition_url
from patiented.web.engine import engine
from patiented.web.service import desk
from patiented.writing import Conflict, Wanted, open_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from flask.typing import ResponseReturnValue

    from patiented.rendering import Site
    from patiented.settings import Settings
    from patiented.writing import WriterDesk

blueprint = room("writing")

EXTENSION = "patiented.writing"
A_PAGE = 20
"""Monographs on one page of the list: each edition on it is made."""


@dataclass(slots=True)
class Opened:
    """The desk of one app; it opens with the first request, and loads the tables then."""

    settings: Settings
    desk: WriterDesk | None
    lock: Lock

    def ready(self) -> WriterDesk:
        """Return the desk."""
        with self.lock:
            if self.desk is None:
                self.desk = open_desk(self.settings, engine())
            return self.desk


@dataclass(frozen=True, slots=True)
class _Links:
    site: Site
    script: str
    home: str
    source: str
    address: str
    preview: str
    model: str


def prepare(app: Flask, settings: Settings, writer: WriterDesk | None) -> None:
    """Give an app the desk that its writers work at."""
    app.extensions[EXTENSION] = Opened(settings, writer, Lock())


def writer_desk() -> WriterDesk:
    """Return the desk of the app that answers this request."""
    return cast("Opened", current_app.extensions[EXTENSION]).ready()


def _refusable(view: Callable[..., Response]) -> Callable[..., ResponseReturnValue]:
    """Answer what a writer cannot do in words that the script shows as they are."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except UsageError as error:
            return {"message": error.message}, 422

    return answered


@blueprint.get("/write")
def desks() -> Response:
    """List every edition and how far it is."""
    cards = [one.id for one in desk().service.library()]
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004
    last = max(1, -(-len(cards) // A_PAGE))
    shown = cards[(number - 1) * A_PAGE : number * A_PAGE]
    if not shown and cards:
        raise NotFound
    pages = [
        (str(one), "" if one == number else url_for("writing.desks", page=one))
        for one in range(1, last + 1)
    ]
    frame = _frame()
    page = desks_page(
        frame.say("The writer's desk"),
        frame,
        writer_desk().lines(shown),
        desk().service.audiences(),
        desk_url,
        pages if last > 1 else (),
    )
    ways = (
        (frame.say("Reviews that are due"), url_for("tending.due")),
        (frame.say("Reported mistakes"), url_for("tending.reports")),
    )
    return answer(replace(page, ways=ways))


@blueprint.get("/write/<name:monograph>/<name:audience>")
def edition(monograph: str, audience: str) -> Response:
    """Show one edition, statement by statement."""
    key = _key(monograph, audience)
    try:
        sheet = writer_desk().sheet(monograph, audience, key.lang)
    except UsageError as error:
        raise NotFound from error
    links = _Links(
        _frame(),
        asset_url("desk.js"),
        url_for("writing.desks"),
        url_for("sourcing.source", monograph=monograph),
        desk_url(key),
        edition_url(monograph, audience, key.lang),
        drafter.name if (drafter := writer_desk().drafter) else "",
    )
    readers = {one.id: one for one in desk().service.audiences()}
    return answer(desk_page(sheet, readers[audience], links))


@blueprint.post("/write/<name:monograph>/<name:audience>/try")
@_refusable
def attempt(monograph: str, audience: str) -> Response:
    """Say what a text would do; nothing is kept."""
    key, data = _key(monograph, audience), _data()
    tried = writer_desk().attempt(
        key,
        _text(data, "statement"),
        _text(data, "text"),
        _texts(data, "confirmed"),
        name_of_person(),
    )
    return answer(tried_page(tried, _target(key), _frame()))


@blueprint.post("/write/<name:monograph>/<name:audience>/suggest")
@_refusable
def suggest(monograph: str, audience: str) -> Response:
    """Offer up to three texts."""
    key, data = _key(monograph, audience), _data()
    return answer(suggested_page(writer_desk().suggest(key, _text(data, "statement")), _frame()))


@blueprint.post("/write/<name:monograph>/<name:audience>/draft")
@_refusable
def draft(monograph: str, audience: str) -> Response:
    """Offer a model's draft, where the operator has named a model; it may take a while."""
    key, data = _key(monograph, audience), _data()
    return answer(suggested_page(writer_desk().draft(key, _text(data, "statement")), _frame()))


@blueprint.post("/write/<name:monograph>/<name:audience>/save")
@_refusable
def save(monograph: str, audience: str) -> Response:
    """Save a wording; 409 where somebody else was first."""
    key, data = _key(monograph, audience), _data()
    wanted = Wanted(
        statement=_text(data, "statement"),
        base=_text(data, "base"),
        text=_text(data, "text"),
        omit=_text(data, "omit"),
        confirmed=_texts(data, "confirmed"),
        clear=data.get("clear") is True,
    )
    try:
        kept = writer_desk().save(key, wanted, by=name_of_person())
    except Conflict as met:
        return answer(met_page(met.row, _frame()), 409)
    return answer(saved_page(kept, _target(key), _frame()))


@blueprint.post("/write/<name:monograph>/<name:audience>/submit")
def submit(monograph: str, audience: str) -> ResponseReturnValue:
    """Hand the edition in for review."""
    key = _key(monograph, audience)
    writer_desk().submit(key, by=name_of_person())
    return redirect(desk_url(key), code=303)


def _key(monograph: str, audience: str) -> EditionKey:
    known = {one.id for one in desk().service.audiences()}
    if audience not in known or not desk().service.has(monograph):
        raise NotFound
    return EditionKey(monograph, audience, request.args.get("lang", "en"))


def desk_url(key: EditionKey) -> str:
    """Return the address of an edition's desk; that of the canonical one is the source's."""
    if any(one.id == key.audience and one.canonical for one in desk().service.audiences()):
        return url_for("sourcing.source", monograph=key.monograph)
    lang = None if key.lang == "en" else key.lang
    return url_for("writing.edition", monograph=key.monograph, audience=key.audience, lang=lang)


def _target(key: EditionKey) -> float | None:
    readers = {one.id: one for one in desk().service.audiences()}
    return readers[key.audience].targets.flesch_kincaid


def _data() -> dict[str, Any]:
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise UsageError("send a JSON object")
    return data


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise UsageError(f"{name} is no text")
    return value


def _texts(data: dict[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError(f"{name} is no list of texts")
    return tuple(value)


def _frame() -> Site:
    return desk_site("form.css", "desk.css")
