"""Finds where the text of a Markdown block stood in the source, character by character.

The parser hands over the text of a block without what is in front of its lines (`> `, `- `, `## `).
Each line of it is found again in its source line; lines are used from left to right, so that the
second item of "- - x" is not taken for the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.model import Span
    from patiented.reading.source import Source


class Places:
    """The source lines of one document, and how far each has been used."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._used: dict[int, int] = {}

    def rest(self, line: int) -> str:
        """Return what of a line, from 0, has not been used."""
        return self._source.lines[line][self._used.get(line, 0) :]

    def at(self, line: int) -> int:
        """Return the offset of the first unused character that is no white space or `>`."""
        rest = self.rest(line)
        skipped = len(rest) - len(rest.lstrip("> \t"))
        return self._source.starts[line] + self._used.get(line, 0) + skipped

    def take(self, line: int, sign: str) -> int:
        """Use up `sign` (a list marker) on a line; return its offset."""
        used = self._used.get(line, 0)
        found = max(used, self._source.lines[line].find(sign, used))
        self._used[line] = found + len(sign)
        return self._source.starts[line] + found

    def of_lines(self, content: str, lines: Span) -> list[int]:
        """Return the offsets of the text of a paragraph, whose lines end where the source's do."""
        first, last = lines
        # A line of no-break spaces begins a paragraph and is then stripped from its text.
        while first + 1 < last and not self.rest(first).strip("> \t\u00a0"):
            first += 1
        offsets: list[int] = []
        for number, text in enumerate(content.split("\n")):
            offsets.extend(self.of_line(text, min(first + number, last - 1)))
        del offsets[len(content) :]
        return offsets

    def of_part(self, content: str, line: int) -> list[int]:
        """Return the offsets of a heading or table cell, which may have lost escapes of pipes."""
        source, start = self._source.lines[line], self._source.starts[line]
        at = source.find(content, self._used.get(line, 0))
        if at >= 0:
            self._used[line] = at + len(content)
            return list(range(start + at, start + at + len(content)))
        offsets = []
        at = self._used.get(line, 0)
        for sign in content:
            found = source.find(sign, at)
            at = found if found >= 0 else at
            offsets.append(start + min(at, len(source)))
            at += 1
        self._used[line] = at
        return offsets

    def of_line(self, text: str, line: int) -> list[int]:
        """Return the offsets of one line of a paragraph and of its line break."""
        source, start = self._source.lines[line], self._source.starts[line]
        self._used[line] = len(source)
        bare = text.strip()
        first = start + max(0, len(source.rstrip()) - len(bare))
        end = min(start + len(source), len(self._source.text) - 1)
        before = len(text) - len(text.lstrip()) if bare else 0
        after = len(text) - before - len(bare)
        inside = range(first, first + len(bare))
        return [first] * before + list(inside) + [min(end, inside.stop)] * after + [end]
