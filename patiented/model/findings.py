"""A problem in a text, as data with a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Start and end in code points of the text it belongs to."""


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a text, as data with a place. `fact`, `found`, `expected` are text or empty."""

    rule: str
    level: Level
    message: str
    fact: str = ""
    found: str = ""
    expected: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    source_span: Span | None = None
    rewrite_span: Span | None = None
