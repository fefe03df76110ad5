"""The guard's data, read from `audiences/common/guard/`: closed classes, units, numbers, concepts.

A clinician may change every file. One row of a class is one value and all the ways of saying it,
joined by " | ". Nothing here judges; a bad row is refused with path, line and column.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from patiented.audience.tables import Row, read_table
from patiented.errors import DataError
from patiented.guard.everyday import KINDS, Everyday
from patiented.guard.stems import Stemmer
from patiented.guard.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

TermRow = tuple[str, str, str]
"""term, plain, relation ("=", ">", "<" or "?")."""

CLASS_FILES: Final = (
    "action", "and_or", "comparison", "condition", "condition_word", "direction", "drug_class",
    "form", "modality", "negation", "organ", "population", "route", "severity", "substance", "term",
    "time_order",
)  # fmt: skip
"""One table each: `audiences/common/guard/<class>.tsv` with the columns value and phrases."""

_WOVEN: Final = frozenset(
    {"condition", "term", "drug_class", "organ", "population", "form", "route"}
)
"""Classes that rows of the lexicon may add phrases to; the others are closed."""

TURNING: Final = frozenset({"out", "off"})
"""Little words that turn what they stand by: "out of reach"."""

COMPARATORS: Final = frozenset({"ge", "gt", "le", "lt", "eq", "about"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: a value of a class."""

    kind: str
    value: str


@dataclass(slots=True)
class Trie:
    """Phrases by stem, for the longest match at a place."""

    children: dict[str, Trie] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()

    def add(self, stems: Sequence[str], entry: Entry) -> None:
        """Store one phrase."""
        node = self
        for stem in stems:
            node = node.children.setdefault(stem, Trie())
        if entry not in node.entries:
            node.entries = (*node.entries, entry)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one dimension; `factor` brings a value to the dimension's base unit."""

    name: str
    dimension: str
    factor: float
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class GuardTables:
    """Everything the guard knows about words."""

    stemmer: Stemmer
    phrases: Trie
    forms: Mapping[str, tuple[frozenset[str], ...]]
    units: Trie
    unit_of: Mapping[str, Unit]
    number_words: Mapping[str, float]
    multipliers: Mapping[str, int]
    rates: Trie
    comparators_before: Trie
    comparators_after: Trie
    drugs: frozenset[str]
    drug_endings: tuple[str, ...]
    not_drugs: frozenset[str]
    soft_negatives: frozenset[str]
    opposites: Mapping[str, frozenset[str]]
    broader: Mapping[str, frozenset[str]]
    organs: Mapping[str, frozenset[str]]
    roots: tuple[tuple[str, frozenset[str]], ...]
    function: frozenset[str]
    light: frozenset[str]
    plain: frozenset[str]
    markers: Mapping[str, str]
    quantifiers: Mapping[str, str]
    same_in_ban: Mapping[str, str]
    everyday: tuple[Everyday, ...]


def load_tables(common: Sequence[Path], terms: Iterable[TermRow]) -> GuardTables:
    """Read the tables of the first folder in `common` that has each file, and weave in `terms`."""
    reader = _Loader(common)
    return reader.build(terms)


