"""Measures how hard a text is to read: one counter, eight formulas, difficulty, reasons."""

from __future__ import annotations

from patiented.readability.familiar import is_familiar
from patiented.readability.formulas import FORMULAS, Counts
from patiented.readability.frequency import zipf
from patiented.readability.languages import ease_of
from patiented.readability.passages import Passage, PassageKind
from patiented.readability.reasons import CODES as REASON_CODES
from patiented.readability.reasons import is_rare
from patiented.readability.scoring import score, score_text
from patiented.readability.syllables import count_syllables
from patiented.readability.textstat_engine import score_with_textstat

__all__ = [
    "FORMULAS",
    "REASON_CODES",
    "Counts",
    "Passage",
    "PassageKind",
    "count_syllables",
    "ease_of",
    "is_familiar",
    "is_rare",
    "score",
    "score_text",
    "score_with_textstat",
    "zipf",
]
