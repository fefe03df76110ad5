"""Reads a Markdown monograph: the tree of `commonmark` into parts for the outline.

Refused, with the place, is everything that a page could show wrongly without anybody noticing: rows
that do not line up, ">" that was meant as "greater than", a paragraph that a line of dashes turned
into a heading, what the model has no form for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.model import Level
from patiented.reading import accounting, commonmark, front_matter
from patiented.reading.accounting import Account
from patiented.reading.outline import Reading, build
from patiented.reading.parts import (
    Callout,
    Footnote,
    Grid,
    Heading,
    Item,
    Items,
    Part,
    Prose,
    Run,
    RunBuilder,
)
from patiented.reading.places import Places
from patiented.reading.prose import Pen
from patiented.reading.roles import parse_role

if TYPE_CHECKING:
    from patiented.errors import PlacedError
    from patiented.reading.commonmark import Node
    from patiented.reading.source import Source

SIGNS = "#*_>|-+=:[]()!\\`~<\"'^&;"
"""What Markdown uses for itself; anything else that no part took up was lost."""

_ATTRIBUTE = re.compile(r"[ \t]*\{([^{}\n]{0,200})\}[ \t]*$")
_RULE_LINE = re.compile(r"[ \t>]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")
_NUMBER_FIRST = re.compile(r"[≥≤<>±~]?\s?[\d.,]+")
_BARE_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_LONGEST_HEADING = 200
_NAMES = {
    "blockquote": "callout",
    "fence": "code block",
    "footnote_reference": "footnote definition",
}


def read_markdown(source: Source) -> Reading:
    """Return the monograph in a Markdown source and the account of its characters."""
    account = Account(source, SIGNS)
    front = front_matter.read(source, account)
    walker = _Walker(source, account)
    body = "\n" * front.lines + source.text[source.starts[front.lines] :]
    parts = walker.walk(body)
    return build(source, account, front, parts, walker.footnotes, walker.pen.findings)


class _Walker:
    """Walks the tree of one document, block by block."""

    def __init__(self, source: Source, account: Account) -> None:
        self.source = source
        self.account = account
        self.pen = Pen(source, account)
        self.places = Places(source)
        self.footnotes: list[Footnote] = []

    def walk(self, body: str) -> list[Part]:
        """Return the parts of the document in page order."""
        try:
            nodes, definitions = commonmark.parse(body)
        except commonmark.TooMuchError as error:
            raise self.source.error(error.message, self.source.starts[error.line]) from error
        parts = [part for node in nodes for part in self._block(node)]
        for definition in definitions:
            self._definition(definition)
        return parts

    def _block(self, node: Node) -> list[Part]:
        parts: list[Part] = []
        match node.kind:
            case "heading":
                parts.append(self._heading(node))
            case "paragraph":
                parts.append(Prose(self._prose(node)))
            case "bullet_list" | "ordered_list":
                parts.append(self._items(node))
            case "table":
                parts.append(self._grid(node))
            case "blockquote":
                parts.append(self._callout(node))
            case "fence":
                parts += [Prose(run) for run in self._fence(node)]
            case "footnote_reference":
                self._footnote(node)
            case "html_block":
                message = "raw HTML is not read, comments neither; remove it"
                raise self._error(node, message, unsafe=True)
            case "hr":
                pass
            case kind:
                raise self._error(node, f"a {kind.replace('_', ' ')} cannot stand here")
        return parts

    def _error(self, node: Node, message: str, *, unsafe: bool = False) -> PlacedError:
        return self.source.error(message, self.places.at(node.lines[0]), unsafe=unsafe)

    def _prose(self, node: Node, fate: int = accounting.KEPT) -> Run:
        inline = node.children[0]
        if "|" in inline.content:
            self._check_not_a_table(inline)
        return self.pen.write(inline, self.places.of_lines(inline.content, inline.lines), fate)

    def _check_not_a_table(self, inline: Node) -> None:
        lines = inline.content.split("\n")
        for number, line in enumerate(lines):
            if number and _RULE_LINE.fullmatch(line):
                message = "a table whose header does not line up with the row of dashes under it"
                raise self.source.error(message, self.source.starts[inline.lines[0] + number])
        if len(lines) > 1 and all(line.strip()[:1] == line.strip()[-1:] == "|" for line in lines):
            message = "a table without a row of dashes (|---|---|) under its header"
            raise self.source.error(message, self.source.starts[inline.lines[0]])

    def _heading(self, node: Node) -> Heading:
        inline = node.children[0]
        content = inline.content
        if node.markup in "=-":
            self._check_underlined(node, content)
            offsets = self.places.of_lines(content, inline.lines)
        else:
            offsets = self.places.of_part(content, inline.lines[0])
        if len(content) > _LONGEST_HEADING:
            raise self._error(node, f"a heading of over {_LONGEST_HEADING} characters")
        attribute = _ATTRIBUTE.search(content)
        role = until = None
        if attribute:
            role = parse_role(attribute[1], self.source, offsets[attribute.start(1) - 1])
        if attribute and role:
            until = attribute.start()
            self.account.offsets(offsets[until:], accounting.MARKUP)
        run = self.pen.write(inline, offsets, accounting.HEADING, until=until)
        if run.marks:
            message = "a citation in a heading; put it behind the sentence that it supports"
            raise self.source.error(message, run.marks[0].offset)
        return Heading({"=": 1, "-": 2}.get(node.markup, len(node.markup)), run, role)

    def _check_underlined(self, node: Node, content: str) -> None:
        if "\n" in content or content.rstrip().endswith((".", ";", ":", "!")):
            message = "the line of dashes below makes this text a heading; put a blank line between"
            raise self._error(node, message)

    def _items(self, node: Node) -> Items:
        ordered = node.kind == "ordered_list"
        at = self.places.at(node.lines[0])
        if ordered and node.start != 1:
            message = f"a list that begins with {node.start} is shown beginning with 1"
            self.pen.note("list-start", message, at)
        items: list[Item] = []
        for child in node.children:
            self._item(child, 0, "", items)
        first = items[0].run if items else None
        if first and not ordered and self._interrupts(node) and _NUMBER_FIRST.match(first.text):
            message = f'"{node.markup} {first.text[:12]}" is read as a list item, not as a sign'
            self.pen.note("list-or-sign", message, at)
        return Items(tuple(items), ordered)

    def _interrupts(self, node: Node) -> bool:
        """Whether a list follows a line of text without a blank line between."""
        line = node.lines[0]
        return line > 0 and bool(self.source.lines[line - 1].strip("> \t"))

    def _item(self, node: Node, depth: int, lead: str, items: list[Item]) -> None:
        """Append one item and those nested in it; text after a nested list is an item again."""
        marker = (node.info + node.markup) if node.info else node.markup
        at = self.places.take(node.lines[0], marker)
        self.account.span((at, at + len(marker)), accounting.MARKUP)
        before = len(items)
        runs: list[Run] = []
        for child in node.children:
            if child.kind == "paragraph":
                runs.append(self._prose(child))
            elif child.kind in {"bullet_list", "ordered_list"}:
                self._flush(runs, depth, lead, items)
                above = items[before].run.text if len(items) > before else lead
                for nested in child.children:
                    self._item(nested, depth + 1, above, items)
            else:
                self._refuse_inside(child, "a list item")
        self._flush(runs, depth, lead, items)
        if len(items) == before:
            self.pen.note("item-empty", "a list item without text", at)

    def _flush(self, runs: list[Run], depth: int, lead: str, items: list[Item]) -> None:
        if any(run.text for run in runs):
            items.append(Item(_joined(runs), depth, lead))
        runs.clear()

    def _refuse_inside(self, node: Node, where: str) -> None:
        if node.kind in {"html_block", "hr"}:
            self._block(node)
            return
        name = _NAMES.get(node.kind, node.kind)
        name = name.replace("_", " ")
        raise self._error(node, f"a {name} inside {where}; put it on its own")

    def _callout(self, node: Node) -> Callout:
        at = self.places.at(node.lines[0])
        parts: list[Prose | Items] = []
        for child in node.children:
            if child.kind == "paragraph":
                parts.append(Prose(self._prose(child)))
            elif child.kind in {"bullet_list", "ordered_list"}:
                parts.append(self._items(child))
            else:
                self._refuse_inside(child, "a callout")
        first = parts[0].run.text if parts and isinstance(parts[0], Prose) else ""
        if _NUMBER_FIRST.match(first):
            message = '">" before a number is read as a callout and would vanish; write "\\>"'
            raise self.source.error(message, self.source.starts[node.lines[0]])
        return Callout(tuple(parts), at)

    def _grid(self, node: Node) -> Grid:
        at = self.places.at(node.lines[0])
        head, *body = node.children
        header = self._row(head.children[0], 0)
        rows = tuple(self._row(row, len(header)) for rows in body for row in rows.children)
        if not rows:
            self.pen.note("table-empty", "a table without rows", at)
        return Grid(header, rows, at)

    def _row(self, node: Node, width: int) -> tuple[Run, ...]:
        line = node.lines[0]
        found = len(commonmark.split_row(self.places.rest(line).lstrip("> \t")))
        if width and found != width:
            message = f"a table row with {found} cells under a header with {width}"
            raise self._error(node, message)
        cells = []
        for cell in node.children:
            inline = cell.children[0]
            offsets = self.places.of_part(inline.content, line)
            cells.append(self.pen.write(inline, offsets, accounting.KEPT))
        return tuple(cells)

    def _fence(self, node: Node) -> list[Run]:
        """Keep the lines of a code block as paragraphs: a schedule in it must not vanish."""
        first, last = node.lines
        at = self.places.at(first)
        self.pen.note("code-block", "a code block is read as ordinary text", at)
        end = self.source.starts[first] + len(self.source.lines[first])
        self.account.span((at, end), accounting.MARKUP)
        runs = []
        for number, text in enumerate(node.content.split("\n")[: last - first - 1]):
            offsets = self.places.of_line(text, first + 1 + number)[: len(text)]
            run = _plain(text, offsets)
            self.account.offsets(run.offsets, accounting.KEPT)
            runs += [run] if run.text else []
        return runs

    def _footnote(self, node: Node) -> None:
        at = self.places.take(node.lines[0], f"[^{node.label}]:")
        self.account.span((at, at + len(node.label) + 4), accounting.MARKUP)
        runs: list[Run] = []
        url = None
        for child in node.children:
            if child.kind != "paragraph":
                self._refuse_inside(child, "a footnote")
                continue
            runs.append(self._prose(child))
            url = url or _first_link(child.children[0])
        run = _joined(runs)
        bare = _BARE_URL.search(run.text)
        url = url or (bare[0] if bare else None)
        self.footnotes.append(Footnote(node.label, run, at, url))

    def _definition(self, definition: commonmark.Definition) -> None:
        """Account for a link definition: an unused one may be a sentence that would vanish."""
        first, last = definition.lines
        starts = self.source.starts
        end = starts[last] if last < len(starts) else len(self.source.text)
        at = starts[first] + len(self.source.lines[first]) - len(self.source.lines[first].lstrip())
        self.pen.check_link(definition.href, at)
        if definition.label in self.pen.labels_used:
            self.account.unmarked(range(at, end), accounting.MARKUP)
            return
        if ":" not in definition.href and "/" not in definition.href:
            message = "this line is read as a link definition and would vanish; write \\["
            raise self.source.error(message, at)
        self.account.unmarked(range(at, end), self.account.dropped("unused link definition"))
        self.pen.note("link-unused", "a link definition that nothing uses", at, Level.WARNING)


def _joined(runs: list[Run]) -> Run:
    """Return the paragraphs of one item or footnote as one run."""
    if len(runs) == 1:
        return runs[0]
    text, offsets, marks = "", [], []
    for run in runs:
        if text and run.text:
            text += " "
            offsets.append(run.offset)
        shift = len(text)
        text += run.text
        offsets += run.offsets
        marks += [type(mark)(mark.at + shift, mark.label, mark.offset) for mark in run.marks]
    return Run(text, tuple(offsets), tuple(marks), runs[0].offset if runs else 0)


def _plain(text: str, offsets: list[int]) -> Run:
    builder = RunBuilder(offsets[0] if offsets else 0)
    builder.add(text, offsets)
    return builder.run()


def _first_link(node: Node) -> str | None:
    return next((piece.href for piece in node.pieces if piece.kind == "link_open"), None)
