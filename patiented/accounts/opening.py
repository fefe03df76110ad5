"""Puts the accounts of a site together, and finds the key that its cookies are signed with.

Without the setting `secret_key` the key is a file beside the database, made by the first process
that needs it. All processes of a site read the same one; several machines need the setting.
"""

from __future__ import annotations

import os
import secrets
import stat
from datetime import timedelta
from typing import TYPE_CHECKING

from patiented.accounts.people import Accounts, Lasting
from patiented.errors import UsageError
from patiented.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from patiented.accounts.records import Hasher
    from patiented.settings import Settings

KEY_BYTES = 32
MIN_KEY = 32
"""Characters of a key."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_accounts(settings: Settings, hasher: Hasher, clock: Callable[[], str]) -> Accounts:
    """Return the accounts of a library; the database is opened on its first use."""
    lasting = Lasting(
        timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    )
    return Accounts(Store(settings.database_url), hasher, clock, lasting)


def signing_key(settings: Settings) -> str:
    """Return the key that cookies are signed with, the same in every process of a site."""
    if settings.secret_key:
        return settings.secret_key
    path = key_file(settings)
    try:
        if not path.exists():
            _make(path)
        return _read(path)
    except OSError as error:
        message = f"{path}: no key can be kept here: {error.strerror}; set PATIENTED_SECRET_KEY"
        raise UsageError(message, code="E136") from error


def key_file(settings: Settings) -> Path:
    """Return where the key is kept: beside an SQLite file, else in `var/` of the library."""
    database = Store(settings.database_url).file
    return (database or settings.library / "var" / "patiented").with_suffix(".key")


def _make(path: Path) -> None:
    """Make the file whole or not at all; a process that is second finds that of the first."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(f"{secrets.token_hex(KEY_BYTES)}\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            path.hardlink_to(made)
        except FileExistsError:
            return
    finally:
        made.unlink()


def _read(path: Path) -> str:
    with path.open(encoding="ascii", errors="replace") as stream:
        about = os.fstat(stream.fileno())
        key = stream.read(4_096).strip()
    if about.st_mode & _OTHERS or about.st_uid != os.getuid():
        message = f"{path}: others could read or change this key; chmod 600 it, or delete it"
        raise UsageError(message, code="E136")
    if len(key) < MIN_KEY:
        message = f"{path}: this is no key of {MIN_KEY} characters; delete it, a new one is made"
        raise UsageError(message, code="E136")
    return key
