"""Stylesheet, script and icon: addressed by their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup

from patiented.rendering import Site
from patiented.rendering.templates import SHEETS
from patiented.rendering.tightening import tight_css, tight_js
from patiented.web.addresses import absolute
from patiented.web.caching import ASK_AGAIN, FOREVER, answer
from patiented.web.finishing import keep
from patiented.web.languages import LANG, in_language, language_links, page_speaker
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response

    from patiented.rendering import Templates

blueprint = Blueprint("assets", __name__)


def _sheet(name: str, templates: Templates) -> str:
    return tight_css(templates.sheet(name))


ASSETS: Mapping[str, tuple[str, Callable[[Templates], str]]] = {
    "style.css": ("text/css", lambda templates: tight_css(templates.stylesheet)),
    "page.js": ("text/javascript", lambda templates: tight_js(templates.script)),
    **{name: ("text/css", partial(_sheet, name)) for name in SHEETS},
    "frame.js": ("text/javascript", lambda templates: tight_js(templates.text("frame.js"))),
    "builder.js": ("text/javascript", lambda templates: tight_js(templates.text("builder.js"))),
    "desk.js": ("text/javascript", lambda templates: tight_js(templates.text("desk.js"))),
    "source.js": ("text/javascript", lambda templates: tight_js(templates.text("source.js"))),
    "review.js": ("text/javascript", lambda templates: tight_js(templates.text("review.js"))),
    "score.js": ("text/javascript", lambda templates: tight_js(templates.text("score.js"))),
    "mark.svg": ("image/svg+xml", lambda templates: templates.text("mark.svg")),
}


@blueprint.get("/static/<name>")
def asset(name: str) -> Response:
    """Serve one file; only under its own `v` may it be kept without asking."""
    if name not in ASSETS:
        abort(404)
    mimetype, read = ASSETS[name]
    body = read(desk().templates)
    version = version_of(body)
    lasting = request.args.get("v") == version and len(request.args) == 1
    if lasting:
        keep(name, None, whatever_query=True)
    return answer(lambda: body, mimetype, version, control=FOREVER if lasting else ASK_AGAIN)


def site(*sheets: str) -> Site:
    """Return the frame of a page of this site; `sheets` are what it needs of SHEETS."""
    return Site(
        home=url_for("pages.library"),
        policy=url_for("pages.policy"),
        stylesheet=asset_url("style.css"),
        script=asset_url("page.js"),
        icon=asset_url("mark.svg"),
        style=Markup(""),
        say=page_speaker(),
        sheets=tuple(asset_url(name) for name in sheets),
        privacy=url_for("privacy.privacy"),
        languages=language_links(),
    )


def frame_site() -> Site:
    """Return the frame of a widget; its links lead out of it, so they have the host in front."""
    common = site("embed.css")
    return replace(common, home=absolute(common.home), script=asset_url("frame.js"))


def asset_url(name: str) -> str:
    """Return the lasting address of an asset."""
    body = ASSETS[name][1](desk().templates)
    # One address in every language, so that a browser keeps one copy.
    return in_language(url_for("assets.asset", name=name, v=version_of(body)), LANG)


@lru_cache(64)
def version_of(body: str) -> str:
    """Return what an address says of a body, so that it may be kept for ever."""
    return hashlib.sha256(body.encode()).hexdigest()[:12]
