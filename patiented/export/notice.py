"""What is said in place of an edition that was taken down, in words, text and data.

The site and the `render` command say the same; the text itself is given out by neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.export.data import Data

TITLE = "This page was taken down"
MESSAGE = "It may no longer be right, so we do not show it."
STATUS = 410
"""Gone: the HTTP status that says so, and the number of the error."""


def notice_to_text(reason: str) -> str:
    """Return the notice in one line of plain text."""
    return f"{TITLE}. {MESSAGE} The reason given: {' '.join(reason.split())}"


def error_to_json(status: int, message: str) -> Data:
    """Return the one shape of an error, here and on the site."""
    return {"error": {"code": f"E{status}", "message": message}}
