"""What a model is told beside the statement: `audiences/common/drafting.toml`, read strictly."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Formatter
from typing import TYPE_CHECKING, Any

from patiented.audience.places import find_key
from patiented.audience.profile import Address
from patiented.audience.toml_file import read_toml
from patiented.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = "drafting.toml"
SLOTS: dict[str, frozenset[str]] = {
    "task": frozenset({"reader"}),
    "rules": frozenset({"words"}),
    "grade": frozenset({"grade"}),
    "translate": frozenset({"lang"}),
}
"""What each text may leave to be filled in."""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The texts of a prompt; `address` has rules by the address of a profile."""

    max_sentence_words: int
    task: str
    rules: tuple[str, ...]
    grade: str
    translate: str
    data: str
    answer: str
    ask: str
    again: str
    address: Mapping[str, tuple[str, ...]]


KEYS = frozenset(field.name for field in fields(HouseRules))


def load_rules(common_dirs: Sequence[Path]) -> HouseRules:
    """Return the rules of a library; a key in a later folder replaces that of an earlier one."""
    values: dict[str, Any] = {}
    paths = [path for folder in common_dirs if (path := folder / FILE).is_file()]
    for path in paths:
        values.update(_read(path))
    missing = sorted(KEYS - values.keys())
    if missing:
        raise DataError(f"needs {', '.join(missing)}", path=paths[-1] if paths else FILE)
    return HouseRules(**values)


def _read(path: Path) -> dict[str, Any]:
    text, values = read_toml(path)
    try:
        return {key: _checked(key, value) for key, value in values.items()}
    except _WrongError as wrong:
        line, column = find_key(text, wrong.key)
        raise DataError(str(wrong), path=path, line=line, column=column) from wrong


class _WrongError(Exception):
    """A value is not as it must be."""

    def __init__(self, message: str, *key: str) -> None:
        super().__init__(message)
        self.key = key


def _checked(key: str, value: object) -> object:
    if key not in KEYS:
        raise _WrongError(f"unknown key {key!r}; there are {', '.join(sorted(KEYS))}", key)
    if key == "max_sentence_words":
        if type(value) is not int or value < 1:
            raise _WrongError(f"{key} must be a number of words", key)
        return value
    if key == "address":
        return _addresses(value)
    return _lines(value, key) if key == "rules" else _line(value, key)


def _addresses(value: object) -> dict[str, tuple[str, ...]]:
    known = {address.value for address in Address}
    if not isinstance(value, dict) or value.keys() != known:
        raise _WrongError(f"address must have {', '.join(sorted(known))}", "address")
    return {name: _lines(lines, "address", name) for name, lines in value.items()}


def _lines(value: object, *key: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _WrongError(f"{key[-1]} must be a list of texts", *key)
    return tuple(_line(one, *key) for one in value)


def _line(value: object, *key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError(f"{key[-1]} must be a text", *key)
    allowed = SLOTS.get(key[0], frozenset())
    try:
        named = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
    except ValueError as error:
        raise _WrongError(f"{key[-1]}: {error}", *key) from error
    if not named <= allowed:
        message = f"{key[-1]} may have {', '.join(sorted(allowed)) or 'no'} slot, not {named}"
        raise _WrongError(message, *key)
    return value
