"""The source sides of patterns, from `common/shapes/*.toml`, and what each audience makes of them.

Reads and checks; `patterns.py` applies. Every shape carries sentences that it must and must not
match, which the tests run.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.audience.places import find_key
from patiented.audience.toml_file import read_toml
from patiented.errors import DataError
from patiented.model import Role
from patiented.proposing.grammar import ShapeSyntaxError
from patiented.proposing.slots import (
    SHAPES_FOLDER,
    SLOTS_FILE,
    SlotTypes,
    compile_checked,
    load_slot_types,
)
from patiented.proposing.views import Template, TemplateError, check_field, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from patiented.proposing.grammar import Automaton

UNCHANGED = "="
REVIEW_STATES = ("unreviewed", "reviewed")

_SHAPE_KEYS = {"id": str, "roles": list, "source": str, "match": list, "near": list, "review": str}
_PATTERN_KEYS = {"unchanged": bool, "text": dict, "left_out": dict}


@dataclass(frozen=True)
class Shape:
    """A whole sentence with typed slots. `match` and `near` are its own tests."""

    id: str
    roles: tuple[Role, ...]
    source: str
    automaton: Automaton
    match: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    review: str = REVIEW_STATES[0]

    @property
    def is_bare(self) -> bool:
        """Whether it is one slot and nothing else: it reads items of lists, never a sentence."""
        return not self.automaton.words and len(self.automaton.slots) == 1


@dataclass(frozen=True)
class ShapeBook:
    """All shapes by id, in file order, and the slot types that they use."""

    shapes: Mapping[str, Shape]
    types: SlotTypes


@dataclass(frozen=True)
class Pattern:
    """A shape and what one audience reads: a text, or nothing and why."""

    shape: Shape
    template: Template | None
    omit_reason: str = ""


def load_shapes(common_dirs: Sequence[Path]) -> ShapeBook:
    """Read every `shapes/*.toml` below the common folders; a later folder replaces by id."""
    folders = [folder / SHAPES_FOLDER for folder in common_dirs]
    types = load_slot_types(common_dirs)
    shapes: dict[str, Shape] = {}
    for folder in folders:
        seen: dict[str, Path] = {}
        for path in sorted(folder.glob("*.toml")):
            if path.name != SLOTS_FILE:
                for shape in _ShapeFile(path, types).shapes(seen):
                    shapes[shape.id] = shape
    return ShapeBook(shapes, types)


def load_patterns(paths: Iterable[Path], book: ShapeBook) -> tuple[Pattern, ...]:
    """Return an audience's patterns in the order of the shapes; a later file has the last word."""
    texts: dict[str, Pattern | None] = {}
    for path in paths:
        texts.update(_PatternFile(path, book).patterns())
    return tuple(pattern for name in book.shapes if (pattern := texts.get(name)) is not None)


