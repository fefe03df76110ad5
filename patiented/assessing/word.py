"""Reads a Word document (.docx, ECMA-376 "Office Open XML"): paragraphs, lists, tables, pictures.

Only the standard library is needed: a .docx is a zip of XML. Nothing of it is run, followed or
written to disk. What could harm is refused with a sentence: a zip that unpacks to too much, XML
with a document type (the way of every entity bomb; the standard allows none), programs in the
document, a locked document. Deleted text of tracked changes, comments, headers and notes are not
read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from patiented.assessing.collecting import Collector
from patiented.assessing.material import Feature, Material, PieceKind
from patiented.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SEEN = frozenset(Feature)
MAX_PART = 24_000_000
"""Bytes of one unpacked part: Word writes some hundred bytes of XML for each word."""

MAX_ENTRIES = 5_000
MAX_LEVELS = 9
"""Of a list, as the standard has it."""

LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a compound file begins: a document with a password, or one of before 2007 (.doc)."""

ZIP = b"PK\x03\x04"
_DOCUMENT, _STYLES, _NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespace as programs write it, and that of the strict form."""

_OTHERS = frozenset({"docPr", "Fallback"})
"""Elements of other namespaces that matter: what a picture is, what repeats a drawing."""

_TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_OFF = frozenset({"0", "false", "none", "off"})
_LIST_STYLE = re.compile(r"list (?:bullet|number|paragraph)", re.IGNORECASE)


def read_word(data: bytes, lang: str) -> Material:
    """Return the material of a .docx; a QueryError says why it cannot be read."""
    parts = _unpack(data)
    if b"macroEnabled" in parts[_TYPES]:
        raise _refused("it holds programs (macros). Save it without them, as .docx")
    styles = _Styles()
    if _STYLES in parts:
        _parse(parts[_STYLES], styles.start, None, None)
    numbers = _Numbers()
    if _NUMBERS in parts:
        _parse(parts[_NUMBERS], numbers.start, None, None)
    body = _Body(Collector(SEEN, lang), styles.names, numbers.ordered())
    _parse(parts[_DOCUMENT], body.start, body.end, body.text)
    return body.taken.material()


def _refused(why: str) -> QueryError:
    return QueryError("file", f"This document cannot be read: {why}.")


def _unpack(data: bytes) -> dict[str, bytes]:
    if data.startswith(LOCKED):
        raise _refused("it is locked with a password, or saved by an old Word. Save it as .docx")
    if not data.startswith(ZIP):
        raise _refused("it is no Word document (.docx)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise _refused("it has too many parts")
            named = {one.filename: one for one in entries}
            wanted = {_TYPES, _DOCUMENT, _STYLES, _NUMBERS} & set(named)
            if not {_TYPES, _DOCUMENT} <= wanted:
                raise _refused("it is no Word document (.docx)")
            if any("vbaproject" in name.lower() for name in named):
                raise _refused("it holds programs (macros). Save it without them, as .docx")
            return {name: _part(archive, named[name]) for name in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused("it is damaged") from error


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return one part; its size is what is unpacked, whatever the zip says of it."""
    if entry.flag_bits & _ENCRYPTED:
        raise _refused("it is locked with a password")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise _refused("it is packed in a way that no Word document is")
    with archive.open(entry) as stream:
        unpacked = stream.read(MAX_PART + 1)
    if len(unpacked) > MAX_PART:
        raise _refused("it unpacks to far more than a document has")
    return unpacked


