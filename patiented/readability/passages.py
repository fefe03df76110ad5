"""What is scored: text of which it is known whether it is prose, a list item or a heading.

A document knows its blocks (`score`); of plain text only blank lines and bullets are known
(`score_text`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.model.layout import has_points, stretches
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Span
    from patiented.model.layout import Stretch


class PassageKind(StrEnum):
    """What a passage is. Headings and table rows do not count."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"


_COUNTED = frozenset({PassageKind.SENTENCE, PassageKind.ITEM})
_BULLET = re.compile(
    r"[ \t]*(?:[-*+\u2022\u2023\u25aa\u25cf\u2043\u2013]|\(?(?:\d{1,3}|[A-Za-z])[.)])[ \t]+(?=\S)"
)
_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences, a list item, a table row or a heading; `kind` is a `PassageKind`.

    An item without a full stop is one sentence. An unknown kind is a mistake of the caller.
    """

    text: str
    kind: str = PassageKind.SENTENCE

    def __post_init__(self) -> None:
        PassageKind(self.kind)

    def sentences(self) -> tuple[Span, ...]:
        """Return the spans of the sentences that count; a point of a list is one by itself."""
        if PassageKind(self.kind) not in _COUNTED:
            return ()
        if not has_points(self.text):
            return split_sentences(self.text)
        parts = [span for one in stretches(self.text) for span in _spans(one)]
        return tuple(
            (start + first, start + last)
            for start, end in parts
            for first, last in split_sentences(self.text[start:end])
        )


def _spans(stretch: Stretch) -> tuple[Span, ...]:
    return (*([stretch.lead] if stretch.lead else []), *stretch.points)


def blocks_of(text: str) -> Iterator[Span]:
    """Yield the paragraphs and items of plain text: a blank line ends one, a bullet begins one."""
    start = end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bullet = _BULLET.match(line)
        if end > start and (bullet or not line.strip()):
            yield start, end
            start = end = match.start()
        if not line.strip():
            start = end = match.end()
            continue
        if bullet:
            start = match.start() + bullet.end()
        end = match.end()
    if end > start:
        yield start, end
