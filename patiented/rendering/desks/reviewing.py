"""One edition on the review desk, shaped for `desks/review/sheet.html`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.model import Fate
from patiented.rendering.desks.review_contexts import (
    Bar,
    EventView,
    Missing,
    Problem,
    ReviewPage,
    WholeView,
)
from patiented.rendering.desks.review_queue import named
from patiented.rendering.desks.review_rows import Deciding, RowShaper, Typed
from patiented.rendering.page import name_of, short_version
from patiented.rendering.reading_level import level_view
from patiented.rendering.review_status import review_view
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience.profile import Audience
    from patiented.publishing.review_sheet import Happening, Sheet
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.desks.review_contexts import QueueGroup
    from patiented.rendering.speaking import Speaker

_OPEN = frozenset({"submitted", "under_review"})
_TOUCHABLE = _OPEN | {"approved"}

BARS = (
    ("approved", mark("{n} approved")),
    ("lapsed", mark("{n} lapsed")),
    ("open", mark("{n} open")),
)
_BAR_OF = {"approved": "approved", "lapsed": "lapsed", "new": "lapsed"}

LOCKS = {
    "facts": mark("A fact that must be there is missing, changed or open."),
    "own": mark("Some of the wording is yours: somebody else must approve the edition."),
    "asked": mark("A change is asked for, and the text has not changed since."),
}
WAITING = {
    "draft": mark("Nobody has handed this edition in, so there is nothing to decide yet."),
    "changes_requested": mark("The writer has it. It comes back here when it is handed in again."),
}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who looks at the sheet; `decides`: they are a reviewer."""

    name: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Where things are: the queue and its start, the decisions, the readers' page, the trails."""

    queue: str
    action: str
    page: str
    trails: tuple[Link, ...]
    script: str
    beside: tuple[QueueGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """What was sent and not recorded: why not, and the note that was typed."""

    problem: Problem | None = None
    typed: Typed = field(default_factory=Typed)


def review_page(
    sheet: Sheet,
    audience: Audience,
    site: Site,
    ways: Ways,
    reviewer: Reviewer,
    returned: Returned,
) -> ReviewPage:
    """Shape a sheet for one person, with what they sent where it was not recorded."""
    say = site.say
    edition = sheet.published.edition
    typed = returned.typed
    status = str(sheet.published.review.status)
    view = review_view(sheet.published.review, audience, edition.meta, say)
    rows = RowShaper(say, audience, edition.meta, _deciding(status, reviewer), typed)
    reader = say("{audience} edition", audience=say(name_of(audience)))
    return ReviewPage(
        site=site,
        title=f"{named(edition.meta.name)}: {reader}",
        version=_version(sheet, audience, say),
        person=reviewer.name,
        steps=view.steps,
        tone=view.tone,
        queue_url=ways.queue,
        queue=ways.beside,
        page_url=ways.page if sheet.published.shown else "",
        action=ways.action,
        fingerprint=sheet.seen.fingerprint,
        seen=sheet.seen.steps,
        lang=edition.lang,
        source_lang=edition.meta.lang,
        source_label=say("Clinician text"),
        text_label=reader,
        warning=_warning(sheet, say),
        problem=returned.problem,
        parts=tuple(map(rows.part, sheet.sections)),
        whole=_whole(sheet, say, status, reviewer, "" if typed.statement else typed.note),
        trails=ways.trails,
        script=ways.script,
    )


def _deciding(status: str, reviewer: Reviewer) -> Deciding:
    touchable = reviewer.decides and status in _TOUCHABLE
    return Deciding(
        approve=reviewer.decides and status in _OPEN, take_back=touchable, ask=touchable
    )


def _version(sheet: Sheet, audience: Audience, say: Speaker) -> str:
    edition = sheet.published.edition
    version = say("Version {version}", version=short_version(edition.fingerprint))
    parts = [version, say.name_of(edition.lang)]
    if grade := level_view(edition, audience, say).grade:
        parts.append(say("grade {grade}", grade=grade))
    return ", ".join(parts)


def _warning(sheet: Sheet, say: Speaker) -> str:
    if notice := sheet.published.withdrawn:
        return say("This page is withdrawn: {reason}", reason=notice.reason)
    if not sheet.published.publishable:
        return say("Readers are not shown this edition: a fact that must be there is not in it.")
    return ""


def _whole(sheet: Sheet, say: Speaker, status: str, reviewer: Reviewer, typed: str) -> WholeView:
    counts = Counter(_BAR_OF.get(row.standing.value, "open") for row in sheet.rows())
    left = counts["lapsed"] + counts["open"]
    musts = [fact for row in sheet.rows() for fact in row.facts]
    found = sum(fact.fate in {Fate.KEPT, Fate.GENERAL} for fact in musts)
    can = reviewer.decides and status in _OPEN
    return WholeView(
        bars=tuple(_bars(counts, say)),
        facts=say("{found} of {all} found.", found=found, all=len(musts)),
        missing=tuple(_missing(sheet)),
        findings=tuple(dict.fromkeys(one.message for one in sheet.published.edition.findings)),
        gone=tuple(keep_together(one.text or one.source) for one in sheet.gone),
        events=tuple(_event(one, say) for one in sheet.happened),
        standing=_standing(sheet, say, status, reviewer),
        left=say.many("{n} sentence left to decide", "{n} sentences left to decide", left),
        locks=tuple(say(LOCKS[one.value]) for one in sheet.refusals) if can else (),
        can_start=reviewer.decides and status == "submitted",
        can_approve=can and not sheet.refusals,
        can_ask=reviewer.decides and status in _TOUCHABLE,
        typed=typed,
    )


def _standing(sheet: Sheet, say: Speaker, status: str, reviewer: Reviewer) -> str:
    """Say what this person may do, and why."""
    if not reviewer.decides:
        return say("You can read this. Only a reviewer decides.")
    if status in WAITING:
        return say(WAITING[status])
    own = sum(bool(row.refusal and row.refusal.value == "own") for row in sheet.rows())
    if own or any(one.value == "own" for one in sheet.refusals):
        return say("You wrote some of these sentences: somebody else must approve those.")
    return say("The desk knows of no wording of yours here, so you may approve it.")


def _bars(counts: Counter[str], say: Speaker) -> Iterator[Bar]:
    total, before = max(counts.total(), 1), 0
    for kind, said in BARS:
        if counts[kind]:
            start, width = 100 * before / total, 100 * counts[kind] / total
            yield Bar(kind, say(said, n=counts[kind]), f"{start:.2f}%", f"{width:.2f}%")
        before += counts[kind]


def _missing(sheet: Sheet) -> Iterator[Missing]:
    for row in sheet.rows():
        for fact in row.facts:
            if fact.fate not in {Fate.KEPT, Fate.GENERAL}:
                yield Missing(keep_together(fact.fact.text), f"#s-{row.statement}")


def _event(one: Happening, say: Speaker) -> EventView:
    return EventView(_what(one, say), one.by, moment(one.at, say.lang), one.at, one.note)


_WHOLE = {
    "submitted": mark("Handed in"),
    "under_review": mark("Review started"),
    "changes_requested": mark("Changes asked for"),
    "approved": mark("Edition approved"),
}


def _what(one: Happening, say: Speaker) -> str:
    """Say what happened, without who."""
    if one.kind in _WHOLE:
        return say(_WHOLE[one.kind])
    if one.kind == "approve":
        return say.many("{n} sentence approved", "{n} sentences approved", one.count)
    if one.kind == "take-back":
        return say.many("{n} approval taken back", "{n} approvals taken back", one.count)
    if one.kind == "ask":
        return say.many(
            "Change asked for in {n} sentence", "Change asked for in {n} sentences", one.count
        )
    return say.many(
        "Text changed: {n} approval lapsed", "Text changed: {n} approvals lapsed", one.count
    )


def problem_of(sheet: Sheet, seen_fingerprint: str, seen_steps: int, say: Speaker) -> Problem:
    """Say what happened since a person looked, so that their decision was not recorded."""
    steps = [one for one in sheet.happened if one.kind != "lapsed"]
    lines = [_did(one, say) for one in steps[max(seen_steps, 0) :]]
    if sheet.seen.fingerprint != seen_fingerprint:
        lines.append(say("The text of this edition has changed since you opened it."))
    lines.append(say("You see it as it is now. What you typed is still here."))
    return Problem(say("Your decision was not recorded"), tuple(lines))


def _did(one: Happening, say: Speaker) -> str:
    """Say who did what and when: "M. Okoye asked for changes, Sep 4, 2025, 10:42 UTC."."""
    names = {"name": one.by, "time": moment(one.at, say.lang)}
    said = {
        "submitted": mark("{name} handed it in, {time}."),
        "under_review": mark("{name} started the review, {time}."),
        "changes_requested": mark("{name} asked for changes, {time}."),
        "approved": mark("{name} approved the edition, {time}."),
        "approve": mark("{name} approved sentences, {time}."),
        "take-back": mark("{name} took approvals back, {time}."),
        "ask": mark("{name} asked for a change, {time}."),
    }
    return say(said[one.kind], **names)
