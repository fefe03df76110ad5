"""The one place where Jinja is set up: strict, escaping, deterministic, from a list of folders."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from patiented.errors import DataError, UsageError
from patiented.rendering import (
    ask_contexts,
    compared,
    contexts,
    embed_contexts,
    handout_context,
    site_contexts,
    versions,
)
from patiented.rendering.compiling import QuickCode
from patiented.rendering.desks import (
    account_contexts,
    review_contexts,
    score_contexts,
    source_contexts,
    tending_contexts,
)
from patiented.rendering.desks import contexts as desks
from patiented.rendering.escaping import QuickTemplate
from patiented.rendering.saying_ahead import SayAhead
from patiented.rendering.speaking import SOURCE, languages_of, speaker_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from patiented.rendering.speaking import Speaker

TEMPLATES = {
    contexts.EditionPage: "pages/edition.html",
    site_contexts.LibraryPage: "pages/library.html",
    site_contexts.PrivacyPage: "pages/privacy.html",
    site_contexts.ReportPage: "pages/report.html",
    site_contexts.SentPage: "pages/sent.html",
    contexts.ErrorPage: "errors/error.html",
    contexts.NoticePage: "errors/notice.html",
    contexts.PolicyPage: "pages/policy.html",
    handout_context.HandoutPage: "print/handout.html",
    handout_context.HandoutNoticePage: "print/notice.html",
    compared.ComparePage: "pages/compare.html",
    versions.HistoryPage: "pages/history.html",
    versions.VersionPage: "pages/version.html",
    ask_contexts.AskPage: "pages/ask.html",
    embed_contexts.EmbedPage: "pages/embed.html",
    embed_contexts.EmbedErrorPage: "errors/embed.html",
    embed_contexts.BuilderPage: "pages/builder.html",
    desks.DesksPage: "desks/list.html",
    desks.DeskPage: "desks/desk.html",
    desks.TriedPage: "desks/tried.html",
    desks.SuggestedPage: "desks/suggested.html",
    desks.SavedPage: "desks/saved.html",
    desks.MetPage: "desks/met.html",
    source_contexts.SourcePage: "desks/source.html",
    tending_contexts.DuePage: "desks/due.html",
    tending_contexts.ReportsPage: "desks/reports.html",
    tending_contexts.WithdrawPage: "desks/withdraw.html",
    review_contexts.QueuePage: "desks/review/queue.html",
    review_contexts.ReviewPage: "desks/review/sheet.html",
    account_contexts.LoginPage: "desks/login.html",
    account_contexts.AccountPage: "desks/account.html",
    score_contexts.ScorePage: "desks/score.html",
}
"""Which template each page record belongs to."""

TEMPLATE_SUFFIX = ".html"

STYLESHEETS = (
    "tokens.css",
    "base.css",
    "page.css",
    "pictures.css",
    "ask-form.css",
    "languages.css",
    "forced.css",
    "print.css",
)
"""Joined in this order into the one stylesheet of every page."""

SCRIPTS = ("page.js", "adjust.js", "choose.js", "listen.js", "cite.js")
"""Joined in this order into the one small script, which pages can do without."""

SHEETS = (
    "form.css",
    "library.css",
    "compare.css",
    "history.css",
    "ask.css",
    "embed.css",
    "builder.css",
    "desk.css",
    "source.css",
    "review.css",
    "score.css",
)
"""Stylesheets that single pages need beside it."""

LOADERS = "loader"
"""The folder with the versions of the script that puts widgets into pages (`loader/README.md`)."""

PRINT_SHEET = "handout.css"
"""The stylesheet of the handout; no browser loads it."""

Page = (
    contexts.EditionPage
    | site_contexts.LibraryPage
    | site_contexts.PrivacyPage
    | site_contexts.ReportPage
    | site_contexts.SentPage
    | contexts.ErrorPage
    | contexts.NoticePage
    | contexts.PolicyPage
    | handout_context.HandoutPage
    | handout_context.HandoutNoticePage
    | compared.ComparePage
    | versions.HistoryPage
    | versions.VersionPage
    | ask_contexts.AskPage
    | embed_contexts.EmbedPage
    | embed_contexts.EmbedErrorPage
    | embed_contexts.BuilderPage
    | desks.DesksPage
    | desks.DeskPage
    | desks.TriedPage
    | desks.SuggestedPage
    | desks.SavedPage
    | desks.MetPage
    | source_contexts.SourcePage
    | tending_contexts.DuePage
    | tending_contexts.ReportsPage
    | tending_contexts.WithdrawPage
    | review_contexts.QueuePage
    | review_contexts.ReviewPage
    | account_contexts.LoginPage
    | account_contexts.AccountPage
    | score_contexts.ScorePage
)


class Templates:
    """Templates and stylesheets of a library, its own folder laid over the shipped one.

    `roots` are in search order: the library's own first. Files are read once.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = tuple(root for root in roots if root.is_dir())
        if not self._roots:
            raise UsageError(f"no templates folder among {', '.join(map(str, roots)) or 'none'}")
        self._environments: dict[str, Environment] = {}
        self._speakers: dict[str, Speaker] = {}
        self._texts: dict[str, str] = {}

    @property
    def jinja(self) -> Environment:
        """The English environment, for tests that look into templates."""
        return self._environment(SOURCE)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that pages speak, English first."""
        return languages_of(self._roots)

    def speaker(self, lang: str = SOURCE) -> Speaker:
        """Return the voice of pages in `lang`; a language without catalogue is said in English."""
        if lang not in self._speakers:
            self._speakers[lang] = speaker_of(lang, self._roots)
        return self._speakers[lang]

    def _environment(self, lang: str) -> Environment:
        """Return the environment of a language; each compiles its own templates once."""
        if lang not in self._environments:
            self._environments[lang] = self._new_environment(self.speaker(lang))
        return self._environments[lang]

    def _new_environment(self, speaker: Speaker) -> Environment:
        environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(root) for root in self._roots]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,  # all of them
            extensions=("jinja2.ext.i18n", SayAhead),
        )
        environment.template_class = QuickTemplate
        environment.code_generator_class = QuickCode
        environment.policies["ext.i18n.trimmed"] = True
        catalogue = speaker.catalogue
        environment.say_ahead = catalogue.ugettext  # type: ignore[attr-defined]  # the extension's
        environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
            catalogue.ugettext, catalogue.ungettext, newstyle=True
        )
        return environment

    def render(self, page: Page) -> str:
        """Fill the template that belongs to the record; a broken one is blamed by its place."""
        name = TEMPLATES[type(page)]
        values = {one.name: getattr(page, one.name) for one in fields(page)}
        try:
            return self._environment(page.site.say.lang).get_template(name).render(values)
        except TemplateSyntaxError as error:
            message = f"the template is broken: {error.message}"
            path = error.filename or name
            raise DataError(message, path=path, line=error.lineno) from error
        except (TemplateError, AttributeError) as error:
            path, line = _place(error, name)
            message = f"the template cannot be filled: {error}"
            raise DataError(message, path=path, line=line) from error
        except UnicodeDecodeError as error:
            raise DataError("a template that this page uses is not UTF-8", path=name) from error

    def static(self, name: str) -> bytes:
        """Return a file of `static/`, the library's own before the shipped one."""
        for root in self._roots:
            path = root / "static" / name
            if path.is_file():
                return path.read_bytes()
        raise UsageError(f"no such file: static/{name}")

    @cached_property
    def stylesheet(self) -> str:
        """The one stylesheet."""
        return "\n".join(self.static(name).decode("utf-8") for name in STYLESHEETS)

    @cached_property
    def script(self) -> str:
        """The small script that pages may do without."""
        return "\n".join(self.static(name).decode("utf-8") for name in SCRIPTS)

    def sheet(self, name: str) -> str:
        """Return one of SHEETS."""
        return self.text(name)

    def text(self, name: str) -> str:
        """Return a file of `static/` as text."""
        if name not in self._texts:
            self._texts[name] = self.static(name).decode("utf-8")
        return self._texts[name]

    @cached_property
    def loaders(self) -> tuple[int, ...]:
        """The versions of the script that puts widgets into pages, the newest last."""
        files = (path for root in self._roots for path in (root / LOADERS).glob("*.js"))
        return tuple(sorted({int(path.stem) for path in files if path.stem.isdecimal()}))

    def loader(self, version: int) -> str:
        """Return one version of that script, byte for byte."""
        name = f"{LOADERS}/{version}.js"
        if name not in self._texts:
            found = next(root / name for root in self._roots if (root / name).is_file())
            self._texts[name] = found.read_bytes().decode("utf-8")
        return self._texts[name]

    @property
    def inline_style(self) -> Markup:
        """The stylesheet for a page that must stand alone; it is ours, not content."""
        return Markup(self.stylesheet)  # noqa: S704  (a shipped file; `</style` cannot be in it: see the tests)

    @cached_property
    def version(self) -> str:
        """A hash over every template and static file; it is part of each page's ETag."""
        digest = hashlib.sha256()
        for root in self._roots:
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                    digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def _place(error: Exception, name: str) -> tuple[str, int]:
    """Return the file and line where filling a template failed: the innermost frame of one."""
    path, line = name, 1
    trace = error.__traceback__
    while trace is not None:
        source = trace.tb_frame.f_code.co_filename
        if source.endswith(TEMPLATE_SUFFIX):
            path, line = source, trace.tb_lineno
        trace = trace.tb_next
    return path, line
