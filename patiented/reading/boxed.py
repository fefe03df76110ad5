"""Judges by its content whether a section headed or coded as a boxed warning holds one (DESIGN 4).

Real labels carry dose tables and tamper notices under the boxed-warning code. Where the text names
no hazard and plainly is one of these, it gets its right role; a text that cannot be told stays a
boxed warning.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from patiented.model import Role
from patiented.reading.shipped import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

_AMOUNT = re.compile(r"\d\s?(?:mg|mcg|µg|g|ml|mL|iu|IU|units?)\b")


def right_role(texts: Iterable[str]) -> Role | None:
    """Return the role that the texts of a "boxed warning" belong to; None where it can be one."""
    text = " ".join(texts).lower()
    cues = _cues()
    if not text or cues["hazard"].search(text):
        return None
    if cues["tamper"].search(text):
        return Role.STORAGE
    if cues["dose"].search(text) or _AMOUNT.search(text):
        return Role.DOSAGE
    return None


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """Return one pattern per kind of cue; each cue begins at the start of a word or inside one."""
    kinds: dict[str, list[str]] = {}
    for row in rows("boxed.tsv"):
        kinds.setdefault(row["kind"], []).append(re.escape(row["phrase"]))
    return {kind: re.compile("|".join(phrases)) for kind, phrases in kinds.items()}
