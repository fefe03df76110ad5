"""Writes what a command answers: JSON, whole files at once, one line for each finding."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patiented.errors import UsageError

if TYPE_CHECKING:
    from patiented.model import Finding


def write_json(data: Any) -> None:
    """Print data as JSON that people can read and that always has the same bytes."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def write_text(text: str, target: Path | None) -> None:
    """Write text to a file, whole or not at all, or to standard output."""
    if target is None:
        sys.stdout.write(text)
        return
    try:
        _replace(target, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}", code="E104") from error


def finding_line(finding: Finding) -> str:
    """Return a finding as editors read it: place, level, rule, message."""
    place = finding.path or "-"
    if finding.line:
        place += f":{finding.line}:{finding.column or 1}"
    return f"{place}: {finding.level.value}: {finding.rule}: {finding.message}"


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
