"""Says why a sentence is hard, in a form that a writer can act on.

Every reason is "code: message". The code is stable and one of `CODES`; the message names what was
found in the sentence. A reason is a hint to a writer, never a verdict: it is found by word lists
(`data/reasons.toml`) and shapes of words, without a parser, and a sentence without reasons may
still be hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from patiented.readability.familiar import is_familiar
from patiented.readability.frequency import zipf
from patiented.readability.tables import read_toml, spoken_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from patiented.readability.counting import CountedSentence

CODES = (
    "long",
    "rare_words",
    "passive",
    "many_clauses",
    "nominalizations",
    "abstract_nouns",
    "undefined_abbreviation",
    "double_negative",
    "number_without_base",
)
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,4}[A-Z](?:-?\d+)?s?(?![\w])")
_DEFINED = re.compile(
    r"\(([A-Z][A-Za-z]{0,4}[A-Z](?:-?\d+)?)s?[);,]|(?<![\w-])([A-Z][A-Za-z]{0,4}[A-Z])s? \([a-z]"
)
_BASE = re.compile(
    r"%|\bpercent\b|\b(?:out of|in every|for every|per)\b"
    r"|\d\s*/\s*\d|\b(?:of|in)\s+\d|\bof\s+(?:the|all)\b",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(r"[,;:()]|\b(?:and|or|but|if|because|when|that)\b", re.IGNORECASE)
_NEAR = 4
_SHORTEST_NOMINAL = 7


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a sentence is called hard; `named` is how many words a message names."""

    words: int
    rare_zipf: float
    clauses: int
    nominalizations: int
    abstract_nouns: int
    named: int


def defined_abbreviations(texts: Iterable[str]) -> frozenset[str]:
    """Return the abbreviations that a text spells out, as in "body surface area (BSA)"."""
    return frozenset(
        match[1] or match[2] for text in texts if "(" in text for match in _DEFINED.finditer(text)
    )


def reasons(sentence: CountedSentence, defined: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the reasons in the order of `CODES`; `defined` abbreviations need no spelling out."""
    lower = tuple(map(str.lower, sentence.words))
    looked = _Looked(sentence, lower, sentence.untaught(), defined)
    found = ((code, look(looked)) for code, look in zip(CODES, _LOOKS, strict=True))
    return tuple(f"{code}: {message}" for code, message in found if message)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What each look is given."""

    sentence: CountedSentence
    lower: tuple[str, ...]
    untaught: tuple[str, ...]
    defined: frozenset[str]


@cache
def _limits() -> Limits:
    return Limits(**read_toml("reasons.toml")["limits"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_toml("reasons.toml")["words"][name].split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_words("nominal_ending")))


@cache
def _said_units() -> frozenset[str]:
    """Return what reading aloud puts in: a writer did not choose "milligrams"."""
    return frozenset(
        word.lower()
        for names in spoken_tables().units.values()
        for n in names
        for word in n.split()
    )


def _long(looked: _Looked) -> str:
    count = len(looked.lower)
    limit = _limits().words
    return f"{count} words; split it to stay within {limit}" if count > limit else ""


def _rare_words(looked: _Looked) -> str:
    rare = [w.lower() for w in looked.untaught if not w.isupper() and is_rare(w.lower())]
    return _named(sorted(dict.fromkeys(rare), key=zipf))


def is_rare(lower: str) -> bool:
    """Tell whether a word is unfamiliar and seldom met."""
    return (
        zipf(lower) < _limits().rare_zipf
        and len(lower) > 1
        and not is_familiar(lower)
        and lower not in _said_units()
        and lower not in _words("everyday")
    )


def _passive(looked: _Looked) -> str:
    words = looked.lower
    for index, word in enumerate(words):
        if word not in _words("be"):
            continue
        for after, next_word in enumerate(words[index + 1 : index + _NEAR], start=index + 1):
            if _is_participle(next_word):
                return f'"{" ".join(words[index : after + 1])}" hides who acts'
            if next_word not in _words("between"):
                break
    return ""


def _is_participle(lower: str) -> bool:
    if lower in _words("participle"):
        return True
    return lower.endswith("ed") and len(lower) >= _NEAR and lower not in _words("not_participle")


def _many_clauses(looked: _Looked) -> str:
    joints = [word for word in looked.lower if word in _words("clause")]
    count = len(joints) + looked.sentence.text.count(";")
    return f"{count + 1} clauses ({_named(joints)})" if count >= _limits().clauses else ""


def _nominalizations(looked: _Looked) -> str:
    found = [
        word
        for word in map(str.lower, looked.untaught)
        if len(word) >= _SHORTEST_NOMINAL
        and word.endswith(_endings())
        and word not in _words("everyday_nominal")
        and not is_familiar(word)
    ]
    return f"use verbs for {_named(found)}" if len(found) >= _limits().nominalizations else ""


def _abstract_nouns(looked: _Looked) -> str:
    found = [word for word in map(str.lower, looked.untaught) if word in _words("abstract")]
    return f"say what happens: {_named(found)}" if len(found) >= _limits().abstract_nouns else ""


def _undefined_abbreviation(looked: _Looked) -> str:
    taught = set(looked.sentence.words) - set(looked.untaught)
    found = [match.group().rstrip("s") for match in _ABBREVIATION.finditer(looked.sentence.text)]
    known = looked.defined | _words("known_abbreviation") | taught
    unknown = [word for word in found if word not in known and word.lower() not in _said_units()]
    if not unknown or looked.sentence.text.isupper():
        return ""
    return f"spell out {_named(unknown)}"


def _double_negative(looked: _Looked) -> str:
    for clause in _CLAUSE_BREAK.split(looked.sentence.spoken):
        words = clause.split()
        places = [i for i, word in enumerate(words) if _is_negator(word.lower())]
        for place in places:
            for near in words[place + 1 : place + 1 + _NEAR]:
                plain = near.lower().strip('."\u201d')
                if _is_negator(plain) or plain in _words("inherent_negative"):
                    return f'"{words[place]} ... {plain}" is two negatives'
    return ""


def _is_negator(lower: str) -> bool:
    return lower in _words("negator") or lower.endswith(("n't", "n\u2019t"))


def _number_without_base(looked: _Looked) -> str:
    text = looked.sentence.text
    match = _counted().search(text)
    return f'"{match.group()}": out of how many?' if match and not _BASE.search(text) else ""


@cache
def _counted() -> re.Pattern[str]:
    nouns = "|".join(sorted(_words("counted")))
    return re.compile(rf"(?<![\w.,/-])\d[\d,]*\s+(?:\w+\s+)?(?:{nouns})\b")


def _named(words: Sequence[str]) -> str:
    return ", ".join(list(dict.fromkeys(words))[: _limits().named])


_LOOKS: tuple[Callable[[_Looked], str], ...] = (
    _long,
    _rare_words,
    _passive,
    _many_clauses,
    _nominalizations,
    _abstract_nouns,
    _undefined_abbreviation,
    _double_negative,
    _number_without_base,
)
