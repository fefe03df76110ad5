"""How alike two texts are: the one door to rapidfuzz.

Likeness is of 100. A slip is a letter too many, too few, a wrong one, or two that changed places
(the "optimal string alignment" distance), as fingers make them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

CLOSEST = 24
"""Words that are looked at when a misspelt one is mended."""


def alike_phrases(
    text: str, among: Sequence[str], *, least: float, limit: int
) -> list[tuple[str, float]]:
    """Return the phrases most like a text, word by word without their order, and how like."""
    found = process.extract(
        text, among, scorer=fuzz.token_sort_ratio, score_cutoff=least, limit=limit
    )
    return [(one, likeness) for one, likeness, _ in found]


def alike_names(
    text: str, among: Iterable[str], *, least: float, limit: int
) -> list[tuple[str, float]]:
    """Return the names most like a text, letter by letter, and how like."""
    found = process.extract(text, among, scorer=fuzz.ratio, score_cutoff=least, limit=limit)
    return [(one, likeness) for one, likeness, _ in found]


def few_slips_away(
    word: str, among: Sequence[str], *, most: int, limit: int
) -> list[tuple[str, int]]:
    """Return the words at most so many slips away, the nearest first, and how many slips."""
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=most, limit=limit)
    return [(one, int(slips)) for one, slips, _ in found]


def closest_word(
    word: str, among: Sequence[str], most: int, rarity: Callable[[str], float]
) -> str | None:
    """Return the word of `among` that is fewest slips away, or None.

    `most` is the greatest number of slips. Of equals goes first one with the same letters in
    another order, then one that has lost letters or got some twice, then the least rare one, then
    the first one.
    """
    found = process.extract(word, among, scorer=OSA.distance, score_cutoff=most, limit=CLOSEST)
    rated = [(slips, _slip(word, one), rarity(one), place, one) for one, slips, place in found]
    return min(rated)[-1] if rated else None


def _slip(typed: str, meant: str) -> int:
    """Return how odd the slip from one word to the other is: 0 the likeliest."""
    if sorted(typed) == sorted(meant):
        return 0
    return 1 if _is_within(typed, meant) or _is_within(meant, typed) else 2


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of one word stand in the other in this order."""
    letters = iter(long)
    return all(letter in letters for letter in short)
