"""The words by which the tables explain hard words, so that a question may use those instead.

"Hard lumps" finds a sentence about tophi, because a tophus is explained as a lump of uric acid.
Such a match says less than a name: an explanation has words of many other things too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.asking.concepts import Concepts
from patiented.audience.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from patiented.asking.words import Words
    from patiented.audience import Lexicon

GLOSSES_FILE = "guard/glosses.tsv"


class Glosses:
    """Finds hard terms in a text and gives the stems of the words that explain them."""

    def __init__(self) -> None:
        self._terms = Concepts()
        self._said: list[frozenset[str]] = []

    def add(self, term: tuple[str, ...], explained: Iterable[str]) -> None:
        """Explain a term, given as stems, by these stems."""
        self._terms.add("term", [term])
        self._said.append(frozenset(explained) - frozenset(term))

    def of(self, stems: Sequence[str]) -> frozenset[str]:
        """Return the stems that explain the hard terms of a text."""
        return frozenset().union(*(self._said[one] for one in self._terms.all_in(stems)))


def load_glosses(lexicon: Lexicon, words: Words, idle: Collection[str]) -> Glosses:
    """Read the guard's explanations and the plain side of the lexicon, without idle words."""
    glosses = Glosses()
    path = lexicon.find(GLOSSES_FILE)
    rows = read_table(path, ("term", "glosses")) if path else ()
    explained = [(row["term"], row["glosses"]) for row in rows]
    for term, plain in (*explained, *((one.term, one.plain) for one in lexicon.terms)):
        said = (stem for stem in words.stems(plain) if stem not in idle)
        glosses.add(words.stems(term), said)
    return glosses
