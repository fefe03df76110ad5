"""A withdrawal holds on every address of a monograph, before any view is asked.

An address belongs to a monograph when its rule has the argument `monograph`. So a new view cannot
forget the notice. At the desks it does not hold: there a text is mended, and brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from patiented.web.desks.areas import desk_of
from patiented.web.editions import default_reader
from patiented.web.errors import Withdrawn
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Flask

CHOOSER = "pages.monograph_page"
"""The one address whose `?audience=` leads on to another edition, which has its own notice."""

FOR_ALL = frozenset({"api.monograph", "api.ask"})
"""Addresses of no reader in particular: one tells of every edition, one is told whose it is about
in what is sent, and asks `readable`. They are off when every edition is."""


def register(app: Flask) -> None:
    """Look for a notice before every view of a monograph."""
    app.before_request(_refuse_withdrawn)


def _refuse_withdrawn() -> None:
    monograph = (request.view_args or {}).get("monograph")
    if not monograph or desk_of(request.path):
        return
    notices = [desk().service.withdrawn(monograph, one) for one in _audiences()]
    held = [notice for notice in notices if notice]
    if held and (request.endpoint not in FOR_ALL or len(held) == len(notices)):
        raise Withdrawn(held[0])


def _audiences() -> tuple[str, ...]:
    """Return the readers that an address names, in its path or behind the `?`, else the default."""
    if request.endpoint in FOR_ALL:
        return tuple(one.id for one in desk().service.audiences())
    named = [str(one) for one in (request.view_args or {}).values()]
    asked = list(request.args.values())
    known = {one.id for one in desk().service.audiences()}
    in_path = [one for one in named if one in known]
    in_query = [one for one in asked if one in known]
    if request.endpoint == CHOOSER and in_query:
        return tuple(in_query)
    return tuple(dict.fromkeys((*(in_path or [default_reader().id]), *in_query)))
