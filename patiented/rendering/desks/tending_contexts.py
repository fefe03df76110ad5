"""What the templates of due reviews, reported mistakes and withdrawals are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site


@dataclass(frozen=True, slots=True)
class DueLine:
    """One edition in the list of what is due; `url` is its desk or its source."""

    name: str
    edition: str
    url: str
    date: str
    date_iso: str
    when: str
    late: bool
    why: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class DuePage:
    """`desks/due.html`: the editions whose review is late or soon due."""

    site: Site
    title: str
    home: str
    lead: str
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the queue.

    `shown` is what the reader saw, `words` what they wrote; `closed` tells of its end. `action`
    takes its end, or the deletion of the words of a closed one (`erases`); empty where neither is
    left to do.
    """

    anchor: str
    title: str
    date: str
    date_iso: str
    what: str
    page: str
    page_url: str
    desk_url: str
    shown: str
    words: str
    closed: str
    action: str
    erases: bool


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """`desks/reports.html`: mistakes that readers report, the open ones first."""

    site: Site
    title: str
    home: str
    address: str
    lead: str
    problem: str
    chosen: str
    monographs: tuple[str, ...]
    lines: tuple[ReportLine, ...]
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a withdrawal is for: `value` is an audience, or empty for all."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """A withdrawal in force."""

    scope: str
    label: str
    reason: str
    said: str


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """`desks/withdraw.html`: taking a monograph off, in one confirmed step, and bringing it back.

    `confirms`: the choice is made and readers' notice is shown; one button does it.
    """

    site: Site
    title: str
    home: str
    source: str
    action: str
    problem: str
    done: str
    scopes: tuple[Scope, ...]
    chosen: Scope
    reason: str
    confirms: bool
    notice_title: str
    notice_message: str
    date: str
    in_force: tuple[InForce, ...]
    reinstate: str
    may_reinstate: bool
