"""The script that puts widgets into pages: each version for ever, and the newest under one name."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from flask import Blueprint, abort, jsonify, url_for

from patiented.web.addresses import absolute
from patiented.web.caching import ASK_AGAIN, FOREVER, answer
from patiented.web.finishing import keep
from patiented.web.languages import LANG, in_language
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("loading", __name__)

AN_HOUR = "public, max-age=3600"
EVERYBODY = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""A script with an integrity hash is fetched with CORS, from whatever site uses it."""


@blueprint.get("/embed.js")
def newest() -> Response:
    """Serve the newest loader, for sites that follow along."""
    return _script(desk().templates.loaders[-1], AN_HOUR)


@blueprint.get("/embed-<int(max=9999):version>.js")
def loader(version: int) -> Response:
    """Serve one version; its bytes never change, so a page may name their hash."""
    return _script(version, FOREVER)


@blueprint.get("/embed.json")
def versions() -> Response:
    """List the versions with their hashes."""
    found = [
        {"version": one, "url": loader_url(one), "integrity": integrity(one)}
        for one in desk().templates.loaders
    ]
    response = jsonify({"current": found[-1], "versions": found})
    response.headers.update(EVERYBODY)
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def loader_url(version: int) -> str:
    """Return the address of one version, with the host."""
    return absolute(in_language(url_for("loading.loader", version=version), LANG))


def integrity(version: int) -> str:
    """Return the hash of one version as the `integrity` attribute takes it (W3C SRI)."""
    digest = hashlib.sha384(desk().templates.loader(version).encode()).digest()
    return f"sha384-{base64.b64encode(digest).decode('ascii')}"


def _script(version: int, control: str) -> Response:
    if version not in desk().templates.loaders:
        abort(404)
    keep("", None)
    script = desk().templates.loader(version)
    tag = hashlib.sha256(script.encode()).hexdigest()[:32]
    response = answer(lambda: script, "text/javascript", tag, control=control)
    response.headers.update(EVERYBODY)
    return response
