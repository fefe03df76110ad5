"""Catalogues of wording as gettext PO files; with the comments beside, the door to Babel's tools.

Babel parses and escapes; `catalogue_comments.py` reads the comments. What Babel lets pass is
refused here first: an open quote (it would swallow a letter), an unknown escape, a plural, an entry
that stands twice. Comments say what PO has no field for:

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
from babel.messages.pofile import PoFileError, PoFileParser, normalize

from patiented.errors import DataError
from patiented.proposing.catalogue_comments import STRING, Told, notes_of, remarks_of, shield
from patiented.proposing.entry import Entry
from patiented.proposing.masking import check_masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

Headers = tuple[tuple[str, str], ...]

MAX_FILE_BYTES = 20_000_000
FUZZY = "fuzzy"

_LINE = re.compile(
    r"(?P<lead>(?:#~\s*)?)(?:(?P<keyword>[a-z_]+(?:\[\d+\])?)\s*)?(?P<string>\".*)?$"
)
_KEYWORDS = frozenset({"msgctxt", "msgid", "msgstr"})
_COMPUTED_FLAGS = frozenset({"", FUZZY, "python-format", "python-brace-format"})


@dataclass(frozen=True, slots=True)
class PoFile:
    """What one file holds, in file order; `notes` are the comments on top of it."""

    headers: Headers
    entries: tuple[Entry, ...]
    obsolete: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def read_entries(path: Path) -> PoFile:
    """Read a PO file strictly."""
    return parse_entries(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; one that cannot be read, or is too large, is a DataError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from error
    if len(data) > MAX_FILE_BYTES:
        raise DataError(f"larger than {MAX_FILE_BYTES:,} bytes", path=path)
    return data


def parse_entries(data: bytes, path: Path) -> PoFile:
    """Read the bytes of a PO file strictly; `path` is only what to blame."""
    lines = _lines(data, path)
    for number, line in enumerate(lines, start=1):
        _check_line(path, number, line.strip())
    shielded = [shield(line, number) for number, line in enumerate(lines, start=1)]
    strict = _StrictCatalog()
    try:
        PoFileParser(strict, abort_invalid=True).parse(shielded)
    except PoFileError as error:
        message = str(error).rpartition(" on ")[0] or str(error)
        raise DataError(message, path=path, line=error.lineno + 1) from error
    except _DuplicateError as error:
        raise DataError(str(error), path=path, line=error.line) from error
    except (ValueError, LookupError, TypeError) as error:
        raise DataError(f"not a PO file: {error}", path=path) from error
    entries = tuple(_entry(message, path) for message in strict if message.id)
    obsolete = tuple(_entry(message, path) for message in strict.obsolete.values())
    return PoFile(_headers(strict.header_text), entries, obsolete, notes_of(strict.comments))


def write_entries(path: Path, file: PoFile) -> None:
    """Write the file beside its place, force it to disk, then move it there."""
    text = po_text(file)
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


def po_text(file: PoFile) -> str:
    """Return the whole text of a PO file."""
    return "\n".join(_blocks(file))


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

    def __init__(self) -> None:
        super().__init__()
        self.header_text = ""
        self.comments: list[str] = []

    def __setitem__(self, id: str, message: Message) -> None:  # type: ignore[override]  # noqa: A002
        if not id:
            if self.header_text:
                raise _DuplicateError("a second header", message.lineno or 1)
            self.header_text = str(message.string) or " "
            self.comments = list(message.auto_comments)
            return
        first = self.get(id, message.context)
        if first is not None:
            raise _DuplicateError(f"already on line {first.lineno}", message.lineno or 1)
        super().__setitem__(id, message)


def _lines(data: bytes, path: Path) -> list[str]:
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
    good = STRING.match(string)
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
    told = Told(path, line)
    for comment in message.auto_comments:
        told.tell(comment)
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
        previous=told.previous("msgid"),
        previous_context=told.previous("msgctxt"),
        notes=tuple(told.notes),
        remarks=tuple(told.remarks),
        references=tuple(told.references),
        flags=tuple(sorted(message.flags - _COMPUTED_FLAGS)),
        line=line,
    )


def _blocks(file: PoFile) -> Iterator[str]:
    """Yield the header and every entry, each ending with a line end."""
    header = "".join(f"{name}: {value}\n" for name, value in file.headers)
    notes = "".join(f"# {note}".rstrip() + "\n" for note in file.notes)
    yield f'{notes}msgid ""\nmsgstr {_quoted(header)}\n'
    for entry in file.entries:
        yield "".join(_entry_lines(entry, ""))
    for entry in file.obsolete:
        yield "".join(_entry_lines(entry, "#~ "))


def _entry_lines(entry: Entry, prefix: str) -> Iterator[str]:
    yield from (f"# {note}".rstrip() + "\n" for note in entry.notes)
    yield from (f"#. {remark}\n" for remark in remarks_of(entry))
    if entry.references:
        yield f"#: {' '.join(entry.references)}\n"
    flags = sorted(
        (*entry.flags, *[FUZZY] * entry.is_fuzzy, *["python-brace-format"] * entry.is_masked)
    )
    if flags:
        yield f"#, {', '.join(flags)}\n"
    for keyword, text in (("msgctxt", entry.previous_context), ("msgid", entry.previous)):
        if text:
            yield "".join(f"#| {line}\n" for line in f"{keyword} {_quoted(text)}".split("\n"))
    if entry.context:
        yield f"{prefix}msgctxt {_quoted(entry.context, prefix)}\n"
    yield f"{prefix}msgid {_quoted(entry.source, prefix)}\n"
    yield f"{prefix}msgstr {_quoted(entry.wording, prefix)}\n"


def _quoted(text: str, prefix: str = "") -> str:
    """Escape a text for PO, one line for each of its own lines; nothing else wraps."""
    return str(normalize(text, prefix=prefix, width=0))
