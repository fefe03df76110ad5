"""Which words are names of medicines: the tables that the guard reads, so that both agree.

The names of the page and capitalized words are not here: `matching.py` knows the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.audience.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SHORTEST_BY_ENDING = 6

_FOLDER = "guard"
_TABLES = (("drugs.tsv", "names"), ("drug_endings.tsv", "endings"), ("not_drugs.tsv", "words"))


@dataclass(frozen=True, slots=True)
class DrugNames:
    """Exact names, endings of international names, and words that only look like one."""

    names: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    exceptions: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether `word`, in lower case, is the name of a medicine."""
        if word in self.names:
            return True
        long_enough = len(word) >= SHORTEST_BY_ENDING
        return long_enough and word.endswith(self.endings) and word not in self.exceptions


def load_drug_names(common_dirs: Sequence[Path]) -> DrugNames:
    """Read the tables of the last common folder that has each."""
    names, endings, exceptions = (_words(common_dirs, *table) for table in _TABLES)
    return DrugNames(names, tuple(sorted(endings)), exceptions)


def _words(common_dirs: Sequence[Path], name: str, column: str) -> frozenset[str]:
    for folder in reversed(common_dirs):
        path = folder / _FOLDER / name
        if path.is_file():
            rows = read_table(path, ("group", column))
            return frozenset(word for row in rows for word in row[column].split())
    return frozenset()
