"""An edition as CommonMark. Content is escaped: a text can never become markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.export.outline import Line, LineKind, outline

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.export.data import Reviewable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST_START = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s|$)|^(\s*)([-+=])")


def edition_to_markdown(published: Reviewable, audience: Audience) -> str:
    """Return the edition as Markdown, with source numbers as [1]."""
    out: list[str] = []
    before = LineKind.TITLE
    for line in outline(published, audience):
        tight = line.kind is before and line.kind is LineKind.ITEM
        if out and not tight:
            out.append("")
        out.append(_set(line))
        before = line.kind
    return "\n".join(out) + "\n"


def _set(line: Line) -> str:
    text = escape(line.text)
    if line.kind is LineKind.TITLE:
        return f"# {text}"
    if line.kind is LineKind.HEADING:
        return f"{'#' * min(line.level, 6)} {text}"
    if line.kind is LineKind.ITEM:
        mark = f"{line.number}." if line.number else "-"
        return f"{'    ' * (line.level - 1)}{mark} {text}"
    if line.kind is LineKind.REFERENCE:
        is_new = _is_plain_url(line.url) and line.url not in line.text
        link = f" <{line.url}>" if is_new else ""
        return f"\\[{line.number}\\] {text}{link}"
    return text


def escape(text: str) -> str:
    """Return text in which no character is markup."""
    one_line = " ".join(text.split())
    escaped = _SPECIAL.sub(r"\\\1", one_line)
    return _LIST_START.sub(_escape_start, escaped)


def _escape_start(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[1]}{match[2]}\\{match[3]}"
    return f"{match[4]}\\{match[5]}"


def _is_plain_url(url: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>]+", url, re.IGNORECASE) is not None
