"""What the templates of the widget and of its builder are given.

The same rules hold as in `contexts`: frozen, plain text, nothing left to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Help, Link, ReviewView, Site, Source
    from patiented.rendering.text_contexts import Part


@dataclass(frozen=True, slots=True)
class Reader:
    """One audience to choose in a widget, by a link."""

    id: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Fold:
    """A section of a widget: its heading opens and closes `parts`, of which the first is itself."""

    anchor: str
    heading: str
    parts: tuple[Part, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture of a brand, and what it says."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """`pages/embed.html`: an edition in a frame of somebody else's page.

    `lang` and `direction` as in `EditionPage`. `points` with an address are headings. `partial`:
    the site asked for some sections only. `sheet` is the stylesheet of a brand, if there is one.
    """

    site: Site
    theme: str
    sheet: str
    logo: Logo | None
    lang: str
    direction: str
    title: str
    audience: str
    readers: tuple[Reader, ...]
    language_note: str
    review: ReviewView
    blocked: int
    unfinished: int
    standing: str
    warning: tuple[Part, ...]
    help: Help | None
    points: tuple[Link, ...]
    folds: tuple[Fold, ...]
    partial: bool
    sources: tuple[Source, ...]
    sources_title: str
    page: str
    paper: Link | None
    updated: str
    updated_iso: str
    version: str


@dataclass(frozen=True, slots=True)
class EmbedErrorPage:
    """`errors/embed.html`: what a frame shows in place of a widget.

    `status` is that of the answer; `page` leads out of the frame, where there is something to see.
    """

    site: Site
    theme: str
    status: int
    title: str
    message: str
    reason: str
    date: str
    page: Link | None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in the builder."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """A list to choose one of."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A field to fill; `problem` says what is wrong with what was typed."""

    name: str
    label: str
    hint: str
    value: str
    problem: str


@dataclass(frozen=True, slots=True)
class Line:
    """Text to copy."""

    id: str
    label: str
    hint: str
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A widget on the page of the builder: `attributes` of the element, `url` without a script."""

    attributes: tuple[tuple[str, str], ...]
    url: str
    title: str
    width: str


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """`pages/builder.html`: choose a widget, look at it, copy its line.

    `preview` is None while there is nothing to show; `loader` is the script that shows it.
    """

    site: Site
    title: str
    action: str
    script: str
    loader: str
    choosers: tuple[Chooser, ...]
    entries: tuple[Entry, ...]
    preview: Preview | None
    lines: tuple[Line, ...]
