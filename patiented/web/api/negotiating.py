"""Which form of an answer a client wants, by its `Accept` header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from patiented.web.api.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

ANY, ANY_OF_A_KIND, NAMED = 1, 2, 3
"""How closely a range names a type; the closest one says how much it is wanted."""


def wanted(offers: Sequence[str]) -> str:
    """Return the media type that is wanted most; of equals the one that is named most closely.

    Without the header it is the first of `offers`; a problem with status 406 says that none is.
    """
    header = ",".join(request.headers.getlist("Accept"))
    if not header.strip(" ,;"):
        return offers[0]
    ranges = [
        (str(value).partition(";")[0].strip().lower(), quality)
        for value, quality in parse_accept_header(header, MIMEAccept)
    ]
    weights = [_weight(offer, ranges) for offer in offers]
    best = max(weights)
    if best[0] <= 0:
        raise Refused(406, f"There is {', '.join(offers)}.")
    return offers[weights.index(best)]


def _weight(offer: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """Return how much an offer is wanted, and how closely it is named."""
    kind = offer.partition("/")[0]
    closeness = {"*/*": ANY, f"{kind}/*": ANY_OF_A_KIND, offer: NAMED}
    named = [(closeness[one], quality) for one, quality in ranges if one in closeness]
    if not named:
        return 0.0, 0
    closest = max(one for one, _ in named)
    return max(quality for one, quality in named if one == closest), closest
