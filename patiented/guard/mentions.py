"""Finds values of the closed classes, drugs and terms among the tokens that no measure spent.

The longest phrase wins and its tokens are used up. What no table knows is a term under its own
stem; words without a clinical claim of their own are passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.reading import Mention
from patiented.guard.tokens import NUMBER, WORD

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import Entry, GuardTables
    from patiented.guard.tokens import Token

DRUG, TERM, KNOWN_TERM = "drug", "word", "term"
CONTENT_KINDS = frozenset(
    {
        "drug",
        "condition",
        "term",
        "word",
        "organ",
        "population",
        "drug_class",
        "substance",
        "action",
        "form",
    }
)
_SHORTEST_DRUG = 6
_SENTENCE_ENDS = frozenset({".", "?", "!", ";", ":", "•", "\n"})
_CLAUSE_ENDS = frozenset({",", "(", ")", "—", "[", "]"})
_CLAUSE_WORDS = frozenset(
    {
        "but",
        "while",
        "whereas",
        "although",
        "whilst",
        "though",
        "unless",
        "versus",
        "vs",
        "than",
        "compared",
        "against",
    }
)


def read_mentions(reading: Reading, tables: GuardTables) -> None:
    """Fill `reading.mentions`, `sentence`, `clause` and `stems`."""
    _number_clauses(reading)
    at, tokens = 0, reading.tokens
    while at < len(tokens):
        if at in reading.spent or tokens[at].kind != WORD:
            at += 1
            continue
        entries, last = _longest(reading, at, tables)
        if entries:
            reading.mentions.extend(Mention(e.kind, e.value, at, last) for e in entries)
            at = last
            continue
        word = _single(tokens[at], at, tables)
        if word is not None:
            reading.mentions.append(word)
        at += 1
    reading.content = [m for m in reading.mentions if m.kind in CONTENT_KINDS]
    reading.measure_starts = [m.first for m in reading.measures]
    reading.mention_starts = [m.first for m in reading.mentions]
    reading.starts = [m.first for m in reading.content]
    for mention in reading.content:
        reading.homes.setdefault(mention.value, set()).add(reading.sentence[mention.first])
    for token in tokens:
        reading.places.setdefault(token.stem, (token.start, token.end))
    reading.stems = frozenset(token.stem for token in tokens if token.kind == WORD)


def is_drug(word: str, tables: GuardTables) -> bool:
    """Tell whether a word is the name of a medicine."""
    if word in tables.drugs:
        return True
    return (
        len(word) >= _SHORTEST_DRUG
        and word.endswith(tables.drug_endings)
        and word not in tables.not_drugs
    )


def _single(token: Token, at: int, tables: GuardTables) -> Mention | None:
    word = token.norm
    if is_drug(word, tables):
        return Mention(DRUG, word, at, at + 1)
    if word.endswith("s") and is_drug(word[:-1], tables):
        return Mention(DRUG, word[:-1], at, at + 1)
    if token.stem in tables.function or token.stem in tables.light or len(word) == 1:
        return None
    return Mention(TERM, token.stem, at, at + 1)


def _longest(reading: Reading, at: int, tables: GuardTables) -> tuple[tuple[Entry, ...], int]:
    entries: tuple[Entry, ...] = ()
    node, last, k = tables.phrases, at, at
    tokens, spent = reading.tokens, reading.spent
    while k < len(tokens) and (k not in spent or tokens[k].kind == NUMBER):
        child = node.children.get(tokens[k].stem)
        if child is None:
            break
        node, k = child, k + 1
        if node.entries:
            entries, last = node.entries, k
    return entries, last


def _number_clauses(reading: Reading) -> None:
    sentence = clause = 0
    for k, token in enumerate(reading.tokens):
        if token.norm in _SENTENCE_ENDS and not _inside_initials(reading.tokens, k):
            sentence += 1
            clause += 1
        elif token.norm in _CLAUSE_ENDS or token.norm in _CLAUSE_WORDS:
            clause += 1
        reading.sentence.append(sentence)
        reading.clause.append(clause)


def _inside_initials(tokens: list[Token], k: int) -> bool:
    """Tell whether a point belongs to initials: "U.S.", "b.i.d."."""
    if tokens[k].norm != "." or not k or len(tokens[k - 1].norm) > 1:
        return False
    letter_before = k > 1 and tokens[k - 2].norm == "."
    touching = k + 1 < len(tokens) and tokens[k].end == tokens[k + 1].start
    return letter_before or (touching and tokens[k + 1].kind == WORD)
