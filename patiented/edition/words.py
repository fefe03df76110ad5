"""The hard words of an edition that the lexicon can explain, beside the ones its monograph teaches.

A word is worth a card when it is seldom met (readability's own rule) and the shared tables have an
explanation that is always true of it: first `guard/glosses.tsv`, else a term's plain form that is
the same thing or a broader one. Nothing here changes a text; a card stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from patiented.audience.lexicon import Pos, Relation
from patiented.audience.tables import read_table
from patiented.model import TaughtTerm
from patiented.readability import is_familiar, is_rare, zipf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from patiented.audience.lexicon import Lexicon, Term
    from patiented.model import Meta

GLOSSES_FILE = "guard/glosses.tsv"
MOST = 14
"""Cards of a page beside the taught words: more dots than that, and nobody opens any."""

LONGEST_TERM = 4
LONGEST_ABBREVIATION = 6
_EXPLAINING = frozenset({Pos.NOUN, Pos.MASS, Pos.ITEM, Pos.GLOSS})
_TRUE = frozenset({Relation.SAME, Relation.BROADER})
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_PLURALS = (("ies", "y"), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class Meanings:
    """What terms mean in plain words, by the term in lower case.

    `openers` are the first words of terms of several words: most words of a text open none.
    """

    plain: Mapping[str, str]
    openers: frozenset[str]


def load_meanings(lexicon: Lexicon) -> Meanings:
    """Return the explanations of the shared tables."""
    found: dict[str, str] = {}
    path = lexicon.find(GLOSSES_FILE)
    if path:
        for row in read_table(path, ("term", "glosses")):
            found[row["term"].lower()] = row["glosses"].split("|")[0].strip()
    for term in lexicon.terms:
        if term.relation in _TRUE and _explains(term, lexicon.plain_words):
            found.setdefault(term.term.lower(), term.plain)
    several = (words for words in map(_WORD.findall, found) if len(words) > 1)
    return Meanings(found, frozenset(words[0] for words in several))


def _explains(term: Term, everyday: AbstractSet[str]) -> bool:
    """Whether the plain form explains; an abbreviation spelled out in hard words does not."""
    plain = term.plain.lower()
    if term.pos is Pos.ABBREVIATION:
        return all(word in everyday or is_familiar(word) for word in _WORD.findall(plain))
    return term.pos in _EXPLAINING and plain != term.term.lower()


def hard_words(texts: Iterable[str], meanings: Meanings, meta: Meta) -> tuple[TaughtTerm, ...]:
    """Return the words of the texts that most need a card, in the order of their first use."""
    known = {meta.name.lower(), *(term.term.lower() for term in meta.taught)}
    found: dict[str, TaughtTerm] = {}
    for text in texts:
        for shown, term in _terms(text, meanings):
            plain = meanings.plain[term]
            if term not in found and term not in known and not _says(text, plain):
                found[term] = TaughtTerm(_own_case(shown, term), plain)
    rarest = sorted(found, key=lambda term: (_rarity(term), term))[:MOST]
    return tuple(found[term] for term in found if term in rarest)


def _terms(text: str, meanings: Meanings) -> Iterator[tuple[str, str]]:
    """Yield the hard terms of a text, the longest at each place, as shown and as in the table."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        longest = LONGEST_TERM if words[index][0].lower() in meanings.openers else 1
        for length in range(min(longest, len(words) - index), 0, -1):
            shown = text[words[index].start() : words[index + length - 1].end()]
            term = _base(shown.lower(), meanings.plain)
            if term and _is_hard(term):
                yield shown, term
                index += length - 1
                break
        index += 1


def _base(shown: str, plain: Mapping[str, str]) -> str:
    if shown in plain:
        return shown
    for ending, singular in _PLURALS:
        if shown.endswith(ending) and (base := shown.removesuffix(ending) + singular) in plain:
            return base
    return ""


@lru_cache(maxsize=20_000)
def _is_hard(term: str) -> bool:
    return any(is_rare(word) for word in _WORD.findall(term))


def _rarity(term: str) -> float:
    return min(zipf(word) for word in _WORD.findall(term))


def _says(text: str, meaning: str) -> bool:
    """Whether the text itself says what the word means: "atopic dermatitis (eczema)"."""
    return meaning.lower() in text.lower()


def _own_case(shown: str, term: str) -> str:
    """Write a term as a list has it: small, but for abbreviations and what is always large."""
    shouted = shown.isupper() and len(shown) > LONGEST_ABBREVIATION
    return term if shouted or shown[1:].islower() or len(shown) == 1 else shown
