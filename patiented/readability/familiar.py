"""Tells whether a word is familiar as Dale and Chall mean it, and complex as Gunning means it.

Dale and Chall, "A Formula for Predicting Readability: Instructions", Educational Research Bulletin
27(2), 1948: a word is familiar when it is on the list, or is made from a word on the list by -s,
-es, -'s, -d, -ed, -ing, -ly, or is the -er and -est of an adjective on the list; a hyphenated word
when all its parts are. Names of people and places, which they take as known, cannot be told from
drug names here and are not excused. Gunning, "The Technique of Clear Writing", 1952: a word of
three syllables is complex unless it is a proper name, joins short easy words, or has its third
syllable from -es, -ed or -ing.
"""

from __future__ import annotations

from functools import lru_cache

from patiented.readability.syllables import count_syllables
from patiented.readability.tables import adjectives, familiar_list

_ENDINGS = ("'s", "'", "s", "es", "d", "ed", "ing", "ly", "n't", "'ll", "'d", "'ve", "'re")
_CHANGES_Y = {"ies": "y", "ied": "y"}
_DROPS_E = frozenset({"ing", "est", "er"})
_DOUBLES = frozenset({"ed", "ing", "est", "er"})
_VERB_ENDINGS = ("es", "ed", "ing")
_COMPLEX_SYLLABLES = 3
_SHORTEST_PART = 3


@lru_cache(maxsize=32768)
def is_familiar(lower: str) -> bool:
    """Tell whether a lower-case word is on the list or made from one that is."""
    if "-" in lower:
        return all(is_familiar(part) for part in lower.split("-") if part)
    known = familiar_list()
    word = lower.replace("\u2019", "'")
    if word in known:
        return True
    for ending, restored in _CHANGES_Y.items():
        if word.endswith(ending) and word[: -len(ending)] + restored in known:
            return True
    if any(base in known for ending in _ENDINGS for base in _bases(word, ending)):
        return True
    return any(base in adjectives() for ending in ("er", "est") for base in _bases(word, ending))


def is_complex(lower: str, syllables: int) -> bool:
    """Tell whether a lower-case word that is no proper name counts for the Fog index."""
    if syllables < _COMPLEX_SYLLABLES:
        return False
    if "-" in lower:
        parts = [part for part in lower.split("-") if part]
        return any(is_complex(part, count_syllables(part)) for part in parts)
    return not (_gets_third_from_ending(lower, syllables) or _joins_easy_words(lower))


def _gets_third_from_ending(lower: str, syllables: int) -> bool:
    if syllables > _COMPLEX_SYLLABLES:
        return False
    return any(
        count_syllables(base) < _COMPLEX_SYLLABLES
        for ending in _VERB_ENDINGS
        for base in _bases(lower, ending)[:1]
    )


def _joins_easy_words(lower: str) -> bool:
    """Tell whether two short familiar words make the word, as in "grandmother"."""
    known = familiar_list()
    return any(
        _is_easy(lower[:cut], known) and _is_easy(lower[cut:], known)
        for cut in range(_SHORTEST_PART, len(lower) - _SHORTEST_PART + 1)
    )


def _is_easy(part: str, known: frozenset[str]) -> bool:
    return part in known and count_syllables(part) < _COMPLEX_SYLLABLES


def _bases(word: str, ending: str) -> list[str]:
    """List what `word` may be made from by adding `ending`: plain, e dropped, letter doubled."""
    if not word.endswith(ending) or len(word) <= len(ending) + 1:
        return []
    stem = word[: -len(ending)]
    found = [stem]
    if ending in _DROPS_E:
        found.append(stem + "e")
    if ending in _DOUBLES and len(stem) > _SHORTEST_PART and stem[-1] == stem[-2]:
        found.append(stem[:-1])
    if ending in {"er", "est"} and stem.endswith("i"):
        found.append(stem[:-1] + "y")
    return found
