"""An edition shaped for a frame: who reads, the warnings, the key points, and sections that unfold.

Whatever sections a site asks for, the status, the boxed warning and the line for help are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Role
from patiented.rendering.contexts import Link
from patiented.rendering.embed_contexts import EmbedPage, Fold, Reader
from patiented.rendering.glossary import Glossary
from patiented.rendering.key_points import key_points
from patiented.rendering.left_out import missing_musts
from patiented.rendering.page import (
    help_line,
    name_of,
    question,
    short_version,
    source_list,
    sources_title,
)
from patiented.rendering.passages import TOP_HEADING, Setter, warning_sections
from patiented.rendering.pictures import pictures_of
from patiented.rendering.review_status import review_view
from patiented.rendering.speaking import Speaker
from patiented.rendering.typography import keep_together, written_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from patiented.audience.profile import Audience
    from patiented.model import Edition, EditionSection
    from patiented.rendering.contexts import Site
    from patiented.rendering.embed_contexts import Logo
    from patiented.rendering.shown import Shown

ALL, SHORT = "all", "short"
THEMES = ("auto", "light", "dark")
SECTION_NAMES = frozenset({ALL, SHORT, *(str(role) for role in Role)})
"""What may be asked for: every section open, none but the key points, or roles of sections.

Roles, and no ids of sections: an id may go with the next version of a text, a role stays.
"""


@dataclass(frozen=True, slots=True)
class EmbedLinks:
    """Where a widget leads: `readers` are the widgets of each audience; all else opens outside."""

    site: Site
    page: str
    paper: Link | None
    readers: tuple[tuple[str, str], ...]
    language_note: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a site asks of its widget: theme, sections (some of SECTION_NAMES), and its brand."""

    theme: str = THEMES[0]
    sections: tuple[str, ...] = ()
    sheet: str = ""
    logo: Logo | None = None


def embed_page(
    shown: Shown, audience: Audience, audiences: Sequence[Audience], links: EmbedLinks, look: Look
) -> EmbedPage:
    """Shape an edition for `pages/embed.html`."""
    edition, say = shown.edition, links.site.say
    meta = edition.meta
    setter = Setter(
        Glossary((), meta.name),
        shown.review.lapsed,
        audience.canonical,
        say,
        pictures_of(edition, audience, say),
        bare=True,
    )
    warning = setter.parts(warning_sections(edition.sections))
    rest = tuple(one for one in edition.sections if one.role is not Role.BOXED_WARNING)
    folds = tuple(_folds(setter, rest, look.sections))
    here = frozenset(one.anchor for fold in folds for one in fold.parts)
    return EmbedPage(
        site=links.site,
        theme=look.theme,
        sheet=look.sheet,
        logo=look.logo,
        lang="" if edition.lang == say.tag else edition.lang,
        direction=Speaker(edition.lang.replace("-", "_")).direction,
        title=keep_together(question(edition, audience)),
        audience=audience.id,
        readers=_readers(audience, audiences, links),
        language_note=links.language_note,
        review=review_view(shown.review, audience, meta, say),
        blocked=0 if shown.publishable else max(1, missing_musts(edition)),
        unfinished=sum(one.needs_writer for one in edition.statements()),
        standing=keep_together(audience.standing),
        warning=warning,
        help=help_line(audience),
        points=tuple(_points(edition, audience, here, links.page)),
        folds=folds,
        partial=bool(look.sections) and ALL not in look.sections,
        sources=source_list(edition.references, ()) if folds else (),
        sources_title=sources_title(audience, meta) or say("Sources"),
        page=links.page,
        paper=links.paper,
        updated=written_date(meta.updated, say.lang) if meta.updated else "",
        updated_iso=meta.updated,
        version=short_version(edition.fingerprint),
    )


def _readers(
    audience: Audience, audiences: Sequence[Audience], links: EmbedLinks
) -> tuple[Reader, ...]:
    say, urls = links.site.say, dict(links.readers)
    return tuple(
        Reader(one.id, say(name_of(one)), urls[one.id], one.id == audience.id)
        for one in audiences
        if one.id in urls
    )


def _folds(
    setter: Setter, sections: Sequence[EditionSection], wanted: Sequence[str]
) -> Iterator[Fold]:
    """Yield the sections that are wanted, each with all that stands under it."""
    is_open = bool(wanted)
    for group in _groups(sections):
        if not wanted or ALL in wanted or any(str(one.role) in wanted for one in group):
            parts = setter.parts(group)
            if parts:
                yield Fold(parts[0].anchor, parts[0].heading, parts, is_open)


def _groups(sections: Sequence[EditionSection]) -> Iterator[list[EditionSection]]:
    """Yield each main section with those under it."""
    group: list[EditionSection] = []
    for section in sections:
        if group and section.level <= TOP_HEADING:
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _points(
    edition: Edition, audience: Audience, here: AbstractSet[str], page: str
) -> Iterator[Link]:
    """Yield the key points; a heading leads to its section, here or on the page."""
    for point in () if audience.canonical else key_points(edition, audience):
        if not point.is_heading:
            yield Link(point.text, "")
        elif point.anchor in here:
            yield Link(point.text, f"#{point.anchor}")
        else:
            yield Link(point.text, f"{page}#{point.anchor}")
