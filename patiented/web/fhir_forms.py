"""The two forms of a FHIR answer, which of them is asked for, and errors in them.

`_format` goes before `Accept` (FHIR R5, http, content types); who likes both alike gets JSON.
Anybody's page may read the answers: they are public, and no answer depends on who asks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import make_response, request
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_options_header

from patiented.export.fhir.answers import FORMATS, outcome
from patiented.export.fhir.codes import VERSION
from patiented.export.fhir.xml import data_to_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flask import Response

    from patiented.export.data import Data

JSON, XML = FORMATS
NAMES = {
    "json": JSON,
    "application/json": JSON,
    "text/json": JSON,
    JSON: JSON,
    "xml": XML,
    "application/xml": XML,
    "text/xml": XML,
    XML: XML,
}
"""What a client may call a form, in `_format` or `Accept`."""

WILDCARDS = ("*/*", "application/*")
PREFIX = "/fhir/"
EVERYBODY = "*"


def _as_json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


WRITERS: Mapping[str, Callable[[Data], str]] = {JSON: _as_json, XML: data_to_xml}


def asked_form() -> str:
    """Return the media type that the request asks for; 406 for one that is not spoken."""
    named = request.args.get("_format")
    if named is not None:
        # A plus that was not escaped arrives as a space.
        found = _known(*_read(named.replace(" ", "+")))
        if not found:
            raise NotAcceptable
        return found
    accepted = [(*_read(kind), quality) for kind, quality in request.accept_mimetypes]
    liked = {form: _quality(form, accepted) for form in FORMATS}
    form = max(liked, key=liked.__getitem__)
    if accepted and not liked[form]:
        raise NotAcceptable
    return form


def _quality(form: str, accepted: Iterable[tuple[str, dict[str, str], float]]) -> float:
    """Return how much a form is liked: what names it counts, else the wildcard that is nearest."""
    found = [
        (len(WILDCARDS) if kind in NAMES else WILDCARDS.index(kind), quality)
        for kind, options, quality in accepted
        if kind in WILDCARDS or _known(kind, options) == form
    ]
    return max(found)[1] if found else 0.0


def outcome_answer(status: int, message: str) -> Response:
    """Answer an error as an `OperationOutcome`, in the form that was asked for if there is one."""
    try:
        form = asked_form()
    except NotAcceptable:
        form = JSON
    response = make_response(WRITERS[form](outcome(status, message)))
    response.content_type = f"{form}; charset=utf-8"
    return opened(response)


def opened(response: Response) -> Response:
    """Let the pages of every site read an answer, and say that it depends on `Accept`."""
    response.headers["Access-Control-Allow-Origin"] = EVERYBODY
    response.vary.add("Accept")
    return response


def _read(media_type: str) -> tuple[str, dict[str, str]]:
    kind, options = parse_options_header(media_type)
    return kind.strip().lower(), {name.lower(): value for name, value in options.items()}


def _known(kind: str, options: Mapping[str, str]) -> str:
    """Return the form of a media type; nothing for another release of FHIR (R5, http, versions)."""
    version = options.get("fhirversion", "")
    if version and not f"{VERSION}.".startswith(f"{version}."):
        return ""
    return NAMES.get(kind, "")
