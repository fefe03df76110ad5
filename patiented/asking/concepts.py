"""What words mean, for finding: phrases that name one thing, clinical and lay, found in a text.

One phrase may name several things; two texts are about the same thing when they share one. Slight
words ("my", "him", "really") may be missing, other or between: "a hole in my gut" and "hole in the
gut", "put under" and "put him under", "feel fine" and "feel totally fine" are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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

    def __init__(self, slight: Collection[str] = ()) -> None:
        """`slight`: stems of words that a phrase of several words may have or lack."""
        self._slight = slight
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
        bare = tuple(one for one in phrase if one not in self._slight)
        for way in {phrase, bare} if len(bare) > 1 else {phrase}:
            if way and len(way) <= LONGEST:
                self._phrases.setdefault(way, set()).add(number)
                self._firsts[way[0]] = max(self._firsts.get(way[0], 0), len(way))

    def get(self, phrase: tuple[str, ...]) -> frozenset[int]:
        """Return what one phrase names."""
        return frozenset(self._phrases.get(phrase, ()))

    def kinds(self, ids: Iterable[int]) -> frozenset[str]:
        """Return the kinds of things."""
        return frozenset(self._kinds[one] for one in ids)

    def of_kind(self, kind: str) -> frozenset[int]:
        """Return the numbers of all things of a kind."""
        return frozenset(number for number, one in enumerate(self._kinds) if one == kind)

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
        yield from self._matches_at(stems, range(len(stems)), 1)
        places = [place for place, stem in enumerate(stems) if stem not in self._slight]
        if len(places) < len(stems):
            yield from self._matches_at([stems[one] for one in places], places, 2)

    def _matches_at(
        self, stems: Sequence[str], places: Sequence[int], shortest: int
    ) -> Iterable[Match]:
        """Yield the phrases of `stems`, whose words stand at these places of the whole text."""
        for start, first in enumerate(stems):
            most = min(self._firsts.get(first, 0), len(stems) - start)
            for length in range(shortest, most + 1):
                ids = self._phrases.get(tuple(stems[start : start + length]))
                if ids:
                    end = places[start + length - 1] + 1
                    yield Match(places[start], end, frozenset(ids))
