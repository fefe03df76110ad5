"""The guard's data, read from `audiences/common/guard/`: closed classes, units, numbers, concepts.

A clinician may change every file. One row of a class is one value and all the ways of saying it,
joined by " | ". Nothing here judges; a bad row is refused with path, line and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from patiented.errors import DataError
from patiented.guard.everyday import KINDS, Everyday
from patiented.guard.rivals import GAP, Rivals
from patiented.guard.table_rows import CLASS_FILES, Rows, cells_of
from patiented.guard.tries import LIGHT, Entry, Forms, Trie, Unit
from patiented.guard.weaving import TermRow, Weaver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from patiented.audience.tables import Row
    from patiented.guard.stems import Stemmer

WAYS_FILES: Final = ("ways", "ways_of_terms", "ways_of_turns")
"""Tables with more ways to say a value: of all kinds, of terms, and of the closed classes."""

TURNING: Final = frozenset({"out", "off"})
"""Little words that turn what they stand by: "out of reach"."""


@dataclass(frozen=True, slots=True)
class GuardTables:
    """Everything the guard knows about words."""

    stemmer: Stemmer
    phrases: Trie
    forms: Forms
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
    softeners: Trie
    opposites: Mapping[str, frozenset[str]]
    broader: Mapping[str, frozenset[str]]
    organs: Mapping[str, frozenset[str]]
    roots: tuple[tuple[str, frozenset[str]], ...]
    glosses: Mapping[str, tuple[frozenset[str], ...]]
    function: frozenset[str]
    light: frozenset[str]
    light_forms: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    plain: frozenset[str]
    orders: frozenset[str]
    standins: Mapping[str, frozenset[str]]
    markers: Mapping[str, str]
    quantifiers: Mapping[str, str]
    same_in_ban: Mapping[str, str]
    everyday: tuple[Everyday, ...]
    rivals: Rivals


def load_tables(common: Sequence[Path], terms: Iterable[TermRow]) -> GuardTables:
    """Read the tables of the first folder in `common` that has each file, and weave in `terms`."""
    reader = _Loader(common)
    return reader.build(terms)


class _Loader(Rows):
    """Puts the tables together."""

    def __init__(self, common: Sequence[Path]) -> None:
        super().__init__(common)
        self._function = self._words("function_words", "words", stemmed=True)
        self._light = set(self._words("light_words", "words", stemmed=True))
        self._drugs = self._words("drugs", "names")

    def build(self, terms: Iterable[TermRow]) -> GuardTables:
        """Return all tables, with the terms of the lexicon woven in."""
        phrases, broader = self._phrases(terms)
        units, unit_of = self._units()
        before, after = self._comparators()
        return GuardTables(
            stemmer=self._stemmer,
            phrases=phrases,
            forms=Forms(self._forms, self._function - TURNING),
            units=units,
            unit_of=unit_of,
            number_words=self._figures("numbers", "value"),
            multipliers={w: int(n) for w, n in self._figures("multipliers", "count").items()},
            rates=self._rates(unit_of),
            comparators_before=before,
            comparators_after=after,
            drugs=self._drugs,
            drug_endings=tuple(sorted(self._words("drug_endings", "endings"))),
            not_drugs=self._words("not_drugs", "words"),
            softeners=self._softeners(),
            soft_negatives=self._words("soft_negatives", "words", stemmed=True),
            opposites=self._opposites(),
            broader=broader,
            organs=self._organs(),
            roots=self._roots(),
            glosses=self._glosses(phrases),
            function=self._function,
            light=frozenset(self._light),
            light_forms={
                row["form"]: (_words_of(row["after"]), _words_of(row["before"]))
                for row in self._rows("light_forms", "form", "after", "before")
            },
            plain=self._plain(),
            orders=self._words("orders", "words"),
            standins={
                row["value"]: frozenset(self.stems(row["words"]))
                for row in self._rows("standins", "value", "words")
            },
            markers=self._by_word("markers", "marker"),
            same_in_ban={
                row["value"]: row["plain"] for row in self._rows("same_in_ban", "value", "plain")
            },
            quantifiers=self._by_word("quantifiers", "value"),
            everyday=self._everyday(),
            rivals=self._rivals(),
        )

    def _figures(self, name: str, column: str) -> dict[str, float]:
        """Return the number that each word of a table stands for."""
        rows = self._rows(name, "word", column)
        return {row["word"]: self._number(name, row, row[column]) for row in rows}

    def _phrases(self, terms: Iterable[TermRow]) -> tuple[Trie, dict[str, frozenset[str]]]:
        """Return every phrase with its meaning, and which meanings are broader than another."""
        phrases = Trie()
        broader: dict[str, frozenset[str]] = {}
        for kind in CLASS_FILES:
            for row in self._rows(kind, "value", "phrases"):
                self._add_once(phrases, row, Entry(kind, row["value"]), kind)
        for name in WAYS_FILES:
            for row in self._rows(name, "kind", "value", "phrases"):
                self._add_way(phrases, row, name)
        self._add_light(phrases)
        self._add_compounds(phrases)
        for row in self._rows("broader", "value", "broader"):
            broader[row["value"]] = frozenset(cells_of(row["broader"]))
        Weaver(phrases, broader, self).weave(terms)
        for stems, entry in self._long:
            phrases.add_bare(stems, entry)
        return phrases, broader

    def _add_once(self, phrases: Trie, row: Row, entry: Entry, name: str) -> None:
        """Add the phrases of a row; one that another row has already has two meanings: refused."""
        for phrase in cells_of(row["phrases"]):
            known = self._known(phrases, phrase)
            if known is not None and known != entry:
                path = self._path(f"guard/{name}.tsv")
                message = f"{phrase!r} is already {known.kind} {known.value!r}"
                raise DataError(message, path=path, line=row.line)
            self.add(phrases, phrase, entry)

    def _add_way(self, phrases: Trie, row: Row, name: str) -> None:
        """Add more ways to say a value of one of the class tables."""
        known = row["kind"] == "term" or row["value"] in self._forms
        if row["kind"] not in CLASS_FILES or not known:
            path = self._path(f"guard/{name}.tsv")
            message = f"no value {row['value']!r} in a class {row['kind']!r}"
            raise DataError(message, path=path, line=row.line)
        self._add_once(phrases, row, Entry(row["kind"], row["value"]), name)

    def _add_light(self, phrases: Trie) -> None:
        """Add the phrases that carry no claim; none may have a meaning of its own."""
        for row in self._rows("light_phrases", "group", "phrases"):
            for phrase in cells_of(row["phrases"]):
                self._refuse_known(phrases, phrase, "light_phrases", row)
                phrases.add(self.stems(phrase), Entry(LIGHT, ""))

    def _add_compounds(self, phrases: Trie) -> None:
        """Add the phrases that say several values at once: "postoperative" is after + surgery."""
        for row in self._rows("compounds", "phrases", "values"):
            entries = [self._entry_of(phrases, part, row) for part in cells_of(row["values"])]
            for phrase in cells_of(row["phrases"]):
                if phrases.find(self.stems(phrase)) != tuple(entries):
                    self._refuse_known(phrases, phrase, "compounds", row)
                phrases.add(self.stems(phrase), *entries)

    def _softeners(self) -> Trie:
        """Return the turns that soften a ban."""
        trie = Trie()
        for row in self._rows("softeners", "phrases"):
            for phrase in cells_of(row["phrases"]):
                trie.add(self.stems(phrase), Entry("softener", phrase))
        return trie

    def _entry_of(self, phrases: Trie, phrase: str, row: Row) -> Entry:
        """Return the one meaning of a phrase that another table holds."""
        known = phrases.find(self.stems(phrase))
        if len(known) == 1 and known[0].kind != LIGHT:
            return known[0]
        path = self._path("guard/compounds.tsv")
        raise DataError(f"{phrase!r} has no single meaning", path=path, line=row.line)

    def _refuse_known(self, phrases: Trie, phrase: str, name: str, row: Row) -> None:
        known = phrases.find(self.stems(phrase))
        if known and known[0] != Entry(LIGHT, ""):
            path = self._path(f"guard/{name}.tsv")
            message = f"{phrase!r} is already {known[0].kind} {known[0].value!r}"
            raise DataError(message, path=path, line=row.line)

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

    def _rivals(self) -> Rivals:
        trie = Rivals()
        for row in self._rows("rivals", "set", "value", "phrases"):
            for phrase in cells_of(row["phrases"]):
                words = phrase.split(GAP)
                stems = [GAP] * (2 * len(words) - 1)
                stems[::2] = [" ".join(self.stems(word)) for word in words]
                trie.add(" ".join(stems).split(), (row["set"], row["value"]))
        return trie

    def _plain(self) -> frozenset[str]:
        path = self._path("plain_words.txt")
        if not path.exists():
            return frozenset()
        lines = path.read_text(encoding="utf-8").splitlines()
        words = (line.split("#")[0].strip().lower() for line in lines)
        return frozenset(self._stemmer.stem(self._stemmer.word(word)) for word in words if word)

    def _opposites(self) -> dict[str, frozenset[str]]:
        opposites: dict[str, frozenset[str]] = {}
        for row in self._rows("opposites", "one", "other"):
            ones, others = cells_of(row["one"]), cells_of(row["other"])
            for one in ones:
                opposites[one] = opposites.get(one, frozenset()) | frozenset(others)
            for other in others:
                opposites[other] = opposites.get(other, frozenset()) | frozenset(ones)
        return opposites

    def _organs(self) -> dict[str, frozenset[str]]:
        """Return the organs named by all the phrases of a condition, where they name any."""
        organ_of: dict[str, str] = {}
        for row in self._rows("organ", "value", "phrases"):
            for phrase in cells_of(row["phrases"]):
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

    def _glosses(self, phrases: Trie) -> dict[str, tuple[frozenset[str], ...]]:
        """Return for each value the explanations that may stand beside its name, as words."""
        found: dict[str, tuple[frozenset[str], ...]] = {}
        for row in self._rows("glosses", "term", "glosses"):
            known = self._known(phrases, row["term"])
            value = known.value if known else f"word {row['term']}"
            words = (frozenset(self.stems(gloss)) for gloss in cells_of(row["glosses"]))
            found[value] = (*found.get(value, ()), *words)
        return found

    def add_light(self, phrase: str) -> None:
        """Take the words of a phrase as words without a claim."""
        self._light |= set(self.stems(phrase))

    def is_drug(self, phrase: str) -> bool:
        """Tell whether a phrase is the lone name of a medicine."""
        return phrase.lower() in self._drugs

    def is_light(self, phrase: str) -> bool:
        """Tell whether a phrase is made of words that carry no claim."""
        return all(stem in self._light or stem in self._function for stem in self.stems(phrase))

    def _known(self, phrases: Trie, phrase: str) -> Entry | None:
        entries = phrases.find(self.stems(phrase))
        return entries[0] if entries else None


__all__ = ["CLASS_FILES", "Entry", "GuardTables", "TermRow", "Trie", "Unit", "load_tables"]


def _spaced(cell: str) -> tuple[str, ...]:
    """Return the phrases of a cell with a space at each end, so that whole words match."""
    return tuple(f" {phrase.strip()} " for phrase in cell.split("|") if phrase.strip())


def _words_of(cell: str) -> frozenset[str]:
    """Return the words of a cell; a lone "-" stands for none."""
    return frozenset(cell.split()) - {"-"}
