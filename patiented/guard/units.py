"""Finds the unit after a number: the longest form of the table that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables, Trie, Unit

_BEFORE_UNIT = frozenset(
    [
        "a",
        "an",
        "of",
        "more",
        "full",
        "whole",
        "consecutive",
        "straight",
        "further",
        "additional",
        "extra",
        "calendar",
        "successive",
        "running",
        "single",
        "divided",
        "equal",
        "separate",
        "good",
        "solid",
        "entire",
        "level",
        "small",
        "large",
        "intact",
    ]
)
_GAP = 2


def unit_at(reading: Reading, at: int, units: Trie) -> tuple[str, int] | None:
    """Return the name of the unit at a token and where it ends: the longest one that fits."""
    node, found = units, None
    while at < len(reading.tokens):
        child = node.children.get(reading.tokens[at].stem)
        if child is None:
            break
        node, at = child, at + 1
        if node.entries:
            found = (node.entries[0].value, at)
    return found


def unit_after(reading: Reading, at: int, tables: GuardTables) -> tuple[Unit | None, int]:
    """Return the unit after a number, an adjective or two between, and where it ends."""
    start = at
    while (
        start < len(reading.tokens)
        and reading.tokens[start].norm in _BEFORE_UNIT
        and start - at < _GAP
    ):
        start += 1
    found = unit_at(reading, at, tables.units) or unit_at(reading, start, tables.units)
    if found is None:
        return None, at
    return tables.unit_of[found[0]], found[1]


def rounded(value: float) -> float:
    """Drop the noise of unit arithmetic, at any size: nanograms are as exact as kilograms."""
    return float(f"{value:.9g}")
