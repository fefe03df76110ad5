"""The brands that a library keeps: `brands/<name>/brand.toml` and a logo beside it.

name = "Linden Street Skin Clinic"
accent = "#7a2d5b"          # and accent-dark, for the dark theme
radius = "12"               # CSS pixels, 0 to 24
font = "Georgia, serif"     # no font is loaded: what the reader's device has
logo = "logo.svg"           # .svg or .png
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.audience.toml_file import read_toml
from patiented.errors import DataError, QueryError
from patiented.rendering.branding import KEYS, read_brand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "brand.toml"
LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}
MOST_LOGO_BYTES = 200_000

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_LOGO_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class BrandFile:
    """A brand of the library: what it sets (texts under KEYS), and its logo."""

    id: str
    name: str
    given: Mapping[str, str]
    logo: bytes = b""
    logo_type: str = ""


@dataclass(slots=True)
class BrandFolder:
    """The brands of one library; each file is read once."""

    root: Path
    _read: dict[str, BrandFile] = field(default_factory=dict)

    def get(self, name: str) -> BrandFile:
        """Return a brand; a QueryError says that there is none, a DataError that it is broken."""
        if name not in self._read:
            folder = self.root / name
            if not (_NAME.fullmatch(name) and (folder / FILE).is_file()):
                raise QueryError("brand", "There is no brand with this name here.")
            self._read[name] = _brand(name, folder)
        return self._read[name]

    def names(self) -> tuple[str, ...]:
        """Return the brands that the library has."""
        found = (path.parent.name for path in self.root.glob(f"*/{FILE}"))
        return tuple(sorted(one for one in found if _NAME.fullmatch(one)))


def _brand(name: str, folder: Path) -> BrandFile:
    path = folder / FILE
    data = read_toml(path)[1]
    known = (*KEYS, "name", "logo")
    for key, value in data.items():
        if key not in known:
            raise DataError(f"unknown key {key}, expected one of {', '.join(known)}", path=path)
        if not isinstance(value, str):
            raise DataError(f"{key} is no text in quotes", path=path)
    given = {key: data[key] for key in KEYS if key in data}
    try:
        read_brand(given)
    except QueryError as error:
        raise DataError(str(error), path=path) from error
    logo = data.get("logo", "")
    if not logo:
        return BrandFile(name, data.get("name", name), given)
    return BrandFile(name, data.get("name", name), given, *_logo(path, logo))


def _logo(path: Path, name: str) -> tuple[bytes, str]:
    place = path.parent / name
    kind = LOGOS.get(place.suffix.lower(), "")
    if not kind or not _LOGO_NAME.fullmatch(name) or not place.is_file():
        raise DataError(f"logo names no .svg or .png file beside it: {name!r}", path=path)
    body = place.read_bytes()
    if len(body) > MOST_LOGO_BYTES:
        raise DataError(f"the logo has more than {MOST_LOGO_BYTES} bytes", path=path)
    return body, kind
