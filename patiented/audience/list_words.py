"""Which words open a list and stand in its points: `common/lists.toml` and the term tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.audience.lexicon import Pos
from patiented.audience.places import find_key
from patiented.audience.tables import read_table
from patiented.audience.toml_file import read_toml
from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from patiented.audience.lexicon import Lexicon, Term

FILE = "lists.toml"
TABLES = ("conditions.tsv", "signs.tsv", "medicines.tsv")
"""The term tables whose nouns are things by themselves."""

_CONDITION = "condition"
_CONDITIONS = (
    ("condition.tsv", ("value", "phrases")),
    ("ways.tsv", ("kind", "value", "phrases")),
)
"""Tables of the guard that name illnesses and signs, with their columns."""

_WORDS = (
    "verbs", "examples", "nouns", "nouns_after_verb", "refuse", "refuse_at_ends", "refuse_lead",
    "parallel", "acts", "heads", "not_heads", "small",
)  # fmt: skip
_NUMBERS = ("fewest", "words", "most")
_NOUNS = frozenset({Pos.NOUN, Pos.MASS, Pos.ITEM})
_NAMED = frozenset({Pos.GLOSS, Pos.NAME, Pos.ABBREVIATION, Pos.SPELLING})
"""Here the term alone is a thing: its plain side explains it."""


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words by which a list is known. Phrases are lower case, words joined by one space."""

    fewest: int
    words: int
    most: int
    verbs: frozenset[str]
    examples: frozenset[str]
    nouns: frozenset[str]
    nouns_after_verb: frozenset[str]
    refuse: frozenset[str]
    refuse_at_ends: frozenset[str]
    refuse_lead: frozenset[str]
    parallel: frozenset[str]
    acts: frozenset[str]
    heads: frozenset[str]
    not_heads: frozenset[str]
    nouns_known: frozenset[str]
    names: frozenset[str]
    phrases: frozenset[str]
    everyday: frozenset[str]

    @property
    def openers(self) -> frozenset[str]:
        """The phrases after which a list may start."""
        return self.verbs | self.examples | self.nouns


def load_list_words(lexicon: Lexicon) -> ListWords | None:
    """Return the words of the library's file with those of its terms; None where it has none."""
    path = lexicon.find(FILE)
    if path is None:
        return None
    text, data = read_toml(path)
    for key in data:
        if key not in (*_WORDS, *_NUMBERS):
            raise _error(path, text, key, f"unknown key {key!r}")
    fewest, enough, most = (_number(path, text, data, key) for key in _NUMBERS)
    words = {key: _phrases(path, text, data, key) for key in _WORDS}
    terms = [term for term in lexicon.terms if term.pos in _NOUNS | _NAMED]
    things = [term for term in terms if term.table in TABLES]
    words["phrases"] = frozenset(side for term in things for side in _sides(term))
    words["nouns_known"] = words["heads"] | _heads(_named(terms))
    names = _heads(side for side in _named(things) if " " not in side)
    words["names"] = words["heads"] | names | _conditions(lexicon.dirs)
    words["everyday"] = words["names"] | words.pop("small") | lexicon.plain_words
    words["heads"] = (words["heads"] | _heads(_named(things))) - words["not_heads"]
    return ListWords(fewest=fewest, words=enough, most=most, **words)


def _sides(term: Term) -> tuple[str, str]:
    return term.term.lower(), term.plain.lower()


def _named(terms: Iterable[Term]) -> list[str]:
    """Return the sides of terms that name the thing: a gloss only explains it."""
    return [
        side
        for term in terms
        for side in (_sides(term) if term.pos in _NOUNS else _sides(term)[:1])
    ]


def _heads(phrases: Iterable[str]) -> frozenset[str]:
    """Return the last word of each noun phrase, before any "of", and its plural."""
    heads = {head for phrase in phrases for head in head_of(phrase)}
    return frozenset(heads | {f"{head}s" for head in heads})


def _conditions(common_dirs: Iterable[Path]) -> frozenset[str]:
    """Return the single words by which the guard knows an illness or a sign."""
    found: set[str] = set()
    for folder in common_dirs:
        for name, columns in _CONDITIONS:
            path = folder / "guard" / name
            rows = read_table(path, columns) if path.is_file() else ()
            for row in rows:
                if row.cells.get("kind", _CONDITION) == _CONDITION:
                    found.update(one.strip() for one in row["phrases"].split("|"))
    return frozenset(one for one in found if one.isalpha())


def head_of(phrase: str) -> set[str]:
    """Return the last word of a noun phrase before its first "of", as a set; none for nothing."""
    words = phrase.lower().split()
    if "of" in words:
        words = words[: words.index("of")]
    return {words[-1]} if words else set()


def _number(path: Path, text: str, data: dict[str, object], key: str) -> int:
    value = data.get(key)
    if not isinstance(value, int) or value < 1:
        raise _error(path, text, key, f"{key} must be a whole number of 1 or more")
    return value


def _phrases(path: Path, text: str, data: dict[str, object], key: str) -> frozenset[str]:
    value = data.get(key)
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise _error(path, text, key, f"{key} must be a list of words")
    return frozenset(" ".join(one.lower().split()) for one in value)


def _error(path: Path, text: str, key: str, message: str) -> DataError:
    line, column = find_key(text, (key,))
    return DataError(message, path=path, line=line, column=column)
