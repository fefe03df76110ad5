"""What confirmations taught: `common/learned.tsv`, rows that a reviewer accepts or refuses.

A row pairs words of a source with the words of a wording that a person confirmed to say the same.
Only accepted rows reach the guard; none is ever swapped in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.audience.tables import read_table
from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEARNED_FILE = "learned.tsv"
COLUMNS = (
    "id",
    "source",
    "plain",
    "relation",
    "state",
    "kind",
    "monograph",
    "statement",
    "confirmed_by",
    "reviewed_by",
)
RELATIONS = ("=", ">")
"""What a reviewer may say of a pair: the same, or the plain words are broader."""
HEADER = f"""\
# Pairs of words that people confirmed, written by `patiented learn`; a reviewer decides on each.
# Only accepted rows reach the guard. Columns: {", ".join(COLUMNS)}.
"""


class LessonState(StrEnum):
    """What a reviewer said."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One row. `plain` is empty where the program cannot tell which words were meant."""

    source: str
    plain: str
    kind: str
    monograph: str
    statement: str
    confirmed_by: str
    relation: str = "?"
    state: LessonState = LessonState.PROPOSED
    reviewed_by: str = ""
    taught_as: str = ""

    @property
    def id(self) -> str:
        """Return a short name that stays the same when the reviewer mends the words."""
        return self.taught_as or lesson_id(self.source, self.plain)

    @property
    def is_accepted(self) -> bool:
        """Whether the guard may rely on it."""
        return self.state is LessonState.ACCEPTED


def lesson_id(source: str, plain: str) -> str:
    """Return the name of a pair: 8 hex digits of a SHA-256."""
    return hashlib.sha256(f"{source}\0{plain}".casefold().encode()).hexdigest()[:8]


def read_lessons(path: Path) -> tuple[Lesson, ...]:
    """Return the rows of a table; none where there is no table."""
    if not path.is_file():
        return ()
    lessons = []
    for row in read_table(path, COLUMNS):
        if row["state"] not in set(LessonState):
            message = f"unknown state {row['state']!r}; expected {', '.join(LessonState)}"
            raise DataError(message, path=path, line=row.line)
        lesson = Lesson(
            row["source"],
            row["plain"],
            row["kind"],
            row["monograph"],
            row["statement"],
            row["confirmed_by"],
            row["relation"],
            LessonState(row["state"]),
            row["reviewed_by"],
            row["id"],
        )
        if lesson.is_accepted and not _is_whole(lesson):
            message = "an accepted row needs source, plain, a relation (= or >) and who reviewed it"
            raise DataError(message, path=path, line=row.line)
        lessons.append(lesson)
    return tuple(lessons)


def table_text(lessons: Iterable[Lesson]) -> str:
    """Return the table as text; the same lessons give the same bytes."""
    rows = (
        (
            one.id,
            one.source,
            one.plain,
            one.relation,
            one.state.value,
            one.kind,
            one.monograph,
            one.statement,
            one.confirmed_by,
            one.reviewed_by,
        )
        for one in lessons
    )
    lines = ["\t".join(COLUMNS), *("\t".join(map(_cell, row)) for row in rows)]
    return HEADER + "\n".join(lines) + "\n"


def _is_whole(lesson: Lesson) -> bool:
    named = lesson.source and lesson.plain and lesson.reviewed_by
    return bool(named) and lesson.relation in RELATIONS


def _cell(text: str) -> str:
    return " ".join(text.split())
