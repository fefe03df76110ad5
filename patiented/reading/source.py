"""Turns bytes into text that is safe to read, or says at which line and column it is not.

Here and nowhere else stands what no source may hold, whatever its format: bytes that are not
UTF-8, control characters, characters that nobody sees and that reorder or join what is seen ("10"
zero-width "0 mg"), and the mark that a converter leaves where it lost a character. What the text
says is not judged here.
"""

from __future__ import annotations

import hashlib
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import PlacedError, RefusedError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 2 * 1024 * 1024
"""The text of a long prescribing label is about 0.2 MB; what is so much larger is no monograph."""

MAX_LINE = 50_000
"""Code points in one line."""

_CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_BIDI = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_UNSEEN = (
    "\\u00ad\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff9-\\ufffb"
    "\\U000e0000-\\U000e0fff"
)
_LINE = "\\u2028\\u2029"
_LOST = "\\ufffd"
_NO_MEANING = "\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff\\U000f0000-\\U0010ffff"

_FORBIDDEN = re.compile(
    f"(?P<nul>\\x00)|(?P<control>[{_CONTROL}])|(?P<bidi>[{_BIDI}])|(?P<unseen>[{_UNSEEN}])"
    f"|(?P<line>[{_LINE}])|(?P<lost>{_LOST})|(?P<private>[{_NO_MEANING}])"
)

_COMPLAINTS = {
    "nul": "holds a NUL byte, so it is no text; save it as UTF-8 text",
    "control": "holds the control character {name}; delete it",
    "bidi": "holds {name}, which can make text read in another order than it is stored; delete it",
    "unseen": "holds the invisible character {name}; delete it",
    "line": "holds the line separator {name}; use an ordinary line break",
    "lost": "holds {name}, the mark of a character lost in conversion; restore the character",
    "private": "holds {name}, which has no agreed meaning; write the character that is meant",
}
_UNSAFE = frozenset({"bidi", "unseen", "lost", "private"})


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded source: LF lines, no byte order mark in `text`; `total` counts all there was."""

    path: str
    text: str
    total: int
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    digest: str

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset into `text`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def error(self, message: str, offset: int, *, unsafe: bool = False) -> PlacedError:
        """Return the error to raise about the text at `offset`: `unsafe` makes it a refusal."""
        line, column = self.place(offset)
        kind = RefusedError if unsafe else SourceError
        return kind(message, path=self.path, line=line, column=column)


def load(path: Path) -> bytes:
    """Return the bytes of a regular file of a bearable size."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise SourceError("is a folder; name the file in it, as monograph.md", path=path)
        if not stat.S_ISREG(found.st_mode):
            raise SourceError("is not an ordinary file", path=path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=path) from error
    except ValueError as error:  # a NUL in the path
        raise SourceError("is not a path", path=repr(str(path))) from error
    return data


def decode(data: bytes, path: str) -> Source:
    """Return the text of `data`, or raise about the first thing in it that no source may hold."""
    if len(data) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES // (1024 * 1024)} MB; a monograph is not"
        raise SourceError(message, path=path)
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _lf(data[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = f"is not UTF-8: byte 0x{data[error.start]:02x}; save the file as UTF-8"
        raise SourceError(message, path=path, line=line, column=column) from error
    text = _lf(decoded.removeprefix("\ufeff"))
    lines = tuple(text.split("\n"))
    source = Source(
        path, text, len(decoded), lines, _starts(lines), hashlib.sha256(data).hexdigest()
    )
    _check(source)
    return source


def complaint(text: str) -> tuple[str, int, bool] | None:
    """Return message, place and whether it is unsafe, for the first forbidden character in `text`.

    Readers ask again for text that was written as escapes (`&#x202e;`).
    """
    found = _FORBIDDEN.search(text)
    if found is None or found.lastgroup is None:
        return None
    name = f"U+{ord(found[0]):04X}"
    kind = found.lastgroup
    return _COMPLAINTS[kind].format(name=name), found.start(), kind in _UNSAFE


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _starts(lines: tuple[str, ...]) -> tuple[int, ...]:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return tuple(starts)


def _check(source: Source) -> None:
    found = complaint(source.text)
    if found:
        message, offset, unsafe = found
        raise source.error(message, offset, unsafe=unsafe)
    if not source.text.strip():
        raise source.error("is empty; write the monograph first", 0)
    for start, line in zip(source.starts, source.lines, strict=True):
        if len(line) > MAX_LINE:
            message = f"a line of {len(line):,} characters (at most {MAX_LINE:,}); break it up"
            raise source.error(message, start + MAX_LINE)
