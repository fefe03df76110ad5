"""Mistakes that readers report, kept for the desk: what a report may hold, and its end.

A report names no reader. What was written in it can be deleted, as somebody may have written about
their own health.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.errors import UsageError
from patiented.review import checked_name, checked_note
from patiented.store import Closing, Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.model import Edition
    from patiented.store import Keeping

MAX_WORDS = 1_000
"""Characters of a reader's own words."""


class Mistake(StrEnum):
    """What a reader says is wrong."""

    NUMBER = "number"
    HARD = "hard"
    OLD = "old"
    MISSING = "missing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """What a report is about: a statement, a section, or (all empty) the whole page.

    `id` is that of a statement, or `sec-` and that of a section; `anchor` is where it stands on the
    page, `text` what the reader was shown, `source` the clinician sentence behind it.
    """

    id: str = ""
    anchor: str = ""
    text: str = ""
    source: str = ""


class ReportDesk:
    """Takes reports in, lists them and closes them."""

    def __init__(self, store: Keeping, clock: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock

    def file(self, edition: Edition, place: Place, mistake: str, words: str) -> int:
        """Keep what a reader reports; return its number."""
        report = Report(
            monograph=edition.monograph,
            audience=edition.audience,
            lang=edition.lang,
            fingerprint=edition.fingerprint,
            statement=place.id,
            text=place.text,
            kind=Mistake(mistake).value,
            at=self._clock(),
        )
        return self._store.reports.add(report, checked_words(words))

    def list(self, monograph: str | None = None, *, closed: bool = False) -> tuple[Report, ...]:
        """Return the reports of one monograph or of all, oldest first; `closed` adds those too."""
        kept = self._store.reports.entries(monograph)
        return tuple(one for one in kept if closed or one.closing is None)

    def close(self, number: int, *, by: str, note: str, erase: bool = False) -> Closing:
        """End a report; `erase` deletes what the reader wrote."""
        said = checked_note(note)
        if not said:
            raise UsageError("closing a report needs a note: what was done", code="E113")
        closing = Closing(checked_name(by), said, self._clock())
        self._store.reports.close(number, closing, erase=erase)
        return closing


def checked_words(words: str) -> str:
    """Return a reader's words as they are kept; a UsageError says what is wrong with them."""
    text = checked_note(words)
    if len(text) > MAX_WORDS:
        raise UsageError(f"a report has at most {MAX_WORDS:,} characters", code="E113")
    return text


def place_of(edition: Edition, asked: str) -> Place:
    """Return what `asked` names: a statement, by id or anchor, or a section; else the page."""
    for section in edition.sections:
        if asked == (anchor := f"sec-{section.id}"):
            return Place(asked, anchor, section.heading)
        for block in section.blocks:
            for one in block.statements:
                if asked in {one.id, anchor := f"s-{one.id}"} and one.text:
                    return Place(one.id, anchor, one.text, one.source)
    return Place()
