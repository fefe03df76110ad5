"""Reads a number at a place: digits, words, fractions, "two and a half", "1.5 million".

It gives the value and where it ends. What the number counts is for `measures.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from patiented.guard.tokens import NUMBER, Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SCALES = {"hundred": 100.0, "thousand": 1_000.0, "million": 1_000_000.0, "billion": 1e9}
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "eighth": 0.125}
_PLURAL_PARTS = {"halves", "thirds", "quarters", "fifths", "tenths", "eighths"}


ORDINALS = {
    word: float(n)
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
} | {"eighteenth": 18.0, "sixteenth": 16.0}


_TEN, _TENS = 10, 20


class Number(NamedTuple):
    """A value and the token after it; said as a fraction, in words, or a lone "one"."""

    value: float
    last: int
    fraction: bool = False
    worded: bool = False
    lone_one: bool = False


_OPENERS = frozenset({"half", "a", "an", "one"})
"""Words beside the number words that a number may start with."""


def number_at(tokens: Sequence[Token], at: int, words: Mapping[str, float]) -> Number | None:
    """Return the number that starts at token `at`, if one does."""
    token = tokens[at]
    if token.kind == NUMBER:
        return _digits(tokens, at)
    if token.norm not in words and token.norm not in _OPENERS:
        return None
    return _fraction(tokens, at, words) or _worded(tokens, at, words)


def _norm(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].norm if 0 <= at < len(tokens) else ""


def _digits(tokens: Sequence[Token], at: int) -> Number:
    value, last = tokens[at].value, at + 1
    following = _norm(tokens, last)
    if following in _SCALES:
        return Number(value * _SCALES[following], last + 1)
    if last < len(tokens) and tokens[last].kind == NUMBER:
        extra = tokens[last]
        if extra.norm in "½¼¾⅓⅔⅕⅛" and value == int(value):
            return Number(value + extra.value, last + 1)
    if following == "/" and _norm(tokens, last + 1).isdigit() and value in {1.0, 2.0, 3.0}:
        below = tokens[last + 1].value
        touching = (
            tokens[at].end == tokens[last].start and tokens[last].end == tokens[last + 1].start
        )
        if touching and below in {2.0, 3.0, 4.0, 5.0, 8.0} and value < below:
            return Number(value / below, last + 2, fraction=True)
    return Number(value, last, fraction=tokens[at].norm in "½¼¾⅓⅔⅕⅛")


def _fraction(tokens: Sequence[Token], at: int, words: Mapping[str, float]) -> Number | None:
    norm = tokens[at].norm
    if norm == "half":
        return Number(0.5, at + 1, fraction=True, worded=True)
    following = _norm(tokens, at + 1)
    if norm in {"a", "an", "one"} and following in _PARTS:
        whole = following in {"half", "quarter"} or _norm(tokens, at + 2) == "of" or norm == "one"
        return Number(_PARTS[following], at + 2, fraction=True, worded=True) if whole else None
    if norm in words and following in _PLURAL_PARTS:
        part = _PARTS["half" if following == "halves" else following[:-1]]
        return Number(words[norm] * part, at + 2, fraction=True, worded=True)
    return None


def _worded(tokens: Sequence[Token], at: int, words: Mapping[str, float]) -> Number | None:
    """Read "two hundred and fifty", "twenty five", "one and a half"."""
    first = tokens[at].norm
    if first not in words:
        return None
    total, current, last = 0.0, words[first], at + 1
    lone = first in {"one", "single"}
    while last < len(tokens):
        norm = tokens[last].norm
        if norm in _SCALES:
            current, total, lone = 0.0, total + current * _SCALES[norm], False
        elif norm in words and _joins(current, words[norm], after_scale=total > 0):
            current, lone = current + words[norm], False
        elif not (norm == "and" and total > 0 and _norm(tokens, last + 1) in words):
            break
        last += 1
    if _norm(tokens, last) == "and" and _norm(tokens, last + 1) == "a":
        part = _norm(tokens, last + 2)
        if part in {"half", "quarter"}:
            return Number(total + current + _PARTS[part], last + 3, worded=True)
    return Number(total + current, last, worded=True, lone_one=lone)


def _joins(current: float, following: float, *, after_scale: bool) -> bool:
    if current == 0 and after_scale:
        return True
    return current >= _TENS and current % _TEN == 0 and 0 < following < _TEN
