"""The data of asking, read from `audiences/common/`: what words mean, topics, emergencies.

`asking/*.tsv` belong to this package; the guard's classes and the lexicon are read as well, for
finding only. A library's own folder lies over the shipped one file by file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.asking.concepts import Concepts
from patiented.asking.glosses import load_glosses
from patiented.asking.patterns import Pattern
from patiented.asking.words import load_words
from patiented.audience.tables import read_table
from patiented.errors import DataError
from patiented.model import FactKind, Role
from patiented.proposing.drug_names import DrugNames, load_drug_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.asking.glosses import Glosses
    from patiented.asking.words import Words
    from patiented.audience import Lexicon
    from patiented.audience.tables import Row

FOLDER = "asking"
GUARD_CLASSES = ("condition", "drug_class", "form", "organ", "population", "substance", "term")
"""Classes of the guard that name things; the others (not, must, before) are no subject."""
GUARD_WAYS = ("ways", "ways_of_terms")

CONDITION_TABLES = frozenset({"conditions", "signs"})
SKIPPED_TABLES = frozenset({"everyday", "notes", "studies", "staff", "spelling", "general", ""})
"""Tables of the lexicon with words that are no subject to ask for."""

_MARKS = re.compile("[/?=]")

NEAR = "near"
"""The kind of what is only near in meaning; a match by it counts less."""
IDLE, PERSON, VAGUE, SLIGHT = "idle", "person", "vague", "slight"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question may be after; see the head of `topics.tsv`."""

    name: str
    needs: str
    asked: Pattern
    roles: tuple[Role, ...]
    evidence: Pattern
    measures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Emergency:
    """Turns of phrase of one kind of emergency."""

    kind: str
    when: str
    asked: Pattern


@dataclass(frozen=True, slots=True)
class AskingTables:
    """All data that a question is read with."""

    words: Words
    concepts: Concepts
    glosses: Glosses
    medicines: DrugNames
    topics: tuple[Topic, ...]
    emergencies: tuple[Emergency, ...]
    cues: dict[str, Pattern]
    loose: dict[str, frozenset[str]]
    kinds_of: dict[int, frozenset[int]]
    near: frozenset[int]
    vocabulary: frozenset[str]


def load_asking(lexicon: Lexicon) -> AskingTables:
    """Read every table; a bad row is refused with path, line and column."""
    return _Loader(lexicon).build()


