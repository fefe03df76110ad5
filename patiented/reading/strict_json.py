"""JSON from others, read strictly: what could be understood in two ways is refused (RFC 8259).

Python takes NaN and Infinity, which are not JSON, and of a name that is said twice the last one
without a word: a dose that is given twice would be judged by one of them.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any


class JsonError(ValueError):
    """The bytes are not JSON that can be read here; `column` counts from 1, where it is known."""

    def __init__(self, message: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def read_json(data: bytes) -> Any:
    """Return what UTF-8 encoded JSON says; a JsonError tells what is wrong with it."""
    try:
        return json.loads(
            data.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_each_once
        )
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start + 1}"
        raise JsonError(message, column=error.start + 1) from error
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}"
        raise JsonError(message, line=error.lineno, column=error.colno) from error
    except JsonError:
        raise
    except (RecursionError, ValueError) as error:  # too deep; a number of thousands of digits
        raise JsonError("not JSON that can be read here") from error


def is_text(value: object) -> bool:
    """Tell whether a value is text that can be written again: no half surrogate pair."""
    return isinstance(value, str) and not any("\ud800" <= mark <= "\udfff" for mark in value)


def _refuse(name: str) -> None:
    raise JsonError(f"not JSON that can be read here: {name} is no number")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise JsonError(f"not JSON that can be read here: {twice[:40]!r} is said twice")
    return found
