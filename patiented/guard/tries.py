"""Phrases by stem, and what they mean: the shape in which the guard's tables are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIGHT: Final = "light"
"""The kind of a phrase that carries no clinical claim: it is read over."""

SKIPPED: Final = frozenset({
    "the", "a", "an", "your", "their", "his", "her", "its", "my", "our", "these", "those", "it",
    "them",
})  # fmt: skip
"""Little words that may stand inside a phrase without changing it."""

PASSED: Final = SKIPPED | {"very"}
"""Those that a text may have inside a phrase of a table; "very high" is no "high" in the table."""


class Entry(NamedTuple):
    """What a phrase means: a value of a class."""

    kind: str
    value: str


_NONE: Final[dict[str, Trie]] = {}
"""The children of a leaf: one for all of them, and never written to."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one dimension; `factor` brings a value to the dimension's base unit."""

    name: str
    dimension: str
    factor: float
    shift: float = 0.0


def bare_form(stems: Sequence[str], bare: frozenset[str]) -> frozenset[str]:
    """Return the stems of a phrase without its little words, or nothing where too little is left.

    "In a row" is more than "row", "all patients" more than "patients".
    """
    kept = frozenset(stems) - bare
    lost = frozenset(stems) - kept - SKIPPED
    return frozenset() if len(kept) == 1 and lost else kept


class Forms:
    """The ways to say each value, as sets of stems without little words; worked out when asked."""

    def __init__(self, said: Mapping[str, Sequence[tuple[str, ...]]], bare: frozenset[str]) -> None:
        self._said, self._bare = said, bare
        self._known: dict[str, tuple[frozenset[str], ...]] = {}

    def get(
        self, value: str, default: tuple[frozenset[str], ...] = ()
    ) -> tuple[frozenset[str], ...]:
        """Return the forms of a value, or `default`."""
        forms = self._known.get(value)
        if forms is None:
            said = self._said.get(value, ())
            forms = tuple(dict.fromkeys(frozenset(stems) - self._bare for stems in said))
            self._known[value] = forms
        return forms or default

    def proving(self, value: str) -> tuple[frozenset[str], ...]:
        """Return the forms of a value that say it wherever their words stand."""
        return tuple(bare_form(stems, self._bare) for stems in self._said.get(value, ()))


class Trie:
    """Phrases by stem, for the longest match at a place."""

    __slots__ = ("children", "entries")

    def __init__(self) -> None:
        self.children: dict[str, Trie] = _NONE
        self.entries: tuple[Entry, ...] = ()

    def add(self, stems: Sequence[str], *entries: Entry) -> None:
        """Store one phrase with what it means: one value, or several that it says at once."""
        node = self
        for stem in stems:
            child = node.children.get(stem)
            if child is None:
                child = Trie()
                if not node.children:
                    node.children = {}
                node.children[stem] = child
            node = child
        if not node.entries:
            node.entries = entries
        elif node.entries != entries:
            node.entries += tuple(entry for entry in entries if entry not in node.entries)

    def add_bare(self, stems: Sequence[str], entry: Entry) -> None:
        """Store a phrase also without its little words: "harm to kidney" meets "to your kidney"."""
        bare = tuple(stem for stem in stems if stem not in SKIPPED)
        inner = stems[0] not in SKIPPED and stems[-1] not in SKIPPED
        if inner and len(stems) > len(bare) > 1 and not self.find(bare):
            self.add(bare, entry)

    def find(self, stems: Sequence[str]) -> tuple[Entry, ...]:
        """Return what exactly this phrase means."""
        node: Trie | None = self
        for stem in stems:
            node = node.children.get(stem) if node else None
        return node.entries if node else ()