def _parse(
    data: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> None:
    """Walk through one part; names are without their namespace, those of others are empty."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def no_types(*_: object) -> None:
        raise _refused("its XML has a document type, which no Word document has")

    parser.StartDoctypeDeclHandler = no_types
    parser.EntityDeclHandler = no_types
    parser.StartElementHandler = lambda name, given: start(
        _element(name), {_local(key): value for key, value in given.items()}
    )
    if end:
        parser.EndElementHandler = lambda name: end(_element(name))
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # noqa: FBT003  (its only signature)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _refused("its text is damaged") from error


def _element(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return local if namespace in _WORD or local in _OTHERS else ""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Styles:
    """The names of the paragraph styles, by their id: "berschrift1" is "heading 1"."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._id = ""

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "style":
            self._id = given.get("styleId", "")
        elif name == "name" and self._id:
            self.names.setdefault(self._id, given.get("val", ""))


class _Numbers:
    """Which lists count: their abstract definition says so for each depth."""

    def __init__(self) -> None:
        self._abstract: dict[tuple[str, str], bool] = {}
        self._definition: dict[str, str] = {}
        self._in = self._level = self._number = ""

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "abstractNum":
            self._in, self._number = given.get("abstractNumId", ""), ""
        elif name == "lvl":
            self._level = given.get("ilvl", "0")
        elif name == "numFmt" and self._in and not self._number:
            counts = given.get("val", "") not in {"bullet", "none"}
            self._abstract.setdefault((self._in, self._level), counts)
        elif name == "num":
            self._number = given.get("numId", "")
        elif name == "abstractNumId" and self._number:
            self._definition[self._number] = given.get("val", "")

    def ordered(self) -> frozenset[tuple[str, str]]:
        """Return the pairs of list and depth whose points are counted."""
        levels: dict[str, list[str]] = {}
        for (abstract, level), counts in self._abstract.items():
            if counts:
                levels.setdefault(abstract, []).append(level)
        return frozenset(
            (number, level)
            for number, definition in self._definition.items()
            for level in levels.get(definition, ())[:MAX_LEVELS]
        )


class _Body:
    """Walks the body of a document.

    The kind of a paragraph stands in its properties, before its text, so a piece is begun at the
    first run.
    """

    def __init__(
        self, taken: Collector, styles: Mapping[str, str], ordered: frozenset[tuple[str, str]]
    ) -> None:
        self.taken = taken
        self._styles = styles
        self._ordered = ordered
        self._tables: list[int] = []
        self._skip = 0
        self._in_text = False
        self._in_run_properties = False
        self._bold = self._hidden = False
        self._style = self._number = ""
        self._level = "0"
        self._group: tuple[str, int] = ("", 0)
        self._begun = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """Open an element."""
        if name == "Fallback" or self._skip:
            self._skip += 1
        elif name == "t":
            self._in_text = True
        elif name in {"tab", "br", "cr"}:
            self._write(" ")
        elif name == "docPr":
            self.taken.picture(given.get("descr") or given.get("title") or "")
        elif name == "rPr":
            self._in_run_properties = True
        elif name in {"b", "vanish"} and self._in_run_properties:
            self._mark(name, on=given.get("val", "1") not in _OFF)
        else:
            self._open(name, given)

    def _mark(self, name: str, *, on: bool) -> None:
        if name == "b":
            self._bold = on
        else:
            self._hidden = on

    def _open(self, name: str, given: Mapping[str, str]) -> None:
        if name == "p":
            self._style, self._number, self._level, self._begun = "", "", "0", False
            if self._tables:
                self._write(" ")
        elif name == "r":
            self._bold = self._hidden = False
        elif name == "pStyle":
            self._style = self._styles.get(given.get("val", ""), given.get("val", ""))
        elif name == "numId":
            self._number = given.get("val", "")
        elif name == "ilvl":
            self._level = given.get("val", "0")
        elif name == "tbl":
            self._tables.append(self.taken.new_group())
        elif name == "tr" and len(self._tables) == 1:
            self.taken.begin(PieceKind.ROW, group=self._tables[0])

    def end(self, name: str) -> None:
        """Close an element."""
        if self._skip:
            self._skip -= 1
        elif name == "t":
            self._in_text = False
        elif name == "rPr":
            self._in_run_properties = False
        elif name == "p" and not self._tables:
            self.taken.end()
        elif name == "tc" and len(self._tables) == 1:
            self.taken.cell()
        elif name == "tr" and len(self._tables) == 1:
            self.taken.end()
        elif name == "tbl" and self._tables:
            self._tables.pop()

    def text(self, data: str) -> None:
        """Take text in."""
        if self._in_text and not self._skip and not self._hidden:
            self._write(data)

    def _write(self, data: str) -> None:
        if not self._tables and not self._begun:
            self._begun = True
            self._begin()
        self.taken.add(data, bold=self._bold)

    def _begin(self) -> None:
        heading = _HEADING.fullmatch(self._style)
        if self._style.lower() in {"title", "subtitle"}:
            self.taken.begin(PieceKind.HEADING, level=1)
        elif heading:
            self.taken.begin(PieceKind.HEADING, level=int(heading[1]))
        elif self._number not in {"", "0"} or _LIST_STYLE.match(self._style):
            self._begin_point()
        else:
            self._group = ("", 0)
            self.taken.begin(PieceKind.PARAGRAPH)

    def _begin_point(self) -> None:
        key = self._number or self._style
        if self._group[0] != key:
            self._group = (key, self.taken.new_group())
        ordered = (self._number, self._level) in self._ordered or "number" in self._style.lower()
        level = int(self._level) if self._level.isdecimal() else 0
        self.taken.begin(PieceKind.ITEM, level=level, group=self._group[1], ordered=ordered)
