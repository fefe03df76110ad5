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
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read under a stamp first seen at `since`; `settled` is when it may be trusted."""

    stamp: Stamp
    since: float
    value: str | tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class _Tree:
    """What a folder and all below it held while each of these paths had its stamp."""

    value: str
    stamps: tuple[tuple[str, Stamp], ...]


class Prints:
    """Hashes of files and names in folders; safe between threads. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: Recent[str, _Seen] = Recent(HELD)
        self._trees: Recent[str, _Tree] = Recent(HELD)

    def digest(self, path: str | os.PathLike[str]) -> str:
        """Return the hash of the bytes that a file has now; an OSError where it cannot be read."""
        return str(self._look(os.fspath(path), _digest).value)

    def names(self, folder: str | os.PathLike[str]) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none where it is not there or may not be read."""
        try:
            return tuple(self._look(os.fspath(folder), _names).value)
        except OSError:
            return ()

    def tree(self, folder: str) -> str:
        """Return the hash of all names and files in a folder and below it; cheap when settled."""
        tree = self._trees.get(folder)
        if tree is not None and _stand(tree.stamps):
            return tree.value
        seen = tuple(self._walk(folder, DEEPEST))
        whole = "\0".join(f"{path}\0{one.value}" for path, one in seen)
        value = hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()
        if all(one.settled for _, one in seen):
            self._trees.put(folder, _Tree(value, tuple((path, one.stamp) for path, one in seen)))
        return value

    def _walk(self, path: str, depth: int) -> Iterator[tuple[str, _Seen]]:
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116  (hot: no Path is made)
            seen = self._look(path, _names if is_folder else _digest)
        except OSError as error:
            yield path, _Seen((0, 0, 0, 0), 0.0, f"unreadable: {error.errno}", settled=False)
            return
        yield path, seen
        if is_folder and depth:
            for name in seen.value:
                yield from self._walk(f"{path}/{name}", depth - 1)

    def _look(self, path: str, read: Callable[[str], str | tuple[str, ...]]) -> _Seen:
        stamp = _stamp(path)
        seen = self._seen.get(path)
        now = self._clock()
        if seen is None or seen.stamp != stamp:
            since = now
        elif seen.settled:
            return seen
        else:
            since = seen.since
        # Read after the stamp was taken: a change in between shows at the next look.
        seen = _Seen(stamp, since, read(path), settled=now - since >= SETTLE_S)
        self._seen.put(path, seen)
        return seen


def _stand(stamps: tuple[tuple[str, Stamp], ...]) -> bool:
    try:
        return all(_stamp(path) == stamp for path, stamp in stamps)
    except OSError:
        return False


def _stamp(path: str) -> Stamp:
    found = os.stat(path)  # noqa: PTH116  (hot: no Path is made)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  (as above)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(os.listdir(folder)))  # noqa: PTH208  (as above)
