"""Reads Markdown as anybody writes it: nothing in it is refused, unlike in a monograph.

The tree comes from `reading.commonmark`. Front matter, citations and the footnotes under a text are
no part of it; raw HTML is read as `hypertext` reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.assessing.collecting import Collector
from patiented.assessing.hypertext import Page
from patiented.assessing.material import Feature, Material, PieceKind
from patiented.errors import QueryError
from patiented.reading import commonmark

if TYPE_CHECKING:
    from patiented.reading.commonmark import Node

SEEN = frozenset(Feature)
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(r"[ \t]*\{[^{}\n]{0,200}\}[ \t]*$")
_QUIET = frozenset({"footnote_reference", "hr"})
_SAID = frozenset({"text", "text_special", "code_inline", "entity"})
_SPACED = frozenset({"softbreak", "hardbreak"})


def read_markup(text: str, lang: str) -> Material:
    """Return the material of a Markdown text."""
    walker = _Walker(lang)
    try:
        nodes, _ = commonmark.parse(_FRONT.sub("", text))
    except commonmark.TooMuchError as error:
        raise QueryError("text", error.message) from error
    for node in nodes:
        walker.block(node)
    return walker.taken.material()


class _Walker:
    """Walks the tree of one text."""

    def __init__(self, lang: str) -> None:
        self.taken = Collector(SEEN, lang)

    def block(self, node: Node, *, boxed: bool = False) -> None:
        """Take one block in."""
        if node.kind in _QUIET:
            return
        if node.kind == "heading":
            level = {"=": 1, "-": 2}.get(node.markup, len(node.markup))
            self.taken.begin(PieceKind.HEADING, level=level)
            self._heading(node.children[0])
        elif node.kind in {"bullet_list", "ordered_list"}:
            self._list(node, self.taken.new_group(), 0)
        elif node.kind == "table":
            self._table(node)
        elif node.kind == "html_block":
            self._html(node.content)
        elif node.kind == "inline":
            self.taken.begin(PieceKind.PARAGRAPH, boxed=boxed)
            self._inline(node)
        elif node.kind == "fence":
            self.taken.begin(PieceKind.PARAGRAPH)
            self.taken.add(node.content)
        else:
            for child in node.children:
                self.block(child, boxed=boxed or node.kind == "blockquote")
        self.taken.end()

    def _html(self, source: str) -> None:
        Page(self.taken).feed(source)

    def _list(self, node: Node, group: int, depth: int) -> None:
        ordered = node.kind == "ordered_list"
        for item in node.children:
            self.taken.begin(PieceKind.ITEM, level=depth, group=group, ordered=ordered)
            for child in item.children:
                if child.kind in {"bullet_list", "ordered_list"}:
                    self._list(child, group, depth + 1)
                elif child.kind == "paragraph":
                    self._inline(child.children[0])
                    self.taken.add(" ")
                else:
                    self.block(child)

    def _table(self, node: Node) -> None:
        group = self.taken.new_group()
        for part in node.children:
            for row in part.children:
                self.taken.begin(PieceKind.ROW, group=group)
                for cell in row.children:
                    self._inline(cell.children[0])
                    self.taken.cell()

    def _heading(self, node: Node) -> None:
        said = "".join(piece.text for piece in node.pieces if piece.kind in _SAID)
        self.taken.add(_ATTRIBUTE.sub("", said))

    def _inline(self, node: Node) -> None:
        strong = 0
        for piece in node.pieces:
            if piece.kind in {"strong_open", "em_open"}:
                strong += 1
            elif piece.kind in {"strong_close", "em_close"}:
                strong -= 1
            elif piece.kind == "image":
                self.taken.picture(piece.text)
            elif piece.kind in _SPACED:
                self.taken.add(" ")
            elif piece.kind in _SAID:
                self.taken.add(piece.text, bold=strong > 0)
