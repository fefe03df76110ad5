"""What the templates are given: frozen records of text and links, with no rule left to decide.

Each `*Page` belongs to one template and its field names are the names that the template may use; a
test compares the two. All text is plain: the templates escape it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.rendering.speaking import Speaker

if TYPE_CHECKING:
    from markupsafe import Markup

    from patiented.rendering.ask_contexts import AskForm
    from patiented.rendering.text_contexts import Mark, Part


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of a page, named in itself; `written`: the text is in it, not the frame alone."""

    label: str
    tag: str
    direction: str
    url: str
    current: bool
    written: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The frame around every page: addresses, or a `style` to be inlined, and the voice it has.

    `home` is empty where there is no site to go to (a page written to a file); `sheets` are the
    stylesheets that a single page needs beside the common one; `token` is what the forms of a desk
    send with them.
    """

    home: str
    policy: str
    stylesheet: str
    script: str
    icon: str
    style: Markup
    say: Speaker = field(default_factory=Speaker)
    sheets: tuple[str, ...] = ()
    privacy: str = ""
    languages: tuple[LanguageLink, ...] = ()
    token: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A key point: a whole statement, repeated word for word, and where it stands.

    `is_heading`: it is a heading, and leads to the list under it.
    """

    text: str
    anchor: str
    heading: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One audience in the chooser."""

    id: str
    label: str
    description: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the review: `state` is done, now or next."""

    label: str
    state: str
    date: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review in plain words. `answer` opens the sentence: "Not yet."."""

    steps: tuple[StepView, ...]
    answer: str
    sentence: str
    caution: str
    short: str
    tone: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One formula: the grade as written, with the taught words counted as known, and the goal."""

    name: str
    written: str
    adjusted: str
    goal: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """How hard the edition is to read; `grade` and `ease` are empty where there are no goals."""

    grade: str
    ease: str
    sentence: str
    rows: tuple[LevelRow, ...]
    notes: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Omission:
    """A clinician sentence that is not here, or (with `facts`) not wholly here, and why."""

    source: str
    reason: str
    facts: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class OmissionGroup:
    """The omissions from one part of the monograph."""

    heading: str
    omissions: tuple[Omission, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One stretch of the bar of facts: widths are percentages of the bar, as text."""

    kind: str
    count: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What became of the clinician facts. `complete` only when every `must` fact is here."""

    total: int
    complete: bool
    shares: tuple[Share, ...]
    groups: tuple[OmissionGroup, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A taught word and its meaning."""

    anchor: str
    term: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the reference list with the marks that lead to it.

    Where the text holds its own address, `link` is that and `text` and `rest` stand around it.
    """

    number: int
    anchor: str
    text: str
    url: str
    link: str
    rest: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """The standing emergency line, from the audience's profile."""

    before: str
    number: str
    after: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses a page may name; all empty for a page written to a file.

    `canonical` and `home` have the host in front; `report` is the form to report a mistake.
    `oembed` are the media types and addresses by which a page that is pasted somewhere is shown.
    `choose` takes `?audience=`; `chosen` says that the page's own address names its audience.
    """

    site: Site
    canonical: str = ""
    choose: str = ""
    chosen: bool = True
    editions: tuple[tuple[str, str], ...] = ()
    downloads: tuple[Link, ...] = ()
    language_note: str = ""
    home: str = ""
    report: str = ""
    compare: str = ""
    history: str = ""
    ask: str = ""
    embed: str = ""
    oembed: tuple[tuple[str, str], ...] = ()

    def edition(self, audience: str) -> str:
        """Return the address of one audience's edition, or nothing."""
        return dict(self.editions).get(audience, "")


@dataclass(frozen=True, slots=True)
class About:
    """What stands behind a page: who answers for it, when it was updated, which version it is."""

    board: str
    policy: str
    updated: str
    updated_iso: str
    version: str
    disclaimer: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    """`pages/edition.html`.

    `lang` and `source_lang` are the languages of the text and of its source where the frame speaks
    another one, else empty; `direction` is that of the text.
    `said` is what a change to this page announces.
    """

    site: Site
    links: Links
    lang: str
    direction: str
    source_lang: str
    title: str
    lead: str
    kind: str
    audience: str
    canonical: bool
    choices: tuple[Choice, ...]
    said: str
    minutes: str
    robots: str
    review: ReviewView
    blocked: int
    unfinished: int
    standing: str
    warning: tuple[Part, ...]
    help: Help | None
    points: tuple[Point, ...]
    parts: tuple[Part, ...]
    level: LevelView
    ledger: LedgerView
    words: tuple[Word, ...]
    sources: tuple[Source, ...]
    sources_title: str
    about: About
    structured: Markup
    ask: AskForm | None = None


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """`errors/error.html`: what happened and where to go from here.

    `search` is the address of the library where a search may help, else empty.
    """

    site: Site
    title: str
    message: str
    choices: tuple[Link, ...]
    search: str = ""


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """`pages/policy.html`: how pages are written and checked; its text is the template's own."""

    site: Site
    title: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """`errors/notice.html`: a page that was taken down, or is held back, and why."""

    site: Site
    title: str
    message: str
    reason: str
    date: str
    choices: tuple[Link, ...]
