"""What a format hands to the outline: headings, prose, lists, tables and callouts, in page order.

Every text is a `Run`: plain text that knows for each of its characters where it stood in the
source, and where the citations stood. Formats differ in how they make parts; from there on all is
alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.model import Span

_CLOSERS = frozenset(".,;:!?)]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation at position `at` of a run's text; `offset` is its place in the source."""

    at: int
    label: str
    offset: int


@dataclass(frozen=True, slots=True)
class Run:
    """Plain text with single spaces; `offsets` has the source offset of each character."""

    text: str
    offsets: tuple[int, ...]
    marks: tuple[Mark, ...] = ()
    offset: int = 0

    def part(self, span: Span, *, after: int) -> Run:
        """Return the run of one sentence, with the citations behind `after` up to its end."""
        start, end = span
        marks = tuple(mark for mark in self.marks if after < mark.at <= end)
        return Run(self.text[start:end], self.offsets[start:end], marks, self.offsets[start])


@dataclass(slots=True)
class RunBuilder:
    """Collects characters and citations and makes a clean `Run` of them."""

    start: int
    _text: list[str] = field(default_factory=list)
    _offsets: list[int] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _space: int = -1
    _cited_at: int = -1

    def add(self, text: str, offsets: list[int]) -> None:
        """Append text; white space of any kind becomes one space, none at either end."""
        for sign, offset in zip(text, offsets, strict=True):
            if sign.isspace():
                self._space = offset if self._space < 0 else self._space
                continue
            if self._space >= 0 or self._cited_at >= 0:
                self._join(sign, offset)
            self._text.append(sign)
            self._offsets.append(offset)

    def cite(self, label: str, offset: int) -> None:
        """Put a citation behind the text so far."""
        self._cited_at = offset
        self._marks.append(Mark(len(self._text), label, offset))

    def run(self) -> Run:
        """Return what was collected."""
        first = self._offsets[0] if self._offsets else self.start
        return Run("".join(self._text), tuple(self._offsets), tuple(self._marks), first)

    def _join(self, sign: str, offset: int) -> None:
        """Write the space that is owed before `sign`: none before "." in "itch [^1].".

        "itch.[^1]In" gets the one that the citation stood for.
        """
        space, cited = self._space, self._cited_at
        self._space = self._cited_at = -1
        if not self._text:
            return
        if space >= 0:
            owed = not (cited >= 0 and sign in _CLOSERS)
        else:
            owed = cited >= 0 and self._text[-1] in ".!?" and sign.isalpha()
            space = min(cited, offset)
        if owed:
            self._text.append(" ")
            self._offsets.append(space)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `role` is the writer's own choice, where there is one."""

    level: int
    run: Run
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph."""

    run: Run


@dataclass(frozen=True, slots=True)
class Item:
    """One list item; `lead` is the text of the item above a nested one."""

    run: Run
    depth: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """One list with the lists nested in it."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table; every row has as many cells as the header."""

    header: tuple[Run, ...]
    rows: tuple[tuple[Run, ...], ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Callout:
    """Prose and lists set off from the rest."""

    parts: tuple[Prose | Items, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """One entry of the reference list, as defined."""

    label: str
    run: Run
    offset: int
    url: str | None = None


Part = Heading | Prose | Items | Grid | Callout
