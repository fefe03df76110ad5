"""An edition as plain text: for a terminal, an e-mail, a screen reader.

Lines are not wrapped: a break between a number and its unit would be ours, and a misreading hazard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.export.outline import Line, LineKind, outline

if TYPE_CHECKING:
    from patiented.audience import Audience
    from patiented.export.data import Reviewable


TOP_LEVEL = 2
"""Headings down to this level are underlined; those below end with a colon or their own mark."""


def edition_to_text(published: Reviewable, audience: Audience) -> str:
    """Return the edition as plain text, with source numbers as [1]."""
    out: list[str] = []
    before = LineKind.TITLE
    for line in outline(published, audience):
        tight = line.kind is before and line.kind in {LineKind.ITEM, LineKind.REFERENCE}
        if out and not tight:
            out.append("")
        out += _set(line)
        before = line.kind
    return "\n".join(out) + "\n"


def _set(line: Line) -> list[str]:
    if line.kind is LineKind.TITLE:
        return [line.text, "=" * len(line.text)]
    if line.kind is LineKind.HEADING:
        return [line.text, "-" * len(line.text)] if line.level <= TOP_LEVEL else [_lead(line.text)]
    if line.kind is LineKind.ITEM:
        mark = f"{line.number}." if line.number else "-"
        return [f"{'  ' * (line.level - 1)}{mark} {line.text}"]
    if line.kind is LineKind.REFERENCE:
        link = f" {line.url}" if line.url and line.url not in line.text else ""
        return [f"[{line.number}] {line.text}{link}"]
    return [line.text]


def _lead(heading: str) -> str:
    return heading if heading.endswith((":", "?")) else f"{heading}:"
