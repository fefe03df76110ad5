"""The history of an edition in plain words: its versions, what changed, what was taken down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from patiented.edition.differing import Status
from patiented.rendering.marking import WORDS, Mark, marked, other_words
from patiented.rendering.page import name_of, short_version
from patiented.rendering.review_status import TONES, review_view
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together, written_date
from patiented.rendering.versions import ChangeView, EntryView, HistoryPage, OldPart, VersionPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from patiented.audience.profile import Audience
    from patiented.edition.differing import FactMove
    from patiented.edition.versions import Changes, Shown, TextChange
    from patiented.model import Edition
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.shown import Shown as Published
    from patiented.rendering.shown import Step
    from patiented.rendering.speaking import Speaker

TAKEN_DOWN = "withdrawn"

CHANGED = {
    Status.CHANGED: mark("Changed"),
    Status.NEW: mark("New"),
    Status.GONE: mark("No longer here"),
    Status.UNCHANGED: mark("Same words, other facts"),
}
BESIDE = {
    "title": mark("the title"),
    "summary": mark("the first sentence"),
    "taught": mark("the explained words"),
    "board": mark("the board"),
    "editorial_policy": mark("the editorial policy"),
    "updated": mark("the date of the last update"),
    "references": mark("the sources"),
}
"""What readers see beside the statements, as `differing.beside` names it; the rest is not told."""


class Event(Protocol):
    """A withdrawal, or the end of one."""

    @property
    def at(self) -> str:
        """Date and time in UTC."""

    @property
    def action(self) -> str:
        """`withdrawn` or `reinstated`."""

    @property
    def note(self) -> str:
        """The reason given."""


class Line(Protocol):
    """A version in a history; `publishing.history.VersionLine` is one."""

    @property
    def fingerprint(self) -> str:
        """What it is known by."""

    @property
    def made_at(self) -> str:
        """When it was first kept."""

    @property
    def is_current(self) -> bool:
        """Whether readers are shown it now."""

    @property
    def publishable(self) -> bool:
        """Whether it could ever be shown."""

    @property
    def steps(self) -> Sequence[Step]:
        """The moves of the review that were made on it."""

    @property
    def changed(self) -> Changes | None:
        """What changed since the version before it."""

    @property
    def taken_down(self) -> Event | None:
        """The withdrawal after it."""

    @property
    def opens(self) -> bool:
        """Whether its text may be shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a history is: the page of the edition, and how to reach one version."""

    site: Site
    page: str
    history: str
    version: Callable[[str], str]
    canonical: str = ""


def history_page(
    published: Published,
    audience: Audience,
    lines: Sequence[Line],
    events: Sequence[Event],
    at: Place,
    turns: tuple[Link, ...] = (),
) -> HistoryPage:
    """Shape a page of versions and events, the newest first."""
    say = at.site.say
    return HistoryPage(
        site=at.site,
        title=say("Versions of this page"),
        name=_name(published.edition, audience, say),
        page_url=at.page,
        lead=say("Every version that this site has kept, the newest first."),
        canonical_url=at.canonical,
        robots="" if at.canonical else "noindex",
        entries=tuple(_entries(published, audience, lines, events, at)),
        turns=turns,
    )


def version_page(
    published: Published, audience: Audience, edition: Edition, line: Line, at: Place
) -> VersionPage:
    """Shape one old version: its texts, or why they are not shown."""
    say = at.site.say
    return VersionPage(
        site=at.site,
        title=say("Version {version}", version=short_version(line.fingerprint)),
        name=_name(published.edition, audience, say),
        page_url=at.page,
        history_url=at.history,
        lang=edition.lang,
        banner=say("This is an old version."),
        notes=tuple(_notes(line, published, audience, say)),
        refused="" if line.opens else say("Its text is not shown."),
        parts=tuple(_parts(edition)) if line.opens else (),
    )


def _name(edition: Edition, audience: Audience, say: Speaker) -> str:
    reader = say("{audience} edition", audience=say(name_of(audience)))
    return f"{edition.meta.name}: {reader}"


def _entries(
    published: Published,
    audience: Audience,
    lines: Sequence[Line],
    events: Sequence[Event],
    at: Place,
) -> Iterator[EntryView]:
    waiting = sorted(events, key=lambda one: one.at, reverse=True)
    for line in lines:
        while waiting and waiting[0].at >= line.made_at:
            yield _event(waiting.pop(0), at.site.say)
        yield _entry(line, published, audience, at)
    for event in waiting:
        yield _event(event, at.site.say)


def _event(event: Event, say: Speaker) -> EntryView:
    down = event.action == TAKEN_DOWN
    return EntryView(
        kind="event",
        title=say("Taken down") if down else say("Shown again"),
        date=written_date(event.at, say.lang),
        date_iso=event.at[:10],
        url="",
        current=False,
        tone="stop" if down else "ok",
        notes=(say("The reason given: {reason}", reason=event.note),) if down else (),
        summary="",
        changes=(),
        beside="",
    )


def _entry(line: Line, published: Published, audience: Audience, at: Place) -> EntryView:
    say = at.site.say
    changed = line.changed
    return EntryView(
        kind="version",
        title=say("Version {version}", version=short_version(line.fingerprint)),
        date=written_date(line.made_at, say.lang),
        date_iso=line.made_at[:10],
        url=at.page if line.is_current else at.version(line.fingerprint) if line.opens else "",
        current=line.is_current,
        tone=_tone(line, published),
        notes=tuple(_notes(line, published, audience, say)),
        summary=_summary(line, say),
        changes=tuple(_change(one, say) for one in changed.statements) if changed else (),
        beside=_beside(changed, say) if changed else "",
    )


def _tone(line: Line, published: Published) -> str:
    if line.is_current:
        return TONES[str(published.review.status)]
    return TONES[str(line.steps[-1].status)] if line.steps else ""


def _notes(line: Line, published: Published, audience: Audience, say: Speaker) -> Iterator[str]:
    if line.is_current:
        review = review_view(published.review, audience, published.edition.meta, say)
        yield f"{review.answer} {review.sentence}"
        return
    if not line.publishable:
        yield say("This version was held back. Readers never saw it.")
        return
    yield _reviewed(line, say)
    if down := line.taken_down:
        date = written_date(down.at, say.lang)
        yield say(
            "The page was taken down on {date}, after this version. The reason given: {reason}",
            date=date,
            reason=down.note,
        )


def _reviewed(line: Line, say: Speaker) -> str:
    """Say how far the review of an old version came."""
    if not line.steps:
        return say("This version was not reviewed.")
    last = line.steps[-1]
    date = written_date(last.at, say.lang)
    status = str(last.status)
    if status == "approved":
        return say("{name} approved this version on {date}.", name=last.by, date=date)
    if status == "changes_requested":
        return say("A reviewer asked for changes to this version on {date}.", date=date)
    return say("The review of this version was not finished.")


def _summary(line: Line, say: Speaker) -> str:
    if not line.publishable:
        return ""
    if line.changed is None:
        return say("The first version that this site has kept.")
    told = (
        (Status.CHANGED, "{n} sentence changed", "{n} sentences changed"),
        (Status.NEW, "{n} sentence is new", "{n} sentences are new"),
        (Status.GONE, "{n} sentence is no longer here", "{n} sentences are no longer here"),
        (
            Status.UNCHANGED,
            "{n} sentence stands for other facts",
            "{n} sentences stand for other facts",
        ),
    )
    counts = ((line.changed.count(status), one, more) for status, one, more in told)
    said = [say.many(one, more, n) for n, one, more in counts if n]
    return f"{', '.join(said)}." if said else say("No sentence changed.")


def _beside(changed: Changes, say: Speaker) -> str:
    names = [say(BESIDE[one]) for one in changed.beside if one in BESIDE]
    return say("Also changed: {things}.", things=", ".join(names)) if names else ""


def _change(change: TextChange, say: Speaker) -> ChangeView:
    was, now = _text(change.old), _text(change.new)
    gone, come = other_words(was, now) if change.old and change.new else ((), ())
    return ChangeView(
        heading=keep_together(change.heading),
        said=say(CHANGED[change.status]),
        before=marked(was, [Mark(span, WORDS) for span in gone]),
        now=marked(now, [Mark(span, WORDS) for span in come]),
        facts=tuple(_fact(one, say) for one in change.facts),
    )


def _text(shown: Shown | None) -> str:
    return shown.statement.text if shown else ""


def _fact(move: FactMove, say: Speaker) -> str:
    old, new = keep_together(move.old or ""), keep_together(move.new or "")
    if not new:
        return say("no longer said: {fact}", fact=old)
    if not old:
        return say("new: {fact}", fact=new)
    return say("{before} is now {after}", before=old, after=new)


def _parts(edition: Edition) -> Iterator[OldPart]:
    for section in edition.sections:
        texts = tuple(
            marked(one.text) for block in section.blocks for one in block.statements if one.text
        )
        if texts:
            yield OldPart(keep_together(section.heading), texts)
