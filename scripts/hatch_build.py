"""Lays the data folders into the wheel, file by file.

Hatch's own whole-folder `force-include` ignores ignore rules, so an editor's backup file or a
database would be shipped with it. Here a file is shipped only when its kind is known.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("audiences", "templates", "monographs")
SUFFIXES = (".css", ".html", ".js", ".md", ".po", ".svg", ".toml", ".tsv", ".txt", ".woff2")


def shipped_files(root: Path) -> list[str]:
    """Return the paths below `root` that the wheel carries, sorted, with forward slashes."""
    return sorted(
        path.relative_to(root).as_posix()
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix in SUFFIXES
    )


class ShippedData(BuildHookInterface[Any]):
    """The build hook that names every shipped file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the data files; an editable install reads them from the checkout instead."""
        if version == "editable":
            return
        root = Path(self.root)
        for name in shipped_files(root):
            build_data["force_include"][str(root / name)] = f"patiented/_shipped/{name}"
