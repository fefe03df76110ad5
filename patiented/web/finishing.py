"""The last step of every answer: its form for this client, 304 where it has it, and keeping.

Only public text is packed: a page behind a login that repeats what was sent to it would tell its
secrets by its length (the BREACH attack).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from werkzeug.datastructures import Headers

from patiented.errors import UsageError
from patiented.web.accepting import takes_gzip
from patiented.web.forms import VARIES, form_of, forms_of
from patiented.web.keeping import READS, Kept, address_of
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask, Response

    from patiented.web.forms import Form
    from patiented.web.keeping import State

TEXTS = (
    *("text/", "image/svg+xml"),
    *("application/json", "application/xml", "application/fhir+", "application/javascript"),
)
_WANTED = "patiented.keep"


def register(app: Flask) -> None:
    """Finish every answer; call it first: what is registered first sees an answer last."""
    app.after_request(_finish)


def keep(monograph: str, state: State | None, *, whatever_query: bool = False) -> None:
    """Ask that the answer to this request be kept while `monograph` has this state.

    `state` is what the service named before anything was read; None says that the answer depends
    on nothing. With a query it is kept only where the caller says that it has looked at it, and
    apart from those without: made-up queries push no page out of the memory.
    """
    if desk().keeper.is_on and (whatever_query or not request.query_string):
        request.environ[_WANTED] = (monograph, state)


def keep_page(monograph: str, *, whatever_query: bool = False) -> None:
    """Ask that the answer be kept while nothing of `monograph` changes; call it before reading."""
    try:
        state = desk().service.state(monograph)
    except UsageError:
        return  # the view says that there is no such monograph
    keep(monograph, state, whatever_query=whatever_query)


def may_keep() -> bool:
    """Tell whether the answer to this request will be kept, if it can be."""
    return _WANTED in request.environ


def _finish(response: Response) -> Response:
    if not _may_be_packed(response):
        return response
    accepted = request.headers.get("Accept-Encoding", "")
    kept = _newly_kept(response)
    if kept is not None:
        desk().keeper.put(address_of(request.environ), kept)
        form = kept.forms.for_client(accepted)
    else:
        form = form_of(response.get_data(), response.headers, packed=takes_gzip(accepted))
    return _sent(response, form)


def _may_be_packed(response: Response) -> bool:
    headers = response.headers
    return (
        response.status_code == 200  # noqa: PLR2004
        and request.method in READS
        and "public" in headers.get("Cache-Control", "")
        and headers.get("Content-Type", "").startswith(TEXTS)
        and "ETag" in headers
        and "Content-Encoding" not in headers
        and not response.is_streamed
    )


def _newly_kept(response: Response) -> Kept | None:
    wanted = request.environ.get(_WANTED)
    headers = response.headers
    if wanted is None or "Set-Cookie" in headers or headers.get("Vary", VARIES) != VARIES:
        return None
    return Kept(forms_of(response.get_data(), headers), *wanted)


def _sent(response: Response, form: Form) -> Response:
    if form.is_known_by(request.headers.get("If-None-Match", "")):
        response.status_code = 304
        response.set_data(b"")
        response.headers = Headers(form.fields_unchanged)
    else:
        response.set_data(form.body)
        response.headers = Headers(form.fields)
    return response
