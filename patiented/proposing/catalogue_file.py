"""Catalogues of wording as gettext PO files; the only door to Babel's message tools.

Babel parses and escapes. What it lets pass is refused here first: an open quote (it would swallow a
letter), an unknown escape, a plural, an entry that stands twice. Comments say what PO has no field
for:

    #. statement: <id>              which statements of the monograph have this text
    #. slots: {dose} = 60 g         the source is masked: braces are slots
    #. omit: <reason>               leave it out (with an empty msgstr)
    #. confirmed: <fact> by <name>  a person confirmed an open fact
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, normalize

from patiented.errors import DataError
from patiented.proposing.entry import Entry
from patiented.proposing.masking import check_masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from babel.messages.catalog import Message

Headers = tuple[tuple[str, str], ...]

MAX_FILE_BYTES = 20_000_000
FUZZY = "fuzzy"

_LINE = re.compile(
    r"(?P<lead>(?:#~\s*)?)(?:(?P<keyword>[a-z_]+(?:\[\d+\])?)\s*)?(?P<string>\".*)?$"
)
_STRING = re.compile(r'"(?:[^"\\]|\\["\\ntr])*"')
_KEYWORDS = frozenset({"msgctxt", "msgid", "msgstr"})
_COMPUTED_FLAGS = frozenset({FUZZY, "python-format", "python-brace-format"})


@dataclass(frozen=True, slots=True)
class PoFile:
    """What one file holds, in file order."""

    headers: Headers
    entries: tuple[Entry, ...]
    obsolete: tuple[Entry, ...]


def read_entries(path: Path) -> PoFile:
    """Read a PO file strictly."""
    lines = _lines(path)
    for number, line in enumerate(lines, start=1):
        _check_line(path, number, line.strip())
    strict = _StrictCatalog()
    try:
        PoFileParser(strict, abort_invalid=True).parse(lines)
    except PoFileError as error:
        message = str(error).rpartition(" on ")[0] or str(error)
        raise DataError(message, path=path, line=error.lineno + 1) from error
    except _DuplicateError as error:
        raise DataError(str(error), path=path, line=error.line) from error
    except (ValueError, LookupError, TypeError) as error:
        raise DataError(f"not a PO file: {error}", path=path) from error
    entries = tuple(_entry(message, path) for message in strict if message.id)
    obsolete = tuple(_entry(message, path) for message in strict.obsolete.values())
    return PoFile(_headers(strict.header_text), entries, obsolete)


def write_entries(path: Path, file: PoFile) -> None:
    """Write the file beside its place, force it to disk, then move it there."""
    text = "\n".join(_blocks(file))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def with_own_headers(headers: Headers, audience: str, lang: str) -> Headers:
    """Return the headers that every catalogue has, then those that a tool has added."""
    own = (
        ("Project-Id-Version", f"patiented wording for {audience}"),
        ("Language", lang),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    names = {name.casefold() for name, _ in own}
    return own + tuple(pair for pair in headers if pair[0].casefold() not in names)


class _DuplicateError(Exception):
    """An entry stands twice."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _StrictCatalog(Catalog):
    """Babel's catalogue, which merges an entry that stands twice; here it is refused."""

    header_text = ""

    def __setitem__(self, id: str, message: Message) -> None:  # type: ignore[override]  # noqa: A002
        if not id:
            if self.header_text:
                raise _DuplicateError("a second header", message.lineno or 1)
            self.header_text = str(message.string) or " "
            return
        first = self.get(id, message.context)
        if first is not None:
            raise _DuplicateError(f"already on line {first.lineno}", message.lineno or 1)
        super().__setitem__(id, message)


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from error
    if len(data) > MAX_FILE_BYTES:
        raise DataError(f"larger than {MAX_FILE_BYTES:,} bytes", path=path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DataError(f"not UTF-8 at byte {error.start}", path=path, line=line) from error


def _check_line(path: Path, number: int, line: str) -> None:
    """Refuse what Babel would take for something else."""
    if not line or (line.startswith("#") and not line.startswith("#~")) or line == "#~":
        return
    match = _LINE.fullmatch(line)
    if match is None or not (match["keyword"] or match["string"]):
        raise DataError("expected msgid, msgstr, msgctxt or a comment", path=path, line=number)
    keyword = match["keyword"]
    if keyword and keyword not in _KEYWORDS:
        message = f"expected msgid, msgstr or msgctxt, found {keyword!r} (plurals are not used)"
        raise DataError(message, path=path, line=number, column=match.start("keyword") + 1)
    string = match["string"] or ""
    good = _STRING.match(string)
    if good is None or good.end() != len(string):
        column = match.start("string") + 1 if string else len(line) + 1
        message = 'expected one text in double quotes, with \\" for a quote inside'
        raise DataError(message, path=path, line=number, column=column)


def _headers(text: str) -> Headers:
    pairs = (line.partition(":") for line in text.split("\n") if ":" in line)
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def _entry(message: Message, path: Path) -> Entry:
    """Turn Babel's message into an entry; the comments that are ours become fields."""
    line = message.lineno or 1
    told = _Told(path, line)
    for comment in message.auto_comments:
        told.tell(comment)
    notes = tuple(note for note in message.user_comments if not note.startswith("|"))
    source, wording = str(message.id), str(message.string or "")
    problem = check_masked(source, wording) if told.is_masked else ""
    if told.omit and wording.strip():
        problem = "an entry with an omit reason must have an empty msgstr"
    if problem:
        raise DataError(problem, path=path, line=line)
    return Entry(
        source=source,
        wording=wording,
        context=message.context or "",
        is_masked=told.is_masked,
        statements=tuple(told.statements),
        omit=told.omit,
        confirmed=tuple(told.confirmed),
        is_fuzzy=message.fuzzy,
        previous=_previous(message.user_comments),
        notes=notes,
        remarks=tuple(told.remarks),
        flags=tuple(sorted(message.flags - _COMPUTED_FLAGS)),
        line=line,
    )


class _Told:
    """What the `#.` comments of one entry say."""

    def __init__(self, path: Path, line: int) -> None:
        self._path = path
        self._line = line
        self.statements: list[str] = []
        self.confirmed: list[tuple[str, str]] = []
        self.remarks: list[str] = []
        self.omit = ""
        self.is_masked = False

    def tell(self, comment: str) -> None:
        """Take in one comment; an unknown one is kept as it is."""
        key, _, value = (part.strip() for part in comment.partition(":"))
        if key == "statement":
            self.statements.append(value)
        elif key == "omit":
            self.omit = self._filled(key, value)
        elif key == "confirmed":
            fact, by, name = value.rpartition(" by ")
            if not (by and fact.strip() and name.strip()):
                raise self._error("expected confirmed: <fact> by <name>")
            self.confirmed.append((fact.strip(), name.strip()))
        elif key == "slots":
            self.is_masked = True
            self.remarks.append(comment)
        else:
            self.remarks.append(comment)

    def _filled(self, key: str, value: str) -> str:
        if not value:
            raise self._error(f"{key}: needs a reason")
        return value

    def _error(self, message: str) -> DataError:
        return DataError(message, path=self._path, line=self._line)


def _previous(comments: Iterable[str]) -> str:
    """Return the earlier source that a fuzzy entry was written for."""
    lines = [comment[1:].strip() for comment in comments if comment.startswith("|")]
    text = "\n".join(lines)
    if not text.startswith("msgid"):
        return ""
    quoted = text.removeprefix("msgid").strip()
    good = all(_STRING.fullmatch(line) for line in quoted.split("\n"))
    return str(denormalize(quoted)) if good else ""


def _blocks(file: PoFile) -> Iterator[str]:
    """Yield the header and every entry, each ending with a line end."""
    header = "".join(f"{name}: {value}\n" for name, value in file.headers)
    yield f'msgid ""\nmsgstr {_quoted(header)}\n'
    for entry in file.entries:
        yield "".join(_entry_lines(entry, ""))
    for entry in file.obsolete:
        yield "".join(_entry_lines(entry, "#~ "))


def _entry_lines(entry: Entry, prefix: str) -> Iterator[str]:
    yield from (f"# {note}".rstrip() + "\n" for note in entry.notes)
    for comment in _comments(entry):
        yield f"#. {comment}\n"
    flags = sorted(
        (*entry.flags, *[FUZZY] * entry.is_fuzzy, *["python-brace-format"] * entry.is_masked)
    )
    if flags:
        yield f"#, {', '.join(flags)}\n"
    if entry.previous:
        yield "".join(f"#| {line}\n" for line in f"msgid {_quoted(entry.previous)}".split("\n"))
    if entry.context:
        yield f"{prefix}msgctxt {_quoted(entry.context, prefix)}\n"
    yield f"{prefix}msgid {_quoted(entry.source, prefix)}\n"
    yield f"{prefix}msgstr {_quoted(entry.wording, prefix)}\n"


def _comments(entry: Entry) -> Iterator[str]:
    yield from (f"statement: {identity}" for identity in entry.statements)
    yield from entry.remarks
    if entry.omit:
        yield f"omit: {entry.omit}"
    yield from (f"confirmed: {fact} by {name}" for fact, name in entry.confirmed)


def _quoted(text: str, prefix: str = "") -> str:
    """Escape a text for PO, one line for each of its own lines; nothing else wraps."""
    return str(normalize(text, prefix=prefix, width=0))
