"""Every page in other languages: `/es/m/opzelura` is `/m/opzelura`, spoken in Spanish.

A language in front of an address is taken off before the address is looked up, so that no page is
written twice, and every link that a page makes stays in its language. Where a monograph has no text
in the language, the text is shown in that of the source, and the page says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import redirect, request

from patiented.errors import UsageError
from patiented.rendering.contexts import LanguageLink
from patiented.rendering.speaking import Speaker
from patiented.web.desks.areas import desk_of
from patiented.web.keeping import READS
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask
    from flask.typing import ResponseReturnValue

    from patiented.rendering import Links

LANG = "en"
"""The language of an address that names none."""

NAMED, ROOT = "patiented.lang", "patiented.root"
"""Where a request holds its language, and the path that the whole site stands under."""

ENGLISH_ONLY = frozenset({"api", "asking", "compare", "history"})
"""Blueprints that work on the English text, beside the desks, which speak English alone."""

WIDGETS = "/embed"
"""Addresses whose language may stand behind the `?` as well, as a site writes it for a widget."""

_PREFIX = re.compile(r"/([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?=/|$)")

_LANG = re.compile(r"(?:^|&)lang=([A-Za-z0-9-]{2,35})(?=&|$)")


class LanguagePrefix:
    """WSGI: takes a language that the site speaks off the front of the path."""

    def __init__(self, app: WSGIApplication, spoken: Iterable[str]) -> None:
        self._app = app
        self._spoken = frozenset(one.replace("_", "-") for one in spoken)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer as the site does, with the language noted."""
        path, root = environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", "")
        environ[ROOT] = root
        found = _PREFIX.match(path)
        if found and found[1] in self._spoken:
            environ[NAMED] = found[1]
            environ["SCRIPT_NAME"] = f"{root}/{found[1]}"
            environ["PATH_INFO"] = path[found.end() :] or "/"
        elif path.startswith(WIDGETS) and (lang := _asked(environ)) in self._spoken:
            environ[NAMED] = lang
            environ["SCRIPT_NAME"] = root if lang == LANG else f"{root}/{lang}"
        return self._app(environ, start)


def _asked(environ: WSGIEnvironment) -> str:
    """Return the language that the query of an address asks for."""
    found = _LANG.search(environ.get("QUERY_STRING", ""))
    return found[1] if found else ""


def register(app: Flask) -> None:
    """Lead on before a page is made; `LanguagePrefix` has to stand in front of the app."""
    app.before_request(_lead_on)


def _lead_on() -> ResponseReturnValue | None:
    """Send `/en/…` to the address without a language, and what is English only to English."""
    named = request.environ.get(NAMED)
    in_path = request.script_root != request.environ.get(ROOT)
    is_english = request.blueprint in ENGLISH_ONLY or desk_of(request.path) is not None
    if named and ((named == LANG and in_path) or is_english):
        query = request.query_string.decode("ascii", "replace")
        whole = f"{request.script_root}{request.path}" + (f"?{query}" if query else "")
        # What was sent has to be sent again, not only asked for (RFC 9110, 15.4.9).
        same = named == LANG or request.method not in READS
        return redirect(in_language(whole, LANG), code=308 if same else 302)
    return None


def page_lang() -> str:
    """Return the language of the page that is asked for (BCP 47)."""
    return str(request.environ.get(NAMED, LANG))


def page_speaker() -> Speaker:
    """Return the voice of that page."""
    return desk().templates.speaker(page_lang().replace("-", "_"))


def in_language(address: str, lang: str) -> str:
    """Return an address of this site in another language."""
    root = str(request.environ.get(ROOT, ""))
    rest = address.removeprefix(request.script_root)
    return f"{root}{rest}" if lang == LANG else f"{root}/{lang}{rest}"


def without_language(address: str) -> str:
    """Return a path of this site as the app knows it: without its root and a language in front."""
    path = address.removeprefix(str(request.environ.get(ROOT, "")))
    found = _PREFIX.match(path)
    spoken = found and found[1].replace("-", "_") in desk().templates.languages
    return path[found.end() :] or "/" if found and spoken else path


def language_links(written: Iterable[str] = ()) -> tuple[LanguageLink, ...]:
    """Return the languages in which this address can be read, each named in itself.

    `written` are the languages that its text is in; the others speak the frame alone.
    """
    here = f"{request.script_root}{request.path.rstrip('/') or '/'}"
    has_text = tuple(written)
    spoken = (one.replace("_", "-") for one in desk().templates.languages)
    return tuple(_link(here, one, written=one in has_text) for one in spoken)


def _link(address: str, lang: str, *, written: bool) -> LanguageLink:
    say = Speaker(lang.replace("-", "_"))
    url = in_language(address, lang)
    return LanguageLink(say.name, lang, say.direction, url, lang == page_lang(), written)


def written_in(monograph: str, audience: str) -> tuple[str, ...]:
    """Return the languages in which readers may be shown a page, that of the source first."""
    languages = _languages(monograph, audience)
    shown = (lang for lang in languages[1:] if _is_shown(monograph, audience, lang))
    return (*languages[:1], *shown)


def text_lang(monograph: str, audience: str) -> str:
    """Return the language of the text on this page: its own, or that of the source."""
    languages = _languages(monograph, audience)
    own, lang = next(iter(languages), LANG), page_lang()
    has_text = lang in languages[1:] and _is_shown(monograph, audience, lang)
    return lang if has_text else own


def _languages(monograph: str, audience: str) -> tuple[str, ...]:
    """Return the languages that a page has a text in, that of the source first; none: no page."""
    try:
        return desk().service.languages(monograph, audience)
    except UsageError:
        return ()


def _is_shown(monograph: str, audience: str, lang: str) -> bool:
    return desk().service.published(monograph, audience, lang).shown


def with_languages(links: Links, monograph: str, audience: str, shown: str) -> Links:
    """Add the languages of a page to its links, and the note where the text is in another one."""
    written = written_in(monograph, audience)
    site = replace(links.site, languages=language_links(written))
    return replace(links, site=site, language_note=language_note(links.site.say, shown))


def language_note(say: Speaker, shown: str) -> str:
    """Say that the text of this page is in another language than the page, where it is."""
    if shown == page_lang():
        return ""
    return say(
        "This page is not in {language} yet. You are reading it in {shown}.",
        language=say.name,
        shown=say.name_of(shown),
    )
