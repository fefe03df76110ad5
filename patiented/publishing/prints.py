"""What files and folders hold, read again only when the file system says that they changed.

A stamp alone (time, size, inode) would miss a change made within the resolution of its clock, on a
page that people act on. So what was read is trusted only once its stamp has stood for longer than
the coarsest of those clocks, measured by our own: until then it is read every time. After that, any
change must carry another stamp. The change time is part of it, which no copying tool can set back.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from patiented.publishing.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SETTLE_S = 3.0
"""Longer than the two seconds of FAT, the coarsest file times there are."""
HELD = 30_000
"""How many files and folders: the whole of a large library."""
DEEPEST = 4
"""Folders below this depth are not looked into; a link may lead in circles."""

Stamp = tuple[int, int, int, int]
Value = TypeVar("Value", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class _Seen:
    stamp: Stamp
    since: float
    value: str | tuple[str, ...]
    settled: bool


class Prints:
    """Hashes of files and names in folders; safe between threads. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: Recent[str, _Seen] = Recent(HELD)

    def digest(self, path: str | os.PathLike[str]) -> str:
        """Return the hash of the bytes that a file has now; an OSError where it cannot be read."""
        return self._value(os.fspath(path), _digest)

    def names(self, folder: str | os.PathLike[str]) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none where it is not there or may not be read."""
        try:
            return self._value(os.fspath(folder), _names)
        except OSError:
            return ()

    def everything(self, folder: str, depth: int = DEEPEST) -> Iterator[str]:
        """Yield what changes with any file in a folder or below it: names and hashes in order."""
        for name in self.names(folder):
            yield name
            path = f"{folder}/{name}"
            try:
                if not stat.S_ISDIR(os.stat(path).st_mode):  # noqa: PTH116  (hot: no Path is made)
                    yield self.digest(path)
                elif depth:
                    yield from self.everything(path, depth - 1)
            except OSError as error:
                yield f"unreadable: {error.errno}"

    def _value(self, path: str, read: Callable[[str], Value]) -> Value:
        stamp = _stamp(path)
        seen = self._seen.get(path)
        now = self._clock()
        if seen is None or seen.stamp != stamp:
            since = now
        elif seen.settled:
            return seen.value  # type: ignore[return-value]  # a path is a file or a folder
        else:
            since = seen.since
        # Read after the stamp was taken: a change in between shows at the next look.
        value = read(path)
        self._seen.put(path, _Seen(stamp, since, value, now - since >= SETTLE_S))
        return value


def _stamp(path: str) -> Stamp:
    found = os.stat(path)  # noqa: PTH116  (hot: no Path is made)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  (as above)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(os.listdir(folder)))  # noqa: PTH208  (as above)
