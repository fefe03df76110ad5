"""oEmbed 1.0 (oembed.com): a page's address in, the line that shows its widget out.

The HTML holds what WordPress lets through: a quotation with a link, and an `iframe` with a width
and a height in numbers.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound, Unauthorized

from patiented.errors import QueryError
from patiented.rendering.page import question
from patiented.web.addresses import absolute, origin
from patiented.web.caching import answer, edition_tag
from patiented.web.editions import default_reader, edition_url, readable, reader
from patiented.web.embedding import widget_url, with_query
from patiented.web.errors import NotPublished, Withdrawn
from patiented.web.finishing import keep_page
from patiented.web.languages import LANG
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.audience import Audience
    from patiented.publishing import Published

blueprint = Blueprint("oembed", __name__)

FORMS = {"json": "application/json", "xml": "text/xml"}
WIDTH, HEIGHT = 600, 800
"""CSS pixels of a frame where nothing else is asked for."""

CACHE_AGE_S = 3600
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
FRAME = Markup(
    '<blockquote><a href="{page}">{title}</a></blockquote>'
    '<iframe src="{widget}" width="{width}" height="{height}" title="{title}" frameborder="0" '
    'loading="lazy" sandbox="{sandbox}"></iframe>'
)

_PATH = re.compile(
    r"(?:/(?P<lang>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?/(?P<kind>m|embed)"
    r"/(?P<monograph>[A-Za-z0-9][A-Za-z0-9_-]{0,99})(?:/(?P<audience>[A-Za-z0-9][A-Za-z0-9_-]{0,99}))?/?"
)
_SIZE = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)


@blueprint.get("/oembed")
def oembed() -> Response:
    """Answer `?url=&maxwidth=&maxheight=&format=`; the statuses are those of the specification."""
    form = request.args.get("format", "json")
    if form not in FORMS:
        abort(501)
    monograph, audience, lang = _place(request.args.get("url", ""))
    width, height = _size("maxwidth", WIDTH), _size("maxheight", HEIGHT)
    keep_page(monograph, whatever_query=True)
    try:
        published = readable(monograph, audience, lang)
    except Withdrawn as error:
        raise NotFound from error
    except NotPublished as error:
        raise Unauthorized from error
    tag = edition_tag(published, f"oembed {form} {width} {height}")
    response = answer(
        lambda: _written(_reply(published, audience, width, height), form), FORMS[form], tag
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def discovery(page: str) -> tuple[tuple[str, str], ...]:
    """Return the links that a page is found by: media type and address, for each form."""
    address = absolute(url_for("oembed.oembed"))
    return tuple(
        (f"{FORMS[form]}+oembed", with_query(address, {"url": page, "format": form}))
        for form in FORMS
    )


def _place(url: str) -> tuple[str, Audience, str]:
    """Return monograph, audience and language of an address of this site."""
    if not url:
        raise QueryError("url", "url is missing: the address of a page of this site.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise NotFound from error
    found = _PATH.fullmatch(parts.path.removeprefix(request.script_root))
    here = {urlsplit(origin()).netloc, request.host}
    if parts.scheme not in {"http", "https"} or parts.netloc not in here or not found:
        raise NotFound
    asked = parse_qs(parts.query)
    named = found["audience"] or next(iter(asked.get("audience", [])), "")
    lang = found["lang"] or next(iter(asked.get("lang", [])), LANG)
    audience = reader(found["monograph"], named) if named else default_reader()
    written = desk().service.languages(found["monograph"], audience.id) if _has(found) else ()
    return found["monograph"], audience, lang if lang in written else LANG


def _has(found: re.Match[str]) -> bool:
    if not desk().service.has(found["monograph"]):
        raise NotFound
    return True


def _size(name: str, usual: int) -> int:
    given = request.args.get(name, "")
    if given and not _SIZE.fullmatch(given):
        raise QueryError(name, f"{name} is no whole number of pixels.")
    return min(usual, int(given)) if given else usual


def _reply(
    published: Published, audience: Audience, width: int, height: int
) -> dict[str, str | int]:
    edition = published.edition
    lang = {"lang": edition.lang} if edition.lang != LANG else {}
    title = question(edition, audience)
    html = FRAME.format(
        page=absolute(edition_url(edition.monograph, audience.id, edition.lang)),
        widget=absolute(widget_url(edition.monograph, audience.id, lang)),
        title=title,
        width=width,
        height=height,
        sandbox=SANDBOX,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": edition.meta.board,
        "provider_name": "patiented",
        "provider_url": absolute(url_for("pages.library")),
        "cache_age": CACHE_AGE_S,
        "width": width,
        "height": height,
        "html": str(html),
    }


def _written(reply: dict[str, str | int], form: str) -> str:
    if form == "json":
        return json.dumps(reply, ensure_ascii=False)
    root = ET.Element("oembed")
    for name, value in reply.items():
        ET.SubElement(root, name).text = str(value)
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return head + ET.tostring(root, encoding="unicode")
