"""The formats in which a catalogue goes out, and how one that comes in is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.errors import DataError
from patiented.proposing.catalogue_file import read_bytes
from patiented.proposing.exchange import po, xliff, xliff2, xml_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from patiented.proposing.exchange.records import Exchange

FORMATS: dict[str, tuple[str, Callable[[Exchange], str]]] = {
    "po": (".po", po.write),
    "xliff": (".xlf", xliff.write),
    "xliff2": (".xlf", xliff2.write),
}
"""Each format: how its files end, and who writes it."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(path: Path) -> Exchange:
    """Read a file that went out as one of FORMATS, whatever it is called."""
    return parse(read_bytes(path), path)


def parse(data: bytes, path: Path) -> Exchange:
    """Read the bytes of such a file; `path` is only what to blame.

    A DataError names the first fault of a file that cannot be read; what is wrong with one entry of
    an XLIFF file stands in its unit.
    """
    if not _is_xml(data):
        return po.read(data, path)
    root = xml_tree.parse(data, str(path))
    if root.name == "xliff" and root.space in xliff.SPACES:
        return xliff.read(root, str(path))
    if root.name == "xliff" and root.space == xliff2.SPACE:
        return xliff2.read(root, str(path))
    message = f"not XLIFF 1.2 or 2.0, but <{root.name}> of {root.space!r}"
    raise DataError(message, path=path, line=root.line, column=root.column)


def _is_xml(data: bytes) -> bool:
    """Tell XML from PO: no line of a PO file begins with `<`."""
    for mark in _MARKS:
        data = data.removeprefix(mark)
    return data[:1000].replace(b"\0", b"").lstrip()[:1] == b"<"
