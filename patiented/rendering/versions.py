"""The pages of an edition's versions, as their templates are given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.marking import Lines


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A statement before and now; one of the two is empty where it is new or gone."""

    heading: str
    said: str
    before: tuple[Lines, ...]
    now: tuple[Lines, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A version, or (`kind` is `event`) a withdrawal or its end.

    `url` opens the version, if it may be opened; `notes` are plain sentences about it, the review
    first; `beside` tells what else changed.
    """

    kind: str
    title: str
    date: str
    date_iso: str
    url: str
    current: bool
    tone: str
    notes: tuple[str, ...]
    summary: str
    changes: tuple[ChangeView, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`pages/history.html`: the versions of an edition, the newest first."""

    site: Site
    title: str
    name: str
    page_url: str
    lead: str
    canonical_url: str
    robots: str
    entries: tuple[EntryView, ...]
    turns: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OldPart:
    """The texts under one heading of an old version."""

    heading: str
    texts: tuple[tuple[Lines, ...], ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """`pages/version.html`: what an old version said, under a banner.

    `refused` tells why its text is not shown; then `parts` is empty.
    """

    site: Site
    title: str
    name: str
    page_url: str
    history_url: str
    lang: str
    banner: str
    notes: tuple[str, ...]
    refused: str
    parts: tuple[OldPart, ...]
