"""Sees which texts of a library changed since the last look; asks the file system, nobody else.

Polling is enough here: a library has some thousand files, and a look at them takes milliseconds.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

DEEPEST = 4
"""Folders below this depth are not looked into; a link may lead in circles."""

Stamps = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Changed:
    """The monographs whose files changed, came or went; `shared` is what all of them stand on."""

    monographs: frozenset[str]
    shared: bool

    def __bool__(self) -> bool:
        return self.shared or bool(self.monographs)


class Watcher:
    """Compares files with the last look; at the first look, all have changed but what is shared."""

    def __init__(self, shared: Iterable[Path]) -> None:
        self._folders = tuple(shared)
        self._shared = _all_stamps(self._folders)
        self._texts: dict[str, Stamps] = {}

    def changed(self, places: Mapping[str, Iterable[Path]]) -> Changed:
        """Return what changed; `places` are the files and folders of each monograph."""
        old, old_shared = self._texts, self._shared
        self._texts = {name: _all_stamps(paths) for name, paths in places.items()}
        self._shared = _all_stamps(self._folders)
        names = old.keys() | self._texts.keys()
        touched = (one for one in names if old.get(one) != self._texts.get(one))
        return Changed(frozenset(touched), self._shared != old_shared)


def _all_stamps(paths: Iterable[Path]) -> Stamps:
    return {name: stamp for path in paths for name, stamp in _stamps(str(path), DEEPEST)}


def _stamps(path: str, depth: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield the stamp of a file, or of every file in a folder; hidden ones are of editors."""
    try:
        found = os.stat(path)  # noqa: PTH116  (hot: no Path is made)
        yield path, (found.st_mtime_ns, found.st_size, found.st_ino)
        names = os.listdir(path) if depth else []  # noqa: PTH208  (as above)
    except OSError:  # a file, or it has gone
        return
    for name in names:
        if not name.startswith("."):
            yield from _stamps(f"{path}/{name}", depth - 1)
