"""Widgets: an edition for a frame in a page of another site, its stylesheet and its loader.

A widget sets no cookie, needs no storage, no form and no script, and is read by links alone: so it
works in the strictest sandbox. What a site may ask is in the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, make_response, request, url_for

from patiented.errors import QueryError
from patiented.rendering.brand_files import BrandFolder
from patiented.rendering.branding import KEYS, read_brand
from patiented.rendering.embed_contexts import Logo
from patiented.rendering.embedding import (
    SECTION_NAMES,
    THEMES,
    EmbedLinks,
    Look,
    embed_page,
)
from patiented.web.addresses import absolute
from patiented.web.assets import frame_site, version_of
from patiented.web.caching import ASK_AGAIN, FOREVER, answer, edition_tag, tag_of
from patiented.web.editions import default_reader, edition_url, readable, reader
from patiented.web.finishing import keep, keep_page
from patiented.web.languages import LANG, in_language, language_note, page_lang, text_lang
from patiented.web.printing import pdf_links
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response
    from flask.sansio.blueprints import BlueprintSetupState

    from patiented.audience import Audience
    from patiented.publishing import Published
    from patiented.rendering.embed_contexts import EmbedPage

blueprint = Blueprint("embedding", __name__)

EXTENSION = "patiented.brands"
ASKED = ("audience", "lang", "theme", "chooser", "sections", "brand", *KEYS)
"""What a widget's address may say."""

MOST = 200
"""Characters of one of them."""

CHOOSER = {"0": False, "1": True, "": True}


@blueprint.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Give the app the brands of its library."""
    settings = state.app.extensions["patiented"].settings
    state.app.extensions[EXTENSION] = BrandFolder(settings.brands)


def brands() -> BrandFolder:
    """Return the brands of the library."""
    return cast("BrandFolder", current_app.extensions[EXTENSION])


@blueprint.get("/embed/<name:monograph>")
def widget(monograph: str) -> Response:
    """Show one edition in a frame."""
    asked = asked_of(request.args.get)
    audience = reader(monograph, asked["audience"]) if asked.get("audience") else default_reader()
    look = look_of(asked)
    if set(request.args) <= set(ASKED):
        keep_page(monograph, whatever_query=True)
    shown = text_lang(monograph, audience.id)
    published = readable(monograph, audience, shown)
    tag = edition_tag(published, f"embed {sorted(asked.items())} {look.sheet}")
    response = answer(
        lambda: desk().templates.render(_shaped(published, audience, asked, look)), "text/html", tag
    )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/embed/brand.css")
def brand_sheet() -> Response:
    """Give the stylesheet of a brand; under its own `v` it may be kept for ever."""
    css = read_brand(_brand_texts(asked_of(request.args.get))).css
    lasting = request.args.get("v") == version_of(css)
    if lasting:
        keep("", None, whatever_query=True)
    return answer(lambda: css, "text/css", tag_of([css]), control=FOREVER if lasting else ASK_AGAIN)


@blueprint.get("/embed/<name:brand>.logo")
def logo(brand: str) -> Response:
    """Give the logo of a brand of the library."""
    try:
        found = brands().get(brand)
    except QueryError:
        abort(404)
    if not found.logo:
        abort(404)
    response = make_response(found.logo)
    response.content_type = found.logo_type
    response.headers["Cache-Control"] = ASK_AGAIN
    response.set_etag(version_of(found.logo.hex()))
    response.make_conditional(request)
    return response


def asked_of(get: Callable[[str], str | None]) -> dict[str, str]:
    """Return what an address asks of a widget; what is too long is refused."""
    asked = {key: value for key in ASKED if (value := get(key))}
    for key, value in asked.items():
        if len(value) > MOST:
            raise QueryError(key, f"{key} is longer than {MOST} characters.")
    return asked


def look_of(asked: dict[str, str]) -> Look:
    """Return the look that is asked for; a QueryError says what cannot be taken."""
    theme = asked.get("theme", THEMES[0])
    if theme not in THEMES:
        raise QueryError("theme", f"theme is none of {', '.join(THEMES)}.")
    if asked.get("chooser", "") not in CHOOSER:
        raise QueryError("chooser", "chooser is neither 0 nor 1.")
    sections = tuple(one.strip() for one in asked.get("sections", "").split(",") if one.strip())
    unknown = [one for one in sections if one not in SECTION_NAMES]
    if unknown:
        names = ", ".join(sorted(SECTION_NAMES))
        raise QueryError("sections", f"sections names something that is none of {names}.")
    given = _brand_texts(asked)
    css = read_brand(given).css
    sheet = ""
    if css:
        sheet = with_query(url_for("embedding.brand_sheet"), given | {"v": version_of(css)})
    return Look(theme, sections, sheet, _logo(asked.get("brand", "")))


def _brand_texts(asked: dict[str, str]) -> dict[str, str]:
    """Return what a brand of the library sets, with what the address says over it."""
    own = dict(brands().get(asked["brand"]).given) if asked.get("brand") else {}
    return own | {key: asked[key] for key in KEYS if key in asked}


def _logo(brand: str) -> Logo | None:
    found = brands().get(brand) if brand else None
    if not found or not found.logo:
        return None
    return Logo(url_for("embedding.logo", brand=brand), found.name)


def _shaped(
    published: Published, audience: Audience, asked: dict[str, str], look: Look
) -> EmbedPage:
    edition = published.edition
    frame = frame_site()
    is_own = edition.lang == page_lang()
    papers = pdf_links(frame, edition.monograph, audience.id) if is_own else ()
    links = EmbedLinks(
        site=frame,
        page=absolute(edition_url(edition.monograph, audience.id, edition.lang)),
        paper=next(iter(papers), None),
        readers=_readers(edition.monograph, asked) if CHOOSER[asked.get("chooser", "")] else (),
        language_note=language_note(frame.say, edition.lang),
    )
    return embed_page(published, audience, desk().service.audiences(), links, look)


def _readers(monograph: str, asked: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the widget of each audience, with all else as it was asked for."""
    rest = {key: value for key, value in asked.items() if key != "audience"}
    if page_lang() != LANG:
        rest["lang"] = page_lang()
    audiences = desk().service.audiences()
    return tuple((one.id, widget_url(monograph, one.id, rest)) for one in audiences)


def widget_url(monograph: str, audience: str, rest: dict[str, str]) -> str:
    """Return the address of a widget in one form: the same thing asked is one address."""
    query = {"audience": audience} | {key: rest[key] for key in ASKED if key in rest}
    path = in_language(url_for("embedding.widget", monograph=monograph), LANG)
    return with_query(path, query)


def with_query(path: str, query: Mapping[str, str]) -> str:
    """Return an address with what stands behind its `?`."""
    return f"{path}?{urlencode(query)}"
