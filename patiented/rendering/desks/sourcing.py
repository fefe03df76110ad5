"""The source at the desk, shaped for its template. What it is given are the records of `writing`.

As in `writing`, which stands on a higher floor: its frozen records are not imported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from patiented.rendering.desks.source_contexts import Affected, Changed, SourcePage, Spot, Waits
from patiented.rendering.marking import WORDS, Mark, marked, other_words
from patiented.rendering.speaking import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from patiented.rendering.contexts import Site
    from patiented.rendering.speaking import Speaker

SIGN = "\u00e9"
"""What a form sends along that comes back as another text where it was not sent in UTF-8.

Then every letter of the source beyond ASCII would be another one too, and nobody would see it.
"""

STATUSES = {
    "new": mark("New"),
    "gone": mark("Gone"),
    "changed": mark("Changed"),
    "moved": mark("Moved"),
    "unchanged": mark("Same words"),
}
MESSAGES = {
    "saved": ("ok", mark("Saved. The wording of what has changed waits as drafts.")),
    "fits": ("ok", mark("The text can be read. See what lapses, then save it.")),
    "same": ("wait", mark("Nothing has changed.")),
    "fault": ("stop", mark("The text cannot be read.")),
    "others": ("stop", mark("Another file keeps this from being saved.")),
    "unchecked": (
        "wait",
        mark("Not saved: this is not the text that was checked. See what it changes, then save."),
    ),
    "met": (
        "stop",
        mark(
            "Not saved: somebody else has changed the file since you opened it. Both texts stand "
            "below. Check yours again to see what it changes in theirs."
        ),
    ),
}


class SourceLinks(Protocol):
    """The addresses of a source's desk."""

    @property
    def site(self) -> Site:
        """The frame."""

    @property
    def script(self) -> str:
        """Its script."""

    @property
    def home(self) -> str:
        """The list of all editions."""

    @property
    def address(self) -> str:
        """The desk itself."""

    @property
    def withdraw(self) -> str:
        """Where the monograph is withdrawn."""


@dataclass(frozen=True, slots=True)
class Names:
    """How editions are called, and where their desks are: `url` of a key, empty for none."""

    audiences: Mapping[str, str]
    url: Callable[[Any], str]

    def edition(self, key: Any, say: Speaker) -> str:
        """Return the name of an edition."""
        return f"{self.audiences.get(key.audience, key.audience)}, {say.name_of(key.lang)}"


def source_page(opened: Any, links: SourceLinks, *, saved: bool = False) -> SourcePage:
    """Shape `writing.OpenSource`: the text as its file reads."""
    say = links.site.say
    state = "saved" if saved else "fault" if opened.fault else ""
    tone, message = MESSAGES.get(state, ("", ""))
    return SourcePage(
        site=links.site,
        title=say("{name}: the source", name=opened.name),
        script=links.script,
        home=links.home,
        address=links.address,
        withdraw=links.withdraw,
        file=opened.file,
        text=opened.text,
        base=opened.base,
        token="",
        sign=SIGN,
        saved=saved,
        tone=tone,
        message=say(message) if message else "",
        why_not=opened.why_not,
        fault=_spot(opened.fault, say) if opened.fault else None,
        notes=(),
        problems=(),
        can_save=False,
        changes=(),
        beside="",
        affected=(),
        theirs="",
    )


def checked_page(page: SourcePage, checked: Any, names: Names, state: str = "") -> SourcePage:
    """Return a page with a text in place of the file's, and what `writing.Checked` tells of it."""
    say = page.site.say
    if not state or checked.fault or checked.problems:
        state = _state(checked)
    tone, message = MESSAGES[state]
    return replace(
        page,
        text=checked.text,
        token=checked.token,
        tone=tone,
        message=say(message),
        fault=_spot(checked.fault, say) if checked.fault else None,
        notes=tuple(_spot(one, say) for one in checked.warnings),
        problems=checked.problems,
        can_save=checked.can_save and not page.why_not,
        changes=tuple(_changed(one, names, say) for one in checked.changes),
        beside=", ".join(one.replace("_", " ") for one in checked.beside),
        affected=tuple(_affected(one, names, say) for one in checked.effects),
    )


def met_source_page(page: SourcePage, mine: str) -> SourcePage:
    """Return a page with both texts; `page` is of the file as it reads now."""
    tone, message = MESSAGES["met"]
    say = page.site.say
    return replace(page, text=mine, theirs=page.text, tone=tone, message=say(message), fault=None)


def refused_source_page(page: SourcePage, mine: str, why: str) -> SourcePage:
    """Return a page that says why a text was not saved."""
    return replace(page, text=mine, tone="stop", message=why, fault=None)


def _state(checked: Any) -> str:
    if checked.fault:
        return "fault"
    if checked.problems:
        return "others"
    return "fits" if checked.can_save else "same"


def _spot(one: Any, say: Speaker) -> Spot:
    place = say("Line {line}, column {column}", line=one.line, column=one.column)
    return Spot(place, one.message, one.line, one.column, one.excerpt)


def _changed(one: Any, names: Names, say: Speaker) -> Changed:
    gone, come = other_words(one.old, one.new) if one.old and one.new else ((), ())
    same = one.old == one.new
    return Changed(
        said=say(STATUSES[one.status]),
        section=one.section,
        before=() if same or not one.old else marked(one.old, [Mark(two, WORDS) for two in gone]),
        now=marked(one.new, [Mark(two, WORDS) for two in come]) if one.new else (),
        facts=tuple(_fact(two, say) for two in one.facts),
        lapses=tuple(_lapse(two, names, say) for two in one.lapses),
    )


def _fact(move: Any, say: Speaker) -> str:
    if not move.new:
        return say("no longer said: {fact}", fact=move.old)
    if not move.old:
        return say("new: {fact}", fact=move.new)
    if move.old == move.new:
        return say("{fact}: now said of something else", fact=move.old)
    return say("{before} is now {after}", before=move.old, after=move.new)


def _lapse(one: Any, names: Names, say: Speaker) -> str:
    edition = names.edition(one.key, say)
    if one.wording and one.approval:
        return say("{edition}: the wording lapses and the approval ends", edition=edition)
    if one.wording:
        return say("{edition}: the wording lapses", edition=edition)
    return say("{edition}: the approval ends", edition=edition)


def _affected(one: Any, names: Names, say: Speaker) -> Affected:
    return Affected(
        edition=names.edition(one.key, say),
        url=names.url(one.key),
        told=tuple(_told(one, say)),
        stops=_stops(one, say),
        drafts=tuple(Waits(two.source, two.wording) for two in one.drafts),
        aside=tuple(Waits(two.source, two.wording) for two in one.aside),
    )


def _told(one: Any, say: Speaker) -> Iterator[str]:
    if one.problem:
        yield say("It cannot be compared: {problem}", problem=one.problem)
    if one.drafts:
        yield say.many("{n} wording becomes a draft", "{n} wordings become drafts", len(one.drafts))
    if one.aside:
        yield say.many("{n} wording is set aside", "{n} wordings are set aside", len(one.aside))
    if one.approvals:
        yield say.many("{n} approval ends", "{n} approvals end", one.approvals)
    if not (one.problem or one.drafts or one.aside or one.approvals):
        yield say("Nothing lapses.")


def _stops(one: Any, say: Speaker) -> str:
    before, after = one.shown
    if before and not after:
        return say(
            "Readers will not be shown this edition: a fact that they must have is missing or not "
            "proved."
        )
    return say("Readers will be shown this edition again.") if after and not before else ""
