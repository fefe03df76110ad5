"""Reads HTML: what a reader of the page reads, as pieces. Nothing in it is run, loaded or kept.

Markup around the text (menus, scripts) is left out; where the page names its main part, only that
is read.
"""

from __future__ import annotations

import re

from patiented.assessing.collecting import Collector
from patiented.assessing.material import Feature, Material, PieceKind
from patiented.assessing.tags import tokens

SEEN = frozenset(Feature)

SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "nav",
        "select",
        "button",
        "textarea",
        "iframe",
        "object",
        "svg",
        "math",
        "audio",
        "canvas",
        "dialog",
    ]
)
"""What is not read; of these, `svg` and `canvas` are pictures."""

DRAWN = frozenset({"svg", "canvas", "video"})
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "html",
        "main",
        "p",
        "pre",
        "section",
        "summary",
    ]
)
ENDED_BY = {"head": {"body"}, "li": {"li"}, "td": {"td", "th", "tr"}, "tr": {"tr"}}
"""Which tags end an element whose own end tag was left out; a paragraph is ended by any block."""

BOXED = frozenset({"aside", "blockquote"})
CELLS = frozenset({"td", "th"})
BOLD = frozenset({"b", "strong", "em", "mark", "u", "i"})
_HEADING = re.compile(r"h([1-6])")
_MAIN = re.compile(r"<main(?:\s[^>]{0,500})?>", re.IGNORECASE)
MAX_DEPTH = 200


def read_hypertext(text: str, lang: str) -> Material:
    """Return the material of an HTML page or a piece of one."""
    taken = Collector(SEEN, lang)
    page = Page(taken)
    page.feed(_main_part(text))
    return taken.material()


def _main_part(text: str) -> str:
    """Return what stands between the marks of the main part, or all of it."""
    begins = _MAIN.search(text)
    ends = max(text.rfind("</main"), text.rfind("</MAIN"))
    return text[begins.end() : ends] if begins and ends > begins.end() else text


class Page:
    """Feeds what it meets to a collector."""

    def __init__(self, taken: Collector) -> None:
        self._taken = taken
        self._skipping: list[str] = []
        self._bold = 0
        self._lists: list[tuple[int, bool]] = []
        self._table = 0
        self._boxed = 0
        self._caption: list[str] | None = None

    def feed(self, source: str) -> None:
        """Take HTML in."""
        for token in tokens(source):
            if isinstance(token, str):
                self._text(token)
            elif token.is_end:
                self._end(token.name)
            else:
                self._start(token.name, token.attributes)

    def _start(self, tag: str, named: dict[str, str]) -> None:
        if self._ends_skipping(tag):
            self._skipping.clear()
        if self._skipping:
            if tag not in VOID and len(self._skipping) < MAX_DEPTH:
                self._skipping.append(tag)
            return
        if tag in DRAWN:
            self._taken.picture(named.get("aria-label", ""))
        if self._is_hidden(tag, named):
            if tag not in VOID:
                self._skipping.append(tag)
        elif tag == "img":
            self._taken.picture(named.get("alt", ""))
        elif tag == "br":
            self._taken.add(" ")
        elif tag in BOLD:
            self._bold += 1
        else:
            self._open_block(tag)

    def _ends_skipping(self, tag: str) -> bool:
        """Tell whether a tag ends what is skipped: some end tags may be left out."""
        if len(self._skipping) != 1:
            return bool(self._skipping) and self._skipping[0] == "head" and tag == "body"
        inside = self._skipping[0]
        if inside == "p":
            return tag in BLOCKS or tag in {"ul", "ol", "table"} or bool(_HEADING.fullmatch(tag))
        return tag in ENDED_BY.get(inside, ())

    def _is_hidden(self, tag: str, named: dict[str, str]) -> bool:
        hidden = "hidden" in named or named.get("aria-hidden") == "true"
        return tag in SKIPPED or hidden

    def _open_block(self, tag: str) -> None:
        heading = _HEADING.fullmatch(tag)
        boxed = bool(self._boxed)
        if heading:
            self._taken.begin(PieceKind.HEADING, level=int(heading[1]))
        elif tag in {"ul", "ol"}:
            group = self._lists[0][0] if self._lists else self._taken.new_group()
            self._taken.end()
            if len(self._lists) < MAX_DEPTH:
                self._lists.append((group, tag == "ol"))
        elif tag == "li":
            group, ordered = self._lists[-1] if self._lists else (self._taken.new_group(), False)
            depth = max(0, len(self._lists) - 1)
            self._taken.begin(
                PieceKind.ITEM, level=depth, group=group, ordered=ordered, boxed=boxed
            )
        elif tag == "table":
            self._table = self._taken.new_group()
            self._taken.end()
        elif tag == "tr":
            self._taken.begin(PieceKind.ROW, group=self._table)
        elif tag in CELLS:
            self._taken.cell()  # the end tag of the one before may be left out
        elif tag in BLOCKS and not self._inside_point(tag):
            self._boxed += tag in BOXED
            self._taken.begin(PieceKind.PARAGRAPH, boxed=bool(self._boxed))
        if tag == "figcaption":
            self._caption = []

    def _inside_point(self, tag: str) -> bool:
        """Tell whether a block stands in a point or a cell, whose text goes on; add a space."""
        inside = bool(self._lists or self._table) and tag in {"p", "div"}
        if inside:
            self._taken.add(" ")
        return inside

    def _end(self, tag: str) -> None:
        if self._skipping:
            if tag in self._skipping:
                while self._skipping.pop() != tag:
                    pass
            return
        self._close(tag)
        if tag == "figcaption" and self._caption is not None:
            self._taken.caption("".join(self._caption))
            self._caption = None

    def _close(self, tag: str) -> None:
        if tag in BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in CELLS:
            self._taken.cell()
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._taken.end()
        elif tag == "table":
            self._table = 0
            self._taken.end()
        elif _HEADING.fullmatch(tag) or tag in {"li", "tr"}:
            self._taken.end()
        elif tag in BLOCKS and not self._inside_point(tag):
            self._boxed = max(0, self._boxed - (tag in BOXED))
            self._taken.end()

    def _text(self, data: str) -> None:
        if self._skipping:
            return
        self._taken.add(data, bold=self._bold > 0)
        if self._caption is not None:
            self._caption.append(data)
