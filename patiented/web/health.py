"""Whether this process can serve, for the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from patiented.web.caching import NEVER
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say ok when the audiences are loaded; a failure below answers as an error."""
    response = jsonify(status="ok", audiences=len(desk().service.audiences()))
    response.headers["Cache-Control"] = NEVER
    return response
