"""The addresses of the site: which path an edition has, and the whole address with the host.

The public address is a setting; without it the host of the request stands in, which is right for a
site that is reached in one way only.
"""

from __future__ import annotations

from flask import request, url_for

from patiented.web.service import desk

LANG = "en"


def edition_url(monograph: str, audience: str, lang: str = LANG) -> str:
    """Return the path of an edition; empty for a language that has no pages."""
    if lang != LANG:
        return ""
    return url_for("pages.edition", monograph=monograph, audience=audience)


def absolute(path: str) -> str:
    """Return a path of this site with scheme and host in front."""
    return f"{origin()}{path}"


def origin() -> str:
    """Return scheme and host of the site, without a slash at the end."""
    return desk().settings.public_url or f"{request.scheme}://{request.host}"
