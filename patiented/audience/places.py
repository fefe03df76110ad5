"""Finds where a key stands in a TOML text, so that a bad profile is blamed by line and column.

`tomllib` gives values without places. This looks a key up again in the text; it is not a parser and
is only asked about texts that `tomllib` has already read.
"""

from __future__ import annotations

import re

Key = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]")
_ASSIGNMENT = re.compile(r"""^(\s*)("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*[=.]""")
_SYNTAX_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def find_key(text: str, key: Key) -> tuple[int, int]:
    """Return line and column, from 1, of `key`, or of the nearest key that encloses it."""
    places = _places(text)
    for length in range(len(key), 0, -1):
        if key[:length] in places:
            return places[key[:length]]
    return 1, 1


def split_syntax_error(message: str) -> tuple[str, int, int]:
    """Return a `tomllib` message without its place, and the place (1, 1 where it has none)."""
    match = _SYNTAX_PLACE.search(message)
    if match is None:
        return message, 1, 1
    return message[: match.start()], int(match[1]), int(match[2])


def _places(text: str) -> dict[Key, tuple[int, int]]:
    """Map every table and key to its place; the first one wins."""
    places: dict[Key, tuple[int, int]] = {}
    table: Key = ()
    counts: dict[str, int] = {}
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        header = _HEADER.match(line)
        if header:
            table = _table_key(header[1], header[2], counts)
            places.setdefault(table, (number, header.start(1) + 1))
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            name = assignment[2].strip("\"'")
            places.setdefault((*table, name), (number, len(assignment[1]) + 1))
            fence = _open_fence(line[assignment.end() :])
    return places


def _table_key(bracket: str, name: str, counts: dict[str, int]) -> Key:
    parts = tuple(part.strip().strip("\"'") for part in name.split("."))
    if bracket == "[":
        return parts
    index = counts.get(name, 0)
    counts[name] = index + 1
    return (*parts, index)


def _open_fence(rest: str) -> str:
    """Return the triple quote that a value opens and does not close on the same line."""
    for quote in ('"""', "'''"):
        if rest.count(quote) == 1:
            return quote
    return ""
