"""What the templates of the review desk are given.

The same rules hold as in `contexts`: frozen, plain text, nothing left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site, StepView
    from patiented.rendering.marking import Lines


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One edition in the queue; `note` says what is to be done, `since` from when on."""

    name: str
    reader: str
    note: str
    since: str
    url: str
    current: bool
    problem: str


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """Editions whose turn is with the same people; `empty` is said where there are none."""

    id: str
    heading: str
    entries: tuple[QueueEntry, ...]
    empty: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`desks/review/queue.html`. `drafts` are folded away: nobody has handed them in."""

    site: Site
    title: str
    person: str
    groups: tuple[QueueGroup, ...]
    drafts: QueueGroup
    trails: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact that must be there: `sign` is its icon, `fate` what became of it, in words.

    `place` are the words that carry it in the edition where they are others; `by` the person who
    confirmed it, where a person did.
    """

    text: str
    sign: str
    tone: str
    fate: str
    place: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """How a statement read when it was last decided about; `said` says when that was."""

    said: str
    source: tuple[Lines, ...]
    text: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One statement: both texts, what became of its facts, where it stands, what can be done.

    `tone` colors the row and its label: approved, lapsed, asked, blocked, open. `left_out` says why
    the edition does not have it. `typed` is a note that comes back because nothing was recorded.
    """

    anchor: str
    statement: str
    source: tuple[Lines, ...]
    text: tuple[Lines, ...]
    left_out: str
    chips: tuple[Chip, ...]
    remarks: tuple[str, ...]
    before: Before | None
    tone: str
    sign: str
    label: str
    told: tuple[str, ...]
    can_approve: bool
    can_take_back: bool
    can_ask: bool
    typed: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A section of the edition; `note` is what a reviewer should know of it as a whole."""

    anchor: str
    heading: str
    note: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the bar of progress: `start` and `width` are percentages, as text."""

    kind: str
    said: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that must be there and is not, and the row that it belongs to."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing that happened: what, by whom, when, with which note."""

    what: str
    by: str
    at: str
    at_iso: str
    note: str


@dataclass(frozen=True, slots=True)
class WholeView:
    """The edition as a whole: progress, facts, findings, and what can be done with all of it.

    `locks` say why it cannot be approved. `typed` as in a row.
    """

    bars: tuple[Bar, ...]
    facts: str
    missing: tuple[Missing, ...]
    findings: tuple[str, ...]
    gone: tuple[str, ...]
    events: tuple[EventView, ...]
    standing: str
    left: str
    locks: tuple[str, ...]
    can_start: bool
    can_approve: bool
    can_ask: bool
    typed: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing was recorded, as a heading and what happened."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`desks/review/sheet.html`. `fingerprint` and `steps` are what a decision says it has seen.

    `lang` and `source_lang` are the languages of the two texts; `page_url` is the readers' page,
    empty where they have none; `script` is the desk's own. `warning` is what stands in
    the way of readers.
    """

    site: Site
    title: str
    version: str
    person: str
    steps: tuple[StepView, ...]
    tone: str
    queue_url: str
    queue: tuple[QueueGroup, ...]
    page_url: str
    action: str
    fingerprint: str
    seen: int
    lang: str
    source_lang: str
    source_label: str
    text_label: str
    warning: str
    problem: Problem | None
    parts: tuple[PartView, ...]
    whole: WholeView
    trails: tuple[Link, ...]
    script: str
