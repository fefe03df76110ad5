"""One edition and its review, shaped for the page template: links come in, a record goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import MonographKind, Role
from patiented.rendering.ask_contexts import AskForm
from patiented.rendering.contexts import About, Choice, EditionPage, Help, Source
from patiented.rendering.glossary import Glossary, words_of
from patiented.rendering.key_points import key_points
from patiented.rendering.left_out import ledger_view, missing_musts
from patiented.rendering.passages import Setter, warning_sections
from patiented.rendering.pictures import pictures_of
from patiented.rendering.reading_level import level_view
from patiented.rendering.review_status import review_view
from patiented.rendering.speaking import Speaker, mark
from patiented.rendering.structured import structured_data
from patiented.rendering.typography import QUESTION_MARKS, keep_together, written_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience.profile import Audience
    from patiented.model import Edition, Meta, Reference
    from patiented.rendering.contexts import Links, Site, Word
    from patiented.rendering.shown import Shown
    from patiented.rendering.text_contexts import Mark

KIND_NAMES = {
    MonographKind.DRUG: mark("Medicine"),
    MonographKind.CONDITION: mark("Condition"),
    MonographKind.PROCEDURE: mark("Procedure"),
}
READERS = (mark("Patient"), mark("Caregiver"), mark("Clinician"))
"""The names of the shipped audiences, for the catalogues; `name_of` makes them from the folders."""

SAFE_SCHEMES = ("https://", "http://")


def edition_page(
    shown: Shown, audience: Audience, audiences: Sequence[Audience], links: Links
) -> EditionPage:
    """Shape an edition for `pages/edition.html`."""
    edition = shown.edition
    meta = edition.meta
    say = links.site.say
    words = () if audience.canonical else words_of((*edition.taught, *edition.words))
    setter = _setter(shown, audience, links, words)
    warned = warning_sections(edition.sections)
    warning = setter.parts(warned)
    parts = setter.parts(section for section in edition.sections if section not in warned)
    level = level_view(edition, audience, say)
    clinician = next((one.id for one in audiences if one.canonical), "")
    asked = question(edition, audience)
    return EditionPage(
        site=links.site,
        links=links,
        lang="" if edition.lang == say.tag else edition.lang,
        direction=Speaker(edition.lang.replace("-", "_")).direction,
        source_lang=setter.source_lang,
        title=keep_together(asked),
        lead=keep_together(meta.summary),
        kind=say(KIND_NAMES[meta.kind]),
        audience=say(name_of(audience)),
        canonical=audience.canonical,
        choices=choices(audience, audiences, links),
        said=say("You are now reading the version for: {reader}", reader=audience.label),
        minutes=say.many("About {n} minute", "About {n} minutes", level.minutes),
        robots="" if shown.publishable and not links.language_note else "noindex",
        review=review_view(shown.review, audience, meta, say),
        blocked=0 if shown.publishable else max(1, missing_musts(edition)),
        unfinished=sum(one.needs_writer for one in edition.statements()),
        standing=keep_together(audience.standing),
        warning=warning,
        help=help_line(audience),
        points=() if audience.canonical else key_points(edition, audience),
        parts=parts,
        level=level,
        ledger=ledger_view(edition, audience, links.edition(clinician)),
        words=words,
        sources=source_list(edition.references, setter.marks),
        sources_title=sources_title(audience, meta) or say("Sources"),
        about=_about(edition, audience, links.site),
        structured=structured_data(shown, audience, asked, links.canonical, links.home),
        ask=AskForm(links.ask, audience.id) if links.ask else None,
    )


def _setter(shown: Shown, audience: Audience, links: Links, words: tuple[Word, ...]) -> Setter:
    """Return what sets the sections of an edition."""
    edition, say = shown.edition, links.site.say
    return Setter(
        Glossary(words, edition.meta.name),
        shown.review.lapsed,
        audience.canonical,
        say,
        pictures_of(edition, audience, say),
        links.report,
        source_lang="" if edition.meta.lang == say.tag else edition.meta.lang,
    )


def sources_title(audience: Audience, meta: Meta) -> str:
    """Return what an audience calls the list of sources, or nothing."""
    return audience.plan_for(Role.REFERENCES).heading_for(meta.name, meta.kind)


def _about(edition: Edition, audience: Audience, site: Site) -> About:
    meta = edition.meta
    return About(
        board=meta.board,
        policy=_policy_url(meta.editorial_policy, site),
        updated=written_date(meta.updated, site.say.lang) if meta.updated else "",
        updated_iso=meta.updated,
        version=short_version(edition.fingerprint),
        disclaimer=audience.disclaimer,
    )


def question(edition: Edition, audience: Audience) -> str:
    """Return the title as a question: the monograph's own, else the audience's first heading."""
    meta: Meta = edition.meta
    if meta.title.endswith(QUESTION_MARKS) or audience.canonical:
        return meta.title
    heading = audience.plan_for(Role.OVERVIEW).heading_for(meta.name, meta.kind)
    return heading if heading.endswith(QUESTION_MARKS) else meta.title


def name_of(audience: Audience) -> str:
    """Return the short name of an audience, from its folder: "Patient"."""
    return audience.id.replace("-", " ").replace("_", " ").capitalize()


def short_version(fingerprint: str) -> str:
    """Return the start of a fingerprint in two groups of four, as people read it to each other."""
    return f"{fingerprint[:4]} {fingerprint[4:8]}".strip()


def choices(audience: Audience, audiences: Sequence[Audience], links: Links) -> tuple[Choice, ...]:
    """Return the chooser; a page written to a file has none."""
    return tuple(
        Choice(one.id, one.label, one.description, links.edition(one.id), one.id == audience.id)
        for one in audiences
        if links.edition(one.id)
    )


def help_line(audience: Audience) -> Help | None:
    """Return the line for emergencies, cut at its number; None where an audience has none."""
    line = audience.help.now.strip().rstrip(".")
    if not line:
        return None
    number = audience.emergency_number
    before, found, after = line.partition(number) if number else (line, "", "")
    return Help(before, found, f"{after}.")


def source_list(references: Sequence[Reference], marks: Sequence[Mark]) -> tuple[Source, ...]:
    """Return the sources with the marks that lead to each."""
    return tuple(
        _source(one, tuple(mark for mark in marks if mark.number == one.number))
        for one in references
    )


def _source(one: Reference, marks: tuple[Mark, ...]) -> Source:
    url = _safe_url(one.url or "")
    text, link, rest = one.text.partition(url) if url else (one.text, "", "")
    return Source(one.number, f"source-{one.number}", text, url, link, rest, marks)


def _policy_url(url: str, site: Site) -> str:
    """Return a web address, or a path of the site where there is one; a file has no site."""
    is_path = url.startswith("/") and not url.startswith(("//", "/\\"))
    return url if is_path and site.home else _safe_url(url)


def _safe_url(url: str) -> str:
    """Return a web address as it is, anything else as nothing."""
    return url if url.lower().startswith(SAFE_SCHEMES) else ""
