"""Reads the tab-separated tables of `audiences/`: strict, and blamed by path, line and column.

A table is UTF-8 with LF lines. The first line that is neither blank nor a `#` comment names the
columns; every row has exactly those cells. Comment and blank lines may stand anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name and its line in the file."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_table(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows of the table at `path`, whose header must be exactly `columns`."""
    rows: list[Row] = []
    header_seen = False
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header_seen:
            _check_header(path, number, cells, columns)
            header_seen = True
            continue
        if len(cells) != len(columns):
            column = len(line) + 1 if len(cells) < len(columns) else _offset(cells, len(columns))
            message = f"expected {len(columns)} cells ({', '.join(columns)}), found {len(cells)}"
            raise DataError(message, path=path, line=number, column=column)
        rows.append(Row(dict(zip(columns, (c.strip() for c in cells), strict=True)), number))
    if not header_seen:
        raise DataError(f"no header row; expected {', '.join(columns)}", path=path)
    return tuple(rows)


def read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 data file, without their ends."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8 at byte {error.start}", path=path) from error
    return text.split("\n")


def _check_header(path: Path, line: int, cells: list[str], columns: tuple[str, ...]) -> None:
    for index, (found, expected) in enumerate(zip(cells, columns, strict=False)):
        if found.strip() != expected:
            message = f"column {index + 1} is {found.strip()!r}, expected {expected!r}"
            raise DataError(message, path=path, line=line, column=_offset(cells, index))
    if len(cells) != len(columns):
        message = f"expected the columns {', '.join(columns)}"
        raise DataError(message, path=path, line=line)


def _offset(cells: list[str], index: int) -> int:
    """Return the column, from 1, at which cell `index` starts."""
    return sum(len(cell) + 1 for cell in cells[:index]) + 1
