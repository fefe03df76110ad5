"""Databases for tests that need one at the newest revision and do not test how it got there."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from patiented.store import schema


@cache
def migrated() -> Path:
    """Return a database without anything in it, brought up to date once in each process."""
    path = Path(tempfile.mkdtemp(prefix="patiented-")) / "fresh.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


def database_in(folder: Path, name: str = "reviews.db") -> str:
    """Lay a fresh database into a folder that has none; return its address."""
    path = folder / name
    if not path.exists():
        shutil.copy(migrated(), path)
    return f"sqlite:///{path}"
