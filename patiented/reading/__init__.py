"""Taking in: any source becomes one document model, or one clear line says why it cannot.

    read(path)                           a file
    read_bytes(data, path=, format=)     its bytes, where they come from elsewhere
    read_meta(path)                      its front matter alone, for lists
    report(path)                         what was made of every character (`read --report`)

A new format is a module with `read_<format>(source) -> Reading` and a row in `FORMATS`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from patiented.errors import SourceError
from patiented.reading import front_matter
from patiented.reading.accounting import Account
from patiented.reading.markdown import SIGNS, read_markdown
from patiented.reading.sentences import split_sentences
from patiented.reading.source import MAX_BYTES, decode, load
from patiented.reading.statements import statement_id
from patiented.reading.text import read_plain_text
from patiented.reading.unsafe import refuse_lossy

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.model import Finding, Meta, Monograph
    from patiented.reading.outline import Reading
    from patiented.reading.source import Source

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "Format",
    "format_of",
    "read",
    "read_bytes",
    "read_meta",
    "report",
    "report_bytes",
    "split_sentences",
    "statement_id",
]


class Format(NamedTuple):
    """A kind of source: its name, the endings of its files, and how it is read."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Reading]


FORMATS = (
    Format("markdown", (".md", ".markdown"), read_markdown),
    Format("text", (".txt", ".text"), read_plain_text),
)


def read(path: Path | str) -> Monograph:
    """Return the monograph in a file, whose ending says its format."""
    path = Path(path)
    return _reading(load(path), path=str(path), name=format_of(path)).monograph


def read_bytes(data: bytes, *, path: str, format: str = "markdown") -> Monograph:  # noqa: A002 - the contract's name
    """Return the monograph in `data`; `path` is where errors say it came from."""
    return _reading(data, path=path, name=format).monograph


def read_meta(path: Path | str) -> Meta:
    """Return the front matter of a file; its text is only read where it is needed for that.

    Nothing is said of the text: what this returns may belong to a source that `read` refuses.
    """
    path = Path(path)
    if format_of(path) == "markdown":
        source = decode(load(path), str(path))
        meta = front_matter.read(source, Account(source, SIGNS)).meta("")
        if meta.title:
            return meta
    return read(path).meta


def report(path: Path | str) -> dict[str, object]:
    """Return roles, sections, warnings and the account of characters of a file (DESIGN 7).

    `roles` counts statements by role; the counts of `accounted` add up to its `total`.
    """
    path = Path(path)
    return _report(_reading(load(path), path=str(path), name=format_of(path)))


def report_bytes(data: bytes, *, path: str, format: str = "markdown") -> dict[str, object]:  # noqa: A002 - the contract's name
    """Return what `report` says, for bytes."""
    return _report(_reading(data, path=path, name=format))


def format_of(path: Path | str) -> str:
    """Return the name of the format that a file's ending stands for."""
    suffix = Path(path).suffix.lower()
    for entry in FORMATS:
        if suffix in entry.suffixes:
            return entry.name
    known = ", ".join(suffix for entry in FORMATS for suffix in entry.suffixes)
    if Path(path).is_dir():
        raise SourceError("is a folder; name the file in it, as monograph.md", path=path)
    raise SourceError(f"the ending {suffix!r} is of no known format; known are {known}", path=path)


def _reading(data: bytes, *, path: str, name: str) -> Reading:
    chosen = next((entry for entry in FORMATS if entry.name == name), None)
    if chosen is None:
        known = ", ".join(entry.name for entry in FORMATS)
        raise SourceError(f"no format {name!r}; known are {known}", path=path)
    reading = chosen.read(decode(data, path))
    refuse_lossy(reading.monograph)
    return reading


def _report(reading: Reading) -> dict[str, object]:
    monograph, totals = reading.monograph, reading.totals
    return {
        "roles": dict(Counter(statement.role.value for statement in monograph.statements())),
        "sections": [
            {
                "section": section.id,
                "heading": section.heading,
                "role": section.role.value,
                "loinc": section.loinc,
                "level": section.level,
                "line": section.line,
                "statements": sum(1 for _ in section.statements()),
            }
            for section in monograph.sections
        ],
        "warnings": [_warning(finding) for finding in monograph.findings],
        "accounted": {
            "total": totals.total,
            "kept": totals.kept,
            "heading": totals.heading,
            "markup": totals.markup,
            "dropped": [{"reason": why, "count": count} for why, count in totals.dropped],
        },
    }


def _warning(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "line": finding.line,
        "column": finding.column,
    }
