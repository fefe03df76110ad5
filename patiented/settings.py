"""The settings of one run: defaults, `patiented.toml`, environment, arguments; later ones win.

Built once at the door and passed down, never a global. A setting is one field: its help, its rule
and its default stand together, and `docs/settings.md` is written from them. Finding the library
and the shipped folders is here too.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from patiented.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "PATIENTED_"
FILE_NAME = "patiented.toml"
MONOGRAPHS = "monographs"

_SOURCE = re.compile(r"'(?:self|none)'|\*|(?:https?://)?[\w.*-]+(?::\d+)?|https?:")
"""One source of a `frame-ancestors` list: a keyword, anything, a site, a scheme."""


def _whole(low: int, high: int) -> Callable[[object], int]:
    """Accept a whole number; the environment gives it as text."""

    def check(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError
        return value

    return check


def _matching(pattern: str) -> Callable[[object], str]:
    compiled = re.compile(pattern, re.ASCII)

    def check(value: object) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise ValueError
        return value

    return check


def _ancestors(value: object) -> str:
    """Accept a `frame-ancestors` list; nothing that could open another directive or header."""
    words = value.split(" ") if isinstance(value, str) else []
    if not words or not all(_SOURCE.fullmatch(word) for word in words):
        raise ValueError
    if "'none'" in words and len(words) > 1:
        raise ValueError
    return " ".join(words)


def _about(
    help_text: str, check: Callable[[object], str | int], expected: str, default: str
) -> dict[str, Any]:
    """Describe a field: help, rule, what to say when it is broken, the default on the page."""
    return {"help": help_text, "check": check, "expected": expected, "default": default}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run goes by."""

    library: Path = field(
        metadata=_about(
            "The library: a folder with `monographs/`, optionally its own `audiences/` and "
            "`templates/` laid over the shipped ones, and `patiented.toml`.",
            _matching(r"(?s:.+)"),
            "a folder",
            "the nearest parent folder with `monographs/`, else the shipped library",
        )
    )
    # The address may hold a password, so it is kept out of every repr.
    database_url: str = field(
        repr=False,
        metadata=_about(
            "Where editions, reviews and withdrawals are kept: `sqlite:///…` or `postgresql://…`. "
            "In the file, a relative SQLite path starts at the library.",
            _matching(r"(?:sqlite|postgresql)(?:\+\w+)?://[^\x00-\x1f]*"),
            "an address that starts with sqlite:// or postgresql://",
            "`var/patiented.db` in the library; where that is read-only, `patiented/` in the "
            "user's state folder (`XDG_STATE_HOME`)",
        ),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=_about(
            "The address that `serve` listens on.",
            _matching(r"[\w.:%-]{1,253}"),
            "a host name or address",
            "`127.0.0.1`",
        ),
    )
    port: int = field(
        default=8000,
        metadata=_about(
            "The port that `serve` listens on; 0 takes a free one.",
            _whole(0, 65535),
            "a whole number from 0 to 65535",
            "`8000`",
        ),
    )
    workers: int = field(
        default=2,
        metadata=_about(
            "How many server processes `serve` starts.",
            _whole(1, 64),
            "a whole number from 1 to 64",
            "`2`",
        ),
    )
    emergency_number: str = field(
        default="911",
        metadata=_about(
            "The number that pages say to call in an emergency.",
            _matching(r"[0-9][0-9 +-]{0,19}"),
            "a telephone number",
            "`911`",
        ),
    )
    emergency_country: str = field(
        default="US",
        metadata=_about(
            "The country that the emergency number holds for (ISO 3166).",
            _matching(r"[A-Z]{2}"),
            "a two-letter country code such as US",
            "`US`",
        ),
    )
    frame_ancestors_pages: str = field(
        default="'self'",
        metadata=_about(
            "Which sites may show the pages in a frame (CSP `frame-ancestors`).",
            _ancestors,
            "frame-ancestors sources such as 'self' or a site",
            "`'self'`",
        ),
    )
    frame_ancestors_widgets: str = field(
        default="*",
        metadata=_about(
            "Which sites may show the widgets in a frame (CSP `frame-ancestors`).",
            _ancestors,
            "frame-ancestors sources such as * or a site",
            "`*`",
        ),
    )

    @property
    def monographs(self) -> Path:
        """The folder with one folder per monograph."""
        return self.library / MONOGRAPHS

    @property
    def audience_roots(self) -> tuple[Path, ...]:
        """The `audiences/` folders, the shipped one first: later ones are laid over it."""
        return _existing(shipped_root() / "audiences", self.library / "audiences")

    @property
    def template_roots(self) -> tuple[Path, ...]:
        """The `templates/` folders in search order: the library's own first."""
        return _existing(self.library / "templates", shipped_root() / "templates")


_FIELDS = {one.name: one for one in fields(Settings)}
_NAMES = tuple(_FIELDS)
_FILE_KEYS = tuple(name for name in _NAMES if name != "library")  # the file lies in the library


