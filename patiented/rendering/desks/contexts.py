"""What the templates of the writer's desk are given; the rules of `contexts` hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Site
    from patiented.rendering.desks.heat import HeatMap
    from patiented.rendering.marking import Lines


@dataclass(frozen=True, slots=True)
class Gauge:
    """The level of an edition against its target: places on a scale of grades, in per cent.

    All are empty where a language has no grade; `ease` speaks then.
    """

    grade: str
    smog: str
    target: str
    filled: str
    target_at: str
    note: str
    met: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a chip: `state` is kept, general, left_out, changed or open."""

    text: str
    state: str
    words: str
    must: bool
    by: str


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A statement on the desk; `data` is what the script needs of it, as JSON."""

    anchor: str
    source: str
    is_heading: bool
    text: str
    omit: str
    draft: str
    heat: int
    grade: str
    state: str
    state_words: str
    review: str
    facts: tuple[Fact, ...]
    data: str


@dataclass(frozen=True, slots=True)
class DeskSection:
    """A section on the desk."""

    anchor: str
    heading: str
    rows: tuple[DeskRow, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The grades of an edition's versions as a line; `words` says it to those who cannot see it.

    `points` and `dots` are places in a box of 300 by 60.
    """

    points: str
    dots: tuple[tuple[str, str], ...]
    target: str
    first: str
    last: str
    words: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`desks/desk.html`: one edition, statement by statement."""

    site: Site
    title: str
    script: str
    home: str
    source: str
    name: str
    edition: str
    address: str
    preview: str
    ready: int
    total: int
    percent: int
    gauge: Gauge
    trend: Trend | None
    heat: HeatMap
    sections: tuple[DeskSection, ...]
    review: str
    may_submit: bool
    blocked: bool
    model: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text cannot be saved; `action` is repair or confirm, with what it would do."""

    kind: str
    title: str
    expected: str
    found: str
    detail: str
    action: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is hard."""

    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Swap:
    """A hard word and what may stand for it."""

    word: str
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriedPage:
    """`desks/tried.html`: what a text would do; `data` is what the script needs, as JSON."""

    site: Site
    data: str
    can_save: bool
    heat: int
    grade: str
    words: str
    troubles: tuple[Trouble, ...]
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...]
    swaps: tuple[Swap, ...]
    section: str
    gauge: Gauge
    before: tuple[Lines, ...]
    after: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion: `state` says what the guard says of it."""

    text: str
    origin: str
    grade: str
    heat: int
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class SuggestedPage:
    """`desks/suggested.html`."""

    site: Site
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """`desks/saved.html`: a row as it stands after it was saved, and the edition's level."""

    site: Site
    row: DeskRow
    ready: int
    total: int
    percent: int
    gauge: Gauge


@dataclass(frozen=True, slots=True)
class MetPage:
    """`desks/met.html`: somebody else saved the statement since; both texts, to choose from."""

    site: Site
    theirs: str
    data: str


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One edition in the list of all."""

    url: str
    edition: str
    grade: str = ""
    target: str = ""
    met: bool = True
    filled: str = ""
    ready: str = ""
    percent: int = 0
    drafts: str = ""
    findings: str = ""
    status: str = ""
    tone: str = "stop"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """A monograph in the list; `source` is the desk of its canonical text."""

    name: str
    lines: tuple[DeskLine, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class DesksPage:
    """`desks/list.html`: every edition of the library, and how far it is."""

    site: Site
    title: str
    groups: tuple[DeskGroup, ...]
    pages: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...] = ()
