"""Cuts a question or a statement into words as people type them, and brings each to its stem.

Apostrophes are dropped ("can't" and "cant" are one word), "cannot" and "do not" become what people
type on a phone, and a figure is parted from its unit ("6yr", "20mg").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.audience.tables import read_table
from patiented.guard.stems import Stemmer, StemOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LONGEST_QUESTION = 600
"""Characters of a question that are read; a longer story has no focus."""

OWN = "own"
"""Ends the stem of a word that keeps to itself."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[.?!;,\n]")
_CLAUSE_ENDS = frozenset(".?!;,\n")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")

JOINED = {
    ("can", "not"): "cant",
    ("could", "not"): "couldnt",
    ("will", "not"): "wont",
    ("do", "not"): "dont",
    ("does", "not"): "doesnt",
    ("did", "not"): "didnt",
    ("is", "not"): "isnt",
    ("are", "not"): "arent",
    ("has", "not"): "hasnt",
    ("have", "not"): "havent",
    ("should", "not"): "shouldnt",
    ("i", "am"): "im",
    ("he", "is"): "hes",
    ("she", "is"): "shes",
}
"""Two words that are typed as one."""

SINGLE = {
    "shud": "should",
    "cud": "could",
    "wud": "would",
    "wot": "what",
    "wen": "when",
    "abt": "about",
    "wat": "what",
    "itll": "will",
    "theyll": "will",
    "ill": "will",
    "cannot": "cant",
    "cos": "because",
    "u": "you",
    "r": "are",
    "yr": "year",
    "yrs": "year",
    "nite": "night",
    "tonite": "tonight",
    "thru": "through",
    "strait": "straight",
    "gud": "good",
    "summat": "something",
    "nowt": "nothing",
    "owt": "anything",
    "mam": "mum",
    "aint": "isnt",
    "arnt": "arent",
    "isit": "is",
    "tho": "though",
    "bc": "because",
    "cuz": "because",
    "coz": "because",
    "ya": "you",
    "wiv": "with",
    "fink": "think",
    "nuffin": "nothing",
    "dunno": "dont",
    "loo": "toilet",
    "bog": "toilet",
    "hw": "how",
    "til": "until",
    "till": "until",
    "w": "with",
    "secs": "seconds",
    "nuttin": "nothing",
    "pls": "please",
    "hrs": "hours",
    "wks": "weeks",
}
"""Words that stand for another one."""

FIGURES = {
    "b4": "before",
    "l8r": "later",
    "l8": "late",
    "gr8": "great",
    "2day": "today",
    "2nite": "tonight",
    "2night": "tonight",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "w8": "wait",
    "any1": "anyone",
    "some1": "someone",
    "no1": "nobody",
    "4ever": "forever",
}
"""Words that are typed with a figure for a sound."""
_FIGURES = re.compile(rf"\b(?:{'|'.join(FIGURES)})\b")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, its stem, and the number of its clause from 0."""

    text: str
    stem: str
    clause: int = 0


class Words:
    """Cuts texts with one stemmer."""

    def __init__(self, stemmer: Stemmer, own: Iterable[Sequence[str]] = ()) -> None:
        """`own`: forms of words that must not share the stem of another word."""
        self._stems = StemOf(stemmer)
        for forms in own:
            self._stems.update(dict.fromkeys(forms, f"{forms[0]}{OWN}"))

    def stem(self, word: str) -> str:
        """Return the key under which the forms of a word meet."""
        return self._stems[word]

    def stems(self, text: str) -> tuple[str, ...]:
        """Return the stems of a text in order."""
        return tuple(self._stems[word] for word, _ in split_words(text))

    def pairs(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the words of a text with their stems."""
        return tuple((word, self._stems[word]) for word, _ in split_words(text))

    def of(self, pairs: Iterable[tuple[str, int]]) -> tuple[Word, ...]:
        """Return words with their stems."""
        return tuple(Word(word, self._stems[word], clause) for word, clause in pairs)


def split_words(text: str) -> list[tuple[str, int]]:
    """Return each word of a text and the number of its clause."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    found: list[tuple[str, int]] = []
    clause = 0
    plain = _FIGURES.sub(lambda found: FIGURES[found[0]], _APOSTROPHES.sub("", plain))
    for token in _WORD.findall(plain):
        if token in _CLAUSE_ENDS:
            clause += 1
            continue
        word = SINGLE.get(token, token)
        if found and (joined := JOINED.get((found[-1][0], word))):
            found[-1] = (joined, clause)
        else:
            found.append((word, clause))
    return found


def load_words(common: Iterable[Path]) -> Words:
    """Return the words of the guard's tables of irregular forms and spellings."""
    folders = tuple(common)
    irregular = _rows(folders, "irregular", ("form", "base"))
    spelling = _rows(folders, "spelling", ("british", "american"))
    own = [words.split() for words, _ in _rows(folders, "own_words", ("words", "not"), "asking")]
    return Words(Stemmer(dict(irregular), spelling), own)


def _rows(
    folders: tuple[Path, ...], name: str, columns: tuple[str, str], kind: str = "guard"
) -> list[tuple[str, str]]:
    for folder in reversed(folders):
        path = folder / kind / f"{name}.tsv"
        if path.is_file():
            return [(row[columns[0]], row[columns[1]]) for row in read_table(path, columns)]
    return []
