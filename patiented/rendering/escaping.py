"""Escaping as MarkupSafe does it, without making an object of every piece of a page.

A page has some two thousand pieces and hardly one of them needs escaping. Jinja's own escape makes
a `Markup` of each, and another one of what each macro returns: half the time of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import markupsafe
from jinja2 import Template
from markupsafe import Markup, escape

from patiented.rendering.compiling import QuickMacro

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import CodeType

    from jinja2 import Environment


def checked(text: str) -> str:
    """Return a text escaped; one that needs no escaping is returned as it is."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


plain: Callable[[str], str] = getattr(markupsafe, "_escape_inner", checked)
"""What MarkupSafe's own `escape` asks before it makes an object; it does as `checked` does."""


def escaped(value: object) -> str:
    """Return what `markupsafe.escape` returns, as it is to be written into a page."""
    kind = type(value)
    if kind is str:
        return plain(value)  # type: ignore[arg-type]  # its type was just looked at
    if kind is Markup:
        return value  # type: ignore[return-value]  # as above
    if kind is int:
        return str(value)
    return escape(value)


class QuickTemplate(Template):
    """A template whose code escapes with `escaped` and makes its macros `QuickMacro`s.

    Should Jinja come to name its own otherwise, those are used: slower, never less safe.
    """

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  (Jinja's name)
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Make a template of its compiled code."""
        template = super().from_code(environment, code, globals, uptodate)
        names = template.root_render_func.__globals__
        names["escape"] = escaped
        names["Macro"] = names["QuickMacro"] = QuickMacro
        return template