def shipped_root() -> Path:
    """Return the folder that holds the shipped `audiences/`, `templates/` and `monographs/`.

    An installed wheel carries it inside the package; a checkout is one itself.
    """
    package = Path(__file__).resolve().parent
    inside = package / "_shipped"
    return inside if inside.is_dir() else package.parent


def find_library(explicit: Path | str | None, start: Path) -> Path:
    """Return the library: `explicit`, else the nearest one upwards, else the shipped one."""
    if explicit is not None:
        root = Path(explicit)
        if not (root / MONOGRAPHS).is_dir():
            raise UsageError(f"{root}: not a library, it has no {MONOGRAPHS}/ folder", code="E120")
        return root.resolve()
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / MONOGRAPHS).is_dir():
            return folder
    return shipped_root()


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


def default_database_url(library: Path, environ: Mapping[str, str]) -> str:
    """Return the SQLite address used when none is set; nothing is created here."""
    package = Path(__file__).resolve().parent
    if os.access(library, os.W_OK) and not library.is_relative_to(package):
        return _sqlite(library / "var" / "patiented.db")
    state = Path(environ.get("XDG_STATE_HOME", ""))
    home = Path(environ.get("HOME") or "/")
    base = state if state.is_absolute() else home / ".local" / "state"
    name = "patiented.db"
    if library != shipped_root():
        # Two read-only libraries must not share reviews and withdrawals.
        name = f"patiented-{hashlib.sha256(str(library).encode()).hexdigest()[:12]}.db"
    return _sqlite(base / "patiented" / name)


def settings_page() -> str:
    """Return `docs/settings.md`, written from the help text of the fields."""
    lines = [
        "# Settings",
        "",
        "This page is written from the help text in `patiented/settings.py`; change that instead.",
        "",
        f"A setting comes from its default, from `{FILE_NAME}` in the library, from the",
        "environment, or from an option on the command line; the later one wins. An unknown key in",
        "the file is an error with its line and column.",
        "",
        f"| key in `{FILE_NAME}` | environment | what it sets | default |",
        "|---|---|---|---|",
    ]
    for name, one in _FIELDS.items():
        key = f"`{name}`" if name in _FILE_KEYS else "none"
        about = f"{one.metadata['help']} Expected: {one.metadata['expected']}."
        lines.append(f"| {key} | `{_variable(name)}` | {about} | {one.metadata['default']} |")
    return "\n".join(lines) + "\n"


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _existing(*folders: Path) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def _suggestion(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _checked(name: str, value: object) -> str | int:
    """Return the value as the setting `name` keeps it; a ValueError says what was expected."""
    about = _FIELDS[name].metadata
    try:
        return cast("str | int", about["check"](value))
    except ValueError:
        # A database address may hold a password: never repeat it.
        found = "no such address" if name == "database_url" else repr(value)
        raise ValueError(f"is {found}, expected {about['expected']}") from None


def _from_arguments(arguments: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        if name not in _NAMES:
            raise UsageError(f"{name}: no such setting{_suggestion(name, _NAMES)}", code="E121")
        if value is None:
            continue
        try:
            found[name] = _checked(name, str(value) if isinstance(value, Path) else value)
        except ValueError as error:
            raise UsageError(f"--{name.replace('_', '-')} {error}", code="E122") from None
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read the `PATIENTED_` variables.

    One that nearly names a setting is a slip and refused. Others are not ours: container platforms
    set variables such as `PATIENTED_SERVICE_HOST` by themselves.
    """
    found: dict[str, Any] = {}
    for variable in sorted(one for one in environ if one.startswith(PREFIX) and environ[one]):
        name = variable.removeprefix(PREFIX).lower()
        if name not in _NAMES:
            if close := difflib.get_close_matches(name, _NAMES, n=1, cutoff=0.8):
                message = f"{variable}: no such setting; did you mean {_variable(close[0])}?"
                raise UsageError(message, code="E121")
            continue
        try:
            found[name] = _checked(name, environ[variable])
        except ValueError as error:
            raise UsageError(f"{variable} {error}", code="E122") from None
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
        if name not in _FILE_KEYS:
            message = f"unknown key {name!r}{_suggestion(name, _FILE_KEYS)}"
            raise DataError(message, path=path, line=line, column=column)
        try:
            found[name] = _checked(name, value)
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


def _sqlite(path: Path) -> str:
    """Return the address of a file; in an address % and ? have a meaning of their own."""
    return "sqlite:///" + str(path).replace("%", "%25").replace("?", "%3F")


def _from_library(url: str, library: Path) -> str:
    """Let a relative SQLite path in the file start at the library, wherever the command runs."""
    match = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/:].*)", url)
    return _sqlite(library).replace("sqlite:///", match[1]) + f"/{match[2]}" if match else url
