"""The writer's desk, shaped for its templates. What it is given are the records of `writing`.

`writing` stands on a higher floor; its frozen records fit the interfaces below without being
imported.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from patiented.rendering.desks.contexts import (
    DeskGroup,
    DeskLine,
    DeskPage,
    DeskRow,
    DeskSection,
    DesksPage,
    Fact,
    MetPage,
    Offered,
    Reason,
    SavedPage,
    SuggestedPage,
    Swap,
    TriedPage,
    Trouble,
)
from patiented.rendering.desks.drawn import gauge, grade_of, place_of, trend
from patiented.rendering.desks.heat import Spot, heat_map
from patiented.rendering.desks.words import FATES, KINDS, ORIGINS, REASONS, STATES, TOLD, TROUBLES
from patiented.rendering.marking import GONE, WORDS, Mark, marked, other_words
from patiented.rendering.page import name_of
from patiented.rendering.review_status import LABELS, TONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.audience.profile import Audience
    from patiented.rendering.contexts import Site
    from patiented.rendering.marking import Lines
    from patiented.rendering.speaking import Speaker


class DeskLinks(Protocol):
    """The addresses of a desk."""

    @property
    def site(self) -> Site:
        """The frame."""

    @property
    def script(self) -> str:
        """The desk's script."""

    @property
    def home(self) -> str:
        """The list of all editions."""

    @property
    def source(self) -> str:
        """The desk of the canonical text."""

    @property
    def address(self) -> str:
        """The desk itself."""

    @property
    def preview(self) -> str:
        """The reader's page."""

    @property
    def model(self) -> str:
        """The model that may be asked for drafts; empty where there is none."""


def desk_page(sheet: Any, audience: Audience, links: DeskLinks) -> DeskPage:
    """Shape `writing.Sheet` for `desks/desk.html`."""
    say = links.site.say
    sections = tuple(_sections(sheet, say))
    by_section = [
        (part.heading, [_spot(row) for row in sheet.rows if row.section == part.anchor[4:]])
        for part in sections
    ]
    edition = say("{audience} edition", audience=say(name_of(audience)))
    language = say.name_of(sheet.key.lang)
    return DeskPage(
        site=links.site,
        title=f"{sheet.meta.name}: {edition}",
        script=links.script,
        home=links.home,
        source=links.source,
        name=sheet.meta.name,
        edition=f"{edition}, {language}",
        address=links.address,
        preview=links.preview,
        ready=sheet.ready,
        total=len(sheet.rows),
        percent=_percent(sheet.ready, len(sheet.rows)),
        gauge=gauge(sheet.levels, sheet.target, say),
        trend=trend(sheet.trend, sheet.target, say),
        heat=heat_map(by_section, say),
        sections=sections,
        review=say(LABELS[str(sheet.review.status)]),
        may_submit="submit" in {str(one) for one in sheet.review.moves},
        blocked=not sheet.publishable,
        model=links.model,
    )


def tried_page(tried: Any, target: float | None, site: Site) -> TriedPage:
    """Shape `writing.Tried` for `desks/tried.html`."""
    say = site.say
    before, after = _side_by_side(tried.saved, tried.text)
    data = {
        "statement": tried.statement,
        "canSave": tried.can_save,
        "heat": tried.own.heat,
        "grade": grade_of(tried.own),
        "marks": list(_marks(tried)),
        "sourceMarks": [list(one.source_span) for one in tried.problems if one.source_span],
    }
    return TriedPage(
        site=site,
        data=json.dumps(data),
        can_save=tried.can_save,
        heat=tried.own.heat,
        grade=grade_of(tried.own),
        words=say.many("{n} word", "{n} words", tried.own.words),
        troubles=tuple(_trouble(one, say) for one in tried.problems),
        facts=facts_of(tried.chips, say),
        reasons=tuple(
            Reason(say(REASONS.get(code, code)), message) for code, message in tried.reasons
        ),
        swaps=tuple(Swap(one.word, one.swaps) for one in tried.hard),
        section=grade_of(tried.section),
        gauge=gauge(tried.edition, target, say),
        before=before,
        after=after,
    )


def suggested_page(found: Sequence[Any], site: Site) -> SuggestedPage:
    """Shape suggestions for `desks/suggested.html`."""
    say = site.say
    offered = []
    for one in found:
        state = "kept" if one.proved else "open" if one.ok else "changed"
        words = {
            "kept": say("Facts match"),
            "open": say("Some facts are to be checked"),
            "changed": say("A fact changed"),
        }[state]
        origin = say(ORIGINS[one.origin], page=one.note) if one.note else say(ORIGINS[one.origin])
        offered.append(
            Offered(one.text, origin, grade_of(one.levels), one.levels.heat, state, words)
        )
    return SuggestedPage(site, tuple(offered))


def saved_page(kept: Any, target: float | None, site: Site) -> SavedPage:
    """Shape `writing.Kept` for `desks/saved.html`."""
    return SavedPage(
        site=site,
        row=row_of(kept.row, site.say),
        ready=kept.ready,
        total=kept.of,
        percent=_percent(kept.ready, kept.of),
        gauge=gauge(kept.edition, target, site.say),
    )


def met_page(row: Any, site: Site) -> MetPage:
    """Shape what somebody else saved since."""
    theirs = row.wording or row.omit or row.text
    return MetPage(site, theirs, json.dumps({"base": row.base, "text": row.wording}))


