"""The writer's work: see what is too hard and why, and word it without changing a fact.

A `WriterDesk` opens one edition as a sheet, says of each text that is tried what it would do, and
writes into the catalogue what passes. Nothing here knows of the web.
"""

from __future__ import annotations

from patiented.writing.desk import WriterDesk, open_desk
from patiented.writing.records import (
    Chip,
    Conflict,
    HardWord,
    Kept,
    Levels,
    Line,
    Problem,
    Row,
    Sheet,
    Suggestion,
    Tried,
    Wanted,
)

__all__ = [
    "Chip",
    "Conflict",
    "HardWord",
    "Kept",
    "Levels",
    "Line",
    "Problem",
    "Row",
    "Sheet",
    "Suggestion",
    "Tried",
    "Wanted",
    "WriterDesk",
    "open_desk",
]
