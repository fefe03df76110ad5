"""Where things lie: the shipped folders, the library, the database that goes with it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

MONOGRAPHS = "monographs"
PACKAGE = Path(__file__).resolve().parents[1]
"""The folder of the installed package."""


def shipped_root() -> Path:
    """Return the folder that holds the shipped `audiences/`, `templates/` and `monographs/`.

    An installed wheel carries it inside the package; a checkout is one itself.
    """
    inside = PACKAGE / "_shipped"
    return inside if inside.is_dir() else PACKAGE.parent


def find_library(explicit: Path | str | None, start: Path) -> Path:
    """Return the library: `explicit`, else the nearest one upwards, else the shipped one."""
    if explicit is not None:
        root = Path(explicit)
        if not (root / MONOGRAPHS).is_dir():
            raise UsageError(f"{root}: not a library, it has no {MONOGRAPHS}/ folder", code="E120")
        return root.resolve()
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / MONOGRAPHS).is_dir():
            return folder
    return shipped_root()


def default_database_url(library: Path, environ: Mapping[str, str]) -> str:
    """Return the SQLite address used when none is set; nothing is created here."""
    if os.access(library, os.W_OK) and not library.is_relative_to(PACKAGE):
        return sqlite_url(library / "var" / "patiented.db")
    name = "patiented.db"
    if library != shipped_root():
        # Two read-only libraries must not share reviews and withdrawals.
        name = f"patiented-{hashlib.sha256(str(library).encode()).hexdigest()[:12]}.db"
    return sqlite_url(_state_folder(environ) / "patiented" / name)


def is_temporary(database_url: str) -> bool:
    """Tell whether the default address had to fall back on the folder for temporary files."""
    return database_url.startswith(sqlite_url(_temporary()) + "/")


def _state_folder(environ: Mapping[str, str]) -> Path:
    """Return the user's state folder; a user without a home has a temporary one."""
    state = Path(environ.get("XDG_STATE_HOME", ""))
    if state.is_absolute():
        return state
    home = environ.get("HOME", "")
    if home.strip("/"):
        return Path(home) / ".local" / "state"
    folder = _temporary()
    if os.path.lexists(folder) and folder.lstat().st_uid != os.getuid():
        # Others could put reviews there that nobody gave.
        message = f"{folder} belongs to another user; say where with PATIENTED_DATABASE_URL"
        raise UsageError(message, code="E122")
    return folder


def _temporary() -> Path:
    return Path(tempfile.gettempdir()) / f"patiented-{os.getuid()}"


def sqlite_url(path: Path) -> str:
    """Return the address of a file; in an address % and ? have a meaning of their own."""
    return "sqlite:///" + str(path).replace("%", "%25").replace("?", "%3F")
