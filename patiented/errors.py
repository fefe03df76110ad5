"""The exceptions of patiented: problems in the *use* of the program, never problems in a text.

A problem in a text is a `model.Finding`. The tree, by what the caller can do:

    PatientedError            base: a stable code, an exit code, one clear line
    ├── UsageError            E1xx  ask for something else (unknown audience, bad option)
    ├── SourceError           E2xx  mend the source that was to be read
    ├── DataError             E3xx  mend a data file: audiences/, wording/, patiented.toml
    ├── RefusedError          E4xx  the source or the step is unsafe and is not done
    ├── StoreError            E5xx  the database is away, old or says no
    └── PrintError            E6xx  no PDF can be made here, or not now
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path


class PatientedError(Exception):
    """Any expected failure; `str()` is one line that says where, what, and what to do."""

    code: ClassVar[str] = "E100"
    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, code: str | None = None) -> None:
        # Whatever is quoted in it, an error is one line.
        message = " ".join(message.split())
        super().__init__(message)
        self.message = message
        self.error_code = code or self.code


class UsageError(PatientedError):
    """The request cannot be met as asked."""

    code = "E101"


class QueryError(UsageError):
    """A value of an address or a form cannot be taken; `key` names it."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class PlacedError(PatientedError):
    """An error with a place in a file: `path:line:column: message`; lines and columns from 1."""

    def __init__(
        self,
        message: str,
        *,
        path: Path | str,
        line: int = 1,
        column: int = 1,
        code: str | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.path = str(path)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class SourceError(PlacedError):
    """A source document cannot be read."""

    code = "E201"


class DataError(PlacedError):
    """A data file is wrong."""

    code = "E301"


class RefusedError(PlacedError):
    """A source is readable but unsafe to render."""

    code = "E401"


class StoreError(PatientedError):
    """The database cannot do what was asked."""

    code = "E501"


class PrintError(PatientedError):
    """No PDF can be made: what it needs is missing (E601), it took too long or failed (E602)."""

    code = "E601"
