"""What the templates of the site around the editions are given: library, reports, privacy.

The same rules hold as in `contexts`: frozen, plain text, nothing left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of text; `marked` where it is what was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class CardLine:
    """One audience on a library card."""

    label: str
    url: str
    status: str
    tone: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A monograph in the library; `problem` says why it cannot be opened.

    `title`, `summary` and each of `found_by` are cut at the words that were searched for.
    """

    name: str
    title: tuple[Bit, ...]
    url: str
    summary: tuple[Bit, ...]
    kind: str
    updated: str
    lines: tuple[CardLine, ...]
    problem: str
    found_by: tuple[tuple[Bit, ...], ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One box of a filter, and how many pages it leaves."""

    name: str
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A group of boxes."""

    label: str
    boxes: tuple[Narrowing, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was not found as typed, what is shown instead, where it is looked for as typed."""

    typed: str
    shown: str
    exact: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """`pages/library.html`.

    `heading` is for the top line of the browser. `count` says how many pages were found, in words.
    `whole` is the address of the whole library, empty where this is it; `wider` the same search
    without filters. `earlier` and `later` are the pages beside this one, or empty.
    """

    site: Site
    title: str
    heading: str
    canonical_url: str
    robots: str
    search: str
    query: str
    count: str
    partial: bool
    taken: Taken | None
    filters: tuple[Filter, ...]
    narrowed: bool
    cards: tuple[CardView, ...]
    near: tuple[Link, ...]
    whole: str
    wider: Link | None
    place: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """`pages/privacy.html`; a library may lay its own over it."""

    site: Site
    title: str
    canonical_url: str


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One answer to "What is wrong?"."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`pages/report.html`: the form.

    `about` is the sentence or heading that is reported, `source` the clinician sentence behind it;
    both are empty where the whole page is meant, and `sections` then offers its parts. `problem`
    says what to mend in what was sent; `words` are the reader's own, given back.
    """

    site: Site
    title: str
    page_title: str
    page_url: str
    audience: str
    lang: str
    action: str
    place: str
    about: str
    source: str
    sections: tuple[tuple[str, str], ...]
    kinds: tuple[ReportKind, ...]
    words: str
    most: int
    problem: str
    privacy: str


@dataclass(frozen=True, slots=True)
class SentPage:
    """`pages/sent.html`: thanks, and what happens next."""

    site: Site
    title: str
    page_title: str
    page_url: str
