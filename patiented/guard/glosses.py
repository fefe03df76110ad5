"""Knows a gloss beside its word: "neutrophils (a type of white blood cell)".

The words of the table's explanations may stand in brackets, or behind ", a", right beside the term
that they explain. Elsewhere they are claims like any other: "neutropenia and infection" names two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.tokens import WORD

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention
    from patiented.guard.tokens import Token

_REACH: Final = 24
_BESIDE: Final = 2
_ENOUGH: Final = 0.6
"""The share of one explanation that has to stand there: a lone word of it may say another thing."""
_ARTICLES: Final = frozenset({"a", "an", "which"})
_NEVER: Final = frozenset({"drug", "negation", "modality", "condition_word"})


def is_gloss(case: Case, mention: Mention) -> bool:
    """Tell whether a mention of the rewrite stands in a gloss of the term right before it."""
    if mention.kind in _NEVER or not case.tables.glosses:
        return False
    opened = _opening(case, mention.first)
    if opened < 0:
        return False
    glosses = _glossed(case, opened)
    quiet = case.tables.function | case.tables.light
    said = {t.stem for t in _inside(case, opened) if t.kind == WORD} - quiet
    fits = any(len(said & one - quiet) >= _ENOUGH * len(one - quiet) for one in glosses)
    return fits and said <= frozenset().union(*glosses)


def _inside(case: Case, opened: int) -> list[Token]:
    """Return the tokens of the gloss that is opened by a token."""
    tokens = case.rewrite.tokens
    closes = ")" if tokens[opened].norm == "(" else ","
    ends = {closes, ".", ";"}
    last = next((k for k in range(opened + 1, len(tokens)) if tokens[k].norm in ends), len(tokens))
    return tokens[opened + 1 : last]


def _glossed(case: Case, opened: int) -> tuple[frozenset[str], ...]:
    """Return the explanations, as words, of what stands right before a bracket."""
    known = {m.value for m in case.source.mentions}
    first = max(opened - _BESIDE, 0)
    values = {m.value for m in case.rewrite.mentions if first < m.last <= opened} & known
    for token in case.rewrite.tokens[first:opened]:
        if token.stem in case.source.stems:
            values |= {entry.value for entry in case.tables.phrases.find((token.stem,))}
    return tuple(one for value in sorted(values) for one in case.tables.glosses.get(value, ()))


def _opening(case: Case, at: int) -> int:
    """Return the token that opens the gloss which holds a token, or -1."""
    tokens, here = case.rewrite.tokens, case.rewrite.sentence[at]
    for k in range(at - 1, max(at - _REACH, 0), -1):
        norm = tokens[k].norm
        if norm == ")" or case.rewrite.sentence[k] != here:
            return -1
        if norm == "(":
            return k
        if norm == "," and tokens[k + 1].norm in _ARTICLES:
            return k
    return -1
