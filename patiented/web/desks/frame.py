"""The frame of a desk's page: that of every page, and the token that its forms send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.web.accounts import csrf_token
from patiented.web.assets import site

if TYPE_CHECKING:
    from patiented.rendering import Site


def desk_site(*sheets: str) -> Site:
    """Return the frame of a page behind the login."""
    return replace(site(*sheets), token=csrf_token())
