"""The file of a source and its catalogues on the disk: read as bytes, written whole.

What is to be written is made ready in a folder beside the source, forced to disk, and moved from
there: the source first, then each catalogue. A kill in between leaves the new source with old
catalogues, which is what an editor outside the desk leaves too: wording speaks for a sentence by
its exact words, so nothing wrong is shown and nothing is lost, and the next save brings the rest
in step. The other order would take wording from a source that has not changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STAGE = ".saving"
"""The folder where files are made ready; no source, no wording, for any reader of the library."""

_BOM = "\ufeff"


def digest(data: bytes) -> str:
    """Return the name of some bytes, which is also a monograph's `source_hash`."""
    return hashlib.sha256(data).hexdigest()


def text_of(data: bytes) -> str:
    """Return what a person edits: LF lines, no byte order mark; lost bytes show as U+FFFD.

    The readers refuse U+FFFD, so a file that is no UTF-8 is mended or not saved.
    """
    return plain(data.decode("utf-8", "replace").removeprefix(_BOM))


def plain(text: str) -> str:
    """Return a text as forms send it, with LF lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def bytes_of(text: str, former: bytes) -> bytes:
    """Return the bytes to be written: line ends and byte order mark are those of the file.

    A text that is not edited gives the very same bytes.
    """
    if text == text_of(former):
        return former
    if b"\r\n" in former and former.count(b"\r\n") == former.count(b"\n"):
        text = text.replace("\n", "\r\n")
    mark = _BOM if former.startswith(_BOM.encode()) else ""
    # Half a character, as only a program can send it, stays one that the readers refuse.
    return (mark + text).encode("utf-8", "surrogatepass")


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside the source; it is gone at the end, and so is a killed one's.

    Hold the lock of the monograph: then what stands there belongs to nobody alive.
    """
    stage = folder / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def make_ready(path: Path, data: bytes) -> None:
    """Write a file and force it to disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def move(ready: Path, target: Path) -> None:
    """Put a file into its place at once, with the rights of the one that stood there."""
    ready.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
    ready.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
