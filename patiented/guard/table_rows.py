"""Reads the rows of the guard's tables: where a file lies, its stems, units, rates and comparators.

What the tables mean together is put into one place in `tables.py`; a bad row is refused with path,
line and column.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from patiented.audience.tables import Row, read_table
from patiented.errors import DataError
from patiented.guard.stems import Stemmer, StemOf
from patiented.guard.tokens import tokenise
from patiented.guard.tries import SKIPPED, Entry, Trie, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CLASS_FILES: Final = (
    "action", "and_or", "comparison", "condition", "condition_word", "direction", "drug_class",
    "form", "modality", "negation", "organ", "population", "route", "severity", "substance", "term",
    "time_order",
)  # fmt: skip
"""One table each: `audiences/common/guard/<class>.tsv` with the columns value and phrases."""


_SIMPLE: Final = re.compile("[a-z ]+")

COMPARATORS: Final = frozenset({"ge", "gt", "le", "lt", "eq", "about"})


class Rows:
    """Reads the files once and collects the phrases."""

    def __init__(self, common: Sequence[Path]) -> None:
        self._common = tuple(common)
        self._forms: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._long: list[tuple[tuple[str, ...], Entry]] = []
        self._stemmer = Stemmer(
            {row["form"]: row["base"] for row in self._rows("irregular", "form", "base")},
            [(r["british"], r["american"]) for r in self._rows("spelling", "british", "american")],
        )
        self._known_words = StemOf(self._stemmer)

    def _path(self, name: str) -> Path:
        for folder in self._common:
            path = folder / name
            if path.exists():
                return path
        return self._common[-1] / name

    def _rows(self, name: str, *columns: str) -> tuple[Row, ...]:
        return read_table(self._path(f"guard/{name}.tsv"), columns)

    def _number(self, name: str, row: Row, text: str) -> float:
        """Return a cell as a finite number, or blame its row."""
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            path = self._path(f"guard/{name}.tsv")
            raise DataError(f"expected a number, found {text!r}", path=path, line=row.line)
        return value

    def _read(self, phrase: str) -> tuple[str, ...]:
        """Return the stems of a phrase; one of plain words needs no tokens."""
        if _SIMPLE.fullmatch(phrase) and "cannot" not in phrase:
            return tuple(map(self._known_words.__getitem__, phrase.split()))
        return tuple(token.stem for token in tokenise(phrase, self._stemmer))

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Return the stems under which a phrase of a table is found in a text."""
        stems = self._stems.get(phrase)
        if stems is None:
            stems = self._read(phrase)
            self._stems[phrase] = stems
        return stems

    def add(self, trie: Trie, phrases: str, entry: Entry) -> None:
        """Store phrases, joined by " | ", with what they mean."""
        for phrase in cells_of(phrases):
            self.add_one(trie, phrase, entry)

    def add_one(self, trie: Trie, phrase: str, entry: Entry) -> None:
        """Store one phrase with what it means."""
        stems = self.stems(phrase)
        if not stems:
            return
        trie.add(stems, entry)
        if entry.kind in CLASS_FILES:
            self._forms.setdefault(entry.value, []).append(stems)
            if len(stems) > 2 and not SKIPPED.isdisjoint(stems):  # noqa: PLR2004
                self._long.append((stems, entry))

    def _words(self, name: str, column: str, *, stemmed: bool = False) -> frozenset[str]:
        words: set[str] = set()
        for row in self._rows(name, "group", column):
            for cell in row[column].split():
                word = self._stemmer.word(cell.lower())
                words.add(self._stemmer.stem(word) if stemmed else word)
        return frozenset(words)

    def _by_word(self, name: str, column: str) -> dict[str, str]:
        rows = self._rows(name, column, "words")
        return {word: row[column] for row in rows for word in row["words"].split()}

    def _units(self) -> tuple[Trie, dict[str, Unit]]:
        trie, unit_of = Trie(), {}
        columns = ("unit", "dimension", "factor", "forms")
        for row in self._rows("units", *columns):
            shift = 0.0
            factor, plus, offset = row["factor"].partition("+")
            if plus:
                shift = self._number("units", row, offset)
            scale = self._number("units", row, factor)
            unit_of[row["unit"]] = Unit(row["unit"], row["dimension"], scale, shift)
            self.add(trie, row["forms"], Entry("unit", row["unit"]))
        return trie, unit_of

    def _rates(self, unit_of: Mapping[str, Unit]) -> Trie:
        trie = Trie()
        for row in self._rows("frequencies", "count", "every", "unit", "phrases"):
            self._number("frequencies", row, row["count"])
            self._number("frequencies", row, row["every"])
            if row["unit"] not in unit_of:
                path = self._path("guard/frequencies.tsv")
                raise DataError(f"no unit {row['unit']!r}", path=path, line=row.line)
            self.add(trie, row["phrases"], Entry(row["count"], f"{row['every']} {row['unit']}"))
        return trie

    def _comparators(self) -> tuple[Trie, Trie]:
        tries = {"before": Trie(), "after": Trie()}
        path = self._path("guard/comparators.tsv")
        for row in self._rows("comparators", "side", "comparator", "phrases"):
            if row["side"] not in tries or row["comparator"] not in COMPARATORS:
                raise DataError("side or comparator unknown", path=path, line=row.line)
            self.add(tries[row["side"]], row["phrases"], Entry("comparator", row["comparator"]))
        return tries["before"], tries["after"]


def cells_of(joined: str) -> tuple[str, ...]:
    """Return the phrases of a cell."""
    return tuple(cell.strip() for cell in joined.split("|") if cell.strip())
