"""The version of the engine: what it is made of, not what somebody remembered to raise."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from patiented import __version__

PARTS = ("model", "reading", "audience", "guard", "readability", "proposing", "edition")
"""The modules below `patiented/` that can change what an edition says."""


@cache
def engine_version() -> str:
    """Return the version with a hash over the sources and tables of the engine.

    It is part of every fingerprint, so that an edition kept by an earlier engine is made anew.
    """
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in _files(package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _files(package: Path) -> list[Path]:
    found = (path for name in PARTS for path in (package / name).rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)
