"""Reads the small tables that lie beside this package's modules.

They are part of the program and tested with it, so a fault in one is a bug and not a `DataError`.
Tab-separated, UTF-8, LF; the first line that is neither blank nor a `#` comment names the columns.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the table `name`, each by column name."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def sorted_words(name: str) -> dict[str, frozenset[str]]:
    """Return the words of a table with the columns `kind` and `words`, by kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        found[row["kind"]].update(row["words"].split())
    return {kind: frozenset(words) for kind, words in found.items()}
