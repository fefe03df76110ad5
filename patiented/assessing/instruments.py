"""The instruments by which people judge a text: their items in our own words (`data/*.toml`).

What an item asks is data; `totals.py` counts its answers. What the program can find in a text for
an item is a look (`looks.py`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from patiented.errors import QueryError

DATA = Path(__file__).parent / "data"
INSTRUMENTS = ("cdc", "pemat-p")
"""In the order in which they are shown."""

YES, NO, NA = "yes", "no", "na"


@dataclass(frozen=True, slots=True)
class Part:
    """Items that belong together.

    `scale` is the result that they count for; `without` says when none of them applies.
    """

    id: str
    name: str
    scale: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `good` is the answer that earns the point; `answers` are those that there are.

    `follows` holds (item, its answer, the answer here): what another answer has settled.
    """

    id: str
    part: str
    asks: str
    look: str
    check: str
    good: str
    without: str
    answers: tuple[str, ...]
    follows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument; `yes` and `no` are its words for the two answers."""

    id: str
    name: str
    source: str
    url: str
    yes: str
    no: str
    scoring: str
    before: str
    parts: tuple[Part, ...]
    items: tuple[Item, ...]

    def item(self, identity: str) -> Item:
        """Return one item; a QueryError says that there is none."""
        found = next((one for one in self.items if one.id == identity), None)
        if found is None:
            raise QueryError("item", f"{self.name} has no item {identity[:10]!r}")
        return found

    def part(self, identity: str) -> Part:
        """Return one part."""
        return next(one for one in self.parts if one.id == identity)

    def scale_of(self, item: Item) -> str:
        """Return the result that an item counts for."""
        return self.part(item.part).scale or self.name


def instrument(identity: str) -> Instrument:
    """Return one instrument; a QueryError says that there is none."""
    if identity not in INSTRUMENTS:
        known = ", ".join(INSTRUMENTS)
        raise QueryError("instrument", f"no instrument {identity[:20]!r}; known are {known}")
    return _load(identity)


def instruments() -> tuple[Instrument, ...]:
    """Return every instrument."""
    return tuple(map(_load, INSTRUMENTS))


@cache
def _load(identity: str) -> Instrument:
    raw = tomllib.loads((DATA / f"{identity}.toml").read_text(encoding="utf-8"))
    parts = tuple(Part(**one) for one in raw.pop("part"))
    without = {part.id: part.without for part in parts}
    items = tuple(_item(one, without[one["part"]]) for one in raw.pop("item"))
    return Instrument(**raw, parts=parts, items=items)


def _item(raw: dict[str, Any], part_without: str) -> Item:
    without = raw.get("without", "") or part_without
    follows = tuple((*key.split(":"), answer) for key, answer in raw.get("follows", {}).items())
    return Item(
        id=raw["id"],
        part=raw["part"],
        asks=raw["asks"],
        look=raw["look"],
        check=raw["check"],
        good=raw.get("good", YES),
        without=without,
        answers=(YES, NO, NA) if without else (YES, NO),
        follows=follows,
    )
