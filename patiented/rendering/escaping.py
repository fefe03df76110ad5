"""Escaping as MarkupSafe does it, without making an object of every piece of a page.

A page has some two thousand pieces and hardly one of them needs escaping. Jinja's own escape makes
a `Markup` of each, and another one of what each macro returns: half the time of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Template
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import CodeType

    from jinja2 import Environment


def escaped(value: object) -> str:
    """Return what `markupsafe.escape` returns, as it is to be written into a page."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # its type was just looked at
    if kind is int:
        return str(value)
    if kind is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value  # type: ignore[operator]  # as above
    ):
        return value  # type: ignore[return-value]  # as above
    return escape(value)


class QuickTemplate(Template):
    """A template whose code escapes with `escaped`.

    Should Jinja come to name its own escape otherwise, that one is used: slower, never less safe.
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
        template.root_render_func.__globals__["escape"] = escaped
        return template
