"""The source at the desk: one plain form, checked and saved; it works without its script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound

from patiented.errors import PatientedError, StoreError
from patiented.reading import MAX_BYTES
from patiented.rendering.desks.sourcing import (
    SIGN,
    Names,
    checked_page,
    met_source_page,
    refused_source_page,
    source_page,
)
from patiented.rendering.page import name_of
from patiented.web.assets import asset_url
from patiented.web.desks.frame import desk_site
from patiented.web.desks.room import answer, name_of_person, room
from patiented.web.desks.writing import desk_url, writer_desk
from patiented.web.service import desk
from patiented.writing import SourceConflict, Unchecked

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from patiented.rendering import Site
    from patiented.rendering.desks.source_contexts import SourcePage
    from patiented.review import EditionKey

MOST_SENT = 3 * MAX_BYTES + 10_000
"""Bytes of a form: each of a text may be sent as three, and there are other fields."""
CONFLICT, REFUSED = 409, 422

blueprint = room("sourcing", MOST_SENT)


@dataclass(frozen=True, slots=True)
class _Links:
    site: Site
    script: str
    home: str
    address: str
    withdraw: str


@blueprint.get("/write/<name:monograph>/source")
def source(monograph: str) -> Response:
    """Show the canonical text as its file reads."""
    return answer(_page(monograph, saved="saved" in request.args))


@blueprint.post("/write/<name:monograph>/source")
def change(monograph: str) -> ResponseReturnValue:
    """Check a text (`do=check`), or save the one that was checked (`do=save`)."""
    text, base, token = (request.form.get(one) for one in ("text", "base", "token"))
    if text is None or base is None or request.form.get("sign") != SIGN:
        raise BadRequest
    page = _page(monograph)
    if request.form.get("do") == "save":
        return _save(page, monograph, text, base, token or "")
    if base != page.base:
        return answer(met_source_page(page, text), CONFLICT)
    return answer(_checked(page, monograph, text))


def _save(
    page: SourcePage, monograph: str, text: str, base: str, token: str
) -> ResponseReturnValue:
    source_desk = writer_desk().source
    try:
        source_desk.save(monograph, text, base=base, token=token, by=name_of_person())
    except SourceConflict:
        return answer(met_source_page(_page(monograph), text), CONFLICT)
    except Unchecked:
        return answer(_checked(page, monograph, text, "unchecked"), REFUSED)
    except StoreError:
        raise
    except PatientedError as error:
        checked = _checked(page, monograph, text)
        known = checked.fault or checked.problems
        shown = checked if known else refused_source_page(checked, text, error.message)
        return answer(shown, REFUSED)
    done = url_for("sourcing.source", monograph=monograph, saved=1)
    return redirect(done, code=303)


def _checked(page: SourcePage, monograph: str, text: str, state: str = "") -> SourcePage:
    return checked_page(page, writer_desk().source.check(monograph, text), names(), state)


def _page(monograph: str, *, saved: bool = False) -> SourcePage:
    if not desk().service.has(monograph):
        raise NotFound
    links = _Links(
        frame(),
        asset_url("source.js"),
        url_for("writing.desks"),
        url_for("sourcing.source", monograph=monograph),
        url_for("tending.withdraw", monograph=monograph),
    )
    return source_page(writer_desk().source.open(monograph), links, saved=saved)


def frame() -> Site:
    """Return the frame of these pages."""
    return desk_site("form.css", "history.css", "desk.css", "source.css")


def names() -> Names:
    """Return how editions are called and where they are worked on: what has no desk, its source."""
    readers = {one.id: one for one in desk().service.audiences()}
    say = frame().say

    def place(key: EditionKey) -> str:
        there = key.audience in readers and desk().service.has(key.monograph)
        return desk_url(key) if there else ""

    return Names({one: say(name_of(reader)) for one, reader in readers.items()}, place)
