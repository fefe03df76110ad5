"""The fluency lint: names what reads garbled in a rewrite, so that it is refused rather than shown.

It knows grammar, not facts (the guard does those). It compares with the source: what was already
there is not held against the rewrite. An empty answer means "nothing seen", not "good prose".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.proposing.inflect import article, looks_plural
from patiented.proposing.word_classes import FINITE, VERBS_AHEAD, word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_REPEAT = re.compile(r"\b([^\W\d_]\w*),?\s+\1\b", re.IGNORECASE)
_TREATED_WITH_TREATMENT = re.compile(
    r"\btreat(?:ed|ing|s)?\s+(?:by|with)\s+(?:[\w-]+\s+){0,3}treatments?\b"
    r"|\btreatments?\s+(?:to|for)\s+treat(?:ing)?\b",
    re.IGNORECASE,
)
_GLOSSED_BY_ITSELF = re.compile(r"\b(\w[\w -]*?)\s+\(\1\)", re.IGNORECASE)
_STACKED = re.compile(r"\)\s*\(|\([^()]*\(")
_ARTICLE = re.compile(r"\b(an?)\s+([^\W\d_][\w-]*)", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"\b(?:(?:people|children|babies|they|we|you)\s+(?:is|was|has|does)"
    r"|(?:it|he|she)\s+(?:are|were|have|do)"
    r"|(?:this|each|every)\s+(?:people|children|babies)"
    r"|(?:these|those|many|few|several)\s+(?:person|child|baby|medicine|problem))\b",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(
    r"\b(?:more\s+(?:more|less|\w+ier|higher|lower|worse|better|often\s+often)|most\s+best)\b",
    re.IGNORECASE,
)
_COLLISION = re.compile(
    r"\b(?:of|with|for|by|from|about|because of)\s+(?:of|to|for|from|by)\b", re.IGNORECASE
)
_MARKS = re.compile(r"\s[,;:.)](?!\d)|,\s*[,;.]|\.\.(?!\.)|\(\s*\)|\s{2,}")
_ORPHAN = word_set("it they this these those he she which who them its their")
_LOOSE_START = word_set("and or because which who that whose nor")
_LOOSE_END = word_set(
    "which who that of to with and or the a an if in for by from at than because your their"
)
_SAME_TWICE = frozenset({"had", "that", "blah"})
_A_MASS = word_set("people children medicines problems babies information advice help")
_FINITE_ENDINGS = ("ed", "s", "es")
_SHORT = 3  # words; a shorter sentence is a label


def lint(text: str, source: str = "", *, is_item: bool = False) -> tuple[str, ...]:
    """Return the names of what reads garbled in `text` and did not in `source`, in a fixed order.

    A list item (`is_item`) may be a fragment.
    """
    found: list[str] = []
    for name, check in CHECKS:
        if is_item and name in _NOT_FOR_ITEMS:
            continue
        old = list(check(source))
        for problem in check(text):
            if problem in old:
                old.remove(problem)
            else:
                found.append(name)
    if not is_item and _loses_verb(text, source):
        found.append("missing verb")
    return tuple(dict.fromkeys(found))


def _brackets(text: str) -> Iterator[str]:
    """Yield brackets that follow brackets or stand inside them."""
    for match in _STACKED.finditer(text):
        yield match[0]


def _repeats(text: str) -> Iterator[str]:
    for match in _REPEAT.finditer(text):
        if match[1].casefold() not in _SAME_TWICE:
            yield match[1].casefold()
    for match in _TREATED_WITH_TREATMENT.finditer(text):
        yield match[0].casefold()


def _glosses(text: str) -> Iterator[str]:
    """Yield what stands again in brackets behind itself: "mucus (mucus)"."""
    for match in _GLOSSED_BY_ITSELF.finditer(text):
        yield match[1].casefold()


def _articles(text: str) -> Iterator[str]:
    for match in _ARTICLE.finditer(text):
        given, word = match[1].casefold(), match[2]
        if match[1] == "A" and match.start() and text[match.start() - 1] != " ":
            continue
        if article(word) != given:
            yield f"{given} {word}"


def _plural_articles(text: str) -> Iterator[str]:
    for match in _ARTICLE.finditer(text):
        word = match[2].casefold()
        if word in _A_MASS or (looks_plural(word) and word.endswith(("ines", "lems", "ions"))):
            yield match[0].casefold()


def _agreement(text: str) -> Iterator[str]:
    for match in _AGREEMENT.finditer(text):
        yield match[0].casefold()


def _comparatives(text: str) -> Iterator[str]:
    for match in _COMPARATIVE.finditer(text):
        yield match[0].casefold()


def _collisions(text: str) -> Iterator[str]:
    for match in _COLLISION.finditer(text):
        yield match[0].casefold()


def _marks(text: str) -> Iterator[str]:
    for match in _MARKS.finditer(text):
        yield match[0]
    if text.count("(") != text.count(")"):
        yield "()"


def _orphans(text: str) -> Iterator[str]:
    """Yield pronouns that open a sentence: after a split they no longer say whom they mean."""
    for sentence in _sentences(text)[1:]:
        first = _first(sentence)
        if first in _ORPHAN:
            yield first


def _fragments(text: str) -> Iterator[str]:
    for index, sentence in enumerate(_sentences(text)):
        if _first(sentence) in _LOOSE_START and index:
            yield _first(sentence)
        words = _WORD.findall(sentence)
        if words and words[-1].casefold() in _LOOSE_END and sentence.endswith("."):
            yield words[-1].casefold()


def _capitals(text: str) -> Iterator[str]:
    for match in re.finditer(r"[.!?]\s+([a-z])", text):
        if not text[: match.start() + 1].endswith(("e.g.", "i.e.", "etc.", "vs.")):
            yield match[1]


CHECKS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("repeated word", _repeats),
    ("stacked brackets", _brackets),
    ("explained by itself", _glosses),
    ("a or an", _articles),
    ("a before a plural", _plural_articles),
    ("agreement", _agreement),
    ("double comparative", _comparatives),
    ("colliding prepositions", _collisions),
    ("marks", _marks),
    ("orphan pronoun", _orphans),
    ("fragment", _fragments),
    ("capital", _capitals),
)
"""The checks in order; "missing verb" comes last, since it compares whole texts."""

_NOT_FOR_ITEMS = frozenset({"fragment"})


def _loses_verb(text: str, source: str) -> bool:
    """Tell whether a sentence lacks the finite verb that the source surely had everywhere."""
    if source and not all(_SURE_VERBS & _lower(sentence) for sentence in _sentences(source)):
        return False
    return not all(_has_verb(sentence) for sentence in _sentences(text))


def _has_verb(sentence: str) -> bool:
    """Tell whether a finite verb may be there: a sure one, a likely one, or a command."""
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if len(words) < _SHORT or _SURE_VERBS & set(words):
        return True
    return words[0] in _COMMANDS or any(word.endswith(_FINITE_ENDINGS) for word in words[1:])


def _lower(sentence: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(sentence)}


_SURE_VERBS = FINITE | VERBS_AHEAD
_COMMANDS = word_set(
    "do avoid keep use take give call tell get put wash stop store throw talk make check stay "
    "apply ask see watch start drink eat wear read follow seek let go look"
)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]


def _first(sentence: str) -> str:
    match = _WORD.search(sentence)
    return match[0].casefold() if match else ""
