"""An edition as a small page: a bar for each sentence, as long as it, as dark as it is hard.

The level shows by pattern as well as by color, and the text alternative gives the counts (LOOK:
heat map). Bars are drawn where the layout of a line is known: here, not in the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.rendering.speaking import Speaker

WIDTH = 176
"""CSS pixels of a line."""

HEIGHT, STEP, GAP = 10, 14, 3
PER_WORD, SHORTEST = 5, 12

RANGES = (
    mark("Grade 6 or below"),
    mark("Grade 7 to 8"),
    mark("Grade 9 to 10"),
    mark("Grade 11 to 13"),
    mark("Grade 14 and up"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a sentence on one line of the map; sizes in CSS pixels."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A statement on the map: its bars, its level of heat 0 to 4, and what it is called."""

    anchor: str
    heat: int
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class HeatPart:
    """A section of the map."""

    heading: str
    height: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class HeatCount:
    """A line of the legend."""

    heat: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The whole map; `hardest` is the anchor of the hardest statement, empty where none is."""

    width: int
    height: int
    parts: tuple[HeatPart, ...]
    counts: tuple[HeatCount, ...]
    hardest: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What the map needs of a statement."""

    anchor: str
    words: int
    grade: float
    heat: int


def heat_map(sections: Iterable[tuple[str, Sequence[Spot]]], say: Speaker) -> HeatMap:
    """Draw the statements of each section; one without words is not there."""
    parts = []
    spots: list[Spot] = []
    for heading, all_spots in sections:
        there = [one for one in all_spots if one.words]
        if there:
            parts.append(_part(heading, there, say))
            spots += there
    counts = tuple(
        HeatCount(heat, say(label), sum(one.heat == heat for one in spots))
        for heat, label in enumerate(RANGES)
    )
    # Two hard words are no hard sentence.
    hardest = max(spots, key=lambda one: (one.heat, one.words), default=None)
    return HeatMap(WIDTH, HEIGHT, tuple(parts), counts, hardest.anchor if hardest else "")


def _part(heading: str, spots: Sequence[Spot], say: Speaker) -> HeatPart:
    cells, x, y = [], 0, 0
    for one in spots:
        bars = []
        left = max(SHORTEST, one.words * PER_WORD)
        while left > 0:
            if x > WIDTH - SHORTEST:
                x, y = 0, y + STEP
            width = min(left, WIDTH - x)
            bars.append(Bar(x, y, width))
            left -= width
            x += width + GAP
        label = say("Grade {grade}, {words} words", grade=f"{one.grade:.1f}", words=one.words)
        cells.append(Cell(one.anchor, one.heat, label, tuple(bars)))
    return HeatPart(heading, y + HEIGHT + 2, tuple(cells))
