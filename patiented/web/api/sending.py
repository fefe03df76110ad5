"""How an answer is sent: as JSON, with the addresses that go with it in `Link` (RFC 8288)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import make_response, url_for

from patiented.web.api.validating import JSON
from patiented.web.caching import NEVER, answer, tag_of

if TYPE_CHECKING:
    from flask import Response


def found(data: dict[str, Any], *links: str) -> Response:
    """Answer with what the library says: to be asked for again, unchanged if it is."""
    text = written(data)
    response = answer(lambda: text, JSON, tag_of([text]))
    return linked(response, *links)


def done(data: dict[str, Any]) -> Response:
    """Answer with what was made of a text that was sent: nobody keeps it."""
    response = make_response(written(data))
    response.content_type = JSON
    response.headers["Cache-Control"] = NEVER
    return linked(response)


def link(address: str, relation: str, **parameters: str) -> str:
    """Return one link; the parameters are plain words such as `type` and `hreflang`."""
    said = "".join(f'; {name}="{value}"' for name, value in parameters.items() if value)
    return f'<{address}>; rel="{relation}"{said}'


def linked(response: Response, *links: str) -> Response:
    """Add links to an answer, and where the API is described (RFC 8631)."""
    described = link(url_for("api.description"), "service-desc", type=JSON)
    response.headers["Link"] = ", ".join((*links, described))
    return response


def written(data: dict[str, Any]) -> str:
    """Return data as JSON on one line."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n"
