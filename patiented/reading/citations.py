"""Keeps the footnotes of one document: who cites which, their numbers, and the reference list.

A footnote that is cited but not defined, defined twice, empty, or that cites itself by any way is
refused; one that nothing cites is a warning, which the outline writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import Reference
from patiented.reading.parts import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.reading.parts import Footnote, Run
    from patiented.reading.source import Source


class Citations:
    """Numbers the footnotes of one document by first use."""

    def __init__(self, source: Source, footnotes: Sequence[Footnote]) -> None:
        self._source = source
        self._footnotes: dict[str, Footnote] = {}
        self._numbers: dict[str, int] = {}
        self._order: list[str] = []
        for footnote in footnotes:
            self._define(footnote)

    def of(self, *runs: Run) -> tuple[int, ...]:
        """Return the numbers that runs cite, each once, in order."""
        numbers = [self._number(mark.label, mark.offset) for run in runs for mark in run.marks]
        return tuple(dict.fromkeys(numbers))

    def references(self) -> tuple[Reference, ...]:
        """Return the cited footnotes in order; ask when every statement is written."""
        self._refuse_circles()
        for label in self._order:  # it grows: a footnote may cite another for the first time
            self.of(self._footnotes[label].run)
        return tuple(self._reference(label) for label in self._order)

    def unused(self) -> tuple[Footnote, ...]:
        """Return the footnotes that nothing cites."""
        return tuple(
            footnote for label, footnote in self._footnotes.items() if label not in self._numbers
        )

    def _define(self, footnote: Footnote) -> None:
        name = f"the footnote [^{footnote.label}]"
        if footnote.label in self._footnotes:
            raise self._source.error(f"{name} is defined twice", footnote.offset)
        if not footnote.run.text:
            raise self._source.error(f"{name} says nothing", footnote.offset)
        self._footnotes[footnote.label] = footnote

    def _number(self, label: str, offset: int) -> int:
        if label not in self._footnotes:
            message = f"the footnote [^{label}] is not defined; add [^{label}]: ... or remove it"
            raise self._source.error(message, offset)
        if label not in self._numbers:
            self._order.append(label)
            self._numbers[label] = len(self._order)
        return self._numbers[label]

    def _reference(self, label: str) -> Reference:
        footnote = self._footnotes[label]
        return Reference(self._numbers[label], label, footnote.run.text, footnote.url)

    def _refuse_circles(self) -> None:
        """Walk along what footnotes cite; a way that leads back into itself is a circle."""
        done: set[str] = set()
        for start in self._footnotes:
            path: list[tuple[str, list[Mark]]] = []
            on_path: set[str] = set()
            mark: Mark | None = Mark(0, start, self._footnotes[start].offset)
            while mark or path:
                if mark and mark.label in on_path:
                    message = f"the footnote [^{mark.label}] cites itself"
                    raise self._source.error(message, mark.offset)
                if mark and mark.label in self._footnotes and mark.label not in done:
                    path.append((mark.label, list(self._footnotes[mark.label].run.marks)))
                    on_path.add(mark.label)
                mark = self._next_mark(path, on_path, done)

    @staticmethod
    def _next_mark(
        path: list[tuple[str, list[Mark]]], on_path: set[str], done: set[str]
    ) -> Mark | None:
        """Return the next citation to follow; leave the footnotes that have none left."""
        while path and not path[-1][1]:
            label, _ = path.pop()
            on_path.discard(label)
            done.add(label)
        return path[-1][1].pop() if path else None
