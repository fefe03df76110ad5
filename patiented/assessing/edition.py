"""An edition as a material: what its reader sees, under the audience's own headings.

The headings are pieces of it, so its spans differ from those of the edition's own scores; the
counts are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.assessing.material import Feature, Material, Piece, PieceKind
from patiented.model import BlockKind, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Edition, EditionBlock, EditionStatement

SEEN = frozenset({Feature.HEADINGS, Feature.LISTS, Feature.TABLES})
"""Bold words and pictures belong to the page that shows an edition, not to its text."""

KINDS = {
    StatementKind.SENTENCE: PieceKind.PARAGRAPH,
    StatementKind.ITEM: PieceKind.ITEM,
    StatementKind.ROW: PieceKind.ROW,
}


def material_of_edition(edition: Edition) -> Material:
    """Return an edition as a material."""
    return Material(tuple(_pieces(edition)), (), SEEN, edition.lang)


def _pieces(edition: Edition) -> Iterator[Piece]:
    group = 0
    for section in edition.sections:
        if section.heading:
            yield Piece(PieceKind.HEADING, section.heading, section.level)
        for block in section.blocks:
            group += 1
            yield from _block(block, group)


def _block(block: EditionBlock, group: int) -> Iterator[Piece]:
    boxed = block.kind is BlockKind.CALLOUT
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.CALLOUT}:
        run: list[str] = []
        for one in block.statements:
            if one.kind is StatementKind.SENTENCE:
                run += [one.text] if one.text else []
            elif one.text:
                yield from _prose(run, boxed=boxed)
                run = []
                yield _piece(one, group, ordered=block.ordered)
        yield from _prose(run, boxed=boxed)
        return
    if block.header:
        yield Piece(PieceKind.ROW, " | ".join(block.header), group=group, cells=block.header)
    for one in block.statements:
        if one.text:
            yield _piece(one, group, ordered=block.ordered)


def _prose(sentences: list[str], *, boxed: bool) -> Iterator[Piece]:
    if sentences:
        yield Piece(PieceKind.PARAGRAPH, " ".join(sentences), boxed=boxed)


def _piece(one: EditionStatement, group: int, *, ordered: bool) -> Piece:
    return Piece(KINDS[one.kind], one.text, one.depth, group, ordered=ordered, cells=one.cells)
