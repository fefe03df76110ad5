"""The desks: which addresses are behind a login, and who may open them. The one table of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from patiented.accounts import DeskRole

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Area:
    """All addresses below one: the role that they need (None: any person), what may be sent.

    `most` is in bytes: a longer request is refused before it is read.
    """

    role: DeskRole | None
    most: int


DESKS: Mapping[str, Area] = {
    "/write": Area(DeskRole.WRITER, 16_000_000),
    "/review": Area(DeskRole.REVIEWER, 1_000_000),
    "/account": Area(None, 16_384),
}


def desk_of(path: str) -> Area | None:
    """Return the desk that an address belongs to, without the language in front of it."""
    start = "/" + path.lstrip("/").partition("/")[0]
    return DESKS.get(start)


def wants_data() -> bool:
    """Tell whether a script asks, which takes JSON, and not a person who wants a page."""
    accepted = request.accept_mimetypes.best_match(("text/html", "application/json"))
    return (
        request.is_json
        or "X-CSRFToken" in request.headers
        or request.path.endswith(".json")
        or accepted == "application/json"
    )
