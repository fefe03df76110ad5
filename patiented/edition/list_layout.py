"""Puts a text with points together, and remembers where its words went.

What is a list is decided in `lists.py`; here only the text is set, and compared with the old one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from patiented.edition.list_points import WORD
from patiented.model.layout import BULLET, running

if TYPE_CHECKING:
    from patiented.model import Span

_GAP = re.compile(r"[,:\s]+")
_BEFORE_LAST = 2


class SetOut(NamedTuple):
    """A text with its points; `moved` are stretches of the old text: start, end, and start now."""

    text: str
    moved: tuple[tuple[int, int, int], ...]

    def place(self, span: Span) -> Span:
        """Return where a span of the old text stands now."""
        first = self._now(span[0])
        last = self._now(max(span[1] - 1, span[0])) + (span[1] > span[0])
        return min(first, last), max(first, last)

    def _now(self, offset: int) -> int:
        """Return the place of one character, or of the last one before it that is still there."""
        start, end, now = max(m for m in self.moved if m[0] <= offset)
        return now + min(offset, end - 1) - start


class Found(NamedTuple):
    """A lead as pieces of the old text and new words, and the points; spans of the old text.

    `is_loose`: an item among others says the same with "and" and with "or". `last_word` stands
    behind the last point but one. `small` are words that take a small letter when they no longer
    open the sentence.
    """

    lead: tuple[Span | str, ...]
    points: tuple[Span, ...]
    is_loose: bool = False
    last_word: str = ""
    small: frozenset[str] = frozenset()


class _Page:
    """A text as it is put together, with the stretches that moved."""

    def __init__(self, text: str) -> None:
        self._old, self.text = text, ""
        self.moved: list[tuple[int, int, int]] = []

    def add(self, piece: Span | str, *, at: int = -1) -> None:
        """Add a piece of the old text, or new words; `at` is where one such letter stood."""
        if isinstance(piece, str):
            if at >= 0:
                self.moved.append((at, at + len(piece), len(self.text)))
            self.text += piece
            return
        start, end = piece
        if start < end:
            self.moved.append((start, end, len(self.text)))
            self.text += self._old[start:end]


def laid_out(text: str, sentence: Span, found: Found) -> SetOut | None:
    """Return the text with its points; None where it would not read as it did."""
    page = _Page(text)
    _fill(page, text, sentence, found)
    plain = _plain(text)
    again = _plain(running(page.text).text)
    if again != plain and not (found.is_loose and again == _plain(text.replace(" or ", " and "))):
        return None
    return SetOut(page.text, tuple(sorted(page.moved)))


def _fill(page: _Page, text: str, sentence: Span, found: Found) -> None:
    """Put the pieces of the new text on the page in order."""
    start, end = sentence
    before, after = len(text[:start].rstrip()), end + len(text[end:]) - len(text[end:].lstrip())
    if before:
        page.add((0, before))
        page.add("\n")
    for piece in found.lead:
        page.add(piece)
    for number, point in enumerate(found.points):
        page.add(f"\n{BULLET}" if number or found.lead or before else BULLET)
        first, last = point
        page.add(_first_letter(text, point, found), at=first)
        page.add((first + 1, last))
        if number == len(found.points) - _BEFORE_LAST:
            page.add(found.last_word)
    if after < len(text):
        page.add("\n")
        page.add((after, len(text)))


def _first_letter(text: str, point: Span, found: Found) -> str:
    """Return the first letter of a point: large in items by themselves, small behind a lead."""
    start, end = point
    word = WORD.match(text, start, end)
    if word is None or word.group()[1:] != word.group()[1:].lower():
        return text[start]
    if not found.lead:
        return text[start].upper()
    known = word.group().lower() in found.small
    return text[start].lower() if known else text[start]


def _plain(text: str) -> str:
    return _GAP.sub(" ", text).rstrip(".").lower()
