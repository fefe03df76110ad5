"""Mends misspelt words of a question: towards the page first, then towards what the tables know.

Everyday words stay as they are, so that no question is bent towards what the page happens to say;
nor does a name of a medicine ever become another one that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.asking.sounds import sound
from patiented.finding import few_slips_away
from patiented.readability.frequency import zipf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

EVERYDAY = 3.6
"""Zipf frequency from which a word is taken to be meant as typed; rarer ones may be slips."""
KNOWN = 3.05
"""Frequency from which a word is left alone unless the page itself has one a single slip away."""
MUCH_COMMONER = 0.7
"""By how much commoner a word in "-ing" is than the one in "-in" that was typed for it."""
SHORTEST = 4
LONG = 8
SHORTEST_SOUND = 2
"""A key of one consonant says nothing."""
CANDIDATES = 24
SAME_SOUND = 1.1
"""How many slips a word is nearer that sounds as what was typed."""
MOVED = 0.5
"""What it counts that a word has just the letters that were typed, in another order."""
TWO_SLIPS_FROM = 6
THREE_SLIPS_FROM = 11

_Buckets = dict[str, dict[int, list[str]]]


class Speller:
    """Finds what a misspelt word was meant to be among known words, by their first letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(words)
        self._buckets: _Buckets = {}
        self._sounds: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if word.isalpha():
                self._buckets.setdefault(word[0], {}).setdefault(len(word), []).append(word)
                self._sounds.setdefault(sound(word), []).append(word)

    def knows(self, word: str) -> bool:
        """Whether `word` stands in the tables."""
        return word in self._known

    def candidates(self, word: str) -> list[tuple[str, int]]:
        """Return the words that may have been meant, and how many slips away they are.

        The first letter may be a slip too; a word with just these letters, or with the same sound,
        is as good as near.
        """
        slips = slips_for(word)
        letters = dict.fromkeys((word[0], word[1:2] or word[0]))
        near = [one for letter in letters for one in self._near(letter, len(word), slips)]
        close = few_slips_away(word, near, most=slips, limit=CANDIDATES)
        order = sorted(word)
        moved = [one for one in near if len(one) == len(word) and sorted(one) == order]
        key = sound(word)
        alike = self._sounds.get(key, []) if len(key) >= SHORTEST_SOUND else []
        return [
            *close,
            *((one, 1) for one in moved),
            *few_slips_away(word, alike, most=slips, limit=CANDIDATES),
        ]

    def _near(self, letter: str, length: int, slips: int) -> list[str]:
        bucket = self._buckets.get(letter, {})
        wanted = range(length - slips, length + slips + 1)
        return [word for size in wanted for word in bucket.get(size, ())]


def mend(
    words: Iterable[tuple[str, int]], page: Speller, tables: Speller, plain: Collection[str]
) -> list[tuple[str, int]]:
    """Return the words with misspelt ones mended; one word may turn out to be two."""
    found: list[tuple[str, int]] = []
    for word, clause in words:
        found += [(one, clause) for one in _mended(word, page, tables, plain)]
    return found


def _mended(word: str, page: Speller, tables: Speller, plain: Collection[str]) -> tuple[str, ...]:
    if not word.isalpha() or len(word) < SHORTEST or word in plain:
        return (word,)
    if page.knows(word) or tables.knows(word):
        return (word,)
    if (whole := f"{word}g") and word.endswith("in") and zipf(whole) >= zipf(word) + MUCH_COMMONER:
        return (whole,)
    if zipf(word) >= EVERYDAY:
        return (word,)
    known = (page, tables) if zipf(word) < KNOWN else (page,)
    found = _meant(word, known)
    return (found,) if found else _parted(word, page, tables, plain) or (word,)


def _meant(word: str, known: Sequence[Speller]) -> str | None:
    """Return the known word that a misspelt one was meant to be, if there is one.

    `known` are the words of the page, then of the tables: of words equally near the page's goes.
    """
    rated = [
        (_cost(word, one, slips), place, -zipf(one), one)
        for place, speller in enumerate(known)
        for one, slips in speller.candidates(word)
        if _is_likely(word, one, slips)
    ]
    return min(rated)[-1] if rated else None


def _cost(word: str, meant: str, slips: int) -> float:
    """Return how far a word is from what was typed: what has its letters or its sound is nearer."""
    if word[-1] == meant[-1] and sorted(word) == sorted(meant):
        return MOVED
    return slips - (SAME_SOUND if sound(word) == sound(meant) else 0.0)


def _is_likely(word: str, meant: str, slips: int) -> bool:
    """Whether somebody makes these slips: in a short word hardly more than a letter left out.

    What sounds the same is likely however it is spelled; a long word leaves no doubt.
    """
    same = word[0] == meant[0] and sorted(word) == sorted(meant)
    if len(word) == SHORTEST:
        return same or (slips == 1 and len(meant) > len(word))
    if len(word) >= LONG or same or sound(word) == sound(meant):
        return True
    return slips == 1 and word[0] == meant[0]


def slips_for(word: str) -> int:
    """Return how many slips a word of this length may have."""
    if len(word) >= THREE_SLIPS_FROM:
        return 3
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


def _parted(word: str, page: Speller, tables: Speller, plain: Collection[str]) -> tuple[str, ...]:
    """Part two known words typed as one ("chestpain")."""
    for cut in range(3, len(word) - 2):
        parts = (word[:cut], word[cut:])
        if all(page.knows(one) or tables.knows(one) or one in plain for one in parts):
            return parts
    return ()
