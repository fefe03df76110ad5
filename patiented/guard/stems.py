"""Brings an English word to a stem: British spelling, irregular forms, then endings.

A stem is only a key: two words with one stem are taken as the same word. Prefixes and "-less" are
never cut, since they turn a meaning ("hypo", "un", "painless"). Drug names are stemmed too but
compared exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHORTEST = 4
_SHORT = 3
_LONGEST = 40
# Longest first. Each is cut when at least `_SHORTEST` letters stay; then the next list is tried.
_INFLECTIONS = ("ing", "ied", "ies", "ed", "es", "s")
_ENDINGS = (
    "isation", "ization", "iveness", "fulness", "ability", "ibility", "ically", "ations", "ation",
    "ition", "ement", "ments", "ment", "ness", "ance", "ence", "able", "ible", "ally", "ative",
    "ive", "ion", "ity", "ous", "ful", "ily", "ly", "al", "ic", "or", "er", "y",
)  # fmt: skip


class Stemmer:
    """Folds and stems words, remembering what it has seen.

    `irregular` maps a form to its base, `spelling` a British run of letters to the American one.
    """

    def __init__(
        self,
        irregular: Mapping[str, str],
        spelling: Sequence[tuple[str, str]],
        *,
        remembered: int = 40_000,
    ) -> None:
        self._irregular = dict(irregular)
        self._spelling = tuple(spelling)
        self._words: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._remembered = remembered

    def word(self, norm: str) -> str:
        """Return the word in American spelling."""
        word = self._words.get(norm)
        if word is None:
            word = self._american(norm)
            if len(self._words) < self._remembered:
                self._words[norm] = word
        return word

    def _american(self, word: str) -> str:
        if len(word) > _SHORTEST:
            for british, american in self._spelling:
                if british in word:
                    word = word.replace(british, american)
        return word

    def stem(self, word: str) -> str:
        """Return the key under which all forms of `word` meet."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stem(word)
            if len(self._stems) < self._remembered:
                self._stems[word] = stem
        return stem

    def _stem(self, word: str) -> str:
        if len(word) > _LONGEST or not word.isalpha():
            return word
        base = self._irregular.get(word)
        if base is not None:
            return base if base == word else self.stem(base)
        single = _uninflected(word)
        base = self._irregular.get(single)
        if base is not None:
            return base if base == single else self.stem(base)
        return _root(single)


class StemOf(dict[str, str]):
    """The stem of each plain word, worked out when first asked for."""

    def __init__(self, stemmer: Stemmer) -> None:
        super().__init__()
        self._stemmer = stemmer

    def __missing__(self, word: str) -> str:
        """Work out the stem of a word."""
        stem = self[word] = self._stemmer.stem(self._stemmer.word(word))
        return stem


def _uninflected(word: str) -> str:
    if len(word) <= _SHORT or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("ied", "ies")):
        return word[:-3] + "y" if len(word) > _SHORTEST else word[:-1]
    for ending in _INFLECTIONS:
        if word.endswith(ending) and _stays(word, ending):
            return _undoubled(word[: -len(ending)], ending)
    return word


def _stays(word: str, ending: str) -> bool:
    base = word[: -len(ending)]
    if ending == "ed" and base.endswith("e"):
        return False
    if ending == "s":
        return len(base) >= _SHORT
    if ending == "es":
        return base.endswith(("s", "x", "z", "ch", "sh", "o")) and len(base) >= _SHORT
    return len(base) >= _SHORT and any(letter in "aeiouy" for letter in base)


def _undoubled(base: str, ending: str) -> str:
    doubled = len(base) > _SHORT and base[-1] == base[-2] and base[-1] not in "lsz"
    return base[:-1] if doubled and ending in {"ing", "ed"} else base


def _root(word: str) -> str:
    """Cut endings until none fits; a last "e" goes too, and "ct" meets "c" ("reduction")."""
    for _ in range(3):
        if not word.endswith(_ENDINGS):
            break
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
        else:
            break
    if word.endswith("e") and len(word) > _SHORT:
        word = word[:-1]
    return word[:-1] if word.endswith("ct") and len(word) > _SHORTEST else word
