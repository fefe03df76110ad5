"""What the template of the source's desk is given; the rules of `contexts` hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.rendering.contexts import Site
    from patiented.rendering.marking import Lines


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the text and what is said of it; line and column are for the script too."""

    place: str
    message: str
    line: int
    column: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence before and after, with the words that differ marked, and what ends with it."""

    said: str
    section: str
    before: tuple[Lines, ...]
    now: tuple[Lines, ...]
    facts: tuple[str, ...]
    lapses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """A wording that becomes a draft or is set aside; `source` is the sentence it stands for."""

    source: str
    wording: str


@dataclass(frozen=True, slots=True)
class Affected:
    """What becomes of one edition; `url` is its desk, empty where there is none."""

    edition: str
    url: str
    told: tuple[str, ...]
    stops: str
    drafts: tuple[Waits, ...]
    aside: tuple[Waits, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """`desks/source.html`: the canonical text, and what a change of it would do.

    `tone` is ok, wait or stop, empty where there is no `message`. `theirs` is what somebody else
    has saved since; `why_not` tells why the text is only shown. `sign` comes back changed from a
    form that was sent in another encoding.
    """

    site: Site
    title: str
    script: str
    home: str
    address: str
    withdraw: str
    file: str
    text: str
    base: str
    token: str
    sign: str
    saved: bool
    tone: str
    message: str
    why_not: str
    fault: Spot | None
    notes: tuple[Spot, ...]
    problems: tuple[str, ...]
    can_save: bool
    changes: tuple[Changed, ...]
    beside: str
    affected: tuple[Affected, ...]
    theirs: str
