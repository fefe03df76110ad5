"""Finds values of the closed classes, drugs and terms among the tokens that no measure spent.

The longest phrase wins and its tokens are used up. What no table knows is a term under its own
stem; words without a clinical claim of their own are passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard.reading import Mention
from patiented.guard.tokens import NUMBER, WORD
from patiented.guard.tries import LIGHT, PASSED, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables
    from patiented.guard.tokens import Token

DRUG, TERM, KNOWN_TERM = "drug", "word", "term"
_SILENT = (Entry(LIGHT, ""),)
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
_LABEL = 6
_BUT_NOT = "!"
_SENTENCE_ENDS = frozenset({".", "?", "!", ";", ":", "•", "\n"})
_CLAUSE_ENDS = frozenset({",", "(", ")", "—", "[", "]"})
_ASKING = frozenset({"what", "how", "why", "who", "where", "which", "when", "whose", "whom"})
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
        if last - at <= 1 and _is_light_form(reading, at, tables):
            entries, last = _SILENT, at + 1
        if entries:
            _add(reading, entries, at, last)
            at = last
            continue
        word = _single(tokens[at], at, tables)
        if word is not None:
            reading.mentions.append(word)
        at += 1
    if any(token.norm == "?" for token in tokens):
        reading.mentions = sorted([*_questions(reading), *reading.mentions], key=lambda m: m.first)
    reading.content = [m for m in reading.mentions if m.kind in CONTENT_KINDS]
    reading.measure_starts = [m.first for m in reading.measures]
    reading.mention_starts = [m.first for m in reading.mentions]
    reading.starts = [m.first for m in reading.content]
    for mention in reading.content:
        reading.homes.setdefault(mention.value, set()).add(reading.sentence[mention.first])
    for token in tokens:
        reading.places.setdefault(token.stem, (token.start, token.end))
    reading.stems = frozenset(token.stem for token in tokens if token.kind == WORD)


def _add(reading: Reading, entries: tuple[Entry, ...], at: int, last: int) -> None:
    """Add what a phrase means, or note that it says nothing."""
    if entries[0].kind == LIGHT:
        reading.quiet.update(range(at, last))
    elif not _is_span_apart(reading, at):
        reading.mentions.extend(Mention(e.kind, e.value, at, last) for e in entries)


def _is_light_form(reading: Reading, at: int, tables: GuardTables) -> bool:
    """Tell whether a word carries no claim in this form and place: "was reported in"."""
    places = tables.light_forms.get(reading.tokens[at].norm)
    if places is None:
        return False
    before = _norm_at(reading, at - 1)
    if _BUT_NOT in places[0]:
        return before not in places[0]
    return before in places[0] or _norm_at(reading, at + 1) in places[1]


def _norm_at(reading: Reading, at: int) -> str:
    """Return a word of the text, or the sign for a number."""
    if not 0 <= at < len(reading.tokens):
        return ""
    return "#" if at in reading.spent else reading.tokens[at].norm


def _is_span_apart(reading: Reading, at: int) -> bool:
    """Tell whether "apart from" ends a span ("4 hours apart from calcium"): no exception then."""
    return reading.tokens[at].norm == "apart" and any(m.last == at for m in reading.measures)


def _questions(reading: Reading) -> Iterator[Mention]:
    """Yield an "if" for each question that what follows answers: "Missed a dose? Skip it."."""
    first = 0
    for k, token in enumerate(reading.tokens):
        if token.norm == "?" and k > first and k + 1 < len(reading.tokens):
            words = {t.norm for t in reading.tokens[first : first + 2]}
            if not words & _ASKING:
                yield Mention("condition_word", "if", first, first + 1)
        if token.norm in _SENTENCE_ENDS:
            first = k + 1


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


def mentions_within(reading: Reading, first: int, last: int, tables: GuardTables) -> list[Mention]:
    """Return what the pieces of a phrase say, read without the phrase as a whole."""
    found: list[Mention] = []
    at = first
    while at < last and last - first > 1:
        entries, end = _longest(reading, at, tables, last - 1 if at == first else last)
        if entries:
            found += [Mention(e.kind, e.value, at, end) for e in entries if e.kind != LIGHT]
            at = end
            continue
        word = _single(reading.tokens[at], at, tables)
        if word is not None:
            found.append(word)
        at += 1
    return found


def _longest(
    reading: Reading, at: int, tables: GuardTables, stop: int | None = None
) -> tuple[tuple[Entry, ...], int]:
    entries: tuple[Entry, ...] = ()
    node, last, k = tables.phrases, at, at
    tokens, spent = reading.tokens, reading.spent
    stop = len(tokens) if stop is None else stop
    while k < stop and (k not in spent or tokens[k].kind == NUMBER):
        child = node.children.get(tokens[k].stem)
        if child is None:
            if k > at and tokens[k].norm in PASSED:
                k += 1
                continue
            break
        node, k = child, k + 1
        if node.entries:
            entries, last = node.entries, k
    return entries, last


def _number_clauses(reading: Reading) -> None:
    sentence = clause = 0
    for k, token in enumerate(reading.tokens):
        if token.norm == ":" and k <= _LABEL and not sentence:
            clause += 1  # "Drugname tablets: take one" is one sentence with its name before it.
        elif token.norm in _SENTENCE_ENDS and not _inside_initials(reading.tokens, k):
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
