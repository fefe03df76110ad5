"""The blocks of an edition as narrative: the XHTML that FHIR lets a person read.

Only what R5 allows there (narrative, txt-1): paragraphs, lists, tables, `span`, `sup`, `i`, `a`.
Headings are the titles of sections. Every statement can be found by its id, as on the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from patiented.model import BlockKind
from patiented.model.layout import cells_stand, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from patiented.export.data import Data
    from patiented.model import EditionBlock, EditionStatement

XHTML = "http://www.w3.org/1999/xhtml"

_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


class Voice(Protocol):
    """Says the sentences of the frame in the language of the document; a `Speaker` does."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Say a sentence."""

    def many(self, one: str, more: str, n: int, /, **values: object) -> str:
        """Say `one` or `more` by the rules of number."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the text of an edition: in a language, with the statements that a reviewer took back."""

    say: Voice
    lang: str
    lapsed: AbstractSet[str] = frozenset()

    def narrative(self, parts: Sequence[str], *, status: str = "additional") -> Data:
        """Return a `Narrative` of pieces of XHTML; nothing when there are none.

        `additional`: the text is nowhere else in the document as data (R5, narrative-status).
        """
        if not parts:
            return {}
        turned = ' dir="rtl"' if self.say.direction == "rtl" else ""
        head = f'<div xmlns="{XHTML}" {languages(self.lang)}{turned}>'
        return {"status": status, "div": f"{head}{''.join(parts)}</div>"}

    def blocks(self, blocks: Sequence[EditionBlock]) -> list[str]:
        """Return the blocks that have something to read."""
        return [html for block in blocks for html in self._block(block)]

    def _block(self, block: EditionBlock) -> Iterator[str]:
        shown = [one for one in block.statements if one.text.strip()]
        if not shown:
            return
        if block.kind is BlockKind.TABLE and all(map(_is_row, shown)):
            yield self._table(block.header, shown)
        elif block.kind in {BlockKind.LIST, BlockKind.TABLE}:
            items = [part for one in shown for part in _spread(one)]
            yield self._list(items, ordered=block.ordered)
        else:
            yield from self._paragraphs(shown)

    def _table(self, header: Sequence[str], rows: Sequence[EditionStatement]) -> str:
        head = "".join(f"<th>{escaped(cell)}</th>" for cell in header)
        top = f"<thead><tr>{head}</tr></thead>" if head else ""
        body = "".join(self._row(one) for one in rows)
        return f"<table>{top}<tbody>{body}</tbody></table>"

    def _row(self, one: EditionStatement) -> str:
        cells = [escaped(cell) for cell in one.cells]
        cells[-1] += self._after(one)
        return f"<tr{_id(one)}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def _list(self, items: Sequence[EditionStatement], *, ordered: bool) -> str:
        """Nest items by depth; one whose parent was left out moves up to the nearest one shown."""
        out: list[str] = []
        index = 0
        while index < len(items):
            first, end = items[index], index + 1
            while end < len(items) and items[end].depth > first.depth:
                end += 1
            below = items[index + 1 : end]
            inner = self._list(below, ordered=False) if below else ""
            out.append(f"<li{_id(first)}>{''.join(self._set(first))}{inner}</li>")
            index = end
        name = "ol" if ordered else "ul"
        return f"<{name}>{''.join(out)}</{name}>"

    def _paragraphs(self, shown: Sequence[EditionStatement]) -> Iterator[str]:
        """Set statements in a run; the points of one stand between two paragraphs."""
        run: list[str] = []
        for one in shown:
            first, *rest = self._set(one)
            if first.startswith("<ul>"):
                rest = [first, *rest]
            else:
                run.append(f"<span{_id(one)}>{first}</span>")
            if rest:
                yield from (paragraph(" ".join(run)), *rest) if run else rest
                run = []
        if run:
            yield paragraph(" ".join(run))

    def _set(self, one: EditionStatement) -> list[str]:
        """Return a statement as pieces: words first, then lists of points and words in turn."""
        parts = stretches(one.text)
        pieces: list[str] = []
        for part in parts:
            after = self._after(one) if part is parts[-1] else ""
            if part.lead:
                lead = escaped(one.text[slice(*part.lead)])
                text = lead if part.points else f"{lead}{after}"
                pieces.append(paragraph(text) if pieces else text)
            if part.points:
                points = [escaped(one.text[slice(*point)]) for point in part.points]
                points[-1] += after
                pieces.append(listed(points))
        return pieces

    def _after(self, one: EditionStatement) -> str:
        """Return the source numbers and the notes that follow a statement."""
        marks = " ".join(f"[{number}]" for number in one.citations)
        notes: list[str] = []
        if one.needs_writer:
            notes.append(self.say("This sentence is still in clinician words."))
        if one.id in self.lapsed:
            notes.append(self.say("This sentence changed and is being checked again."))
        said = "".join(f" <i>({escaped(note)})</i>" for note in notes)
        return f"{f'<sup>{marks}</sup>' if marks else ''}{said}"


def escaped(text: str) -> str:
    """Return text in which no sign is markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return text for an attribute in double quotes."""
    return escaped(text).replace('"', "&quot;")


def paragraph(html: str) -> str:
    """Return a paragraph of XHTML."""
    return f"<p>{html}</p>"


def listed(items: Sequence[str]) -> str:
    """Return a list of XHTML."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def linked(text: str, url: str) -> str:
    """Return text that leads to a web address; any other address is not made a link."""
    return f'<a href="{quoted(url)}">{escaped(text)}</a>' if is_web(url) else escaped(text)


def is_web(url: str) -> bool:
    """Tell whether this is an address on the web, whole."""
    return _WEB.fullmatch(url) is not None


def languages(lang: str) -> str:
    """Return both attributes of a language: R5 (narrative) wants them side by side."""
    return f'lang="{quoted(lang)}" xml:lang="{quoted(lang)}"'


def _id(one: EditionStatement) -> str:
    return f' id="s-{quoted(one.id)}"' if one.id else ""


def _is_row(one: EditionStatement) -> bool:
    return cells_stand(one.cells, one.text, one.source)


def _spread(one: EditionStatement) -> Iterator[EditionStatement]:
    """Yield an item that is nothing but points as items beside each other.

    The last one stands for the statement.
    """
    parts = stretches(one.text)
    if len(parts) > 1 or parts[0].lead:
        yield one
        return
    *before, last = parts[0].points
    for span in before:
        yield replace(one, id="", text=one.text[slice(*span)], citations=(), needs_writer=False)
    yield replace(one, text=one.text[slice(*last)])
