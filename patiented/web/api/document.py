"""The OpenAPI document: what the views say of themselves, and what is said once for all of them."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from flask import request

from patiented import __version__
from patiented.web.api import examples, monographs, texts
from patiented.web.api.openapi import Answers, Form, blueprint, operation, spec
from patiented.web.api.problems import KINDS, MEDIA_TYPE, ROOT, URN
from patiented.web.api.requests import AskRequest, RewriteRequest
from patiented.web.api.sending import found
from patiented.web.api.validating import JSON
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.settings import Settings

OPENAPI = "3.1.0"
TITLE = "patiented"
ABOUT = """\
Clinician-level monographs in one guarded edition for each audience, and the tools behind them: \
readability, the guard, the rewriter, answers to questions. Text of an edition is not medical \
advice.

There is no login and no key. Every error is `application/problem+json` (RFC 9457). A name that is \
not known, or is given twice, is refused. Addresses in answers are paths of this site.\
"""
TAGS = {
    monographs.TAG: "Monographs, their editions and who reads them. Cheap to ask again: every "
    "answer has an `ETag`.",
    texts.TAG: "What is made of a text that is sent. Nothing is kept.",
}
HEADERS = {
    "ETag": ("The tag of this answer; send it back in `If-None-Match`.", '"d41d8cd98f00b204"'),
    "Cache-Control": ("How long the answer may be kept.", "public, no-cache"),
    "Link": (
        "Addresses that go with the answer (RFC 8288).",
        '</api/v1/openapi.json>; rel="service-desc"; type="application/json"',
    ),
    "Content-Language": ("The language of the text.", "en"),
    "Vary": ("What else the answer depends on.", "Accept, Accept-Encoding"),
}
PROBLEM_HEADERS = {
    405: ("Allow", "What can be done at this address."),
    415: ("Accept", "What can be sent."),
    429: ("Retry-After", "Seconds to wait."),
    503: ("Retry-After", "Seconds to wait, where that is known."),
}
PARAMETERS = "Query"
"""The end of the name of a record that holds parameters of an address."""
_OURS = re.compile(r" \(DESIGN [\d.]+\)")
"""A note to ourselves in the description of a type."""


@blueprint.get("/openapi.json")
@operation(
    "getDescription",
    "Description",
    Answers(Form(JSON, kind="object"), others=monographs.UNCHANGED, headers=monographs.HEADERS),
)
def description() -> Response:
    """Describe this API (OpenAPI 3.1)."""
    return found(document(desk().settings))


def document(settings: Settings) -> dict[str, Any]:
    """Return the whole document for a site with these settings; asks the app of the request."""
    read = copy.deepcopy(spec.spec)
    paths = dict(sorted(read["paths"].items()))
    _add_bodies(paths)
    schemas = _tidied(read["components"]["schemas"])
    _name_audiences(paths, schemas, [one.id for one in desk().service.audiences()])
    components = {
        "schemas": schemas,
        "responses": {one.name: _problem(one.status) for one in KINDS.values()},
        "headers": {
            name: {"description": about, "schema": {"type": "string"}, "example": example}
            for name, (about, example) in HEADERS.items()
        },
    }
    return {
        "openapi": OPENAPI,
        "info": {
            "title": TITLE,
            "version": __version__,
            "summary": "Patient education for every reader, from one source.",
            "description": f"{ABOUT}\n\n{_limits(settings)}",
        },
        "servers": [{"url": request.script_root or "/"}],
        "security": [],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": paths,
        "components": components,
    }


def _limits(settings: Settings) -> str:
    return (
        f"From one internet address: {settings.api_read_limit} to read, "
        f"{settings.api_work_limit} for texts that are sent. A body has at most "
        f"{settings.api_body_kb} kB."
    )


def _add_bodies(paths: dict[str, Any]) -> None:
    """Add an example to every body that can be sent."""
    for methods in paths.values():
        for one in methods.values():
            if body := one.get("requestBody"):
                body["content"][JSON]["example"] = examples.SENT[one["operationId"]]


def _name_audiences(paths: dict[str, Any], schemas: dict[str, Any], known: list[str]) -> None:
    """Say which audiences this site has wherever one is to be named."""
    for methods in paths.values():
        for described in methods.values():
            for one in described["parameters"]:
                if one["name"] == "audience":
                    one["schema"] = {"type": "string", "enum": known}
    for record in (RewriteRequest, AskRequest):
        schemas[record.__name__]["properties"]["audience"]["enum"] = known


def _problem(status: int) -> dict[str, Any]:
    kind = KINDS[status]
    example: dict[str, Any] = {
        "type": URN + kind.name,
        "title": kind.title,
        "status": status,
        "detail": kind.detail,
        "instance": f"{ROOT}/v1/monographs",
    }
    if status in examples.FAULTS:
        example["errors"] = examples.FAULTS[status]
    schema = {"$ref": "#/components/schemas/Problem"}
    whole: dict[str, Any] = {
        "description": f"{kind.title}. {kind.detail}",
        "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
    }
    if status in PROBLEM_HEADERS:
        name, about = PROBLEM_HEADERS[status]
        whole["headers"] = {name: {"description": about, "schema": {"type": "string"}}}
    return whole


def _tidied(schemas: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is told with the parameters, and our notes to ourselves."""
    kept = {name: schemas[name] for name in sorted(schemas) if not name.endswith(PARAMETERS)}
    for one in kept.values():
        if "description" in one:
            one["description"] = _OURS.sub("", one["description"])
    return kept
