"""The slot types of shapes, from `shapes/slots.toml`: which words a slot may hold, and its views.

Data only; `matching.py` finds values in a sentence and `views.py` writes them for a reader.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from patiented.audience.places import find_key
from patiented.audience.toml_file import read_toml
from patiented.errors import DataError
from patiented.proposing.drug_names import DrugNames, load_drug_names
from patiented.proposing.grammar import Automaton, ShapeSyntaxError, compile_shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SHAPES_FOLDER = "shapes"
SLOTS_FILE = "slots.toml"
BUILT_IN = ("number", "drug")
"""Types that are matched by code: digits and number words, names of medicines."""

_TYPE_KEYS = {"forms": list, "noun": bool, "heads": list, "list_of": str, "join": list}
_WORD_LISTS = (
    "refuse",
    "refuse_last",
    "refuse_first",
    "allow",
    "allow_pairs",
    "drug_names",
    "keep_case",
    "countable",
    "drug_forms",
    "not_names",
)


@dataclass(frozen=True)
class Form:
    """One way to say a value: a shape, and what the value reads like in each view."""

    source: str
    views: Mapping[str, str]

    @cached_property
    def automaton(self) -> Automaton:
        """Compiled when first needed; `load_slot_types` has not checked it."""
        return compile_shape(self.source)


@dataclass(frozen=True)
class SlotType:
    """What a slot accepts: one of its `forms`, a noun phrase, or a list of another type.

    `heads` are the last words that a noun phrase may have, any when empty; `join` the words that
    may close a list.
    """

    name: str
    forms: tuple[Form, ...] = ()
    noun: bool = False
    heads: frozenset[str] = frozenset()
    list_of: str = ""
    join: frozenset[str] = frozenset()

    @property
    def views(self) -> frozenset[str]:
        """Return the views that every form has."""
        if not self.forms:
            return frozenset()
        return frozenset.intersection(*(frozenset(form.views) for form in self.forms))


@dataclass(frozen=True)
class SlotTypes:
    """All slot types and the word lists that bound noun phrases and drug names."""

    types: Mapping[str, SlotType]
    number_words: Mapping[str, int] = field(default_factory=dict)
    refuse: frozenset[str] = frozenset()
    refuse_last: frozenset[str] = frozenset()
    refuse_first: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()
    allow_pairs: frozenset[tuple[str, ...]] = frozenset()
    drug_names: DrugNames = field(default_factory=DrugNames)
    drug_forms: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    keep_case: frozenset[str] = frozenset()
    countable: frozenset[str] = frozenset()

    @cached_property
    def openers(self) -> Openers:
        """Return what the values of the types can start with; worked out when first asked."""
        return Openers(self)

    def knows(self, name: str) -> bool:
        """Whether a slot may have this type."""
        return name in self.types or name in BUILT_IN

    def suggest(self, name: str) -> str:
        """Return `; did you mean ...?` for an unknown type, or nothing."""
        near = difflib.get_close_matches(name, [*self.types, *BUILT_IN], n=1)
        return f"; did you mean {near[0]!r}?" if near else ""


class Openers:
    """Knows for each type the words of which its values must start with one.

    A sentence without any of them need not be read by a shape that needs such a value.
    """

    def __init__(self, types: SlotTypes) -> None:
        self._types = types
        self._known: dict[str, frozenset[str] | None] = {}

    def may_read(self, automaton: Automaton, keys: frozenset[str]) -> bool:
        """Tell whether a sentence of these words can hold a value of each slot that is needed."""
        for slot in automaton.slots:
            if slot.name in automaton.always:
                words = self.of(slot.type)
                if words is not None and words.isdisjoint(keys):
                    return False
        return True

    def of(self, name: str) -> frozenset[str] | None:
        """Return the words that a value may start with, or None when it may be any word."""
        if name not in self._known:
            self._known[name] = None  # A type that opens with itself says nothing of its words.
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> frozenset[str] | None:
        slot_type = self._types.types.get(name)
        if slot_type is None or slot_type.noun:
            return None
        if slot_type.list_of:
            return self.of(slot_type.list_of)
        found: set[str] = set()
        for form in slot_type.forms:
            state = form.automaton.states[0]
            found.update(state.words)
            for slot, _ in state.slots:
                words = self.of(slot.type)
                if words is None:
                    return None
                found |= words
        return frozenset(found)


def load_slot_types(common_dirs: Sequence[Path]) -> SlotTypes:
    """Lay the files over each other: a later type replaces an earlier one, word lists add up."""
    files = (folder / SHAPES_FOLDER / SLOTS_FILE for folder in common_dirs)
    paths = [path for path in files if path.is_file()]
    drugs = load_drug_names(common_dirs)
    types: dict[str, SlotType] = {}
    words: dict[str, list[str]] = {name: [] for name in _WORD_LISTS}
    numbers: dict[str, int] = {}
    for path in paths:
        reader = _Reader(path)
        types.update(reader.types())
        numbers.update(reader.numbers())
        for name in _WORD_LISTS:
            words[name].extend(reader.words(name))
    _check_references(types, paths)
    return SlotTypes(
        types=types,
        number_words=numbers,
        refuse=frozenset(words["refuse"]),
        refuse_last=frozenset(words["refuse_last"]),
        refuse_first=frozenset(words["refuse_first"]),
        allow=frozenset(words["allow"]),
        allow_pairs=frozenset(tuple(pair.split()) for pair in words["allow_pairs"]),
        drug_names=replace(drugs, names=drugs.names | frozenset(words["drug_names"])),
        drug_forms=frozenset(words["drug_forms"]),
        not_names=frozenset(words["not_names"]),
        keep_case=frozenset(words["keep_case"]),
        countable=frozenset(words["countable"]),
    )


def compile_checked(source: str, types: SlotTypes) -> Automaton:
    """Return the automaton of a shape whose slots have known types, or a ShapeSyntaxError."""
    automaton = compile_shape(source)
    for slot in automaton.slots:
        if not types.knows(slot.type):
            message = f"unknown slot type {slot.type!r}{types.suggest(slot.type)}"
            raise ShapeSyntaxError(message, source.find(f"{{{slot.name}}}") + 1)
    return automaton


class _Reader:
    """One slots file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text, self._data = read_toml(path)
        allowed = {"number_words", "type", *_WORD_LISTS}
        for key in self._data:
            if key not in allowed:
                raise self._error(
                    f"unknown key {key!r}; expected {', '.join(sorted(allowed))}", key
                )

    def words(self, name: str) -> list[str]:
        """Return one list of words."""
        found = self._data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise self._error(f"{name} must be a list of words", name)
        return [word.casefold() for word in found]

    def numbers(self) -> dict[str, int]:
        """Return the number words."""
        found = self._data.get("number_words", {})
        if not isinstance(found, dict) or not all(isinstance(n, int) for n in found.values()):
            raise self._error("number_words must map words to whole numbers", "number_words")
        return found

    def types(self) -> dict[str, SlotType]:
        """Return the slot types by name."""
        found = self._data.get("type", {})
        if not isinstance(found, dict):
            raise self._error("type must be a table of slot types", "type")
        return {name: self._type(name, entry) for name, entry in found.items()}

    def _type(self, name: str, entry: object) -> SlotType:
        if not isinstance(entry, dict):
            raise self._error(f"type {name!r} must be a table", "type", name)
        for key, value in entry.items():
            if key not in _TYPE_KEYS or not isinstance(value, _TYPE_KEYS[key]):
                raise self._error(f"bad key {key!r} in type {name!r}", "type", name, key)
        if sum(key in entry for key in ("forms", "noun", "list_of")) != 1:
            raise self._error(
                f"type {name!r} needs exactly one of forms, noun, list_of", "type", name
            )
        return SlotType(
            name,
            forms=tuple(self._form(name, form) for form in entry.get("forms", [])),
            noun=bool(entry.get("noun")),
            heads=frozenset(word.casefold() for word in entry.get("heads", [])),
            list_of=entry.get("list_of", ""),
            join=frozenset(entry.get("join", [])),
        )

    def _form(self, name: str, form: object) -> Form:
        if not isinstance(form, dict) or not all(isinstance(view, str) for view in form.values()):
            raise self._error(f"a form of {name!r} must be a table of texts", "type", name, "forms")
        views = dict(form)
        source = views.pop("match", "")
        if not source:
            raise self._error(f"a form of {name!r} has no match", "type", name, "forms")
        return Form(source, views)

    def _error(self, message: str, *key: str) -> DataError:
        line, column = find_key(self._text, key)
        return DataError(message, path=self._path, line=line, column=column)


def _check_references(types: Mapping[str, SlotType], paths: Sequence[Path]) -> None:
    for slot_type in types.values():
        if slot_type.list_of and slot_type.list_of not in {*types, *BUILT_IN}:
            message = f"type {slot_type.name!r} is a list of unknown type {slot_type.list_of!r}"
            raise DataError(message, path=paths[-1])
