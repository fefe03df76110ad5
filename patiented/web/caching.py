"""How long an answer may be kept, and the tag by which a browser asks again.

A browser asks for a page anew each time, so that a withdrawal shows at once; the tag makes that
cheap. It covers the edition's fingerprint, the review, the templates and this program's version.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from flask import make_response, request

from patiented import __version__
from patiented.web.accepting import takes_gzip
from patiented.web.addresses import origin
from patiented.web.finishing import may_keep
from patiented.web.forms import VARIES, variant
from patiented.web.languages import page_lang
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Response

    from patiented.publishing import Published

ASK_AGAIN = "public, no-cache"
FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-store"
UNCHANGED = 304


def answer(
    body: Callable[[], str], mimetype: str, tag: str, *, control: str = ASK_AGAIN
) -> Response:
    """Answer with a body; it is not made when the browser has it, unless it will be kept."""
    if _is_known(tag) and not may_keep():
        response = make_response("", 304)
        response.headers["Vary"] = VARIES
    else:
        response = make_response(body())
    response.content_type = f"{mimetype}; charset=utf-8"
    response.headers["ETag"] = _form_tag(tag) if response.status_code == UNCHANGED else f'"{tag}"'
    response.headers["Cache-Control"] = control
    return response


def _form_tag(tag: str) -> str:
    packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
    return variant(f'"{tag}"', packed=packed)


def _is_known(tag: str) -> bool:
    return request.if_none_match.contains_weak(_form_tag(tag)[1:-1])


def edition_tag(published: Published, form: str, address: str = "") -> str:
    """Return the tag of an edition in one form (html, json, txt, md) at this or another address."""
    review = published.review
    parts = (
        form,
        address or request.path,
        published.edition.fingerprint,
        str(review.status),
        [[str(step.status), step.at, step.by] for step in review.steps],
        sorted(review.lapsed),
        sorted(review.removed),
        published.publishable,
        _audience_prints(),
        origin(),
    )
    return tag_of(parts)


def tag_of(parts: Iterable[object]) -> str:
    """Hash parts together with the templates and this program's version."""
    whole = json.dumps([__version__, desk().templates.version, page_lang(), *parts])
    return hashlib.sha256(whole.encode("ascii")).hexdigest()[:32]


def _audience_prints() -> list[str]:
    """Return what changes with any profile: the chooser shows every audience."""
    return [audience.fingerprint for audience in desk().service.audiences()]
