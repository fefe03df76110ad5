"""The text of an edition as its template is given it, from a run of words to a section.

See `contexts` for the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.pictures.records import Picture


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `word` is the anchor of the glossary entry it opens, or empty.

    `before` and `after` are what touches such a word, so that no line breaks between them.
    """

    text: str
    word: str = ""
    before: str = ""
    after: str = ""

    @property
    def whole(self) -> str:
        """All its text."""
        return f"{self.before}{self.text}{self.after}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A source number: where it stands (`anchor`) and the source it points at (`target`).

    `label` names it, and `back` the way from the source to it, for those who cannot see them.
    """

    number: int
    anchor: str
    target: str
    label: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a statement that is set out: words, and the points below them."""

    runs: tuple[Run, ...]
    points: tuple[tuple[Run, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement as this audience reads it; `tail` is its last word, kept on a line with marks.

    `flag` is the plain note after it, if it needs one. One that is set out as a lead and points has
    `stretches` in place of `runs` and `tail`.
    """

    anchor: str
    runs: tuple[Run, ...]
    tail: tuple[Run, ...]
    marks: tuple[Mark, ...]
    needs_writer: bool
    lapsed: bool
    flag: str
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The clinician sentence behind a statement, with the facts the program found in both.

    `shown` repeats the statement where a note has several; `same`: both are alike word for word;
    `lang` is that of the source where the edition has another. `report` is where a mistake in it is
    reported.
    """

    shown: str
    source: str
    facts: tuple[str, ...]
    same: bool
    lang: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the text of a list item; `note` is what its thread button opens."""

    sentences: tuple[Sentence, ...]
    note: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A list item and the list under it."""

    passage: Passage
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table row whose cells stand as they are in the source."""

    anchor: str
    cells: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block: `kind` says which one of `passage`, `items` and `rows` is filled.

    `pictures` stand under it.
    """

    kind: str
    passage: Passage | None = None
    items: tuple[Item, ...] = ()
    ordered: bool = False
    header: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    report: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page. `level` is that of its heading element; levels never skip."""

    anchor: str
    heading: str
    level: int
    pieces: tuple[Piece, ...]
