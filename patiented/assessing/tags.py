"""Cuts HTML into text and tags, in time that grows with its length alone.

The parser of the standard library needs minutes for a megabyte of "<!--" (it starts anew at each).
Here whatever is not closed ends the text, as it does in a browser. Nothing is checked: what a tag
means is for the reader of the tokens.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements in which a tag is text; they end at their own end tag."""

_NAME = re.compile(r"[A-Za-z][^\s/>]{0,40}")
# A quote counts only behind "="; each quantifier is possessive, so no place is looked at twice.
_REST = re.compile(r"""[^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+')?+[^>=]*+)*+>""")
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=/>"']++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>"']++)))?+"""
)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, or an end tag; `attributes` are those of a start tag."""

    name: str
    is_end: bool
    attributes: dict[str, str]


def tokens(source: str) -> Iterator[str | Tag]:
    """Yield text and tags in order; comments, declarations and raw text are left out."""
    at = 0
    while at < len(source):
        opens = source.find("<", at)
        if opens < 0:
            yield html.unescape(source[at:])
            return
        if opens > at:
            yield html.unescape(source[at:opens])
        tag, at = _markup(source, opens)
        if tag is not None:
            yield tag


def _markup(source: str, opens: int) -> tuple[str | Tag | None, int]:
    """Return what begins at a "<", and where it ends."""
    after = source[opens + 1 : opens + 2]
    if after in _LETTERS and after:
        return _start(source, opens)
    if after == "/":
        return _end(source, opens)
    if source.startswith("<!--", opens):
        return None, _behind(source, "-->", opens + len("<!--"))
    if after and after in "!?":
        return None, _behind(source, ">", opens)
    return "<", opens + 1


def _start(source: str, opens: int) -> tuple[str | Tag | None, int]:
    name = _NAME.match(source, opens + 1)
    rest = _REST.match(source, name.end()) if name else None
    if name is None or rest is None:
        return None, len(source)
    lower = name[0].lower()
    end = rest.end()
    if lower in RAW:
        closing = re.compile(rf"</{lower}[\s/>]", re.IGNORECASE).search(source, end)
        end = closing.start() if closing else len(source)
    return Tag(lower, is_end=False, attributes=_attributes(rest[0])), end


def _end(source: str, opens: int) -> tuple[Tag | None, int]:
    name = _NAME.match(source, opens + 2)
    end = _behind(source, ">", opens)
    return (Tag(name[0].lower(), is_end=True, attributes={}) if name else None), end


def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(inside):
        value = one["double"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), html.unescape(value))
    return found


def _behind(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)
