"""Finds the audience folders below the roots, and hashes their data files.

A root is an `audiences/` folder: `common/` and one folder for each audience. Later roots (a
library's own) lie over earlier ones (the shipped): an audience's files are replaced one by one.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from patiented.audience.profile_file import read_profile
from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from patiented.audience.profile_file import ProfileFile

COMMON = "common"
PROFILE = "profile.toml"
DATA_SUFFIXES = (".toml", ".tsv", ".txt")
RESERVED_IDS = (
    *("ask", "compare", "history"),  # they are pages of a monograph (DESIGN 8)
    *("source", "withdraw", "reinstate"),  # and these are at the desk
)
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

NamedFile = tuple[str, "Path"]


@dataclass(frozen=True, slots=True)
class Folder:
    """One audience before it is built: its files by name, and its profile."""

    id: str
    files: dict[str, Path]
    profile: ProfileFile

    def named_files(self) -> list[NamedFile]:
        """Return the data files with names that do not depend on where the folder lies."""
        return [(f"{self.id}/{name}", path) for name, path in sorted(self.files.items())]


def find_folders(roots: Sequence[Path]) -> dict[str, Folder]:
    """Return the folders by id; a bad name or a missing profile is refused."""
    files: dict[str, dict[str, Path]] = {}
    for root in roots:
        if not root.is_dir():
            raise DataError("no such folder of audiences", path=root)
        for folder in sorted(root.iterdir()):
            if folder.is_dir() and folder.name != COMMON and not folder.name.startswith((".", "_")):
                _check_id(folder)
                files.setdefault(folder.name, {}).update(files_below([folder]))
    if not files:
        raise DataError("no audience folder in here", path=roots[0] if roots else "audiences")
    return {name: Folder(name, own, _profile(name, own, roots)) for name, own in files.items()}


def _check_id(folder: Path) -> None:
    if folder.name in RESERVED_IDS:
        raise DataError(f"{folder.name!r} is a page, so it cannot be an audience", path=folder)
    if not _ID.fullmatch(folder.name):
        message = "an audience folder is named in lower-case letters, digits and single hyphens"
        raise DataError(message, path=folder)


def _profile(name: str, files: dict[str, Path], roots: Sequence[Path]) -> ProfileFile:
    if PROFILE not in files:
        raise DataError(f"the audience has no {PROFILE}", path=roots[-1] / name)
    return read_profile(files[PROFILE])


def files_below(dirs: Iterable[Path]) -> list[tuple[str, Path]]:
    """List the data files below folders as (relative name, path), sorted within each folder."""
    return [
        (path.relative_to(folder).as_posix(), path)
        for folder in dirs
        for path in sorted(folder.rglob("*"))
        if path.suffix in DATA_SUFFIXES and path.is_file()
    ]


def lineage_of(folder: Folder, folders: dict[str, Folder]) -> list[Folder]:
    """Return the folder's ancestors and itself, the eldest first."""
    line = [folder]
    while parent := line[0].profile.values.get("based_on"):
        profile = line[0].profile
        if parent not in folders:
            near = difflib.get_close_matches(parent, folders, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise profile.error(f"based_on names no audience: {parent!r}{hint}", "based_on")
        if any(parent == known.id for known in line):
            raise profile.error("based_on goes round in a circle", "based_on")
        line.insert(0, folders[parent])
    return line


def fingerprinter() -> Callable[[Iterable[NamedFile]], str]:
    """Return a function that hashes sets of files and reads each file once."""
    digest_of = cache(_digest)

    def fingerprint(files: Iterable[NamedFile]) -> str:
        lines = (f"{len(name)}:{name}:{digest_of(path)}" for name, path in files)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    return fingerprint


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
