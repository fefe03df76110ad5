"""The picture of an address that a telephone reads (QR code): the one door of segno."""

from __future__ import annotations

import segno

CORRECTION = "m"
"""Fifteen out of a hundred squares may be lost: a fold, a coffee stain."""

QUIET = 4
"""Blank squares around the code, as ISO/IEC 18004 asks."""


def code_picture(address: str) -> str:
    """Return the code of an address as a `data:` address of an SVG picture."""
    return segno.make(address, error=CORRECTION, micro=False).svg_data_uri(border=QUIET)
