"""What is chosen to be drawn, and what the template draws: two sets of frozen records.

A `*Choice` holds numbers and words of a statement; a `Picture` holds sentences and places. Lengths
are in units of the drawing (its `viewBox`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people that a statement gives: `count` of 100.

    `exact` is the figure as shown where the count rounds it, else empty; `is_about` says that the
    count is rounded here or in the source; `label` is what the statement says of these people.
    """

    count: int
    people: str
    exact: str
    is_about: bool
    label: str


@dataclass(frozen=True, slots=True)
class ArrayChoice:
    """One share of people, or two that the statement compares, and the sentence if they share it.

    `facts` are the normal forms of what is drawn.
    """

    shares: tuple[Share, ...]
    sentence: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A dose and how often in a day; both as shown."""

    dose: str
    often: str
    times: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitChoice:
    """An upper limit: `text` as shown; `kind` is area, week or time.

    `filled` of `blocks` equal parts are drawn; a week has seven, under a bracket.
    """

    kind: str
    text: str
    filled: int
    blocks: int
    fact: str


@dataclass(frozen=True, slots=True)
class LimitsChoice:
    """The limits of one statement; `scope` is whom they are for, in its words, or empty."""

    scope: str
    limits: tuple[LimitChoice, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The normal forms of what is drawn."""
        return tuple(one.fact for one in self.limits)


Choice = ArrayChoice | DayChoice | LimitsChoice

Place = tuple[int, int]
"""Left and top of a figure in a drawing."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A hundred figures, `had` filled and `others` in outline, and the words beside them."""

    anchor: str
    headline: str
    label: str
    had: tuple[Place, ...]
    others: tuple[Place, ...]
    key_had: str
    key_others: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the day; `icon` names its sign; an empty one says so in `words`."""

    name: str
    icon: str
    words: str
    is_dose: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit as blocks: `size` of each, `width` and `height` of the whole.

    `stop` is where the stop line stands, or 0.
    """

    anchor: str
    text: str
    note: str
    had: tuple[Place, ...]
    others: tuple[Place, ...]
    size: Place
    width: int
    height: int
    is_bracketed: bool = False
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure under a block: one of `arms`, `cells` and `bounds` is filled.

    `is_first` of a page carries the signs that all of them use.
    """

    title: str
    arms: tuple[Arm, ...] = ()
    cells: tuple[Cell, ...] = ()
    bounds: tuple[Bound, ...] = ()
    note: str = ""
    is_first: bool = False
