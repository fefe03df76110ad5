"""Writes what a command answers: JSON, whole files at once, one line for each finding."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.errors import UsageError
from patiented.export.checks.records import words_of

if TYPE_CHECKING:
    from patiented.model import Finding


def write_json(data: Any) -> None:
    """Print data as JSON that people can read and that always has the same bytes."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def write_text(text: str, target: Path | None) -> None:
    """Write text to a file, whole or not at all, or to standard output (None or `-`)."""
    if target is None or str(target) == "-":
        sys.stdout.write(text)
        return
    write_bytes(text.encode("utf-8"), target)


def write_bytes(data: bytes, target: Path | None) -> None:
    """Write bytes to a file, whole or not at all, or to standard output if it is no terminal."""
    if target is None or str(target) == "-":
        if sys.stdout.isatty():
            raise UsageError("this is no text for a terminal; name a file with -o", code="E104")
        sys.stdout.buffer.write(data)
        return
    try:
        _write(target, data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{target}: cannot be written: {reason}", code="E104") from error


def finding_line(finding: Finding) -> str:
    """Return a finding as editors read it: place, level, rule, message, the words it is about."""
    place = finding.path or "-"
    if finding.line:
        place += f":{finding.line}:{finding.column or 1}"
    return f"{place}: {finding.level.value}: {finding.rule}: {finding.message}{words_of(finding)}"


def shown_path(path: Path) -> str:
    """Return a path as a person in the working folder would write it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)


def _write(target: Path, data: bytes) -> None:
    """Write to what the name leads to: a link is followed, a pipe or device is written into."""
    place = target.resolve() if target.is_symlink() else target
    if place.exists() and not place.is_file():
        place.write_bytes(data)
    else:
        _replace(place, data)


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the mode of a file that is there, else what a new file gets from the umask."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask
