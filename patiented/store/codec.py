"""Editions as JSON bytes and back, losslessly: the same edition always gives the same bytes.

The shapes are those of `model`; a reader for each is built from the types of its fields, so a
new field with a default needs no change here and old rows still read. This is the store's own
form, not the public one of `render --format json`.
"""

from __future__ import annotations

import dataclasses
import json
import types
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Union, cast, get_args, get_origin, get_type_hints

from patiented.errors import StoreError
from patiented.model import Edition

if TYPE_CHECKING:
    from collections.abc import Callable

FORM = 1
"""The version of this form, kept with every edition."""


def dumps(edition: Edition) -> bytes:
    """Return `edition` as ASCII JSON with sorted keys; numbers must be finite."""
    text = json.dumps(
        {"form": FORM, "edition": edition},
        default=_fields,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode("ascii")


def loads(data: bytes) -> Edition:
    """Return the edition that `dumps` wrote; a StoreError when the bytes are anything else."""
    try:
        return cast("Edition", _reader(Edition)(_unwrapped(json.loads(data))))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = "a kept edition cannot be read back; the database is damaged or newer than this"
        raise StoreError(message, code="E506") from error


def _unwrapped(held: Any) -> Any:
    if held["form"] != FORM:
        raise ValueError("another form")
    return held["edition"]


def _fields(value: object) -> dict[str, Any]:
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"an edition cannot hold a {type(value).__name__}")
    return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Build the function that reads a JSON value as the type `hint`."""
    if dataclasses.is_dataclass(hint):
        return _record_reader(cast("type", hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_reader(inner)
    if origin in (Union, types.UnionType):
        (kind,) = (one for one in inner if one is not type(None))
        read = _reader(kind)
        return lambda value: None if value is None else read(value)
    return _plain_reader(hint)


def _record_reader(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {one.name: _reader(hints[one.name]) for one in dataclasses.fields(kind)}

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError("expected an object")
        # An unknown key is a KeyError, a missing one without a default a TypeError.
        return kind(**{name: readers[name](part) for name, part in value.items()})

    return read


def _tuple_reader(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(inner) == 2 and inner[1] is Ellipsis:  # noqa: PLR2004 -- tuple[X, ...]
        read = _reader(inner[0])
        return lambda value: tuple(map(read, _listed(value)))
    readers = tuple(map(_reader, inner))
    return lambda value: tuple(r(part) for r, part in zip(readers, _listed(value), strict=True))


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("expected a list")
    return value


def _plain_reader(kind: type) -> Callable[[Any], Any]:
    allowed = (int, float) if kind is float else (kind,)

    def read(value: Any) -> Any:
        if type(value) not in allowed:
            raise TypeError(f"expected {kind.__name__}")
        return value

    return read
