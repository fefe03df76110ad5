"""An edition as a flat run of lines, in reading order: what the text and Markdown exports both set.

Warnings come first, as on the page. Nothing is worded here but the frame: cautions, the left-out
list, references.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.model import BlockKind, Fate, Obligation, Role
from patiented.model.layout import has_points, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience import Audience
    from patiented.export.data import Reviewable
    from patiented.model import Edition, EditionBlock, EditionSection, EditionStatement

RAW = "(This sentence is still in clinician words.)"
WEB = ("https://", "http://")
"""A policy address starts so; a path of the site leads nowhere from an e-mail."""

BOXED = "Boxed warning"
CAUTION = "No health professional has checked this version yet."
STATUS_LINES = {
    "draft": "Not submitted for review.",
    "submitted": "Submitted for review. Not approved yet.",
    "under_review": "Under review. Not approved yet.",
    "changes_requested": "Changes were requested. Not approved yet.",
    "approved": "Approved.",
}


class LineKind(StrEnum):
    """What a line is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `level` is that of a heading or list item; `url` belongs to a reference.

    `number` counts ordered items and references.
    """

    kind: LineKind
    text: str
    level: int = 1
    number: int = 0
    url: str = ""


def outline(published: Reviewable, audience: Audience) -> Iterator[Line]:
    """Yield the lines of an edition."""
    edition = published.edition
    yield from _top(published, audience)
    warned = [one for one in edition.sections if one.role is Role.BOXED_WARNING]
    for section in warned:
        named = section.heading.casefold() == BOXED.casefold()
        yield from _section(section, "" if named else f"{BOXED}: ")
    if audience.help.now:
        yield Line(LineKind.PARAGRAPH, f"In an emergency: {audience.help.now.rstrip('.')}.")
    for section in edition.sections:
        if section not in warned:
            yield from _section(section, "")
    yield from _left_out(edition)
    yield from _words(edition, audience)
    yield from _references(edition)
    if audience.disclaimer:
        yield Line(LineKind.HEADING, "Please note", 2)
        yield Line(LineKind.PARAGRAPH, audience.disclaimer)


def _top(published: Reviewable, audience: Audience) -> Iterator[Line]:
    edition, status = published.edition, str(published.review.status)
    meta = edition.meta
    yield Line(LineKind.TITLE, meta.title)
    if meta.summary:
        yield Line(LineKind.PARAGRAPH, meta.summary)
    caution = "" if status == "approved" else f" {audience.unreviewed or CAUTION}"
    yield Line(LineKind.PARAGRAPH, f"Review: {STATUS_LINES[status]}{caution}")
    if not published.publishable:
        missing = max(1, _missing(edition))
        noun = "fact is" if missing == 1 else "facts are"
        yield Line(
            LineKind.PARAGRAPH,
            f"Do not use this version yet: {missing} {noun} missing or not proved "
            "that every reader must have.",
        )
    raw = sum(one.needs_writer for one in edition.statements())
    if raw:
        noun = "sentence is" if raw == 1 else "sentences are"
        yield Line(
            LineKind.PARAGRAPH,
            f"This version is not finished: {raw} {noun} still in clinician words.",
        )
    if audience.standing:
        yield Line(LineKind.PARAGRAPH, audience.standing)
    policy = meta.editorial_policy if meta.editorial_policy.startswith(WEB) else ""
    about = (
        ("Version", f"{audience.id} edition, {edition.lang}, {edition.fingerprint[:8]}"),
        ("Board", meta.board),
        ("Last updated", meta.updated),
        ("Editorial policy", policy),
    )
    for name, value in about:
        if value:
            yield Line(LineKind.ITEM, f"{name}: {value}")


def _missing(edition: Edition) -> int:
    unsafe = {Fate.OPEN, Fate.LOST}
    return sum(r.obligation is Obligation.MUST and r.fate in unsafe for r in edition.ledger)


def _section(section: EditionSection, prefix: str) -> Iterator[Line]:
    lines = [line for block in section.blocks for line in _block(block)]
    if lines or section.level == 2:  # noqa: PLR2004  (a top section may hold only sub-sections)
        yield Line(LineKind.HEADING, f"{prefix}{section.heading}", section.level)
    yield from lines


def _block(block: EditionBlock) -> Iterator[Line]:
    shown = [one for one in block.statements if one.text]
    if block.kind in {BlockKind.LIST, BlockKind.TABLE}:
        number = 0
        for one in shown:
            number += not one.depth
            ordered = number if block.ordered and not one.depth else 0
            first = Line(LineKind.ITEM, "", one.depth + 1, ordered)
            yield from _set_out(one, first) if has_points(one.text) else (_with(first, _said(one)),)
        return
    paragraph: list[str] = []
    for one in shown:
        if not has_points(one.text):
            paragraph.append(_said(one))
            continue
        *before, last = _set_out(one, Line(LineKind.PARAGRAPH, ""))
        yield Line(LineKind.PARAGRAPH, " ".join([*paragraph, before[0].text]))
        yield from (*before[1:], last)
        paragraph = []
    if paragraph:
        yield Line(LineKind.PARAGRAPH, " ".join(paragraph))


def _set_out(one: EditionStatement, first: Line) -> Iterator[Line]:
    """Yield the lead of a statement like `first`, and its points one step deeper.

    A list item that is nothing but points becomes items beside each other.
    """
    depth = first.level + 1 if first.kind is LineKind.ITEM else first.level
    lines: list[Line] = []
    for part in stretches(one.text):
        if part.lead:
            lines.append(_with(first, one.text[slice(*part.lead)]))
        level = depth if part.lead else first.level
        points = (one.text[slice(*point)] for point in part.points)
        lines += [Line(LineKind.ITEM, point, level) for point in points]
    yield from lines[:-1]
    yield _with(lines[-1], f"{lines[-1].text}{_after(one)}")


def _with(line: Line, text: str) -> Line:
    return replace(line, text=text)


def _said(one: EditionStatement) -> str:
    return f"{one.text}{_after(one)}"


def _after(one: EditionStatement) -> str:
    """Return the source numbers and the note that follow a statement."""
    marks = "".join(f" [{number}]" for number in one.citations)
    return f"{marks}{f' {RAW}' if one.needs_writer else ''}"


def _left_out(edition: Edition) -> Iterator[Line]:
    yield Line(LineKind.HEADING, "What this version leaves out", 2)
    if not edition.left_out:
        yield Line(LineKind.PARAGRAPH, "This version leaves out no sentence.")
    whole = [left for left in edition.left_out if not left.facts]
    if whole:
        yield Line(LineKind.PARAGRAPH, "These clinician sentences are left out:")
    for left in whole:
        yield Line(LineKind.ITEM, f"{left.source} (Why: {left.reason})")
    yield from _left_out_words(edition)


def _left_out_words(edition: Edition) -> Iterator[Line]:
    """Name the words that are gone from sentences which are here, once for each reason."""
    words: dict[str, dict[str, None]] = {}
    for left in edition.left_out:
        words.setdefault(left.reason, {}).update(dict.fromkeys(left.facts))
    for reason, gone in words.items():
        if gone:
            yield Line(
                LineKind.PARAGRAPH,
                f"These words are left out of sentences that are here: {', '.join(gone)}. "
                f"(Why: {reason})",
            )


def _words(edition: Edition, audience: Audience) -> Iterator[Line]:
    if edition.taught and not audience.canonical:
        yield Line(LineKind.HEADING, "Words on this page", 2)
        for term in edition.taught:
            yield Line(LineKind.ITEM, f"{term.term}: {term.gloss}")


def _references(edition: Edition) -> Iterator[Line]:
    if edition.references:
        yield Line(LineKind.HEADING, "References", 2)
    for one in edition.references:
        yield Line(LineKind.REFERENCE, one.text, number=one.number, url=one.url or "")
