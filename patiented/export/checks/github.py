"""Findings as workflow commands of GitHub Actions, and the summary of a job in Markdown.

Rules: GitHub's page on workflow commands. In a message `%`, CR and LF are escaped, in a property
`:` and `,` too; other marks end nothing there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.export.checks.records import words_of
from patiented.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.export.checks.records import CheckedEdition, Unchecked

MAX_ROWS = 500
"""Rows of the summary: GitHub takes at most one megabyte."""


def commands(edition: CheckedEdition) -> Iterator[str]:
    """Yield a command for each error and warning.

    Notes are left out: GitHub shows ten annotations of a level, and they ask for nothing.
    """
    for one in edition.findings:
        if one.level is Level.NOTE:
            continue
        text = f"{edition.name}: {one.message}{words_of(one)}"
        place = (one.path or edition.path, max(one.line, 1), one.column)
        yield command(one.level.value, text, place, title=one.rule)


def failure(one: Unchecked) -> str:
    """Return the command for what could not be checked."""
    return command("error", one.message, (one.path, one.line, one.column), title="unreadable")


def command(level: str, text: str, place: tuple[str, int, int], *, title: str) -> str:
    """Return one workflow command, without a line end; empty parts of the place are left out."""
    names = ("file", "line", "col")
    given = [(name, str(part)) for name, part in zip(names, place, strict=True) if part]
    properties = ",".join(f"{name}={_property(part)}" for name, part in (*given, ("title", title)))
    return f"::{level} {properties}::{_message(text)}"


class Summary:
    """The table of a job's summary; only editions with something to mend have a row."""

    def __init__(self) -> None:
        self._rows = 0
        self._editions = 0
        self._errors = 0
        self._warnings = 0

    def row(self, edition: CheckedEdition, level: str) -> str:
        """Return the Markdown of an edition, empty where all is well; `level` says how it reads."""
        errors, warnings = edition.errors, edition.count(Level.WARNING)
        self._editions += 1
        self._errors += errors
        self._warnings += warnings
        if not errors + warnings or self._rows >= MAX_ROWS:
            return ""
        head = "" if self._rows else _HEAD
        self._rows += 1
        cells = (edition.monograph, f"{edition.audience}.{edition.lang}", level)
        said = " | ".join(_cell(one) for one in cells)
        return f"{head}| {said} | {errors} | {warnings} |\n"

    def total(self) -> str:
        """Return the last line."""
        return (
            f"\n{self._editions} editions checked: {self._errors} errors, "
            f"{self._warnings} warnings.\n"
        )


_HEAD = """\
## patiented check

| monograph | edition | reading level | errors | warnings |
|---|---|---|---:|---:|
"""


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
