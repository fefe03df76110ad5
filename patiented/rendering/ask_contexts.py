"""What the page of a question, and the form for it, are given. See `contexts` for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.text_contexts import Stretch


@dataclass(frozen=True, slots=True)
class AskForm:
    """The form: where it goes, for whom, what was asked, how many characters it takes."""

    url: str
    audience: str
    question: str = ""
    longest: int = 600


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A line of help with its number, which becomes a link to call it."""

    before: str
    number: str
    after: str

    @property
    def dial(self) -> str:
        """The number without spaces."""
        return "".join(one for one in self.number if one.isdigit() or one == "+")


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One statement of the edition, word for word, its sources and its place."""

    lead: str
    stretches: tuple[Stretch, ...]
    numbers: tuple[int, ...]
    heading: str
    url: str
    sources: str
    left_out: bool


@dataclass(frozen=True, slots=True)
class AskPage:
    """`pages/ask.html`. `caution` says that nobody has checked this version, where that is so."""

    site: Site
    title: str
    ask: AskForm
    question: str
    urgent: bool
    help: tuple[HelpLine, ...]
    answers: tuple[AnswerView, ...]
    declined: bool
    sections: tuple[Link, ...]
    page: Link
    caution: str
