"""Cuts text into tokens with spans and brings each one to a normal form; it knows no meanings.

Normal forms fold Unicode, case, British spelling and inflection, so that "haemorrhages" and
"hemorrhage" are the same stem. Contractions are cut ("don't" is "do" + "not"); hyphens inside
words fall away.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from patiented.guard.stems import Stemmer
    from patiented.model import Span

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:[.·]\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<name>[^\W\d_]{1,12}[-‐‑]\d[^\W_]*)"  # IL-4, COVID-19  # noqa: RUF001
    r"|(?P<word>[^\W\d_][^\W_]*(?:['’][^\W_]+)*)"  # noqa: RUF001
    r"|(?P<mark>[^\w\s]|\n)"
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}
_MARKS = str.maketrans(
    {
        0x2019: "'",
        0x2018: "'",  # curly quotes
        0x2212: "-",
        0x2013: "-",
        0x2010: "-",
        0x2011: "-",  # minus, en dash, hyphens
        0x2267: "≥",
        0x2266: "≤",
        0x2A7E: "≥",
        0x2A7D: "≤",
        0x2236: ":",
        0x00B7: ".",
        0x2023: "•",
        0x00BA: "°",
        0x02DA: "°",
    }
)  # fmt: skip
_NOT_ENDINGS = ("n't",)
_CLITICS = ("'s", "'re", "'ve", "'ll", "'d", "'m", "'")
_MAX_WORD = 48

WORD, NUMBER, MARK = "w", "n", "m"


class Token(NamedTuple):
    """One token: `norm` is the folded word, `stem` its key, `value` a number's value."""

    kind: str
    norm: str
    stem: str
    start: int
    end: int
    value: float = 0.0


def tokenise(text: str, stemmer: Stemmer) -> list[Token]:
    """Cut `text` into tokens in one linear pass."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        if group == "number":
            tokens.append(_number(match.group(), start, end))
        elif group == "mark":
            norm = match.group().translate(_MARKS)
            tokens.append(Token(MARK, norm, norm, start, end))
        else:
            _add_word(tokens, match.group(), (start, end), stemmer)
    return _without_inner_hyphens(tokens)


def _number(raw: str, start: int, end: int) -> Token:
    plain = raw.replace(",", "").replace("·", ".")
    digits = "".join(c if c == "." else str(unicodedata.decimal(c)) for c in plain[:40])
    return Token(NUMBER, digits, digits, start, end, float(digits))


def _add_word(tokens: list[Token], raw: str, span: Span, stemmer: Stemmer) -> None:
    start, end = span
    if raw in _FRACTIONS:
        tokens.append(Token(NUMBER, raw, raw, start, end, _FRACTIONS[raw]))
        return
    norm = raw.translate(_MARKS)
    if not norm.isascii():
        norm = unicodedata.normalize("NFKC", norm)
    norm = norm.lower()
    if norm.endswith(_NOT_ENDINGS):
        base = stemmer.word(_uncontracted(norm[:-3]))
        tokens.append(Token(WORD, base, stemmer.stem(base), start, max(end - 3, start)))
        tokens.append(Token(WORD, "not", "not", max(end - 3, start), end))
        return
    if norm == "cannot":
        tokens.append(Token(WORD, "can", "can", start, start + 3))
        tokens.append(Token(WORD, "not", "not", start + 3, end))
        return
    norm = _without_clitic(norm)
    if len(norm) > _MAX_WORD:
        tokens.append(Token(WORD, norm, norm, start, end))
        return
    word = stemmer.word(norm)
    tokens.append(Token(WORD, word, stemmer.stem(word), start, end))


def _uncontracted(base: str) -> str:
    return {"ca": "can", "wo": "will", "sha": "shall"}.get(base, base)


def _without_clitic(norm: str) -> str:
    if "'" in norm:
        for clitic in _CLITICS:
            if norm.endswith(clitic) and len(norm) > len(clitic):
                return norm[: -len(clitic)]
    return norm


def _without_inner_hyphens(tokens: list[Token]) -> list[Token]:
    """Drop hyphens that join words ("low-dose") or a number to a word ("12-week")."""
    kept: list[Token] = []
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        joins = token.norm == "-" and token.kind == MARK and 0 < index < last
        if joins and tokens[index - 1].end == token.start and token.end == tokens[index + 1].start:
            before, after = tokens[index - 1].kind, tokens[index + 1].kind
            if after == WORD and before in {WORD, NUMBER}:
                continue
        kept.append(token)
    return kept
