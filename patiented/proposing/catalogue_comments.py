"""The comments of one PO entry: which of them are ours, and none of them lost.

Babel keeps one of two equal comments, and of a reference no more than a file and a number. So each
comment line is given to it in a shape that it leaves alone (`shield`), and read here (`Told`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.pofile import unescape

from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from patiented.proposing.entry import Entry

NOTE, REMARK, REFERENCE, PREVIOUS = "n", "r", "l", "p"
STRING = re.compile(r'"(?:[^"\\]|\\["\\ntr])*"')

_KINDS = {".": REMARK, ":": REFERENCE, "|": PREVIOUS}
_MARK = "\0"
_REFERENCES = re.compile(r"(?:\u2068[^\u2069]*\u2069|\S)+")
"""A reference; a file name with spaces stands between isolates, as gettext writes it."""
_KEYWORD = re.compile(r"(msgctxt|msgid)\s*(?=\")")


def shield(line: str, number: int) -> str:
    """Return a line of a PO file with its comment, if it is one, in a shape that Babel keeps.

    Flags (`#,`) and obsolete entries (`#~`) stay as they are; `#~|` is a comment like `#|`.
    """
    stripped = line.strip()
    if not stripped.startswith("#"):
        return line
    if stripped.startswith("#~|"):
        kind, content = PREVIOUS, stripped[3:]
    elif stripped.startswith(("#~", "#,")):
        return line
    elif stripped[1:2] in _KINDS:
        kind, content = _KINDS[stripped[1]], stripped[2:]
    else:
        kind, content = NOTE, stripped[1:]
    return f"#. {_MARK}{number}{_MARK}{kind}{content.strip()}"


class Told:
    """What the comments of one entry say."""

    def __init__(self, path: Path | str, line: int) -> None:
        self._path = path
        self._line = line
        self._previous: list[str] = []
        self.statements: list[str] = []
        self.confirmed: list[tuple[str, str]] = []
        self.remarks: list[str] = []
        self.notes: list[str] = []
        self.references: list[str] = []
        self.omit = ""
        self.is_masked = False

    def tell(self, shielded: str) -> None:
        """Take in one shielded comment."""
        kind, content = _unshielded(shielded)
        if kind == NOTE:
            self.notes.append(content)
        elif kind == REFERENCE:
            self.references += _REFERENCES.findall(content)
        elif kind == PREVIOUS:
            self._previous.append(content)
        elif content:
            self.remark(content)

    def remark(self, comment: str) -> None:
        """Take in one `#.` comment; an unknown one is kept as it is."""
        key, _, value = (part.strip() for part in comment.partition(":"))
        if key == "statement":
            self.statements.append(value)
        elif key == "omit":
            self.omit = self._filled(key, value)
        elif key == "confirmed":
            self.confirmed.append(self._confirmation(value))
        elif key == "slots":
            self.is_masked = True
            self.remarks.append(comment)
        else:
            self.remarks.append(comment)

    def previous(self, keyword: str) -> str:
        """Return the earlier `msgid` or `msgctxt` that a fuzzy entry was written for."""
        texts: dict[str, list[str]] = {}
        current = ""
        for line in self._previous:
            found = _KEYWORD.match(line)
            current = found[1] if found else current
            text = line[found.end() :] if found else line
            if not STRING.fullmatch(text):
                return ""
            texts.setdefault(current, []).append(str(unescape(text)))
        return "".join(texts.get(keyword, ()))

    def _confirmation(self, value: str) -> tuple[str, str]:
        fact, by, name = value.rpartition(" by ")
        if not (by and fact.strip() and name.strip()):
            raise self._error("expected confirmed: <fact> by <name>")
        return fact.strip(), name.strip()

    def _filled(self, key: str, value: str) -> str:
        if not value:
            raise self._error(f"{key}: needs a reason")
        return value

    def _error(self, message: str) -> DataError:
        return DataError(message, path=self._path, line=self._line)


def notes_of(comments: list[str]) -> tuple[str, ...]:
    """Return the translator's comments among shielded ones."""
    pairs = (_unshielded(comment) for comment in comments)
    return tuple(content for kind, content in pairs if kind == NOTE)


def remarks_of(entry: Entry) -> Iterator[str]:
    """Yield the `#.` comments of an entry."""
    yield from (f"statement: {identity}" for identity in entry.statements)
    yield from entry.remarks
    if entry.omit:
        yield f"omit: {entry.omit}"
    yield from (f"confirmed: {fact} by {name}" for fact, name in entry.confirmed)


def _unshielded(comment: str) -> tuple[str, str]:
    rest = comment.split(_MARK, 2)[2]
    return rest[:1], rest[1:]
