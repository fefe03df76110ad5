"""Stylesheet, script and icon: addressed by their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, make_response, request, url_for
from markupsafe import Markup

from patiented.rendering import Site
from patiented.rendering.templates import SHEETS
from patiented.web.caching import ASK_AGAIN, FOREVER
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response

    from patiented.rendering import Templates

blueprint = Blueprint("assets", __name__)


def _sheet(name: str, templates: Templates) -> str:
    return templates.sheet(name)


ASSETS: Mapping[str, tuple[str, Callable[[Templates], str]]] = {
    "style.css": ("text/css", lambda templates: templates.stylesheet),
    "page.js": ("text/javascript", lambda templates: templates.script),
    **{name: ("text/css", partial(_sheet, name)) for name in SHEETS},
    "mark.svg": ("image/svg+xml", lambda templates: templates.static("mark.svg").decode("utf-8")),
}


@blueprint.get("/static/<name>")
def asset(name: str) -> Response:
    """Serve one file; only under its own `v` may it be kept without asking."""
    if name not in ASSETS:
        abort(404)
    mimetype, read = ASSETS[name]
    body = read(desk().templates)
    version = _version(body)
    response = make_response(body)
    response.content_type = f"{mimetype}; charset=utf-8"
    response.set_etag(version)
    response.headers["Cache-Control"] = FOREVER if request.args.get("v") == version else ASK_AGAIN
    response.make_conditional(request)  # it changes the answer in place
    return response


def site(*sheets: str, lang: str = "en") -> Site:
    """Return the frame of a page of this site in `lang`; `sheets` are what it needs of SHEETS."""
    return Site(
        home=url_for("pages.library"),
        policy=url_for("pages.policy"),
        stylesheet=asset_url("style.css"),
        script=asset_url("page.js"),
        icon=asset_url("mark.svg"),
        style=Markup(""),
        say=desk().templates.speaker(lang),
        sheets=tuple(asset_url(name) for name in sheets),
        privacy=url_for("privacy.privacy"),
    )


def asset_url(name: str) -> str:
    """Return the lasting address of an asset."""
    body = ASSETS[name][1](desk().templates)
    return url_for("assets.asset", name=name, v=_version(body))


def _version(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:12]
