"""Where settings come from: `patiented.toml`, the environment, arguments; later ones win."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from patiented.errors import DataError, UsageError
from patiented.settings.fields import (
    FILE_KEYS,
    FILE_NAME,
    NAMES,
    PREFIX,
    Settings,
    checked,
    variable,
)
from patiented.settings.places import default_database_url, find_library, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_settings(
    *, environ: Mapping[str, str], start: Path, **arguments: str | int | Path | None
) -> Settings:
    """Build the settings; an argument that is None was not given.

    `start` is the folder to look for the library from, `environ` usually `os.environ`.
    """
    given = _from_arguments(arguments)
    outside = _from_environment(environ)
    explicit = cast("str | None", given.pop("library", None) or outside.pop("library", None))
    outside.pop("library", None)
    library = find_library(explicit, start)
    values: dict[str, Any] = {**_from_file(library / FILE_NAME), **outside, **given}
    values.setdefault("database_url", default_database_url(library, environ))
    return Settings(library=library, **values)


def _suggestion(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _from_arguments(arguments: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        if name not in NAMES:
            raise UsageError(f"{name}: no such setting{_suggestion(name, NAMES)}", code="E121")
        if value is None:
            continue
        try:
            found[name] = checked(name, str(value) if isinstance(value, Path) else value)
        except ValueError as error:
            raise UsageError(f"--{name.replace('_', '-')} {error}", code="E122") from None
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read the `PATIENTED_` variables.

    One that nearly names a setting is a slip and refused. Others are not ours: container platforms
    set variables such as `PATIENTED_SERVICE_HOST` by themselves.
    """
    found: dict[str, Any] = {}
    for given in sorted(one for one in environ if one.startswith(PREFIX) and environ[one]):
        name = given.removeprefix(PREFIX).lower()
        if name not in NAMES:
            if close := difflib.get_close_matches(name, NAMES, n=1, cutoff=0.8):
                message = f"{given}: no such setting; did you mean {variable(close[0])}?"
                raise UsageError(message, code="E121")
            continue
        try:
            found[name] = checked(name, environ[given])
        except ValueError as error:
            raise UsageError(f"{given} {error}", code="E122") from None
    return found


def _from_file(path: Path) -> dict[str, Any]:
    """Read `patiented.toml`, if there is one; every problem is blamed by line and column."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise _not_utf8(path, error) from error
    found: dict[str, Any] = {}
    for name, value in _parsed(path, text).items():
        line, column = _place(text, name)
        if name not in FILE_KEYS:
            message = f"unknown key {name!r}{_suggestion(name, FILE_KEYS)}"
            raise DataError(message, path=path, line=line, column=column)
        try:
            found[name] = checked(name, value)
        except ValueError as error:
            message = f"{name} {error}"
            raise DataError(message, path=path, line=line, column=column) from None
    if "database_url" in found:
        found["database_url"] = _from_library(found["database_url"], path.parent)
    return found


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        numbers = re.search(r"line (\d+), column (\d+)", place)
        line, column = (int(numbers[1]), int(numbers[2])) if numbers else (text.count("\n") + 1, 1)
        raise DataError(message, path=path, line=line, column=column) from error
    except RecursionError as error:
        raise DataError("nested too deeply", path=path) from error


def _not_utf8(path: Path, error: UnicodeDecodeError) -> DataError:
    before = error.object[: error.start]
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return DataError("not UTF-8", path=path, line=before.count(b"\n") + 1, column=column)


def _place(text: str, name: str) -> tuple[int, int]:
    """Return line and column of a top-level key or table header."""
    key = re.compile(rf"\s*\[*\s*[\"']?({re.escape(name)})[\"']?\s*[=.\]]")
    for number, line in enumerate(text.split("\n"), start=1):
        if match := key.match(line):
            return number, match.start(1) + 1
    return 1, 1


def _from_library(url: str, library: Path) -> str:
    """Let a relative SQLite path in the file start at the library, wherever the command runs."""
    match = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/:].*)", url)
    return sqlite_url(library).replace("sqlite:///", match[1]) + f"/{match[2]}" if match else url
