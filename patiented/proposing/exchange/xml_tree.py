"""Reads XML that strangers send into a small tree, and writes it: on the standard library's expat.

No document type is taken, so there are no entities to expand and nothing to fetch. Size, depth,
number of elements and length of one tag have limits, so memory has one too. Every element knows its
line and column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from patiented.errors import DataError
from patiented.proposing.catalogue_file import MAX_FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_DEPTH = 64
MAX_ELEMENTS = 250_000
MAX_TAG_BYTES = 1_000_000
CHUNK_BYTES = 1 << 16

_SEPARATOR = "\n"
"""Between namespace and name; no name holds a line end."""
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_VALUE = _IN_TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_TEXT, _VALUE = str.maketrans(_IN_TEXT), str.maketrans(_IN_VALUE)


@dataclass(slots=True)
class Node:
    """An element with what it holds, in order: texts and elements."""

    name: str
    space: str
    attributes: dict[str, str]
    line: int
    column: int
    content: list[Node | str] = field(default_factory=list)

    @property
    def elements(self) -> Iterator[Node]:
        """Return the elements of the same namespace."""
        return (one for one in self.content if isinstance(one, Node) and one.space == self.space)

    @property
    def text(self) -> str:
        """Return the text of this element alone."""
        return "".join(one for one in self.content if isinstance(one, str))

    def all(self, name: str, space: str | None = None) -> list[Node]:
        """Return the children with a name, of the same or another namespace."""
        wanted = self.space if space is None else space
        found = (one for one in self.content if isinstance(one, Node))
        return [one for one in found if one.name == name and one.space == wanted]

    def first(self, name: str, space: str | None = None) -> Node | None:
        """Return the first child with a name."""
        return next(iter(self.all(name, space)), None)

    def get(self, name: str) -> str:
        """Return an attribute, or ""."""
        return self.attributes.get(name, "")


def parse(data: bytes, path: str) -> Node:
    """Read a whole document; a DataError says where and why it cannot be read."""
    if len(data) > MAX_FILE_BYTES:
        raise DataError(f"larger than {MAX_FILE_BYTES:,} bytes", path=path)
    builder = _Builder(path)
    parser = builder.parser
    try:
        for start in range(0, len(data), CHUNK_BYTES):
            end = min(start + CHUNK_BYTES, len(data))
            parser.Parse(data[start:end], False)  # noqa: FBT003  # expat takes it by position
            if end - parser.CurrentByteIndex > MAX_TAG_BYTES:
                raise builder.error(f"one tag of more than {MAX_TAG_BYTES:,} bytes")
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"not XML: {reason}"
        raise DataError(message, path=path, line=error.lineno, column=error.offset + 1) from error
    except (LookupError, ValueError) as error:  # an encoding that Python has no table for
        raise builder.error(f"not XML: {error}") from error
    if builder.root is None:
        raise DataError("not XML: no element", path=path)
    return builder.root


class _Builder:
    """Takes what expat tells and refuses what goes too far."""

    def __init__(self, path: str) -> None:
        self.root: Node | None = None
        self._path = path
        self._open: list[Node] = []
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def error(self, message: str) -> DataError:
        """Return an error for where the parser is."""
        return DataError(
            message,
            path=self._path,
            line=self.parser.CurrentLineNumber,
            column=self.parser.CurrentColumnNumber + 1,
        )

    def _doctype(self, *_: object) -> None:
        raise self.error("a document type (DOCTYPE) is not taken")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise self.error(f"more than {MAX_ELEMENTS:,} elements")
        if len(self._open) >= MAX_DEPTH:
            raise self.error(f"elements more than {MAX_DEPTH} deep")
        space, _, local = name.rpartition(_SEPARATOR)
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        node = Node(local, space, attributes, line, column)
        if self._open:
            self._open[-1].content.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].content.append(text)


def element(
    name: str, attributes: Iterable[tuple[str, str]] = (), content: str | None = None
) -> str:
    """Return an element; `content` is markup, None for an empty one."""
    given = "".join(f' {key}="{value.translate(_VALUE)}"' for key, value in attributes)
    return f"<{name}{given}/>" if content is None else f"<{name}{given}>{content}</{name}>"


def opening(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    """Return the start tag of an element."""
    return element(name, attributes, "").removesuffix(f"</{name}>")


def escaped(text: str) -> str:
    """Return a text as markup; a carriage return survives the parser's line ends."""
    return text.translate(_TEXT)
