"""Wording of statements much like one that needs a writer: offered, never applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from patiented.proposing.masking import Masked
    from patiented.proposing.memory import Memory, Remembered

NEAR = 70.0
"""How alike, of 100, two masked statements must be before a writer is shown the wording of one."""
NEAR_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A remembered wording for a statement much like the one asked about, for the writer.

    `likeness` is of 100. `source` and `wording` have their slots; what differs is the writer's.
    `approved` is false for wording that no reviewer has signed.
    """

    likeness: float
    source: str
    wording: str
    monograph: str
    statement: str
    approved: bool = True


def near(
    approved: Memory, others: Memory, masked: Masked, limit: int = NEAR_LIMIT
) -> tuple[Near, ...]:
    """Return wordings of statements much like this one, the most alike first.

    `others` holds wording that nobody has approved yet.

    Statements are compared word by word without their order (rapidfuzz `token_sort_ratio`), facts
    as slots, so that another number makes no difference.
    """
    by_source = {one.source: one for one in (*others.entries(), *approved.entries())}
    signed = {one.source for one in approved.entries()}
    found = process.extract(
        masked.template,
        list(by_source),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=NEAR,
        limit=limit,
    )
    rated = sorted((-round(likeness, 1), source) for source, likeness, _ in found)
    return tuple(
        _near(-likeness, by_source[source], approved=source in signed) for likeness, source in rated
    )


def _near(likeness: float, one: Remembered, *, approved: bool) -> Near:
    return Near(likeness, one.source, one.wording, one.monograph, one.statement, approved)


CLOSEST = 24
"""Words that are looked at when a misspelt one is mended."""


def closest_word(
    word: str, among: Sequence[str], most: int, rarity: Callable[[str], float]
) -> str | None:
    """Return the word of `among` fewest slips away (rapidfuzz `OSA`: a swap is one), or None.

    `most` is the greatest number of slips. Of equals goes first one with the same letters in
    another order, then one that has lost letters or got some twice, then the least rare one.
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
