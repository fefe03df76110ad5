"""The rows of a sheet: one statement beside its source, with its facts and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Fate, Obligation, Proof
from patiented.rendering.desks.review_contexts import Before, Chip, PartView, RowView
from patiented.rendering.marking import GONE, WORDS, Mark, marked, other_words
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience.profile import Audience
    from patiented.model import LedgerRow, Meta
    from patiented.publishing.review_sheet import SheetRow, SheetSection
    from patiented.rendering.marking import Lines
    from patiented.rendering.speaking import Speaker

LABELS = {
    "approved": mark("Approved"),
    "lapsed": mark("Lapsed"),
    "new": mark("New since the approval"),
    "asked": mark("Change asked for"),
    "answered": mark("Changed, look again"),
    "open": mark("To decide"),
    "blocked": mark("Cannot be approved"),
}
TONES = {"new": "lapsed", "answered": "lapsed"}
SIGNS = {"approved": "tick", "blocked": "close", "open": "next"}
_REFUSED = {
    "facts": mark("A fact that must be there is missing, changed or open."),
    "own": mark("You wrote this wording, so somebody else must approve it."),
}
FATES = {
    Fate.KEPT: ("tick", "ok", mark("found")),
    Fate.GENERAL: ("tick", "ok", mark("said more simply")),
    Fate.OPEN: ("warn", "wait", mark("a person must look")),
    Fate.LOST: ("close", "stop", mark("not found")),
    Fate.LEFT_OUT: ("close", "stop", mark("left out")),
}
CHANGED = ("close", "stop", mark("changed"))


@dataclass(frozen=True, slots=True)
class Deciding:
    """What this person may do to single statements now."""

    approve: bool = False
    take_back: bool = False
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A note that was sent and not recorded; `statement` is empty for one on the whole edition."""

    statement: str = ""
    note: str = ""


class RowShaper:
    """Shapes the rows of one sheet; `deciding` says what a decision may do now."""

    def __init__(
        self, say: Speaker, audience: Audience, meta: Meta, deciding: Deciding, typed: Typed
    ) -> None:
        self._say = say
        self._audience = audience
        self._meta = meta
        self._deciding = deciding
        self._typed = typed

    def part(self, section: SheetSection) -> PartView:
        """Shape a section."""
        say, plan = self._say, self._audience.plan_for(section.role)
        lapsed = sum(row.standing.value == "lapsed" for row in section.rows)
        note = ""
        if lapsed:
            note = say.many("{n} approval lapsed", "{n} approvals lapsed", lapsed)
        elif plan.obligation is Obligation.MUST:
            note = say("Every edition must say this")
        heading = section.heading or plan.heading_for(self._meta.name, self._meta.kind)
        return PartView(
            f"sec-{section.id}",
            keep_together(heading or section.role.value.replace("_", " ").capitalize()),
            note,
            tuple(map(self._row, section.rows)),
        )

    def _row(self, row: SheetRow) -> RowView:
        standing = row.standing.value
        refused = row.refusal.value if row.refusal else ""
        approved = standing == "approved"
        shown = "blocked" if refused == "facts" and not approved else standing
        source, text = self._marked(row)
        can = self._deciding
        return RowView(
            anchor=f"s-{row.statement}",
            statement=row.statement,
            source=source,
            text=text,
            left_out=row.left_out if not row.text else "",
            chips=tuple(self._chip(fact, row) for fact in row.facts),
            remarks=tuple(self._remarks(row)),
            before=self._before(row),
            tone=TONES.get(shown, shown),
            sign=SIGNS.get(shown, "now"),
            label=self._say(LABELS[shown]),
            told=tuple(self._told(row, refused, approved=approved)),
            can_approve=can.approve and not approved and not refused,
            can_take_back=can.take_back and approved,
            can_ask=can.ask,
            typed=self._typed.note if self._typed.statement == row.statement else "",
        )

    def _marked(self, row: SheetRow) -> tuple[tuple[Lines, ...], tuple[Lines, ...]]:
        """Return both texts with the words that are new since it was last decided about."""
        if row.former is None:
            return marked(row.source), marked(row.text)
        new = [
            other_words(was, now)[1]
            for was, now in ((row.former.source, row.source), (row.former.text, row.text))
        ]
        source, text = ([Mark(span, WORDS) for span in spans] for spans in new)
        return marked(row.source, source), marked(row.text, text)

    def _before(self, row: SheetRow) -> Before | None:
        """Return the former texts that differ, with the words that are gone."""
        if row.former is None:
            return None
        pairs = ((row.former.source, row.source), (row.former.text, row.text))
        source, text = (
            marked(was, [Mark(span, GONE) for span in other_words(was, now)[0]])
            if was != now
            else ()
            for was, now in pairs
        )
        answered = row.standing.value == "answered"
        said = self._say("Before:") if answered else self._say("As it was approved:")
        return Before(said, source, text)

    def _chip(self, fact: LedgerRow, row: SheetRow) -> Chip:
        changed = fact.fate is Fate.LOST and fact.where is not None
        sign, tone, fate = CHANGED if changed else FATES[fact.fate]
        place = row.text[slice(*fact.where)] if fact.where and row.text else ""
        same = place.casefold() == fact.fact.text.casefold()
        return Chip(
            keep_together(fact.fact.text),
            sign,
            tone,
            self._say(fate),
            place="" if same else keep_together(" ".join(place.split())),
            by=fact.by if fact.proof is Proof.PERSON else "",
        )

    def _remarks(self, row: SheetRow) -> Iterator[str]:
        """Yield what the guard found, and whether the words are still the clinician's."""
        if row.needs_writer:
            yield self._say("Still in clinician words: it needs a writer.")
        yield from dict.fromkeys(keep_together(one.message) for one in row.findings)

    def _told(self, row: SheetRow, refused: str, *, approved: bool) -> Iterator[str]:
        """Yield who decided, who wrote it, what is asked for and why it cannot be approved."""
        say = self._say
        if row.approval:
            yield f"{row.approval.by}, {short_date(row.approval.at, say.lang)}"
        if row.ask:
            date = short_date(row.ask.at, say.lang)
            if row.ask.note:
                said = say(
                    "{name} asked, {date}: {note}", name=row.ask.by, date=date, note=row.ask.note
                )
            else:
                said = say("{name} asked, {date}.", name=row.ask.by, date=date)
            yield said
        if row.author:
            yield say("Written by {name}", name=row.author)
        if refused and not approved:
            yield say(_REFUSED[refused])
