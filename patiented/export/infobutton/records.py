"""What a knowledge response says, whatever it is written as.

Source of the parts: HL7 Context-Aware Knowledge Retrieval, service-oriented architecture guide,
which takes Atom (RFC 4287) as its frame.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A parameter that was understood, or what an entry is: `scheme` names it, `term` says it."""

    scheme: str
    term: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition. `summary` is HTML, `updated` RFC 3339, `id` the same for ever.

    `author` may be empty; then that of the feed holds.
    """

    lang: str
    title: str
    url: str
    id: str
    updated: str
    summary: str
    rights: str
    author: str = ""
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeResponse:
    """The whole answer; without entries it says that nothing was found.

    `base` is the address of the site, `url` that of this answer as Atom.
    """

    lang: str
    base: str
    url: str
    id: str
    title: str
    subtitle: str
    updated: str
    author: str
    categories: tuple[Category, ...] = ()
    entries: tuple[Entry, ...] = ()
