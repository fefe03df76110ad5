"""Reads one TOML file of the library, as text and as data: the one door to them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from patiented.audience.places import split_syntax_error
from patiented.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a TOML file as text (UTF-8) and as data, or a DataError that blames the place.

    The text is there for `places.find_key`, which blames a value of the data by its place.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        return text, tomllib.loads(text)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8 at byte {error.start}", path=path) from error
    except tomllib.TOMLDecodeError as error:
        message, line, column = split_syntax_error(str(error))
        raise DataError(message, path=path, line=line, column=column) from error
