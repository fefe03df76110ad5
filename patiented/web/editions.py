"""Finds what a request names: a reader, and an edition that may be shown to one.

Every page of a monograph asks here, so that a withdrawal or a held-back edition is never forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from werkzeug.exceptions import NotFound

from patiented.errors import UsageError
from patiented.web.errors import NotPublished, UnknownAudience, Withdrawn
from patiented.web.languages import LANG, in_language
from patiented.web.service import desk

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.publishing import Published

DEFAULT_AUDIENCE = "patient"


def readable(monograph: str, audience: Audience, lang: str = LANG) -> Published:
    """Return what may be shown; the rest becomes 404 or 410.

    `withdrawing` has looked at the readers that the address names; `audience` may be another.
    """
    service = desk().service
    if notice := service.withdrawn(monograph, audience.id):
        raise Withdrawn(notice)
    try:
        published = service.published(monograph, audience.id, lang)
    except UsageError as error:
        raise NotFound from error
    if not published.publishable:
        raise NotPublished(published)
    return published


def reader(monograph: str, audience: str) -> Audience:
    """Return an audience by id; an unknown one lists the choices, if the monograph is there."""
    audiences = desk().service.audiences()
    for one in audiences:
        if one.id == audience:
            return one
    if not desk().service.has(monograph):
        raise NotFound
    raise UnknownAudience(monograph, audiences)


def default_reader() -> Audience:
    """Return whose edition is shown where nobody is named."""
    audiences = desk().service.audiences()
    return next((one for one in audiences if one.id == DEFAULT_AUDIENCE), audiences[0])


def edition_url(monograph: str, audience: str, lang: str = "") -> str:
    """Return the address of an edition; empty for a language that the site does not speak."""
    url = url_for("pages.edition", monograph=monograph, audience=audience)
    if not lang:
        return url
    spoken = desk().templates.languages
    return in_language(url, lang) if lang.replace("-", "_") in spoken else ""


def compare_url(monograph: str, audience: str) -> str:
    """Return the address where an edition stands beside the clinician text."""
    chosen = next(one for one in desk().service.audiences() if one.id == audience)
    is_default = chosen.canonical or chosen.id == default_reader().id
    left = None if is_default else audience
    return url_for("compare.compare", monograph=monograph, left=left)
