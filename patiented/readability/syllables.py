"""Counts the syllables of a word: CMUdict where it knows it, learned patterns where not.

The patterns start from the number of vowel groups and correct it by the letters around each group
and by the ends of the word. `scripts/build_syllables.py` learns them from CMUdict, prints how often
they are right on words held out, and stores beside them the words of the dictionary that they miss,
so that every dictionary word has its dictionary count. Initials such as FDA are spelled out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from patiented.readability.tables import (
    SyllableTables,
    familiar_list,
    spoken_tables,
    syllable_tables,
)

VOWELS = re.compile("[aeiouy]+")
CONTEXTS = ((0, 0), (1, 1), (1, 2), (2, 1), (0, 3))
"""How many letters left and right of a vowel group make a pattern."""
ENDS = (2, 3, 4, 5, 6)
STARTS = (3, 4)
_LONGEST_WORD = 40
_SPELLED = re.compile(r"(?:[A-Z]{2,6}|[B-HJ-Z])s?")
_PRONOUNCED = re.compile(r"[A-Z]?[AEIOU][A-Z]*[AEIOU][A-Z]*")
_SHORTEST_PRONOUNCED = 5
_SHORTEST_PREFIX = 3
_LONGEST_PREFIX = 9
_SHORTEST_REST = 4
_W_SYLLABLES = 3
_HUNDREDTHS = 100
_OPEN = frozenset("aeiou")


@lru_cache(maxsize=32768)
def count_syllables(word: str) -> int:
    """Return the syllables of one word, at least 1; the parts of a hyphenated word add up."""
    if "-" in word:
        return sum(count_syllables(part) for part in word.split("-") if part) or 1
    plain = word.replace("\u2019", "'")
    if not plain.isascii():
        plain = _without_accents(plain)
    lower = plain.lower()
    said = spoken_tables()
    own = said.initials.get(plain) or said.words.get(lower)
    if own:
        return own
    if _SPELLED.fullmatch(plain) and not _is_said_as_word(plain):
        return sum(_W_SYLLABLES if letter == "W" else 1 for letter in plain if letter.isupper())
    return syllable_tables().exceptions.get(lower) or from_patterns(lower)


def from_patterns(lower: str, tables: SyllableTables | None = None) -> int:
    """Return the syllables of a lower-case word by the learned patterns alone, at least 1.

    `tables` other than the shipped ones are for the script that learns them.
    """
    stem, apostrophe, clitic = lower.partition("'")
    weights = (tables or syllable_tables()).weights
    prefix, count = _known_prefix(stem)
    count += _stem(stem[len(prefix) :], weights)
    return max(1, count) + (_clitic(stem, clitic) if apostrophe else 0)


def _stem(stem: str, weights: dict[str, int]) -> int:
    count = len(VOWELS.findall(stem))
    if 0 < len(stem) <= _LONGEST_WORD:
        correction = sum(weights.get(pattern, 0) for pattern in patterns(stem))
        return max(1, count + round(correction / _HUNDREDTHS))
    return count


def _known_prefix(stem: str) -> tuple[str, int]:
    """Return a first part such as "contra" with its syllables where it counts by itself."""
    prefixes = spoken_tables().prefixes
    if stem[:_SHORTEST_PREFIX] not in prefixes["starts"]:
        return "", 0
    for size in range(min(len(stem) - _SHORTEST_REST, _LONGEST_PREFIX), _SHORTEST_PREFIX - 1, -1):
        prefix = stem[:size]
        meets_vowel = stem[size] in _OPEN and prefix[-1] in _OPEN
        count = prefixes["whole"].get(prefix) or (meets_vowel and prefixes["joined"].get(prefix))
        if count:
            return prefix, count
    return "", 0


def patterns(word: str) -> list[str]:
    """List the patterns of a word, for learning as for counting."""
    framed = f"^{word}$"
    found: list[str] = []
    for match in VOWELS.finditer(framed):
        start, end = match.span()
        group = match.group().upper()
        for left, right in CONTEXTS:
            found.append(framed[max(0, start - left) : start] + group + framed[end : end + right])
    found += ["-" + word[-size:] for size in ENDS if len(word) >= size]
    found += [word[:size] + "-" for size in STARTS if len(word) >= size]
    return found


def _clitic(stem: str, clitic: str) -> int:
    """Count what an ending adds: 's after a hissing sound, n't after a consonant."""
    if clitic == "s":
        return int(stem.endswith(("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")))
    return int(clitic in {"t", "ve", "ll", "d", "re"} and stem[-1:] not in "aeiouy")


def _is_said_as_word(capitals: str) -> bool:
    """Tell shouted words and names made of initials from letters that are spelled out."""
    if capitals.lower() in familiar_list():
        return True
    return bool(len(capitals) >= _SHORTEST_PRONOUNCED and _PRONOUNCED.fullmatch(capitals))


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