class _Loader:
    """Reads the files and collects the words in them, which a misspelt word may be meant for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = load_words(lexicon.dirs)
        self._vocabulary: set[str] = set()
        self._loose = self._loose_words()
        self._concepts = Concepts(self._loose[SLIGHT])

    def build(self) -> AskingTables:
        medicines = load_drug_names(self._lexicon.dirs)
        self._guard_classes()
        self._terms()
        self._rows_of("ways", "way")
        self._rows_of("near", NEAR)
        self._rows_of("names", "medicine")
        self._medicines(medicines)
        kinds = self._kinds()
        topics = tuple(self._topic(row) for row in self._rows("topics", TOPIC_COLUMNS))
        emergencies = tuple(
            Emergency(row["kind"], self._when(row), self._pattern(row["asked"]))
            for row in self._rows("urgent", ("kind", "when", "asked"))
        )
        cues = {row["cue"]: self._pattern(row["asked"]) for row in self._rows("cues", CUE_COLUMNS)}
        return AskingTables(
            words=self._words,
            concepts=self._concepts,
            glosses=load_glosses(self._lexicon, self._words, self._loose[IDLE]),
            medicines=medicines,
            topics=topics,
            emergencies=emergencies,
            cues=cues,
            loose=self._loose,
            kinds_of=kinds,
            near=self._concepts.of_kind(NEAR),
            vocabulary=frozenset(one for one in self._vocabulary if len(one) > 1),
        )

    def _rows(self, name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
        path = self._lexicon.find(f"{FOLDER}/{name}.tsv")
        return read_table(path, columns) if path else ()

    def _learn(self, text: str) -> tuple[str, ...]:
        stems = self._words.stems(text)
        self._vocabulary.update(word for word in text.lower().split() if word.isalpha())
        return stems

    def _pattern(self, cell: str) -> Pattern:
        self._vocabulary.update(word for word in _MARKS.sub(" ", cell).split() if word.isalpha())
        return Pattern(cell, self._words.stem)

    def _guard_classes(self) -> None:
        numbers: dict[tuple[str, str], int] = {}
        for kind in GUARD_CLASSES:
            for row in self._guard_rows(kind, ("value", "phrases")):
                numbers[kind, row["value"]] = self._concepts.add(kind, self._phrases(row))
        for name in GUARD_WAYS:
            for row in self._guard_rows(name, ("kind", "value", "phrases")):
                number = numbers.get((row["kind"], row["value"]))
                for phrase in self._phrases(row) if number is not None else ():
                    self._concepts.name(phrase, number or 0)

    def _guard_rows(self, name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
        path = self._lexicon.find(f"guard/{name}.tsv")
        return read_table(path, columns) if path else ()

    def _phrases(self, row: Row) -> list[tuple[str, ...]]:
        return [self._learn(one) for one in row["phrases"].split("|") if one.strip()]

    def _terms(self) -> None:
        for term in self._lexicon.terms:
            table = term.table.removesuffix(".tsv")
            if table in SKIPPED_TABLES or term.pos in {"phrase", "spelling"}:
                continue
            kind = "condition" if table in CONDITION_TABLES else table
            self._concepts.add(kind, {self._learn(term.term), self._learn(term.plain)})

    def _rows_of(self, name: str, kind: str) -> None:
        for row in self._rows(name, ("value", "phrases")):
            self._concepts.add(kind, self._phrases(row))

    def _medicines(self, medicines: DrugNames) -> None:
        for name in sorted(medicines.names):
            phrase = self._learn(name)
            known = self._concepts.kinds(self._concepts.get(phrase))
            if not known & {"medicine", "substance"}:
                self._concepts.add("medicine", [phrase])

    def _kinds(self) -> dict[int, frozenset[int]]:
        """Return for each thing what it is a kind of, and what is a kind of it."""
        linked: dict[int, set[int]] = {}
        for row in self._rows("kinds", ("kind", "members")):
            above = self._named(row["kind"])
            for member in row["members"].split("|"):
                below = self._named(member)
                for one in below:
                    linked.setdefault(one, set()).update(above)
                for one in above:
                    linked.setdefault(one, set()).update(below)
        return {one: frozenset(others - {one}) for one, others in linked.items()}

    def _named(self, text: str) -> frozenset[int]:
        phrase = self._learn(text)
        return self._concepts.get(phrase) or frozenset({self._concepts.add("way", [phrase])})

    def _topic(self, row: Row) -> Topic:
        measured = row["needs"] == MEASURE
        return Topic(
            row["topic"],
            self._checked(row, "needs", NEEDS),
            self._pattern(row["asked"]),
            () if measured else tuple(Role(one) for one in row["roles"].split()),
            self._pattern(row["evidence"].replace("-", " ")),
            frozenset(FactKind(one).value for one in row["roles"].split()) if measured else NOTHING,
        )

    def _when(self, row: Row) -> str:
        return self._checked(row, "when", WHENS, "urgent")

    def _checked(self, row: Row, column: str, known: tuple[str, ...], name: str = "topics") -> str:
        if row[column] not in known:
            path = self._lexicon.find(f"{FOLDER}/{name}.tsv")
            message = f"{column} is {row[column]!r}, expected {', '.join(known)}"
            raise DataError(message, path=path or name, line=row.line)
        return row[column]

    def _loose_words(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {IDLE: set(), PERSON: set(), VAGUE: set(), SLIGHT: set()}
        for row in self._rows("idle", ("kind", "words")):
            self._vocabulary.update(row["words"].split())
            found.setdefault(row["kind"], set()).update(self._stems_of(row["words"].split()))
        return {kind: frozenset(words) for kind, words in found.items()}

    def _stems_of(self, words: Iterable[str]) -> set[str]:
        return {stem for word in words for stem in self._words.stems(word)}


MEASURE = "measure"
ALWAYS, ANYHOW = "always", "anyhow"
WHENS = (ALWAYS, ANYHOW, "now")
NEEDS = ("evidence", "either", "role", MEASURE, "hint", "faint")
NOTHING: frozenset[str] = frozenset()
TOPIC_COLUMNS = ("topic", "needs", "asked", "roles", "evidence")
CUE_COLUMNS = ("cue", "asked")
