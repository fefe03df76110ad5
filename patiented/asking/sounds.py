"""How a word sounds, roughly, so that "pollup" meets "polyp" and "throte" meets "throat".

A key of consonants in the manner of Metaphone (Lawrence Philips, 1990), much shortened: vowels
count only where a word begins with one, and letters that English spells alike are one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS = (
    (re.compile("^(?:kn|gn|pn)"), "n"),
    (re.compile("^wr"), "r"),
    (re.compile("^ps"), "s"),
    (re.compile("^x"), "s"),
    (re.compile("^(?:rh)"), "r"),
    (re.compile("mb$"), "m"),
    (re.compile("ph"), "f"),
    (re.compile("ough$"), "f"),
    (re.compile("i?gh(?=t)"), ""),
    (re.compile("gh"), "g"),
    (re.compile("(?:t|s|c)(?=i[ao])"), "x"),
    (re.compile("sch|sh|ch|tch"), "x"),
    (re.compile("dg(?=[eiy])"), "j"),
    (re.compile("x(?=.)|x$"), "ks"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("ck|c|q"), "k"),
    (re.compile("g(?=[ei])"), "j"),
    (re.compile("th"), "0"),
    (re.compile("(?<=[aeiou])[wyh]|h(?![aeiou])"), ""),
)
_VOWELS = re.compile("(?<!^)[aeiouyw]+")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return the key under which words that sound alike meet."""
    said = word
    for spelling, letters in _SPELLINGS:
        said = spelling.sub(letters, said)
    said = _VOWELS.sub("", said)
    if said[:1] in "aeiouy":
        said = f"a{said[1:]}"
    return _TWICE.sub(r"\1", said)
