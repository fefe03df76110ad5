"""What every look is given: the material, its sentences with their reasons, and the cues."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from patiented.assessing.cues import Cues, cues
from patiented.assessing.evidence import Place
from patiented.assessing.material import Feature, Material, Piece, PieceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from patiented.model import Scores, SentenceScore

PAGE_WORDS = 400
"""About what a printed page holds."""

SHORT_PARAGRAPHS = 2
"""PEMAT calls a text of so many paragraphs, and no more than a page, very short."""

OPENING = 3


@dataclass(frozen=True)
class Sight:
    """One text, ready to be looked at."""

    material: Material
    scores: Scores
    cues: Cues | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cues", cues(self.material.lang))

    @cached_property
    def placed(self) -> tuple[tuple[Piece, tuple[int, int]], ...]:
        """The pieces with their spans."""
        return tuple(self.material.placed())

    @cached_property
    def _spans(self) -> dict[int, tuple[int, int]]:
        return {id(piece): span for piece, span in self.placed}

    @property
    def sentences(self) -> tuple[SentenceScore, ...]:
        """Every sentence that counts."""
        return self.scores.sentences

    def sees(self, feature: Feature) -> bool:
        """Tell whether the form of the text can show a feature."""
        return feature in self.material.seen

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return dict(self.scores.counts).get("words", 0)

    @cached_property
    def is_very_short(self) -> bool:
        """Whether some items of PEMAT do not apply."""
        pieces = [one for one in self.material.pieces if one.kind is not PieceKind.HEADING]
        return len(pieces) <= SHORT_PARAGRAPHS and self.words <= PAGE_WORDS

    @cached_property
    def orders(self) -> tuple[SentenceScore, ...]:
        """The sentences that order the reader to do something."""
        return self.where(lambda known, text: known.is_order(text))

    @cached_property
    def numbered(self) -> tuple[SentenceScore, ...]:
        """The sentences that count."""
        return self.where(lambda known, text: bool(known.numbers(text)))

    @cached_property
    def has_numbers(self) -> bool:
        """Whether there is a number anywhere, in tables and headings too."""
        known = self.cues
        if known is None:
            return any(sign.isdigit() for sign in self.material.text)
        return any(known.numbers(piece.text) for piece in self.material.pieces)

    def where(self, fits: Callable[[Cues, str], bool]) -> tuple[SentenceScore, ...]:
        """Return the sentences that fit; none in a language without cues."""
        known = self.cues
        if known is None:
            return ()
        return tuple(one for one in self.sentences if fits(known, one.text))

    def having(self, name: str) -> tuple[SentenceScore, ...]:
        """Return the sentences with a phrase of a group."""
        return self.where(lambda known, text: known.has(name, text))

    def matching(self, name: str) -> tuple[SentenceScore, ...]:
        """Return the sentences that hold a pattern."""
        return self.where(lambda known, text: bool(known.patterns[name].search(text)))

    def reasoned(self, *codes: str) -> tuple[Place, ...]:
        """Return the sentences that are hard for one of some reasons, with what was found."""
        found = []
        for one in self.sentences:
            notes = [r.partition(": ")[2] for r in one.reasons if r.partition(":")[0] in codes]
            if notes:
                found.append(place(one, "; ".join(notes)))
        return tuple(found)

    def opening(self) -> tuple[Place, ...]:
        """Return the title, if there is one, and the first sentences."""
        titles = [
            Place(piece.text, *span)
            for piece, span in self.placed[:1]
            if piece.kind is PieceKind.HEADING
        ]
        return (*titles, *places(self.sentences[:OPENING]))

    def headings(self) -> tuple[Place, ...]:
        """Return the headings."""
        return self.pieces(PieceKind.HEADING)

    def pieces(self, kind: PieceKind) -> tuple[Place, ...]:
        """Return the pieces of one kind as places."""
        return tuple(Place(one.text, *span) for one, span in self.placed if one.kind is kind)

    def place_of(self, piece: Piece, note: str = "") -> Place:
        """Return where a piece stands."""
        start, end = self._spans[id(piece)]
        return Place(piece.text, start, end, note)


def place(one: SentenceScore, note: str = "") -> Place:
    """Return where a sentence stands."""
    return Place(one.text, one.start, one.end, note)


def places(sentences: Iterable[SentenceScore], note: str = "") -> tuple[Place, ...]:
    """Return where sentences stand."""
    return tuple(place(one, note) for one in sentences)
