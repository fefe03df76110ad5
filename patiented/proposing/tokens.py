"""Cuts a sentence into the tokens that shapes are matched on: numbers, words, single marks.

Not the counter of `readability` and not the fact finder of `guard`: those have other ideas of a
word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # 94.6, 1,000, 0.5
    r"|[^\W\d_]\w*(?:[-'\u2019]\w+)*"  # words: non-segmental, IL-4, Crohn's
    r"|\S"  # any other mark, one at a time
)
_SAME_MARKS = {"\u2019": "'", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00ba": "\u00b0"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text; `key` is what shapes compare: folded case, plain marks."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether the token is written in digits."""
        return self.text[0].isdigit()

    @property
    def is_word(self) -> bool:
        """Whether the token starts with a letter."""
        return self.text[0].isalpha()


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order; white space is nowhere."""
    return tuple(
        Token(match[0], _key(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    )


def _key(text: str) -> str:
    folded = text.casefold()
    for mark, plain in _SAME_MARKS.items():
        folded = folded.replace(mark, plain)
    return folded