class _Loader:
    """Reads the files once and collects the phrases."""

    def __init__(self, common: Sequence[Path]) -> None:
        self._common = tuple(common)
        self._forms: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._stemmer = Stemmer(
            {row["form"]: row["base"] for row in self._rows("irregular", "form", "base")},
            [(r["british"], r["american"]) for r in self._rows("spelling", "british", "american")],
        )
        self._function = self._words("function_words", "words", stemmed=True)
        self._light = set(self._words("light_words", "words", stemmed=True))

    def build(self, terms: Iterable[TermRow]) -> GuardTables:
        phrases, broader = Trie(), {}
        for kind in CLASS_FILES:
            for row in self._rows(kind, "value", "phrases"):
                self._add_once(phrases, row, Entry(kind, row["value"]))
        for row in self._rows("broader", "value", "broader"):
            broader[row["value"]] = frozenset(_cells(row["broader"]))
        self._weave_terms(phrases, broader, terms)
        units, unit_of = self._units()
        before, after = self._comparators()
        return GuardTables(
            stemmer=self._stemmer,
            phrases=phrases,
            forms=self._forms_by_value(),
            units=units,
            unit_of=unit_of,
            number_words={
                r["word"]: self._number("numbers", r, r["value"])
                for r in self._rows("numbers", "word", "value")
            },
            multipliers={
                r["word"]: int(self._number("multipliers", r, r["count"]))
                for r in self._rows("multipliers", "word", "count")
            },
            rates=self._rates(unit_of),
            comparators_before=before,
            comparators_after=after,
            drugs=self._words("drugs", "names"),
            drug_endings=tuple(sorted(self._words("drug_endings", "endings"))),
            not_drugs=self._words("not_drugs", "words"),
            soft_negatives=self._words("soft_negatives", "words", stemmed=True),
            opposites=self._opposites(),
            broader=broader,
            organs=self._organs(),
            roots=self._roots(),
            function=self._function,
            light=frozenset(self._light),
            plain=self._plain(),
            markers=self._by_word("markers", "marker"),
            same_in_ban={
                row["value"]: row["plain"] for row in self._rows("same_in_ban", "value", "plain")
            },
            quantifiers=self._by_word("quantifiers", "value"),
            everyday=self._everyday(),
        )

    def _path(self, name: str) -> Path:
        for folder in self._common:
            path = folder / name
            if path.exists():
                return path
        return self._common[-1] / name

    def _rows(self, name: str, *columns: str) -> tuple[Row, ...]:
        return read_table(self._path(f"guard/{name}.tsv"), columns)

    def _number(self, name: str, row: Row, text: str) -> float:
        """Return a cell as a finite number, or blame its row."""
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            path = self._path(f"guard/{name}.tsv")
            raise DataError(f"expected a number, found {text!r}", path=path, line=row.line)
        return value

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Return the stems under which a phrase of a table is found in a text."""
        stems = self._stems.get(phrase)
        if stems is None:
            stems = tuple(token.stem for token in tokenise(phrase, self._stemmer))
            self._stems[phrase] = stems
        return stems

    def _add(self, trie: Trie, phrases: str, entry: Entry) -> None:
        for phrase in _cells(phrases):
            stems = self.stems(phrase)
            if stems:
                trie.add(stems, entry)
                if entry.kind in CLASS_FILES:
                    self._forms.setdefault(entry.value, []).append(stems)

    def _forms_by_value(self) -> dict[str, tuple[frozenset[str], ...]]:
        bare = self._function - TURNING
        return {
            value: tuple(dict.fromkeys(frozenset(stems) - bare for stems in forms))
            for value, forms in self._forms.items()
        }

    def _add_once(self, phrases: Trie, row: Row, entry: Entry) -> None:
        """Add the phrases of a row; one that another row has already has two meanings: refused."""
        for phrase in _cells(row["phrases"]):
            known = self._known(phrases, phrase)
            if known is not None and known != entry:
                path = self._path(f"guard/{entry.kind}.tsv")
                message = f"{phrase!r} is already {known.kind} {known.value!r}"
                raise DataError(message, path=path, line=row.line)
            self._add(phrases, phrase, entry)

    def _words(self, name: str, column: str, *, stemmed: bool = False) -> frozenset[str]:
        words: set[str] = set()
        for row in self._rows(name, "group", column):
            for cell in row[column].split():
                word = self._stemmer.word(cell.lower())
                words.add(self._stemmer.stem(word) if stemmed else word)
        return frozenset(words)

    def _by_word(self, name: str, column: str) -> dict[str, str]:
        rows = self._rows(name, column, "words")
        return {word: row[column] for row in rows for word in row["words"].split()}

    def _everyday(self) -> tuple[Everyday, ...]:
        rows = self._rows("everyday", "kind", "name", "words", "against")
        for row in rows:
            if row["kind"] not in KINDS or not row["words"]:
                message = f"kind must be one of {', '.join(KINDS)}, and words must be filled"
                raise DataError(message, path=self._path("everyday.tsv"), line=row.line)
        return tuple(
            Everyday(row["kind"], row["name"], _spaced(row["words"]), _spaced(row["against"]))
            for row in rows
        )

    def _plain(self) -> frozenset[str]:
        path = self._path("plain_words.txt")
        if not path.exists():
            return frozenset()
        lines = path.read_text(encoding="utf-8").splitlines()
        words = (line.split("#")[0].strip().lower() for line in lines)
        return frozenset(self._stemmer.stem(self._stemmer.word(word)) for word in words if word)

    def _units(self) -> tuple[Trie, dict[str, Unit]]:
        trie, unit_of = Trie(), {}
        columns = ("unit", "dimension", "factor", "forms")
        for row in self._rows("units", *columns):
            shift = 0.0
            factor, plus, offset = row["factor"].partition("+")
            if plus:
                shift = self._number("units", row, offset)
            scale = self._number("units", row, factor)
            unit_of[row["unit"]] = Unit(row["unit"], row["dimension"], scale, shift)
            self._add(trie, row["forms"], Entry("unit", row["unit"]))
        return trie, unit_of

    def _rates(self, unit_of: Mapping[str, Unit]) -> Trie:
        trie = Trie()
        for row in self._rows("frequencies", "count", "every", "unit", "phrases"):
            self._number("frequencies", row, row["count"])
            self._number("frequencies", row, row["every"])
            if row["unit"] not in unit_of:
                path = self._path("guard/frequencies.tsv")
                raise DataError(f"no unit {row['unit']!r}", path=path, line=row.line)
            self._add(trie, row["phrases"], Entry(row["count"], f"{row['every']} {row['unit']}"))
        return trie

    def _comparators(self) -> tuple[Trie, Trie]:
        tries = {"before": Trie(), "after": Trie()}
        path = self._path("guard/comparators.tsv")
        for row in self._rows("comparators", "side", "comparator", "phrases"):
            if row["side"] not in tries or row["comparator"] not in COMPARATORS:
                raise DataError("side or comparator unknown", path=path, line=row.line)
            self._add(tries[row["side"]], row["phrases"], Entry("comparator", row["comparator"]))
        return tries["before"], tries["after"]

    def _opposites(self) -> dict[str, frozenset[str]]:
        opposites: dict[str, frozenset[str]] = {}
        for row in self._rows("opposites", "one", "other"):
            ones, others = _cells(row["one"]), _cells(row["other"])
            for one in ones:
                opposites[one] = opposites.get(one, frozenset()) | frozenset(others)
            for other in others:
                opposites[other] = opposites.get(other, frozenset()) | frozenset(ones)
        return opposites

    def _organs(self) -> dict[str, frozenset[str]]:
        """Return the organs named by all the phrases of a condition, where they name any."""
        organ_of: dict[str, str] = {}
        for row in self._rows("organ", "value", "phrases"):
            for phrase in _cells(row["phrases"]):
                stems = self.stems(phrase)
                if len(stems) == 1:
                    organ_of[stems[0]] = row["value"]
        organs: dict[str, frozenset[str]] = {}
        for value, forms in self._forms.items():
            named = frozenset(organ_of[stem] for form in forms for stem in form if stem in organ_of)
            if named:
                organs[value] = named
        return organs

    def _roots(self) -> tuple[tuple[str, frozenset[str]], ...]:
        rows = self._rows("roots", "root", "words")
        stem, word = self._stemmer.stem, self._stemmer.word
        return tuple(
            (row["root"], frozenset(stem(word(w)) for w in row["words"].split())) for row in rows
        )

    def _weave_terms(
        self, phrases: Trie, broader: dict[str, frozenset[str]], terms: Iterable[TermRow]
    ) -> None:
        """Give a term and its plain form one value, or a broader one; "<" and "?" prove nothing.

        A term whose plain form carries no claim ("utilize", use) carries none itself.
        """
        for term, plain, relation in terms:
            if relation not in {"=", ">"} or term == plain:
                continue
            forms = [form for form in _cells(plain.replace(";", "|")) if not self._is_light(form)]
            if not forms:
                if relation == "=" and len(self.stems(term)) == 1:
                    self._light |= set(self.stems(term))
                continue
            if relation == "=":
                self._weave_same(phrases, term, forms)
            else:
                self._weave_broader(phrases, broader, term, forms)

    def _is_light(self, phrase: str) -> bool:
        return all(stem in self._light or stem in self._function for stem in self.stems(phrase))

    def _weave_same(self, phrases: Trie, term: str, forms: Sequence[str]) -> None:
        known = [found for form in (term, *forms) if (found := self._known(phrases, form))]
        entry = known[0] if known else Entry("term", f"term:{term}")
        if entry.kind not in _WOVEN:
            return
        for form in (term, *forms):
            if self._known(phrases, form) is None:
                self._add(phrases, form, entry)

    def _weave_broader(
        self, phrases: Trie, broader: dict[str, frozenset[str]], term: str, forms: Sequence[str]
    ) -> None:
        own = self._known(phrases, term)
        if own is None:
            own = Entry("term", f"term:{term}")
            self._add(phrases, term, own)
        for form in forms:
            wide = self._known(phrases, form)
            if wide is None:
                wide = Entry("term", f"plain:{form}")
                self._add(phrases, form, wide)
            if wide.value != own.value:
                broader[own.value] = broader.get(own.value, frozenset()) | {wide.value}

    def _known(self, phrases: Trie, phrase: str) -> Entry | None:
        node: Trie | None = phrases
        for stem in self.stems(phrase):
            node = node.children.get(stem) if node else None
        return node.entries[0] if node and node.entries else None


def _cells(joined: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in joined.split("|") if cell.strip())


__all__ = ["CLASS_FILES", "Entry", "GuardTables", "TermRow", "Trie", "Unit", "load_tables"]


def _spaced(cell: str) -> tuple[str, ...]:
    """Return the phrases of a cell with a space at each end, so that whole words match."""
    return tuple(f" {phrase.strip()} " for phrase in cell.split("|") if phrase.strip())
