"""The writer's work: see what is too hard and why, and word it without changing a fact.

A `WriterDesk` opens one edition as a sheet, says of each text that is tried what it would do, and
writes into the catalogue what passes; its `source` does the same for the canonical text. Nothing
here knows of the web.
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
from patiented.writing.source import SourceDesk
from patiented.writing.source_records import Checked, OpenSource, SourceConflict, Unchecked

__all__ = [
    "Checked",
    "Chip",
    "Conflict",
    "HardWord",
    "Kept",
    "Levels",
    "Line",
    "OpenSource",
    "Problem",
    "Row",
    "Sheet",
    "SourceConflict",
    "SourceDesk",
    "Suggestion",
    "Tried",
    "Unchecked",
    "Wanted",
    "WriterDesk",
    "open_desk",
]
