"""The map of the site: every edition that readers may see, for search engines.

One file holds at most 50,000 addresses (sitemaps.org, protocol 0.9); a larger library gets an
index of such files.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, abort, url_for

from patiented.web.addresses import absolute
from patiented.web.caching import answer, tag_of
from patiented.web.editions import edition_url
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flask import Response

    from patiented.publishing import Offered

blueprint = Blueprint("sitemap", __name__)

MOST = 50_000
"""Addresses in one file."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Give the map, or the index of its files."""
    entries = _entries()
    if len(entries) <= MOST:
        return _answer(urlset(entries))
    files = range(1, -(-len(entries) // MOST) + 1)
    return _answer(_index(absolute(url_for("sitemap.part", number=one)) for one in files))


@blueprint.get("/sitemap-<int(max=99999):number>.xml")
def part(number: int) -> Response:
    """Give one file of a map that is split."""
    entries = _entries()
    mine = entries[(number - 1) * MOST : number * MOST] if number else []
    if not mine:
        abort(404)
    return _answer(urlset(mine))


def urlset(entries: Iterable[str]) -> str:
    """Return the file that holds `entries`."""
    return f"{HEAD}<urlset {NAMES} {LINKS}>\n{''.join(entries)}</urlset>\n"


def _index(files: Iterable[str]) -> str:
    rows = "".join(f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in files)
    return f"{HEAD}<sitemapindex {NAMES}>\n{rows}</sitemapindex>\n"


def _answer(xml: str) -> Response:
    return answer(lambda: xml, "application/xml", tag_of([xml]))


def _entries() -> list[str]:
    """Return one `url` element for each page, the library and the policy first."""
    pages = [absolute(url_for(one)) for one in ("pages.library", "pages.policy", "privacy.privacy")]
    entries = [f"<url><loc>{escape(one)}</loc></url>\n" for one in pages]
    versions: defaultdict[tuple[str, str], list[Offered]] = defaultdict(list)
    for one in desk().service.offered():
        if _url(one):
            versions[one.monograph, one.audience].append(one)
    for group in versions.values():
        entries += [_entry(one, group) for one in group]
    return entries


def _entry(one: Offered, versions: Sequence[Offered]) -> str:
    changed = f"<lastmod>{one.changed[:10]}</lastmod>" if one.changed else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(other.lang)} '
        f"href={quoteattr(_url(other))}/>"
        for other in (versions if len(versions) > 1 else ())
    )
    return f"<url><loc>{escape(_url(one))}</loc>{changed}{links}</url>\n"


def _url(one: Offered) -> str:
    """Return the whole address of an edition; empty where its language has no pages."""
    path = edition_url(one.monograph, one.audience, one.lang)
    return absolute(path) if path else ""
