"""Turns the pieces of a Markdown paragraph into a `Run`, and refuses what would vanish or harm.

Emphasis becomes plain text, links keep their text, citations become marks. Refused are raw HTML,
link schemes other than those that a page may open, and the star that stands for something: in
"CYP2C9*2 or CYP2C9*3" Markdown would read emphasis and the alleles would be gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.model import Finding, Level
from patiented.reading import accounting
from patiented.reading.parts import Run, RunBuilder
from patiented.reading.source import complaint

if TYPE_CHECKING:
    from patiented.reading.accounting import Account
    from patiented.reading.commonmark import Node, Piece
    from patiented.reading.source import Source

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED_IN_URLS = re.compile(r"[\x00-\x20\x7f]|%(?:0[0-9a-f]|1[0-9a-f]|20)", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_EMPHASIS = frozenset({"em_open", "em_close", "strong_open", "strong_close"})


def is_safe_url(url: str) -> bool:
    """Whether a page may link there: http, https, mailto, tel, or an address without a scheme."""
    found = _SCHEME.match(_IGNORED_IN_URLS.sub("", url))
    return found is None or found[1].lower() in _SCHEMES


@dataclass(slots=True)
class Pen:
    """Writes runs for one document and keeps what it noticed."""

    source: Source
    account: Account
    findings: list[Finding] = field(default_factory=list)
    labels_used: set[str] = field(default_factory=set)

    def note(self, rule: str, message: str, offset: int, level: Level = Level.WARNING) -> None:
        """Keep a finding about the text at `offset`."""
        line, column = self.source.place(offset)
        self.findings.append(
            Finding(rule, level, message, path=self.source.path, line=line, column=column)
        )

    def write(self, node: Node, offsets: list[int], fate: int, *, until: int | None = None) -> Run:
        """Return the run of an inline node whose content stood at `offsets`.

        `until` cuts the content there (heading attributes). Every character that comes through is
        marked with `fate`, what belongs to links and citations as what it is.
        """
        start = offsets[0] if offsets else self.source.starts[node.lines[0]]
        builder = RunBuilder(start)
        end = len(node.content) if until is None else until
        for piece in node.pieces:
            if piece.span[0] < end:
                self._piece(piece, node.content, offsets, builder)
        run = builder.run()
        self.account.offsets(run.offsets, fate)
        return run

    def _piece(self, piece: Piece, content: str, offsets: list[int], builder: RunBuilder) -> None:
        start, end = piece.span
        at = offsets[start]
        match piece.kind:
            case "text" | "text_special" | "code_inline":
                self._text(piece, content, offsets, builder)
            case "softbreak" | "hardbreak":
                builder.add(" ", [at])
                self.account.offsets(offsets[start:end], accounting.MARKUP)
            case "citation":
                builder.cite(piece.label, at)
                self.account.offsets(offsets[start:end], accounting.MARKUP)
            case "link_open":
                self._open_link(piece, at)
            case "link_close":
                self._close_link(piece, offsets)
            case "image":
                self._drop_image(offsets[start:end])
            case "html_inline":
                message = "raw HTML is not read; remove it, or write \\< for a less-than sign"
                raise self.source.error(message, at, unsafe=True)
            case kind if kind in _EMPHASIS:
                self._emphasis(piece, content, at)

    def _text(self, piece: Piece, content: str, offsets: list[int], builder: RunBuilder) -> None:
        start, end = piece.span
        here = offsets[start:end]
        if piece.text == "[" and content.startswith("[^", start):
            message = "a citation that is not closed; write [^label], or \\[ for a bracket"
            raise self.source.error(message, here[0])
        if len(here) != len(piece.text):  # an escape, an entity, code or a bare address
            self.account.offsets(here, accounting.MARKUP)
            inside = content.replace("\n", " ").find(piece.text, start, end)
            here = offsets[inside : inside + len(piece.text)]
            if inside < 0:
                here = [offsets[start]] * len(piece.text)
        self._check_characters(piece.text, here)
        builder.add(piece.text, here)

    def _check_characters(self, text: str, here: list[int]) -> None:
        """Refuse what was hidden in an escape: `&#x202e;` is no better than the character."""
        found = complaint(text)
        if found:
            message, index, unsafe = found
            raise self.source.error(message, here[index], unsafe=unsafe)

    def _emphasis(self, piece: Piece, content: str, at: int) -> None:
        start, end = piece.span
        before = content[start - 1 : start] if start else ""
        after = content[end : end + 1]
        inside = before.isalnum() and after.isalnum() and (before.isdigit() or after.isdigit())
        if inside and piece.markup[0] == "*":
            message = "this * beside a number is read as emphasis and would vanish; write \\*"
            raise self.source.error(message, at)

    def _open_link(self, piece: Piece, at: int) -> None:
        self.check_link(piece.href, at)
        self.account.offsets((at,), accounting.MARKUP)
        if piece.label:
            self.labels_used.add(piece.label)

    def _close_link(self, piece: Piece, offsets: list[int]) -> None:
        """Count what stands behind the text of a link as its address."""
        start, end = piece.span
        self.account.unmarked(offsets[start:end], self.account.dropped("link address"))

    def check_link(self, url: str, at: int) -> None:
        """Refuse an address that a page must not open."""
        if not is_safe_url(url):
            scheme = _IGNORED_IN_URLS.sub("", url).split(":")[0]
            message = (
                f"a link with the scheme {scheme!r}; only http, https, mailto and tel are kept"
            )
            raise self.source.error(message, at, unsafe=True)

    def _drop_image(self, offsets: list[int]) -> None:
        self.account.offsets(offsets, self.account.dropped("image"))
        self.note("image-dropped", "images are not read; say in words what it shows", offsets[0])