class _ShapeFile:
    """One file of shapes."""

    def __init__(self, path: Path, types: SlotTypes) -> None:
        self._path = path
        self._types = types
        self._text, self._data = read_toml(path)
        for key in self._data:
            if key != "shape":
                raise self._error(f"unknown key {key!r}; expected [[shape]]", key)

    def shapes(self, seen: dict[str, Path]) -> list[Shape]:
        """Return the shapes; `seen` refuses an id that another file of the folder has."""
        entries = self._data.get("shape", [])
        if not isinstance(entries, list):
            raise self._error("shapes are written as [[shape]]", "shape")
        shapes = []
        for index, entry in enumerate(entries):
            shape = self._shape(entry, index)
            if shape.id in seen:
                message = f"shape {shape.id!r} is already in {seen[shape.id].name}"
                raise self._error(message, "shape", index, "id")
            seen[shape.id] = self._path
            shapes.append(shape)
        return shapes

    def _shape(self, entry: object, index: int) -> Shape:
        if not isinstance(entry, dict):
            raise self._error("shapes are written as [[shape]]", "shape", index)
        for key, value in entry.items():
            if key not in _SHAPE_KEYS:
                near = difflib.get_close_matches(key, _SHAPE_KEYS, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise self._error(f"unknown key {key!r}{hint}", "shape", index, key)
            if not isinstance(value, _SHAPE_KEYS[key]):
                raise self._error(
                    f"{key} must be a {_SHAPE_KEYS[key].__name__}", "shape", index, key
                )
        for key in ("id", "roles", "source"):
            if not entry.get(key):
                raise self._error(f"a shape needs {key}", "shape", index)
        review = entry.get("review", REVIEW_STATES[0])
        if review not in REVIEW_STATES:
            message = f"unknown review state {review!r}; expected {' or '.join(REVIEW_STATES)}"
            raise self._error(message, "shape", index, "review")
        return Shape(
            entry["id"],
            self._roles(entry["roles"], index),
            entry["source"],
            self._compile(entry["source"], index),
            tuple(entry.get("match", ())),
            tuple(entry.get("near", ())),
            review,
        )

    def _compile(self, source: str, index: int) -> Automaton:
        try:
            return compile_checked(source, self._types)
        except ShapeSyntaxError as error:
            message = f"{error} (at {error.column} of the source)"
            raise self._error(message, "shape", index, "source") from error

    def _roles(self, names: Sequence[str], index: int) -> tuple[Role, ...]:
        for name in names:
            if name not in set(Role):
                near = difflib.get_close_matches(str(name), [role.value for role in Role], n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise self._error(f"unknown role {name!r}{hint}", "shape", index, "roles")
        return tuple(Role(name) for name in names)

    def _error(self, message: str, *key: str | int) -> DataError:
        line, column = find_key(self._text, key)
        return DataError(message, path=self._path, line=line, column=column)


class _PatternFile:
    """One audience's file of patterns."""

    def __init__(self, path: Path, book: ShapeBook) -> None:
        self._path = path
        self._book = book
        self._text, self._data = read_toml(path)
        for key, value in self._data.items():
            if key not in _PATTERN_KEYS or not isinstance(value, _PATTERN_KEYS[key]):
                raise self._error(f"bad key {key!r}; expected {', '.join(_PATTERN_KEYS)}", key)

    def patterns(self) -> dict[str, Pattern | None]:
        """Return the pattern of each shape that the file names; None for a text that is `=`."""
        found: dict[str, Pattern | None] = {}
        if self._data.get("unchanged"):
            found.update(dict.fromkeys(self._book.shapes))
        for name, text in self._table("text").items():
            found[name] = None if text == UNCHANGED else self._pattern(name, text)
        for name, reason in self._table("left_out").items():
            if name in self._table("text"):
                raise self._error(f"{name!r} has a text too", "left_out", name)
            found[name] = Pattern(self._book.shapes[name], None, reason)
        return found

    def _table(self, key: str) -> dict[str, str]:
        table = self._data.get(key, {})
        if not isinstance(table, dict):
            raise self._error(f"{key} must be a table", key)
        for name, text in table.items():
            if name not in self._book.shapes:
                near = difflib.get_close_matches(name, self._book.shapes, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise self._error(f"there is no shape {name!r}{hint}", key, name)
            if not isinstance(text, str) or not text.strip():
                raise self._error(f"{name!r} needs a text", key, name)
        return table

    def _pattern(self, name: str, text: str) -> Pattern:
        shape = self._book.shapes[name]
        try:
            template = parse_template(text)
        except TemplateError as error:
            raise self._error(f"{error} (at {error.column} of the text)", "text", name) from error
        types = {slot.name: slot.type for slot in shape.automaton.slots}
        always = {slot: kind for slot, kind in types.items() if slot in shape.automaton.always}
        for field in template.fields:
            known = types if field.optional else always
            if problem := check_field(field, known, self._book.types):
                raise self._error(f"{problem} (at {field.column} of the text)", "text", name)
        unused = set(types) - {field.name for field in template.fields} - {"drug"}
        if unused:
            message = f"the text loses {', '.join(f'{{{slot}}}' for slot in sorted(unused))}"
            raise self._error(message, "text", name)
        return Pattern(shape, template)

    def _error(self, message: str, *key: str) -> DataError:
        line, column = find_key(self._text, key)
        return DataError(message, path=self._path, line=line, column=column)
