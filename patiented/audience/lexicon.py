"""The words that audiences share: `common/terms/*.tsv` and `common/plain_words.txt`.

The guard licenses words with it, the proposers swap terms with it. It judges nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.audience.learned import LEARNED_FILE, read_lessons
from patiented.audience.phrase_table import read_phrases
from patiented.audience.tables import Row, read_lines, read_table
from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patiented.audience.learned import Lesson
    from patiented.audience.phrase_table import Phrase

COLUMNS = ("term", "plain", "relation", "pos", "note")
TERMS_FOLDER = "terms"
PLAIN_WORDS_FILE = "plain_words.txt"
PHRASES_FILE = "phrases.tsv"


class Relation(StrEnum):
    """How a plain wording stands to its term (EDITORIAL 4)."""

    SAME = "="
    BROADER = ">"
    NARROWER = "<"
    SENSES = "?"


class Pos(StrEnum):
    """What a term is in a sentence; a `gloss` explains and is never swapped in by rule."""

    NOUN = "noun"  # can be counted: has a plural
    MASS = "mass"  # cannot
    ITEM = "item"  # has no plural, its plain wording has: fits only lists, which need no article
    ADJECTIVE = "adj"
    ADVERB = "adv"
    VERB = "verb"
    GLOSS = "gloss"
    ABBREVIATION = "abbr"
    SPELLING = "spelling"
    NAME = "name"  # stays as it is
    PHRASE = "phrase"  # from phrases.tsv and learned.tsv: for the guard only


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the lexicon; both sides in their base form. `table` is the name of its file."""

    term: str
    plain: str
    relation: Relation
    pos: Pos
    note: str = ""
    line: int = 0
    table: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What audiences share.

    A term may have several rows: the first is the one to use, all are licensed.

    `dirs` are the `common/` folders, shipped first; `find` serves the tables that other parts read.
    """

    terms: tuple[Term, ...]
    plain_words: frozenset[str]
    dirs: tuple[Path, ...] = ()

    def find(self, name: str) -> Path | None:
        """Return the path of a shared data file, the latest root first."""
        for folder in reversed(self.dirs):
            if (folder / name).is_file():
                return folder / name
        return None


def load_lexicon(
    dirs: Sequence[Path], read: Callable[[Path], tuple[Phrase, ...]] = read_phrases
) -> Lexicon:
    """Lay the `common/` folders over each other: a later term replaces the earlier one."""
    terms: dict[str, tuple[Term, ...]] = {}
    phrases: dict[str, Term] = {}
    learned: list[Lesson] = []
    words: set[str] = set()
    for folder in dirs:
        terms.update(_by_term(read_terms_folder(folder)))
        if (folder / PLAIN_WORDS_FILE).is_file():
            words.update(read_plain_words(folder / PLAIN_WORDS_FILE))
        learned += (one for one in read_lessons(folder / LEARNED_FILE) if one.is_accepted)
        if (folder / PHRASES_FILE).is_file():
            phrases.update(_guard_phrases(read(folder / PHRASES_FILE)))
    flat = tuple(term for rows in terms.values() for term in rows)
    added = tuple(term for name, term in phrases.items() if name not in terms)
    taught = (
        Term(one.source, one.plain, Relation(one.relation), Pos.PHRASE, note=f"taught: {one.id}")
        for one in learned
    )
    return Lexicon((*flat, *added, *taught), frozenset(words), tuple(dirs))


def read_terms_folder(common: Path) -> tuple[Term, ...]:
    """Return the terms of every table below `common/terms/`, file by file.

    A term stands in one file only, so that whoever looks it up has looked it up.
    """
    terms: list[Term] = []
    homes: dict[str, Path] = {}
    for path in sorted((common / TERMS_FOLDER).glob("*.tsv")):
        for term in read_terms(path):
            home = homes.setdefault(term.term.lower(), path)
            if home != path:
                message = f"{term.term!r} is already in {home.name}"
                raise DataError(message, path=path, line=term.line)
            terms.append(term)
    return tuple(terms)


def read_terms(path: Path) -> tuple[Term, ...]:
    """Return the terms of one table, in file order."""
    terms: list[Term] = []
    seen: dict[tuple[str, str], int] = {}
    for row in read_table(path, COLUMNS):
        term = _term(path, row)
        key = (term.term.lower(), term.plain.lower())
        if key in seen:
            message = f"{term.term!r} with this plain wording is already on line {seen[key]}"
            raise DataError(message, path=path, line=row.line)
        seen[key] = row.line
        terms.append(term)
    return tuple(terms)


def read_plain_words(path: Path) -> frozenset[str]:
    """Return the everyday words: one a line, lower case; `#` opens a comment line."""
    words: set[str] = set()
    for number, line in enumerate(read_lines(path), start=1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if not word.replace("-", "").replace("'", "").isalpha() or word != word.lower():
            message = f"expected one lower-case word, found {word[:40]!r}"
            raise DataError(message, path=path, line=number)
        words.add(word)
    return frozenset(words)


def _guard_phrases(phrases: Sequence[Phrase]) -> dict[str, Term]:
    """Return the phrases whose two sides are one thing to the guard, as terms for it alone."""
    terms: dict[str, Term] = {}
    for phrase in phrases:
        if phrase.known_to_guard:
            relation = Relation.BROADER if phrase.only_simplify else Relation.SAME
            source = " ".join(word for word in phrase.source if word.isalnum() or len(word) > 1)
            target = " ".join(word for word in phrase.target if word != ",")
            terms[source] = Term(source, target, relation, Pos.PHRASE, line=phrase.line)
    return terms


def _term(path: Path, row: Row) -> Term:
    if not row["term"] or not row["plain"]:
        raise DataError("term and plain must both be filled", path=path, line=row.line)
    relation = _one_of(path, row, "relation", tuple(Relation))
    pos = _one_of(path, row, "pos", tuple(pos for pos in Pos if pos is not Pos.PHRASE))
    return Term(
        row["term"],
        row["plain"],
        Relation(relation),
        Pos(pos),
        note=row["note"],
        line=row.line,
        table=path.name,
    )


def _one_of(path: Path, row: Row, column: str, allowed: tuple[str, ...]) -> str:
    if row[column] in allowed:
        return row[column]
    before = COLUMNS[: COLUMNS.index(column)]
    offset = sum(len(row[name]) + 1 for name in before) + 1
    message = f"unknown {column} {row[column]!r}; expected one of {' '.join(allowed)}"
    raise DataError(message, path=path, line=row.line, column=offset)


def _by_term(terms: Sequence[Term]) -> dict[str, tuple[Term, ...]]:
    grouped: dict[str, list[Term]] = {}
    for term in terms:
        grouped.setdefault(term.term.lower(), []).append(term)
    return {name: tuple(rows) for name, rows in grouped.items()}
