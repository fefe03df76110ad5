"""What the formulas need to know of one word, worked out once and remembered.

Words come from a sentence that was already read aloud (`spoken.py`). A hyphenated word and a
contraction are one word each, as in textstat; a slash or a dash parts words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from patiented.readability.familiar import is_complex, is_familiar
from patiented.readability.syllables import count_syllables

WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019\u2010\u2011][^\W\d_]+)*")
_POLYSYLLABIC = 3
_TAUGHT_SYLLABLES = 2
_TAUGHT_LETTERS = 6


class WordCounts(NamedTuple):
    """What one word adds to the counts; the fields are counts so that words add up by columns."""

    syllables: int
    letters: int
    polysyllables: int
    complex_words: int
    difficult_words: int
    difficult_long_words: int


@lru_cache(maxsize=65536)
def word_counts(word: str) -> WordCounts:
    """Return the counts of a word inside a sentence, written as it stands there."""
    plain = word.replace("\u2010", "-").replace("\u2011", "-")
    lower = plain.lower()
    syllables = count_syllables(plain)
    unfamiliar = not is_familiar(lower)
    is_name = plain[0].isupper() and not plain.isupper()
    return WordCounts(
        syllables=syllables,
        letters=sum(map(str.isalpha, plain)),
        polysyllables=int(syllables >= _POLYSYLLABIC),
        complex_words=int(not is_name and is_complex(lower, syllables)),
        difficult_words=int(unfamiliar),
        difficult_long_words=int(unfamiliar and syllables > 1),
    )


def opening_word(word: str) -> str:
    """Undo the capital that the first word of a sentence has for its place."""
    return word if word.isupper() else word[0].lower() + word[1:]


@lru_cache(maxsize=1024)
def taught_counts(word: str) -> WordCounts:
    """Return the counts of a taught word: familiar, at most two syllables and six letters."""
    own = word_counts(word)
    return WordCounts(
        syllables=min(own.syllables, _TAUGHT_SYLLABLES),
        letters=min(own.letters, _TAUGHT_LETTERS),
        polysyllables=0,
        complex_words=0,
        difficult_words=0,
        difficult_long_words=0,
    )
