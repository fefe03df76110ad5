"""The page that sets two editions side by side, as its template is given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.marking import Lines


@dataclass(frozen=True, slots=True)
class Cell:
    """A statement in one edition; `missing` is said where that edition does not have it.

    `url` leads to it in its own edition, under the name `go`; `sources` are its source numbers
    there. `clinical`: it is the clinician text.
    """

    lines: tuple[Lines, ...] = ()
    url: str = ""
    go: str = ""
    sources: tuple[Link, ...] = ()
    missing: str = ""
    clinical: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in both editions; `said` says its `fate`, `sign` shows it, `note` adds."""

    anchor: str
    left: Cell
    fate: str
    sign: str
    said: str
    note: str
    right: Cell


@dataclass(frozen=True, slots=True)
class ComparePart:
    """The rows under one heading."""

    anchor: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An edition that is compared: its name, and how hard it is or that it is the source."""

    label: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str
    left: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences have one fate."""

    kind: str
    sign: str
    said: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the legend: a mark and what it means."""

    mark: str
    said: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`pages/compare.html`.

    Without `columns` there is nothing to compare. `only`: it shows differences only; `other_url`
    leads to the same page with the other choice.
    """

    site: Site
    title: str
    name: str
    page_url: str
    action: str
    lead: str
    canonical_url: str
    robots: str
    options: tuple[Option, ...]
    columns: tuple[Column, ...]
    samples: tuple[Sample, ...]
    tallies: tuple[Tally, ...]
    only: bool
    other_url: str
    parts: tuple[ComparePart, ...]
    cautions: tuple[str, ...]
