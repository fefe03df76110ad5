"""What the pages of the writer's desk share: who comes in, and how an answer is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, request
from werkzeug.exceptions import Forbidden

from patiented.web.caching import NEVER
from patiented.web.origins import from_here
from patiented.web.people import ADMIN, writer
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.rendering.templates import Page

MOST_PARTS = 20
"""Fields of a form."""


def room(name: str, most_bytes: int | None = None) -> Blueprint:
    """Return a blueprint that lets writers in alone, and whose answers nobody keeps.

    `most_bytes` is how long a form may be that is sent to it. It holds before anybody reads one,
    also a check of tokens that runs before every view.
    """
    blueprint = Blueprint(name, __name__)
    if most_bytes is not None:
        blueprint.url_value_preprocessor(lambda *_: _limit(most_bytes))
    blueprint.before_request(_only_writers)
    blueprint.after_request(_private)
    return blueprint


def name_of_person() -> str:
    """Return the name that is recorded with what is done."""
    return writer().name


def is_admin() -> bool:
    """Tell whether an administrator asks."""
    return ADMIN in writer().roles


def answer(page: Page, status: int = 200) -> Response:
    """Fill the template of a page."""
    response = make_response(desk().templates.render(page), status)
    response.content_type = "text/html; charset=utf-8"
    return response


def _limit(most_bytes: int) -> None:
    request.max_content_length = most_bytes
    request.max_form_memory_size = most_bytes
    request.max_form_parts = MOST_PARTS


def _only_writers() -> None:
    """Let nobody else in, also where no login stands before this, and no page of another site."""
    writer()
    if request.method == "POST" and not from_here():
        raise Forbidden


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = NEVER
    response.headers["X-Robots-Tag"] = "noindex"
    return response