def desks_page(
    title: str,
    site: Site,
    lines: Iterable[Any],
    audiences: Sequence[Audience],
    urls: Any,
    pages: Sequence[tuple[str, str]],
) -> DesksPage:
    """Shape the list of all editions; `urls(key)` is the desk of one, or that of the source."""
    say = site.say
    names = {one.id: say(name_of(one)) for one in audiences}
    groups: dict[str, list[DeskLine]] = {}
    titles: dict[str, str] = {}
    sources: dict[str, str] = {}
    canonical = next((one.id for one in audiences if one.canonical), "")
    for line in lines:
        if canonical and line.key.monograph not in sources:
            sources[line.key.monograph] = urls(replace(line.key, audience=canonical))
        titles.setdefault(line.key.monograph, line.name)
        groups.setdefault(line.key.monograph, []).append(_line(line, names, urls(line.key), say))
    shown = tuple(
        DeskGroup(titles[key], tuple(found), sources.get(key, "")) for key, found in groups.items()
    )
    return DesksPage(site, title, shown, tuple(pages))


def _side_by_side(saved: str, text: str) -> tuple[tuple[Lines, ...], tuple[Lines, ...]]:
    if not saved or saved == text:
        return (), ()
    gone, new = other_words(saved, text)
    return (
        marked(saved, (Mark(span, GONE) for span in gone)),
        marked(text, (Mark(span, WORDS) for span in new)),
    )


def facts_of(chips: Iterable[Any], say: Speaker) -> tuple[Fact, ...]:
    """Return the facts of a statement as chips, each once."""
    found: dict[tuple[str, str], Fact] = {}
    for one in chips:
        state = "changed" if one.verdict == "changed" else one.fate
        state = "open" if state == "lost" else state
        words = say("confirmed by {name}", name=one.by) if one.by else say(FATES[state])
        found[one.text, state] = Fact(one.text, state, words, one.must, one.by)
    return tuple(found.values())


def row_of(row: Any, say: Speaker) -> DeskRow:
    """Shape one `writing.Row`."""
    state = (
        "left"
        if row.omit or not row.text
        else "draft"
        if row.draft
        else "needs"
        if row.needs_writer
        else "ready"
    )
    review = say("Approved") if row.approved else say("Lapsed") if row.lapsed else ""
    data = {
        "statement": row.statement,
        "base": row.base,
        "wording": row.wording,
        "omit": row.omit,
        "draft": row.draft,
        "text": row.text,
        "mayLeaveOut": row.may_leave_out,
        "confirmed": [fact for fact, _ in row.confirmed],
    }
    return DeskRow(
        anchor=f"row-{row.statement}",
        source=row.source,
        is_heading=row.is_heading,
        text=row.text,
        omit=row.omit,
        draft=row.draft,
        heat=row.levels.heat,
        grade=grade_of(row.levels) if row.text else "",
        state=state,
        state_words=say(STATES[state]),
        review=review,
        facts=facts_of(row.chips, say),
        data=json.dumps(data),
    )


def _sections(sheet: Any, say: Speaker) -> Iterator[DeskSection]:
    rows: dict[str, list[DeskRow]] = {}
    headings: dict[str, str] = {}
    for row in sheet.rows:
        headings.setdefault(row.section, row.heading)
        rows.setdefault(row.section, []).append(row_of(row, say))
    for section, found in rows.items():
        yield DeskSection(f"sec-{section}", headings[section], tuple(found))


def _spot(row: Any) -> Spot:
    words = row.levels.words if row.text and not row.is_heading else 0
    return Spot(f"row-{row.statement}", words, row.levels.grade or 0.0, row.levels.heat)


def _marks(tried: Any) -> Iterator[list[int | str]]:
    for one in tried.problems:
        if one.text_span:
            yield [*one.text_span, "changed" if one.kind == "changed" else "open"]
    for word in tried.hard:
        yield [*word.span, "hard"]


def _trouble(one: Any, say: Speaker) -> Trouble:
    kind = say(KINDS[one.message]) if one.message in KINDS else ""
    title = say(TROUBLES[one.kind])
    if one.repair:
        action, label, value = "repair", say("Put back “{text}”", text=one.expected), one.repair
    elif one.confirm:
        action, label = "confirm", say("I have looked: it is right")
        value = one.confirm
    else:
        action = label = value = ""
    return Trouble(
        kind=one.kind,
        title=f"{title}: {kind}" if kind else title,
        expected=one.expected,
        found=one.found,
        detail="" if (one.expected and one.found) or one.message in TOLD else one.message,
        action=action,
        label=label,
        value=value,
    )


def _line(line: Any, names: dict[str, str], url: str, say: Speaker) -> DeskLine:
    edition = f"{names[line.key.audience]}, {say.name_of(line.key.lang)}"
    if line.problem:
        return DeskLine(url, edition, problem=line.problem)
    ready = line.total - line.unworded
    grade = grade_of(line.levels)
    met = line.target is None or not grade or line.levels.grade <= line.target + 0.005
    return DeskLine(
        url=url,
        edition=edition,
        grade=grade,
        target=f"{line.target:g}" if line.target is not None else "",
        met=met,
        filled=place_of(line.levels.grade) if grade else "",
        ready=say("{n} of {all} ready", n=ready, all=line.total),
        percent=_percent(ready, line.total),
        drafts=say.many("{n} draft", "{n} drafts", line.drafts) if line.drafts else "",
        findings=say.many("{n} finding", "{n} findings", line.findings) if line.findings else "",
        status=say(LABELS[line.status]),
        tone=TONES[line.status],
        problem="",
    )


def _percent(part: int, whole: int) -> int:
    """Return a share, rounded down: 100 means all."""
    return part * 100 // whole if whole else 100
