"""In which languages a page can be read, and the addresses of each: `/m/…`, `/<lang>/m/…`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import url_for

from patiented.errors import UsageError
from patiented.rendering import Link
from patiented.rendering.contexts import LanguageLink
from patiented.rendering.speaking import Speaker
from patiented.web.assets import site
from patiented.web.service import desk

if TYPE_CHECKING:
    from patiented.rendering import Links

LANG = "en"
"""The language of an address that names none."""


def page_url(monograph: str, audience: str, lang: str = LANG) -> str:
    """Return the address of an edition; the language that needs no name has none in it."""
    if lang == LANG:
        return url_for("pages.edition", monograph=monograph, audience=audience)
    return url_for("languages.edition", lang=lang, monograph=monograph, audience=audience)


def written_in(monograph: str, audience: str) -> tuple[str, ...]:
    """Return the languages in which readers may be shown the page, that of the source first."""
    service = desk().service
    try:
        offered = service.languages(monograph, audience)
    except UsageError:
        return ()
    own, *others = offered
    shown = (lang for lang in others if service.published(monograph, audience, lang).shown)
    return (own, *shown)


def with_languages(links: Links, monograph: str, audience: str, lang: str = LANG) -> Links:
    """Add the languages of a page to its links: editions, and what the interface speaks beside."""
    written = written_in(monograph, audience)
    spoken = (one.replace("_", "-") for one in desk().templates.languages)
    return replace(
        links,
        languages=tuple(
            LanguageLink(
                label=_speaker(one).name,
                tag=one,
                direction=_speaker(one).direction,
                url=page_url(monograph, audience, one),
                current=one == lang,
                written=one in written,
            )
            for one in dict.fromkeys((*written, *spoken))
        ),
    )


def in_language(links: Links, monograph: str, audience: str, lang: str) -> Links:
    """Return the links of a page whose frame and addresses are in another language."""
    frame = replace(site(lang=frame_lang(lang)), sheets=links.site.sheets)
    forms = (
        (
            one,
            url_for("languages.form", lang=lang, monograph=monograph, audience=audience, form=form),
        )
        for one, form in zip(links.downloads, ("txt", "md", "json"), strict=False)
    )
    own = replace(
        links,
        site=frame,
        canonical=page_url(monograph, audience, lang),
        editions=tuple((one, page_url(monograph, one, lang)) for one, _ in links.editions),
        downloads=tuple(Link(one.label, url) for one, url in forms),
    )
    return with_languages(own, monograph, audience, lang)


def frame_lang(lang: str) -> str:
    """Return the language that the interface speaks on a page in `lang`, English if not that."""
    own = lang.replace("-", "_")
    return own if own in desk().templates.languages else LANG


def _speaker(lang: str) -> Speaker:
    return Speaker(lang.replace("-", "_"))
