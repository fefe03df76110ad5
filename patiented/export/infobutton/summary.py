"""The summary of an entry as HTML: the boxed warning, the part that was asked for, what it is.

Only the edition's own texts, escaped, in `h3`, `h4`, `p`, `ul` and `ol`. The boxed warning is first
whatever was asked for: a record system may show no more than the first lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from patiented.export.outline import BOXED
from patiented.model import BlockKind, Role
from patiented.model.layout import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.model import Edition, EditionBlock, EditionSection, EditionStatement

TOP_LEVEL = 2


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """What a summary says around the texts, in their language.

    `boxed` names the warning, `raw` marks a sentence in clinician words, `caution` says that nobody
    has checked the text (empty when somebody has).
    """

    boxed: str = BOXED
    raw: str = ""
    caution: str = ""


def summary_html(edition: Edition, words: SummaryWords, role: Role | None = None) -> str:
    """Return the summary; `role` is the part that was asked for, if any."""
    boxed = _of_role(edition, Role.BOXED_WARNING)
    asked = _of_role(edition, role) if role and role is not Role.BOXED_WARNING else ()
    lines = [*_sections(boxed, words, words.boxed), *_sections(asked, words)]
    lines += _about(edition, words, asked=bool(asked))
    if words.caution:
        lines.append(f"<p><em>{escape(words.caution)}</em></p>")
    return "\n".join(lines)


def lead_section(edition: Edition, role: Role) -> EditionSection | None:
    """Return the first section of a role that has a text to show, or heads one that has."""
    return next(iter(_of_role(edition, role)), None)


def _of_role(edition: Edition, role: Role) -> tuple[EditionSection, ...]:
    """Return the sections of a role that the page shows: with a text, or heading one that has."""
    boxed = role is Role.BOXED_WARNING
    kept: list[EditionSection] = []
    for section in reversed(edition.sections):
        if (section.role is Role.BOXED_WARNING) is not boxed:
            continue  # the page sets the warning apart from the rest
        if _shown(section) or (kept and kept[-1].level > section.level):
            kept.append(section)
    return tuple(section for section in reversed(kept) if section.role is role)


def _about(edition: Edition, words: SummaryWords, *, asked: bool) -> Iterator[str]:
    """Say what the page is about; the monograph's own line is in the language of its source."""
    if edition.lang == edition.meta.lang and edition.meta.summary:
        yield f"<p>{escape(edition.meta.summary)}</p>"
    elif not asked:
        for section in _of_role(edition, Role.OVERVIEW)[:1]:
            yield from _blocks(section.blocks, words)


def _sections(
    sections: Sequence[EditionSection], words: SummaryWords, label: str = ""
) -> Iterator[str]:
    for place, section in enumerate(sections):
        heading = section.heading
        if label and not place and heading.casefold() != label.casefold():
            heading = f"{label}: {heading}"
        tag = "h3" if section.level <= TOP_LEVEL else "h4"
        yield f"<{tag}>{escape(heading)}</{tag}>"
        yield from _blocks(section.blocks, words)


def _blocks(blocks: Iterable[EditionBlock], words: SummaryWords) -> Iterator[str]:
    for block in blocks:
        shown = [one for one in block.statements if one.text]
        if not shown:
            continue
        if block.kind in {BlockKind.LIST, BlockKind.TABLE}:
            tag = "ol" if block.ordered else "ul"
            yield f"<{tag}>{_items(shown, words)}</{tag}>"
        else:
            yield from _paragraph(shown, words)


def _paragraph(statements: Iterable[EditionStatement], words: SummaryWords) -> Iterator[str]:
    """Set sentences in one paragraph; points inside a sentence become a list after it."""
    run: list[str] = []
    for one in statements:
        for lead, points in _parts(one):
            run += [escape(lead)] if lead else []
            if points:
                yield from (f"<p>{' '.join(run)}</p>",) if run else ()
                yield _list(points)
                run = []
        run += _mark(one, words)
    if run:
        yield f"<p>{' '.join(run)}</p>"


def _items(statements: Sequence[EditionStatement], words: SummaryWords) -> str:
    """Nest items by depth; one whose parent was left out moves up."""
    items: list[str] = []
    index = 0
    while index < len(statements):
        first, end = statements[index], index + 1
        while end < len(statements) and statements[end].depth > first.depth:
            end += 1
        under = _items(statements[index + 1 : end], words)
        nested = f"<ul>{under}</ul>" if under else ""
        items.append(f"<li>{_item(first, words)}{nested}</li>")
        index = end
    return "".join(items)


def _item(one: EditionStatement, words: SummaryWords) -> str:
    texts = [f"{escape(lead)}{_list(points) if points else ''}" for lead, points in _parts(one)]
    return " ".join([*texts, *_mark(one, words)])


def _parts(one: EditionStatement) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in stretches(one.text):
        lead = one.text[slice(*part.lead)] if part.lead else ""
        yield lead, tuple(one.text[slice(*point)] for point in part.points)


def _list(points: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in points)}</ul>"


def _mark(one: EditionStatement, words: SummaryWords) -> list[str]:
    return [f"<em>({escape(words.raw)})</em>"] if one.needs_writer and words.raw else []


def _shown(section: EditionSection) -> bool:
    return any(one.text for block in section.blocks for one in block.statements)
