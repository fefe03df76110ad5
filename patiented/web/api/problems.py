"""Every error of the API in one shape: `application/problem+json` (RFC 9457).

A `type` is a URN, so that a program can tell problems apart on any site; `title` and `detail` are
for people. What failed below is in the log alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import make_response, request
from werkzeug.exceptions import HTTPException

from patiented.errors import PrintError
from patiented.export import notice
from patiented.web.caching import NEVER
from patiented.web.errors import (
    NotPublished,
    UnknownAudience,
    Voice,
    Withdrawn,
    status_of_failure,
)
from patiented.web.pdf import RETRY_CANNOT_S, RETRY_NOT_NOW_S

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

MEDIA_TYPE = "application/problem+json"
URN = "urn:patiented:problem:"
ROOT = "/api"
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A problem; `name` is the end of its URN."""

    status: int
    name: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a request: its place in the body, or the name of a parameter."""

    detail: str
    pointer: str = ""
    parameter: str = ""


KINDS = {
    one.status: one
    for one in (
        Kind(400, "bad-request", "This cannot be read", "See `errors` for what to change."),
        Kind(403, "forbidden", "This is not allowed", "Nothing here needs a login."),
        Kind(
            404,
            "not-found",
            "There is nothing at this address",
            "GET /api/v1/openapi.json describes every address.",
        ),
        Kind(
            405,
            "method-not-allowed",
            "This cannot be done at this address",
            "The header Allow says what can.",
        ),
        Kind(
            406,
            "not-acceptable",
            "There is no form that was asked for",
            "The header Accept or the parameter `format` asks for a form that there is not.",
        ),
        Kind(notice.STATUS, "withdrawn", notice.TITLE, notice.MESSAGE),
        Kind(413, "content-too-large", "This is too long", "Send less at once."),
        Kind(
            415,
            "unsupported-media-type",
            "This is not JSON",
            "Send JSON in UTF-8 with the header `Content-Type: application/json`, not compressed.",
        ),
        Kind(
            422,
            "unprocessable-content",
            "This is JSON, but not what is expected here",
            "See `errors` for what to change.",
        ),
        Kind(
            429,
            "too-many-requests",
            "Too much was sent from here",
            "Wait as many seconds as the header Retry-After says, then try again.",
        ),
        Kind(
            500,
            "internal-error",
            "This went wrong on our side",
            "The log of the server says why. Please try again.",
        ),
        Kind(
            503,
            "unavailable",
            "This cannot be answered now",
            "A part of the site is away. Please try again.",
        ),
    )
}
NOT_PUBLISHED = Kind(
    404,
    "not-published",
    "This edition is not ready",
    "Some facts that every reader must have are not in it yet.",
)
UNKNOWN_AUDIENCE = Kind(404, "unknown-audience", "There is no such audience", "")
NO_PDF = replace(KINDS[503], detail="No PDF can be made here now. Ask for another form.")


class Refused(HTTPException):
    """A request that is refused, with what is wrong in it."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.code = status
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def tell(error: Exception) -> Response:
    """Answer an error as a problem."""
    kind = _kind_of(error)
    faults = error.faults if isinstance(error, Refused) else ()
    body: dict[str, object] = {
        "type": URN + kind.name,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.detail,
        "instance": quote(f"{request.script_root}{request.path}"),
    }
    if faults:
        body["errors"] = [_fault(one) for one in faults[:MOST_FAULTS]]
    response = make_response(json.dumps(body, ensure_ascii=False) + "\n", kind.status)
    response.content_type = MEDIA_TYPE
    response.headers["Cache-Control"] = NEVER
    for name, value in _headers_of(error).items():
        response.headers[name] = value
    return response


VOICE = Voice(ROOT, tell)


def _kind_of(error: Exception) -> Kind:
    if isinstance(error, Withdrawn):
        detail = notice.notice_to_text(error.withdrawal.reason)
        return replace(KINDS[notice.STATUS], detail=detail)
    if isinstance(error, NotPublished):
        return NOT_PUBLISHED
    if isinstance(error, UnknownAudience):
        known = ", ".join(one.id for one in error.audiences)
        return replace(UNKNOWN_AUDIENCE, detail=f"There are {known}.")
    if isinstance(error, HTTPException):
        status = error.code or 500
        kind = KINDS.get(status) or Kind(status, str(status), error.name, error.name)
        said = error.detail if isinstance(error, Refused) else ""
        return replace(kind, detail=said or kind.detail)
    status = status_of_failure(error)
    return NO_PDF if isinstance(error, PrintError) else KINDS[status]


def _headers_of(error: Exception) -> dict[str, str]:
    if isinstance(error, PrintError):
        cannot = error.error_code == PrintError.code
        return {"Retry-After": str(RETRY_CANNOT_S if cannot else RETRY_NOT_NOW_S)}
    if isinstance(error, Refused):
        return error.headers
    methods = getattr(error, "valid_methods", None)
    return {"Allow": ", ".join(sorted(methods))} if methods else {}


def _fault(one: Fault) -> dict[str, str]:
    whole = {"detail": one.detail, "pointer": one.pointer, "parameter": one.parameter}
    return {name: value for name, value in whole.items() if value}
