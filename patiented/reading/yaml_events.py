"""The door to PyYAML: a small YAML text in, plain values with their places out.

It reads events, never objects: nothing is constructed, and what makes YAML dangerous or surprising
is refused where it stands (anchors, aliases, tags, directives, deep nesting, doubled keys). Every
scalar is the text that the writer wrote: codes keep their leading zeros and "no" stays "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Span

MAX_SIZE = 16_384
"""Code points; the longest real front matter is a tenth of that."""

MAX_DEPTH = 4
MAX_NODES = 500


class YamlError(Exception):
    """What is wrong, and at which offset of the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Value:
    """One node. `content` is text, a tuple of values, or pairs of key and value."""

    content: str | tuple[Value, ...] | tuple[tuple[Value, Value], ...]
    kind: str
    span: Span
    quoted: bool = False

    @property
    def text(self) -> str:
        """The text of a scalar with single spaces; an unquoted null is empty."""
        if not isinstance(self.content, str) or self._is_null:
            return ""
        return " ".join(self.content.split())

    @property
    def _is_null(self) -> bool:
        return not self.quoted and self.content in {"~", "null", "Null", "NULL"}

    def values(self) -> tuple[Value, ...]:
        """Return the entries of a list."""
        return tuple(v for v in self.content if isinstance(v, Value))

    def pairs(self) -> tuple[tuple[Value, Value], ...]:
        """Return the pairs of a mapping."""
        return tuple(v for v in self.content if isinstance(v, tuple))

    def scalars(self) -> Iterator[Value]:
        """Yield the scalars in this value, keys of mappings left out."""
        if isinstance(self.content, str):
            yield self
            return
        for entry in self.values():
            yield from entry.scalars()
        for _, entry in self.pairs():
            yield from entry.scalars()


def read_mapping(text: str) -> Value:
    """Return the mapping that `text` holds, or raise `YamlError`."""
    if len(text) > MAX_SIZE:
        raise YamlError(f"front matter of over {MAX_SIZE:,} characters", MAX_SIZE)
    try:
        return _Reader(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "cannot be read"
        offset = mark.index if mark else 0
        raise YamlError(f"front matter is no valid YAML ({problem})", offset) from error
    except yaml.reader.ReaderError as error:
        message = "front matter holds a character that YAML does not allow"
        raise YamlError(message, int(error.position)) from error


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


class _Reader:
    """Composes values from the parser's events."""

    def __init__(self, text: str) -> None:
        self._events = yaml.parse(text, Loader=yaml.SafeLoader)
        self._nodes = 0
        self._end = len(text)

    def document(self) -> Value:
        """Return the one mapping of the one document."""
        self._next()  # stream start
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return Value((), "mapping", (0, 0))
        if getattr(event, "version", None) or getattr(event, "tags", None):
            raise YamlError("YAML directives are not read; remove the line", _start(event))
        value = self._value(self._next(), 1)
        if value.kind == "list" or value.text:
            raise YamlError("front matter must be lines of the form key: value", value.span[0])
        self._next()  # document end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise YamlError("front matter holds a second document", _start(event))
        return value if value.kind == "mapping" else Value((), "mapping", (0, 0))

    def _next(self) -> yaml.Event:
        event = next(self._events)
        if isinstance(event, yaml.AliasEvent):
            message = (
                "YAML aliases (*name) are refused; write the value out, in quotes if it has a *"
            )
            raise YamlError(message, _start(event))
        if getattr(event, "anchor", None):
            message = "YAML anchors (&name) are refused; put the value in quotes if it has a &"
            raise YamlError(message, _start(event))
        if getattr(event, "tag", None):
            message = "YAML tags (!name) are refused; put the value in quotes if it has a !"
            raise YamlError(message, _start(event))
        return event

    def _value(self, event: yaml.Event, depth: int) -> Value:
        self._nodes += 1
        start = _start(event)
        if depth > MAX_DEPTH:
            raise YamlError(f"front matter is nested more than {MAX_DEPTH} deep", start)
        if self._nodes > MAX_NODES:
            raise YamlError(f"front matter has over {MAX_NODES} values", start)
        if isinstance(event, yaml.ScalarEvent):
            span = (start, _end(event))
            return Value(event.value, "text", span, quoted=event.style is not None)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(start, depth)
        return self._mapping(start, depth)

    def _sequence(self, start: int, depth: int) -> Value:
        found = []
        event = self._next()
        while not isinstance(event, yaml.SequenceEndEvent):
            found.append(self._value(event, depth + 1))
            event = self._next()
        return Value(tuple(found), "list", (start, _end(event)))

    def _mapping(self, start: int, depth: int) -> Value:
        found: list[tuple[Value, Value]] = []
        keys: set[str] = set()
        event = self._next()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if key.kind != "text":
                raise YamlError("a key must be plain text", key.span[0])
            if key.text in keys:
                raise YamlError(f"the key {key.text!r} stands twice", key.span[0])
            keys.add(key.text)
            found.append((key, self._value(self._next(), depth + 1)))
            event = self._next()
        return Value(tuple(found), "mapping", (start, _end(event)))
