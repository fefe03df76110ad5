"""Splits a sentence in two where that is surely safe: between full clauses.

Three places: a semicolon, ", and" before a new subject, and "and" before a second verb, where the
subject is said again. Never where a condition, a "not", a contrast, a list or a pronoun would be
cut off from what it belongs to.
"""

from __future__ import annotations

import re

from patiented.proposing.word_classes import (
    BE,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    word_set,
)

_SEMICOLON = re.compile(r"\s*;\s+")
_COMMA_AND = re.compile(r",\s+and\s+")
_SECOND_VERB = re.compile(r"\s+and\s+(?=(?:may|can|should|must|is|are|was|were|has|will)\s)")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_UNSAFE_MARKS = re.compile(r"[:()\[\]\"\u201c\u201d?!]")
_UNSAFE_WORDS = word_set(
    "not no never none nor neither without cannot only except however respectively otherwise "
    "instead therefore thus then but respectively follows each one two other others same such"
)
_MIN_WORDS = 4
_VERB_WITHIN = 6  # the finite verb of the second clause must be among its first words
_SHARED = word_set(
    "patients people children adults women men infants adolescents participants those during "
    "throughout only alone both"
)
"""Words in the second half that may speak of the first half too."""
_MAX_SUBJECT = 4  # words that can be said again without weight
_SURE_VERBS = FINITE - {"do", "does", "did"}


def split(text: str) -> tuple[str, ...]:
    """Return the sentences that `text` falls into; one when it is not surely safe to split."""
    if _UNSAFE_MARKS.search(text) or not text.endswith("."):
        return (text,)
    for mark in (_SEMICOLON, _COMMA_AND):
        parts = mark.split(text)
        if len(parts) == 2 and _is_safe(*parts, comma=mark is _COMMA_AND):  # noqa: PLR2004 (a pair)
            return f"{parts[0].rstrip(',')}.", _capitalised(parts[1])
    return _with_subject_again(text)


def _with_subject_again(text: str) -> tuple[str, ...]:
    """Split before a second verb of one subject, and say the subject again."""
    parts = _SECOND_VERB.split(text)
    if len(parts) != 2 or "," in text or ";" in text:  # noqa: PLR2004 (a pair)
        return (text,)
    before, after = _words(parts[0]), _words(parts[1])
    forbidden = SUBORDINATORS | _UNSAFE_WORDS
    if forbidden & set(before) or (forbidden | _SHARED) & set(after):
        return (text,)
    verb = next((i for i, word in enumerate(before) if word in _SURE_VERBS), 0)
    subject = before[:verb]
    simple = not set(subject) & (PREPOSITIONS | PRONOUNS | {"and", "or", "there"})
    long_enough = min(len(before), len(after)) >= _MIN_WORDS
    if not (0 < verb <= _MAX_SUBJECT and simple and long_enough and set(subject) - DETERMINERS):
        return (text,)
    again = " ".join(_WORD.findall(parts[0])[:verb])
    return f"{parts[0]}.", f"{again} {parts[1]}"


def _is_safe(first: str, second: str, *, comma: bool) -> bool:
    before, after = _words(first), _words(second)
    if min(len(before), len(after)) < _MIN_WORDS:
        return False
    if comma and ("," in first or "," in second):
        return False
    forbidden = SUBORDINATORS | _UNSAFE_WORDS
    if forbidden & set(before) or forbidden & set(after):
        return False
    return _is_clause(before) and _is_clause(after) and after[0] not in PRONOUNS | BE


def _is_clause(words: list[str]) -> bool:
    """Tell whether a subject with an article or a plain name leads a sure finite verb."""
    verb = next((i for i, word in enumerate(words) if word in _SURE_VERBS), None)
    if verb is None or not 0 < verb <= _VERB_WITHIN:
        return False
    subject = words[:verb]
    return bool(set(subject) - DETERMINERS)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
