"""The whole address of a page, with the host.

The public address is a setting; without it the host of the request stands in, which is right for a
site that is reached in one way only.
"""

from __future__ import annotations

from flask import request

from patiented.web.service import desk


def absolute(path: str) -> str:
    """Return a path of this site with scheme and host in front."""
    return f"{origin()}{path}"


def origin() -> str:
    """Return scheme and host of the site, without a slash at the end."""
    return desk().settings.public_url or f"{request.scheme}://{request.host}"
