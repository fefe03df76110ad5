"""The door to markdown-it-py: text in, a plain tree out in which every piece knows where it stood.

The parser is CommonMark with tables and footnotes, with these differences, all so that no text
vanishes or changes unseen: indented code does not exist (such lines are ordinary text), raw HTML
and every link scheme are recognised so that they can be refused by name, and citations are
recognised whether they are defined or not. The library keeps no positions inside a paragraph;
`_TracingInline` notes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block.table import escapedSplit
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from patiented.model import Span

MAX_LEVEL = 24
"""Nesting of blocks that is read: lists down to twelve levels."""

MAX_PARAGRAPH = 10_000
"""Code points in one paragraph or cell; parsing time may grow with their square."""

_PARSER_LEVEL = MAX_LEVEL + 8
"""The parser drops silently what lies deeper than this; the tree is refused before."""

_NOT_SILENT = False
"""Rules are asked to write tokens, not only to look ahead."""

_CITATION = re.compile(r"\[\^([^\s\[\]^]{1,64})\]")


class TooMuchError(Exception):
    """A bound of this module is passed at `line`, from 0."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Piece:
    """One bit of a paragraph: `kind` as the library names it, `span` in the node's content."""

    kind: str
    text: str
    span: Span
    label: str = ""
    href: str = ""
    markup: str = ""


@dataclass(slots=True)
class Node:
    """One block; `lines` is the half-open range of source lines, from 0."""

    kind: str
    lines: Span
    content: str = ""
    markup: str = ""
    info: str = ""
    label: str = ""
    start: int = 1
    children: list[Node] = field(default_factory=list)
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A link definition (`[label]: url`), which leaves no node."""

    label: str
    href: str
    lines: Span


def parse(text: str) -> tuple[list[Node], list[Definition]]:
    """Return the blocks of `text` as a tree, and its link definitions."""
    env: dict[str, object] = {}
    root = Node("root", (0, 0))
    stack = [root]
    for token in _PARSER.parse(text, env):
        if token.type == "inline":
            _read_inline(token, env)
        _grow(stack, token)
    return root.children, _definitions(env)


def split_row(line: str) -> list[str]:
    """Return the cells of a table row as the parser sees them."""
    cells: list[str] = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def _grow(stack: list[Node], token: Token) -> None:
    """Hang one token into the tree whose open nodes are `stack`."""
    if token.nesting < 0:
        stack.pop()
        return
    parent = stack[-1]
    lines = (token.map[0], token.map[1]) if token.map else parent.lines
    if token.level >= MAX_LEVEL:
        raise TooMuchError("lists or quotes are nested too deeply", lines[0])
    node = Node(
        token.type.removesuffix("_open"),
        lines,
        token.content,
        token.markup,
        token.info,
        str(token.meta.get("label", "")),
        int(token.attrs.get("start", 1)),
    )
    if token.children is not None:
        node.pieces = tuple(_pieces(token.children))
    parent.children.append(node)
    if token.nesting > 0:
        stack.append(node)


def _read_inline(token: Token, env: dict[str, object]) -> None:
    if len(token.content) > MAX_PARAGRAPH:
        line = token.map[0] if token.map else 0
        message = f"a paragraph of over {MAX_PARAGRAPH:,} characters; break it up"
        raise TooMuchError(message, line)
    token.children = []
    _PARSER.inline.parse(token.content, _PARSER, env, token.children)


def _pieces(tokens: Iterable[Token]) -> Iterable[Piece]:
    for token in tokens:
        yield Piece(
            token.type,
            token.content,
            token.meta["at"],
            str(token.meta.get("label", "")),
            str(token.attrs.get("href", "")),
            token.markup,
        )


def _definitions(env: dict[str, object]) -> list[Definition]:
    found = []
    references = env.get("references")
    if isinstance(references, dict):
        found += [Definition(str(k), v["href"], tuple(v["map"])) for k, v in references.items()]
    doubles = env.get("duplicate_refs")
    if isinstance(doubles, list):
        # A second definition is never used: the empty label matches no link.
        found += [Definition("", double["href"], tuple(double["map"])) for double in doubles]
    return found


class _TracingInline(ParserInline):
    """The library's inline tokenizer, noting for each token the stretch of source that made it."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        end = state.posMax
        limit = state.md.options["maxNesting"]
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            if state.level >= limit or not any(rule(state, _NOT_SILENT) for rule in rules):
                state.append_pending(state.src[state.pos])
                state.pos += 1
            if state.pending:
                state.pushPending()
            _note_places([t for t in state.tokens[count:] if "at" not in t.meta], start, state.pos)


def _note_places(tokens: list[Token], start: int, end: int) -> None:
    """Note where the tokens of one step stood: one after the other where they fill it ("**")."""
    filled = len(tokens) > 1 and sum(len(token.content) for token in tokens) == end - start
    for token in tokens:
        stop = start + len(token.content) if filled else end
        token.meta["at"] = (start, stop)
        start = stop if filled else start


class _Parser(MarkdownIt):
    """The library's parser, letting every link through so that the reader can refuse it by name."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.inline = _TracingInline()
        self.configure("commonmark", {"maxNesting": _PARSER_LEVEL, "store_labels": True})
        footnote_plugin(self, inline=False, move_to_end=False)
        self.inline.ruler.before("link", "citation", _citation)
        self.enable("table")
        self.disable(["code", "inline", "text_join", "fragments_join", "footnote_ref"])

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's signature
        """Accept what the reader will judge."""
        return True


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Recognise `[^label]`, in time that does not depend on the length of the paragraph."""
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("citation", "", 0).meta["label"] = found[1]
    state.pos = found.end()
    return True


_PARSER = _Parser()
