"""Refuses a source that lost something a reader's life may hang on (DESIGN 4).

Two losses show in the text that is left: a drug text that sends its reader to a boxed warning it
does not have, and a dose whose division sign was deleted ("10 mg kg" for 10 mg/kg).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.errors import RefusedError
from patiented.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.model import Monograph, Section, Statement

_SEE_BOXED = re.compile(r"\bsee\s+(?:the\s+|also\s+)?boxed\s+warnings?\b", re.IGNORECASE)
_LOST_DIVISION = re.compile(
    r"\b\d[\d.,]*\s?(?:mg|mcg|microgram(?:s)?|µg|μg|ng|g|mL|mmol|mEq|units?|IU)\s"
    r"(?:kg|m2|m²)\b"
)


def refuse_lossy(monograph: Monograph) -> None:
    """Raise a RefusedError with its place when the source lost a warning or a sign."""
    for statement in monograph.statements():
        if match := _LOST_DIVISION.search(statement.text):
            message = (
                f"{match[0]!r} has lost its division sign; write it as in the label, "
                "such as 10 mg/kg"
            )
            raise _refused(monograph, statement, message)
    if not _has_boxed(monograph.sections) and (lost := _sends_to_boxed(monograph)):
        message = (
            "the text says to see a boxed warning, and there is none; "
            "add the section, or mend the source that lost it"
        )
        raise _refused(monograph, lost, message)


def _has_boxed(sections: Iterable[Section]) -> bool:
    return any(one.role is Role.BOXED_WARNING and one.blocks for one in sections)


def _sends_to_boxed(monograph: Monograph) -> Statement | None:
    found = (one for one in monograph.statements() if _SEE_BOXED.search(one.text))
    return next(found, None)


def _refused(monograph: Monograph, statement: Statement, message: str) -> RefusedError:
    return RefusedError(message, path=monograph.path, line=statement.line, column=statement.column)
