"""Keeps questions in a file, only where the operator has named one: to learn what readers miss.

A line holds the day, the monograph, the audience, the outcome and the words; no time of day and no
address. Long numbers and mail addresses that a reader typed are blotted out.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from patiented.asking.words import LONGEST_QUESTION
from patiented.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.asking.records import Outcome

_BLOTTED = re.compile(r"\S*@\S*|\+?\d(?:[ ().-]?\d){5,}")
_BLOT = "[...]"


def keep_question(
    path: Path, day: str, place: tuple[str, str], outcome: Outcome, question: str
) -> None:
    """Add one line to the file; `place` is monograph and audience, `day` an ISO date.

    One write of one line, so that several server processes may share the file.
    """
    said = " ".join(_BLOTTED.sub(_BLOT, question[:LONGEST_QUESTION]).split())
    line = "\t".join((day, *place, outcome, said)) + "\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode("utf-8"))
        finally:
            os.close(handle)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}", code="E104") from error
