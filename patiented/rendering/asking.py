"""The answer to a follow-up question, shaped for its page; and who helps, said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from patiented.model.layout import has_points, stretches
from patiented.rendering.ask_contexts import AnswerView, AskForm, AskPage, HelpLine
from patiented.rendering.contexts import Link
from patiented.rendering.page import name_of
from patiented.rendering.speaking import mark
from patiented.rendering.text_contexts import Run, Stretch
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience.profile import Audience
    from patiented.model import Edition
    from patiented.rendering.contexts import Site
    from patiented.rendering.speaking import Speaker

LONGEST = 600
"""Characters that the form takes."""
TOP_LEVEL = 2
"""Of the headings that a reader may browse instead."""

IN_CASE = "in_case"
WITH_NUMBER = {
    "emergency": mark("Call {number} now, or go to the nearest emergency room."),
    "poison": mark("For advice about poison or too much of a medicine, call {number}."),
    "crisis": mark("You do not have to face this alone. Call {number} to talk to someone now."),
}
WITHOUT_NUMBER = {
    "emergency": mark("Call your local emergency number now."),
    "poison": mark("Say what was taken, how much, and when. Keep the package at hand."),
    "crisis": mark("You do not have to face this alone. Talk to someone you trust now."),
    "professional": mark("Ask your doctor or pharmacist."),
}


class Helper(Protocol):
    """Who helps, and the number; `asking.HelpPoint` is one."""

    @property
    def kind(self) -> str:
        """Emergency, poison, crisis, professional or in_case."""

    @property
    def number(self) -> str:
        """The number, or nothing."""


class Found(Protocol):
    """One statement that answers; `asking.Answer` is one."""

    @property
    def statement(self) -> str:
        """Its id."""

    @property
    def text(self) -> str:
        """Its words; empty where this edition leaves it out."""

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers of its sources."""

    @property
    def heading(self) -> str:
        """Where it stands."""

    @property
    def lead(self) -> str:
        """The sentence that opens its list."""

    @property
    def left_out(self) -> bool:
        """Whether this edition leaves it out."""


@dataclass(frozen=True, slots=True)
class AskLinks:
    """The addresses that an answer may name."""

    site: Site
    ask: str
    edition: str
    clinician: str


@dataclass(frozen=True, slots=True)
class Said:
    """A question and what came of it; `checked`: the version that answers is approved."""

    question: str
    answers: Sequence[Found]
    declined: bool
    urgent: str
    helpers: Sequence[Helper]
    checked: bool = False


def help_text(one: Helper, say: Speaker) -> str:
    """Say who helps, with the number where there is one."""
    kind = str(one.kind)
    if kind == IN_CASE:
        return f"{say('In an emergency:')} {_help_now('emergency', one.number, say)}"
    return _help_now(kind, one.number, say)


def _help_now(kind: str, number: str, say: Speaker) -> str:
    if number and kind in WITH_NUMBER:
        return say(WITH_NUMBER[kind], number=number)
    return say(WITHOUT_NUMBER[kind])


def answer_url(one: Found, links: AskLinks) -> str:
    """Return the place of a statement: in this edition, or in the clinician text."""
    page = links.clinician if one.left_out else links.edition
    return f"{page}#s-{one.statement}"


def ask_page(said: Said, edition: Edition, audience: Audience, links: AskLinks) -> AskPage:
    """Shape the answer for `pages/ask.html`; an empty question gives the form alone."""
    say = links.site.say
    name = keep_together(edition.meta.name)
    return AskPage(
        site=links.site,
        title=say("Ask about {name}", name=name),
        ask=AskForm(links.ask, audience.id, said.question, LONGEST),
        question=said.question,
        urgent=bool(said.urgent),
        help=tuple(_help_line(one, say) for one in said.helpers),
        answers=tuple(_answer(one, links) for one in said.answers),
        declined=said.declined,
        sections=_sections(edition, links),
        page=Link(say(name_of(audience)), links.edition),
        caution="" if said.checked else audience.unreviewed,
    )


def _help_line(one: Helper, say: Speaker) -> HelpLine:
    before, number, after = help_text(one, say).partition(one.number or "\0")
    return HelpLine(before, number, after)


def _answer(one: Found, links: AskLinks) -> AnswerView:
    return AnswerView(
        lead=keep_together(one.lead),
        stretches=_stretches(one.text),
        numbers=one.citations,
        heading=one.heading,
        url=answer_url(one, links),
        sources=f"{links.edition}#sources",
        left_out=one.left_out,
    )


def _stretches(text: str) -> tuple[Stretch, ...]:
    """Set a text out as it stands in the edition: words, and points below them."""
    if not text:
        return ()
    if not has_points(text):
        return (Stretch((Run(keep_together(text)),)),)
    return tuple(
        Stretch(
            (Run(keep_together(text[slice(*part.lead)])),) if part.lead else (),
            tuple((Run(keep_together(text[slice(*one)])),) for one in part.points),
        )
        for part in stretches(text)
    )


def _sections(edition: Edition, links: AskLinks) -> tuple[Link, ...]:
    """Return the parts of the page, for those whom no sentence answers."""
    return tuple(
        Link(section.heading, f"{links.edition}#sec-{section.id}")
        for section in edition.sections
        if section.level <= TOP_LEVEL
    )
