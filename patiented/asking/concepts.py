"""What words mean, for finding: phrases that name one thing, clinical and lay, found in a text.

One phrase may name several things; two texts are about the same thing when they share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 7
"""Words of the longest phrase that is kept."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: words `start` to `end`, and the numbers of what it names."""

    start: int
    end: int
    ids: frozenset[int]


class Concepts:
    """Finds phrases by their stems; filled once, then only read."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], set[int]] = {}
        self._firsts: dict[str, int] = {}
        self._kinds: list[str] = []

    def add(self, kind: str, phrases: Iterable[tuple[str, ...]]) -> int:
        """Add a thing with all the phrases that name it, as stems; return its number."""
        number = len(self._kinds)
        self._kinds.append(kind)
        for phrase in phrases:
            self.name(phrase, number)
        return number

    def name(self, phrase: tuple[str, ...], number: int) -> None:
        """Let one more phrase name the thing with that number."""
        if phrase and len(phrase) <= LONGEST:
            self._phrases.setdefault(phrase, set()).add(number)
            self._firsts[phrase[0]] = max(self._firsts.get(phrase[0], 0), len(phrase))

    def get(self, phrase: tuple[str, ...]) -> frozenset[int]:
        """Return what one phrase names."""
        return frozenset(self._phrases.get(phrase, ()))

    def kinds(self, ids: Iterable[int]) -> frozenset[str]:
        """Return the kinds of things."""
        return frozenset(self._kinds[one] for one in ids)

    def all_in(self, stems: Sequence[str]) -> frozenset[int]:
        """Return everything that a text names, by long and by short phrases."""
        return frozenset().union(*(match.ids for match in self._matches(stems)))

    def longest_in(self, stems: Sequence[str]) -> list[Match]:
        """Return the phrases of a text from left to right, the longest first, none over another."""
        best: dict[int, Match] = {}
        for match in self._matches(stems):
            held = best.get(match.start)
            if held is None or match.end > held.end:
                best[match.start] = match
        found: list[Match] = []
        end = 0
        for start in sorted(best):
            if start >= end:
                found.append(best[start])
                end = best[start].end
        return found

    def _matches(self, stems: Sequence[str]) -> Iterable[Match]:
        for start, first in enumerate(stems):
            for length in range(1, self._firsts.get(first, 0) + 1):
                ids = self._phrases.get(tuple(stems[start : start + length]))
                if ids and start + length <= len(stems):
                    yield Match(start, start + length, frozenset(ids))
