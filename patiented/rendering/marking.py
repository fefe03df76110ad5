"""Text with marks on it: spans of a text as patches of its lines and points.

A mark is a name that the stylesheet knows and the legend explains; nothing here decides what is
marked.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from patiented.model import layout
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.model import Span

PLAIN, SAME, WORDS, SIMPLER, OPEN, GONE = range(6)
"""What a stretch of text is marked as; where two marks meet, the later one shows."""

NAMES = ("", "same", "words", "simpler", "open", "gone")

_TOKEN = re.compile(r"\S+")
_EDGES = ".,;:!?()[]\"'\u2018\u2019\u201c\u201d"
_BULLET = layout.BULLET.strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text (code points) and what it is marked as."""

    span: Span
    kind: int


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch of text; `mark` is one of NAMES."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A lead and the points under it; either may be empty."""

    lead: tuple[Patch, ...]
    points: tuple[tuple[Patch, ...], ...] = ()


def marked(text: str, marks: Iterable[Mark] = ()) -> tuple[Lines, ...]:
    """Cut a text into lines of patches; the words are those of `text`, none more and none less."""
    paint = bytearray(len(text))
    for mark in marks:
        for place in range(max(mark.span[0], 0), min(mark.span[1], len(text))):
            paint[place] = max(paint[place], mark.kind)
    kept = keep_together(text)

    def cut(span: Span) -> tuple[Patch, ...]:
        return tuple(_patches(kept, paint, span))

    return tuple(
        Lines(cut(one.lead) if one.lead else (), tuple(cut(point) for point in one.points))
        for one in layout.stretches(text)
    )


def _patches(text: str, paint: Sequence[int], span: Span) -> Iterator[Patch]:
    for kind, run in groupby(range(*span), key=lambda place: paint[place]):
        places = list(run)
        yield Patch(text[places[0] : places[-1] + 1], NAMES[kind])


def other_words(one: str, two: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of words that each text has and the other has not, in order.

    Capitals and the marks around a word do not count: "Skin," is "skin".
    """
    left, right = _words(one), _words(two)
    matcher = difflib.SequenceMatcher(
        None, [word for word, _ in left], [word for word, _ in right], autojunk=False
    )
    mine: list[Span] = []
    theirs: list[Span] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            mine += _joined(left[start:end])
            theirs += _joined(right[first:last])
    return tuple(mine), tuple(theirs)


def _words(text: str) -> list[tuple[str, Span]]:
    words = ((match.group().strip(_EDGES), match) for match in _TOKEN.finditer(text))
    return [
        (word.casefold(), _span(word, match)) for word, match in words if word and word != _BULLET
    ]


def _span(word: str, match: re.Match[str]) -> Span:
    start = match.start() + match.group().index(word)
    return start, start + len(word)


def _joined(words: Sequence[tuple[str, Span]]) -> list[Span]:
    """Return one span for words that follow each other."""
    return [(words[0][1][0], words[-1][1][1])] if words else []
