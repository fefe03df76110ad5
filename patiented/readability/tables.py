"""Loads the data files of the counter, each once and at first use; nothing changes afterwards.

Importing the package reads no file. Where every file comes from is told in `data/README.md`.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class SpokenTables:
    """How figures, units, signs and abbreviations are said; each a table of `data/spoken.toml`."""

    units: dict[str, tuple[str, str]]
    signs: dict[str, str]
    currencies: dict[str, str]
    parts: dict[str, str]
    abbreviations: dict[str, str]
    words: dict[str, int]
    initials: dict[str, int]
    prefixes: dict[str, dict[str, int]]
    """By the name of the table; "starts" holds the first letters of all, to rule out most words."""


@dataclass(frozen=True, slots=True)
class SyllableTables:
    """What `scripts/build_syllables.py` learned from CMUdict.

    `weights` correct the count of vowel groups (hundredths of a syllable per pattern); `exceptions`
    are the words of the dictionary that the weights get wrong.
    """

    weights: dict[str, int]
    exceptions: dict[str, int]


@cache
def spoken_tables() -> SpokenTables:
    """Return the tables of `data/spoken.toml`."""
    raw = read_toml("spoken.toml")
    units = {symbol: (one, many) for symbol, (one, many) in raw.pop("units").items()}
    abbreviations = raw.pop("abbreviations")
    capitals = {short[0].upper() + short[1:]: said for short, said in abbreviations.items()}
    prefixes = raw.pop("prefixes")
    prefixes["starts"] = {part[:3]: 1 for table in list(prefixes.values()) for part in table}
    abbreviations = {**capitals, **abbreviations}
    return SpokenTables(units=units, abbreviations=abbreviations, prefixes=prefixes, **raw)


@cache
def syllable_tables() -> SyllableTables:
    """Return the learned syllable patterns and the exceptions to them."""
    raw = json.loads(gzip.decompress((DATA / "syllables.json.gz").read_bytes()))
    exceptions = {
        word: int(count) for count, words in raw["exceptions"].items() for word in words.split()
    }
    return SyllableTables(weights=_grouped(raw["weights"]), exceptions=exceptions)


@cache
def familiar_list() -> frozenset[str]:
    """Return the words that most children of ten know (see `data/README.md`)."""
    lines = (DATA / "familiar.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def read_toml(name: str) -> dict[str, Any]:
    """Return one TOML file of the data folder."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _grouped(groups: dict[str, str]) -> dict[str, int]:
    """Turn `{"12": "patterns with the weight 12"}` into one table."""
    return {pattern: int(weight) for weight, line in groups.items() for pattern in line.split()}


@cache
def adjectives() -> frozenset[str]:
    """Return the familiar adjectives, whose -er and -est are familiar too."""
    return frozenset(read_toml("adjectives.toml")["familiar"].split())
