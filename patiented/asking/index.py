"""The one door to SQLite's full-text search: an edition's statements in memory, found by stems.

Columns are read with BM25 and weights of their own: what the reader sees counts most, the clinician
sentence behind it nearly as much (it is never shown from here), heading and list lead less.
"""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.asking.statements import Indexed

WEIGHTS = (1.0, 0.8, 0.5, 0.5, 1.2)
"""Of the columns: text, source, heading, lead, concepts."""


class FullText:
    """Full-text search over the statements of one edition; safe between threads."""

    def __init__(self, statements: Sequence[Indexed]) -> None:
        self._lock = Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE said USING fts5(text, source, heading, lead, concepts,"
            " tokenize='ascii', detail=column)"
        )
        rows = (
            (number, *map(" ".join, one.columns), _concept_words(one.concepts))
            for number, one in enumerate(statements)
        )
        self._base.executemany(
            "INSERT INTO said(rowid, text, source, heading, lead, concepts)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )

    def search(self, stems: Iterable[str], concepts: Iterable[int]) -> dict[int, float]:
        """Return the numbers of statements with any of these, and how well each fits, 0 to 1."""
        terms = [*dict.fromkeys(stems), *(f"concept{one}" for one in sorted(set(concepts)))]
        terms = [one for one in terms if one.isalnum() and one.isascii()]
        if not terms:
            return {}
        query = " OR ".join(f'"{one}"' for one in terms)
        order = f"bm25(said, {', '.join(map(str, WEIGHTS))})"
        with self._lock:
            rows = self._base.execute(
                f"SELECT rowid, {order} FROM said WHERE said MATCH ?",  # noqa: S608  # constants
                (query,),
            ).fetchall()
        best = min((rank for _, rank in rows), default=0.0)
        return {number: rank / best if best else 0.0 for number, rank in rows}

    def close(self) -> None:
        """Let go of the memory."""
        self._base.close()


def _concept_words(concepts: Iterable[int]) -> str:
    return " ".join(f"concept{one}" for one in sorted(concepts))
