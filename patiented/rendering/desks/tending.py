"""Due reviews, reported mistakes and withdrawals, shaped for their templates.

The records of `publishing`, which stands on a higher floor, are not imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from patiented.rendering.desks.tending_contexts import (
    DueLine,
    DuePage,
    InForce,
    ReportLine,
    ReportsPage,
    Scope,
    WithdrawPage,
)
from patiented.rendering.reporting import KINDS
from patiented.rendering.speaking import mark
from patiented.rendering.typography import written_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.speaking import Speaker

EVERYBODY = mark("Every edition")
SECTION = "sec-"


class Editions(Protocol):
    """How editions are called, and their desks."""

    def edition(self, key: Any, say: Speaker, /) -> str:
        """Return the name of an edition."""

    @property
    def url(self) -> Callable[[Any], str]:
        """Return the desk of a key, or the source's; empty for none."""


@dataclass(frozen=True, slots=True)
class ReportAddresses:
    """Where the queue is, where a report is closed, and where a reader's page is."""

    home: str
    queue: str
    close: Callable[[int], str]
    page: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class WithdrawAddresses:
    """The addresses of a withdrawal."""

    home: str
    source: str
    withdraw: str
    reinstate: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person has chosen so far: whom for (empty: all), and why."""

    audience: str = ""
    reason: str = ""
    confirms: bool = False
    problem: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of reports, each with its edition's key; `chosen` is a monograph, or empty for all."""

    found: Sequence[tuple[Any, Any]]
    chosen: str
    monographs: Sequence[str]
    open_count: int
    pages: Sequence[Link] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A monograph to be withdrawn: `audiences` by name, the notices in force.

    `notice` is what readers are told beside the reason: a title and a sentence.
    """

    name: str
    audiences: Mapping[str, str]
    in_force: Sequence[Any]
    notice: tuple[str, str]
    today: str
    may_reinstate: bool


def due_page(
    found: Sequence[Any], months: int, within_days: int, names: Editions, home: str, site: Site
) -> DuePage:
    """Shape `publishing.Due` for `desks/due.html`."""
    say = site.say
    lead = say("What is overdue, and what is due in the next {n} days.", n=within_days)
    if months:
        rule = say.many(
            "A review is due {n} month after the last approval, or when the source says so.",
            "A review is due {n} months after the last approval, or when the source says so.",
            months,
        )
    else:
        rule = say("A review is due when the source says so (review_due).")
    lines = tuple(_due(one, names, say) for one in found)
    return DuePage(site, say("Reviews that are due"), home, f"{lead} {rule}", lines)


def _due(one: Any, names: Editions, say: Speaker) -> DueLine:
    if one.overdue:
        when = say.many("{n} day overdue", "{n} days overdue", -one.days)
    else:
        when = say.many("in {n} day", "in {n} days", one.days) if one.days else say("today")
    return DueLine(
        name=one.name,
        edition=names.edition(one.key, say),
        url=names.url(one.key),
        date=written_date(one.on, say.lang),
        date_iso=one.on,
        when=when,
        late=one.overdue,
        why=say("the source says so") if one.by_source else say("after the last approval"),
        withdrawn=one.withdrawn,
    )


def reports_page(queue: Queue, names: Editions, at: ReportAddresses, site: Site) -> ReportsPage:
    """Shape the queue of reports for `desks/reports.html`."""
    say = site.say
    lead = (
        say.many("{n} report is open.", "{n} reports are open.", queue.open_count)
        if queue.open_count
        else say("No report is open.")
    )
    return ReportsPage(
        site=site,
        title=say("Reported mistakes"),
        home=at.home,
        address=at.queue,
        lead=lead,
        problem=queue.problem,
        chosen=queue.chosen,
        monographs=tuple(queue.monographs),
        lines=tuple(_report(one, key, names, at, say) for one, key in queue.found),
        pages=tuple(queue.pages),
    )


def _report(one: Any, key: Any, names: Editions, at: ReportAddresses, say: Speaker) -> ReportLine:
    in_section = one.statement.startswith(SECTION)
    place = one.statement if in_section or not one.statement else f"s-{one.statement}"
    row = one.statement if in_section or not one.statement else f"row-{one.statement}"
    page, desk = at.page(key), names.url(key)
    closed = (
        say(
            "Closed on {date} by {name}: {note}",
            date=written_date(one.closing.at, say.lang),
            name=one.closing.by,
            note=one.closing.note,
        )
        if one.closing
        else ""
    )
    return ReportLine(
        anchor=f"report-{one.number}",
        title=say("Report {n}", n=one.number),
        date=written_date(one.at, say.lang),
        date_iso=one.at[:10],
        what=say(KINDS.get(one.kind, one.kind)),
        page=f"{key.monograph}: {names.edition(key, say)}",
        page_url=_to(page, place),
        desk_url=_to(desk, row),
        shown=one.text,
        words=one.words,
        closed=closed,
        action=at.close(one.number) if one.closing is None or one.words else "",
        erases=one.closing is not None,
    )


def _to(url: str, anchor: str) -> str:
    return f"{url}#{anchor}" if url and anchor else url


def withdraw_page(
    standing: Standing, asked: Asked, at: WithdrawAddresses, site: Site
) -> WithdrawPage:
    """Shape the withdrawal of a monograph for `desks/withdraw.html`."""
    say = site.say
    labels = {"": say(EVERYBODY), **standing.audiences}
    scopes = tuple(Scope(one, label, one == asked.audience) for one, label in labels.items())
    title, message = standing.notice
    return WithdrawPage(
        site=site,
        title=say("Withdraw {name}", name=standing.name),
        home=at.home,
        source=at.source,
        action=at.withdraw,
        problem=asked.problem,
        done=asked.done,
        scopes=scopes,
        chosen=next((one for one in scopes if one.chosen), scopes[0]),
        reason=asked.reason,
        confirms=asked.confirms,
        notice_title=say(title),
        notice_message=say(message),
        date=written_date(standing.today, say.lang),
        in_force=tuple(_in_force(one, labels, say) for one in standing.in_force),
        reinstate=at.reinstate,
        may_reinstate=standing.may_reinstate,
    )


def _in_force(one: Any, labels: Mapping[str, str], say: Speaker) -> InForce:
    scope = one.audience or ""
    said = say("{name}, {date}", name=one.by, date=written_date(one.at, say.lang))
    return InForce(scope, labels.get(scope, scope), one.reason, said)
