"""The form by which a reader reports a mistake, shaped for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from patiented.rendering.page import name_of, question
from patiented.rendering.site_contexts import ReportKind, ReportPage, SentPage
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.model import Edition
    from patiented.rendering.contexts import Site

KINDS = {
    "number": mark("A number is wrong"),
    "hard": mark("It is hard to understand"),
    "old": mark("It is out of date"),
    "missing": mark("Something is missing"),
    "other": mark("Something else"),
}
"""What a reader may say is wrong, in the order of the form."""


class Place(Protocol):
    """What is reported; `publishing.reports.Place` is one."""

    @property
    def id(self) -> str:
        """The statement or section, or nothing."""

    @property
    def anchor(self) -> str:
        """Where it stands on the page, or nothing."""

    @property
    def text(self) -> str:
        """What stands there."""

    @property
    def source(self) -> str:
        """The clinician sentence behind it."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it was filled in so far, and where it leads."""

    action: str
    page: str
    privacy: str
    most: int
    kind: str = ""
    words: str = ""
    problem: str = ""


def report_page(
    edition: Edition, audience: Audience, place: Place, form: Form, site: Site
) -> ReportPage:
    """Shape the form for one place of an edition."""
    say = site.say
    sections = tuple(
        (f"sec-{one.id}", keep_together(one.heading))
        for one in edition.sections
        if any(said.text for block in one.blocks for said in block.statements)
    )
    return ReportPage(
        site=site,
        title=say("Report a mistake"),
        page_title=keep_together(question(edition, audience)),
        page_url=f"{form.page}#{place.anchor}" if place.anchor else form.page,
        audience=say(name_of(audience)),
        lang=edition.lang,
        action=form.action,
        place=place.id,
        about=keep_together(place.text),
        source=keep_together(place.source) if place.source != place.text else "",
        sections=() if place.id else sections,
        kinds=tuple(
            ReportKind(value, say(label), value == form.kind) for value, label in KINDS.items()
        ),
        words=form.words,
        most=form.most,
        problem=form.problem,
        privacy=form.privacy,
    )


def sent_page(edition: Edition, audience: Audience, page: str, site: Site) -> SentPage:
    """Shape the answer to a report."""
    title = keep_together(question(edition, audience))
    return SentPage(site, site.say("Thank you for your report"), title, page)
