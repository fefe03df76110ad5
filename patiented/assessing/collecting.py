"""Builds a material from what a reader of a form meets: blocks that open and close, text, pictures.

Every reader works through one `Collector`, so that white space, nesting and bold are the same thing
in all forms. Bounded: what has more pieces or text than a person assesses at once is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from patiented.assessing.material import Feature, Material, Piece, PieceKind, Visual
from patiented.errors import QueryError

MAX_TEXT = 200_000
"""Code points of a text that is scored at once: about 80 printed pages."""

MAX_PIECES = 20_000

_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd\x00-\x08\x0b\x0c\x0e-\x1f"
    "\x7f-\x9f\ud800-\udfff]"
)
"""What nobody sees or means; editors leave it in text that is copied. It is not counted."""


def clean(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def too_long() -> QueryError:
    """Return the error about a text that is too long."""
    return QueryError("text", f"the text is longer than {MAX_TEXT:,} characters")


@dataclass(slots=True)
class _Open:
    kind: PieceKind
    level: int = 0
    group: int = 0
    ordered: bool = False
    boxed: bool = False
    parts: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    was_bold: bool = False
    cells: list[str] = field(default_factory=list)
    in_cells: int = 0


class Collector:
    """Takes a text in piece by piece; `material` gives what was taken in."""

    def __init__(self, seen: frozenset[Feature], lang: str) -> None:
        self._seen = seen
        self._lang = lang
        self._pieces: list[Piece] = []
        self._visuals: list[Visual] = []
        self._open = _Open(PieceKind.PARAGRAPH)
        self._length = 0
        self._groups = 0

    def new_group(self) -> int:
        """Return the number of a list or table that begins."""
        self._groups += 1
        return self._groups

    def begin(
        self,
        kind: PieceKind,
        *,
        level: int = 0,
        group: int = 0,
        ordered: bool = False,
        boxed: bool = False,
    ) -> None:
        """Close the piece that is open and begin another."""
        self.end()
        self._open = _Open(kind, level, group, ordered, boxed)

    def add(self, text: str, *, bold: bool = False) -> None:
        """Add text to the piece that is open."""
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise too_long()
        now = self._open
        now.parts.append(text)
        if bold and text.strip():
            if now.was_bold and now.bold:
                now.bold[-1] += text
            else:
                now.bold.append(text)
            now.was_bold = True
        elif text.strip():
            now.was_bold = False

    def cell(self) -> None:
        """Close one cell of the row that is open; one without text is none."""
        now = self._open
        if not "".join(now.parts[now.in_cells :]).strip():
            return
        now.cells.append("".join(now.parts[now.in_cells :]))
        now.in_cells = len(now.parts)

    def end(self) -> None:
        """Close the piece that is open; what is open after it is a paragraph."""
        if self._open.kind is PieceKind.ROW:
            self.cell()
        done, self._open = self._open, _Open(PieceKind.PARAGRAPH)
        cells = tuple(clean(one) for one in done.cells)
        text = " | ".join(one for one in cells if one) if cells else clean("".join(done.parts))
        if not text:
            return
        if len(self._pieces) >= MAX_PIECES:
            raise QueryError("text", f"the text has more than {MAX_PIECES:,} paragraphs")
        bold = tuple(one for one in map(clean, done.bold) if one)
        self._pieces.append(
            Piece(done.kind, text, done.level, done.group, done.ordered, bold, done.boxed, cells)
        )

    def picture(self, words: str = "", caption: str = "") -> None:
        """Note a picture; of very many, the first."""
        if len(self._visuals) >= MAX_PIECES:
            return
        self._visuals.append(Visual(clean(words), clean(caption)))

    def caption(self, text: str) -> None:
        """Give the last picture its caption."""
        if self._visuals and clean(text):
            last = self._visuals[-1]
            self._visuals[-1] = Visual(last.words, clean(text))

    def material(self) -> Material:
        """Return what was taken in."""
        self.end()
        return Material(tuple(self._pieces), tuple(self._visuals), self._seen, self._lang)
