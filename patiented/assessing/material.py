"""What is assessed: any text with the shape that it came in, and no more than was there.

A monograph has roles, citations and facts; a pasted text has not. It is pieces in page order, each
a heading, a paragraph, a point of a list or a row of a table, with what is set in bold and which
pictures stand in it. Where a form cannot hold pictures or bold (plain text), `seen` says so: nobody
shall take "none found" for "none there".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.readability import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Span

GAP = 2
"""Code points between two pieces in the whole text, as `readability.score` counts them."""


class PieceKind(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


class Feature(StrEnum):
    """What a form of text can carry beside its words."""

    HEADINGS = "headings"
    LISTS = "lists"
    BOLD = "bold"
    VISUALS = "visuals"
    TABLES = "tables"


PASSAGES = {
    PieceKind.HEADING: PassageKind.HEADING,
    PieceKind.PARAGRAPH: PassageKind.SENTENCE,
    PieceKind.ITEM: PassageKind.ITEM,
    PieceKind.ROW: PassageKind.ROW,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece; `level` is that of a heading (from 1) or the depth of a point (from 0).

    `group` numbers the list or table that the piece belongs to, 0 for none. `bold` are the words
    in it that stand out; `boxed`, that the whole piece does. `cells` are those of a row.
    """

    kind: PieceKind
    text: str
    level: int = 0
    group: int = 0
    ordered: bool = False
    bold: tuple[str, ...] = ()
    boxed: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visual:
    """A picture: what its text says in place of it, and its caption; the picture is not read."""

    words: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; the first may have none."""

    heading: Piece | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A text in pieces; `seen` are the features that its form could show, `lang` its language."""

    pieces: tuple[Piece, ...]
    visuals: tuple[Visual, ...] = ()
    seen: frozenset[Feature] = frozenset()
    lang: str = "en"

    @property
    def text(self) -> str:
        """The whole text, a blank line between two pieces; the spans of scores count in it."""
        return "\n\n".join(piece.text for piece in self.pieces)

    def passages(self) -> list[Passage]:
        """Return the pieces as the counter takes them."""
        return [Passage(piece.text, PASSAGES[piece.kind].value) for piece in self.pieces]

    def placed(self) -> Iterator[tuple[Piece, Span]]:
        """Yield every piece with its span in the whole text."""
        start = 0
        for piece in self.pieces:
            yield piece, (start, start + len(piece.text))
            start += len(piece.text) + GAP

    def of(self, kind: PieceKind) -> tuple[Piece, ...]:
        """Return the pieces of one kind."""
        return tuple(piece for piece in self.pieces if piece.kind is kind)

    def sections(self) -> tuple[Section, ...]:
        """Return the text cut at its headings; a heading with nothing under it is a section too."""
        found: list[Section] = []
        heading: Piece | None = None
        under: list[Piece] = []
        for piece in self.pieces:
            if piece.kind is not PieceKind.HEADING:
                under.append(piece)
                continue
            if heading or under:
                found.append(Section(heading, tuple(under)))
            heading, under = piece, []
        return (*found, Section(heading, tuple(under))) if heading or under else tuple(found)

    def lists(self) -> tuple[tuple[Piece, ...], ...]:
        """Return the points of each list, the nested ones with it."""
        groups: dict[int, list[Piece]] = {}
        for piece in self.of(PieceKind.ITEM):
            groups.setdefault(piece.group, []).append(piece)
        return tuple(tuple(points) for points in groups.values())

    def tables(self) -> tuple[tuple[Piece, ...], ...]:
        """Return the rows of each table; the first is its header where the form has one."""
        groups: dict[int, list[Piece]] = {}
        for piece in self.of(PieceKind.ROW):
            groups.setdefault(piece.group, []).append(piece)
        return tuple(tuple(rows) for rows in groups.values())
