"""Reads plain text into the same model as Markdown, guessing as little as possible.

A heading is a line of its own between blank lines, without a final stop, whose wording is a known
clinical heading; lists are lines that begin with a bullet or a number; everything else is prose. A
line that cannot be told is prose: text is then in the wrong shape, never lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from patiented.reading import accounting
from patiented.reading.accounting import Account
from patiented.reading.front_matter import FrontMatter
from patiented.reading.outline import Reading, build
from patiented.reading.parts import Heading, Item, Items, Part, Prose, Run, RunBuilder
from patiented.reading.roles import role_of

if TYPE_CHECKING:
    from patiented.reading.source import Source

_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[•◦▪‣●○*]|[-\u2013](?=[ \t]+[^\W\d_]))[ \t]+")
_NUMBERED = re.compile(r"(?P<indent>[ \t]*)(?P<marker>\d{1,2}[.)])[ \t]+(?=[^\W\d_])")
_MAX_HEADING_WORDS = 12
_MAX_DEPTH = 12
_TOP_LEVEL = 2


def read_plain_text(source: Source) -> Reading:
    """Return the monograph in a plain text source and the account of its characters."""
    account = Account(source, "")
    parts = _Lines(source, account).parts()
    return build(source, account, FrontMatter(), parts, (), ())


class _Lines:
    """Groups the lines of one text."""

    def __init__(self, source: Source, account: Account) -> None:
        self.source = source
        self.account = account
        self.found: list[Part] = []

    def parts(self) -> list[Part]:
        """Return headings, lists and paragraphs in order."""
        lines = self.source.lines
        number = 0
        while number < len(lines):
            if not lines[number].strip():
                number += 1
            elif self._is_heading(number):
                run = self._run([(number, 0)], accounting.HEADING)
                self.found.append(Heading(1 if self._is_title(number) else _TOP_LEVEL, run))
                number += 1
            elif _marker(lines[number]):
                number = self._list(number)
            else:
                number = self._paragraph(number)
        return self.found

    def _is_title(self, number: int) -> bool:
        return not self.found and not any(line.strip() for line in self.source.lines[:number])

    def _is_heading(self, number: int) -> bool:
        """Whether a line stands alone and reads like a heading; the first line may be any title."""
        lines = self.source.lines
        line = lines[number].strip()
        alone = not lines[number - 1].strip() if number else True
        alone = alone and number + 1 < len(lines) and not lines[number + 1].strip()
        short = len(line.split()) <= _MAX_HEADING_WORDS and not line.endswith((".", ";", ":", ","))
        if not alone or not short or _BULLET.match(lines[number]):
            return False
        return self._is_title(number) or role_of(line) is not None

    def _run(self, spans: list[tuple[int, int]], fate: int) -> Run:
        """Return the run of the given lines, each from a column on."""
        first_line, first_column = spans[0]
        builder = RunBuilder(self.source.starts[first_line] + first_column)
        for line, column in spans:
            text = self.source.lines[line][column:] + " "
            start = self.source.starts[line] + column
            last = len(self.source.text) - 1
            builder.add(text, [min(start + n, last) for n in range(len(text))])
        run = builder.run()
        self.account.offsets(run.offsets, fate)
        return run

    def _paragraph(self, number: int) -> int:
        lines = self.source.lines
        end = number + 1
        while end < len(lines) and lines[end].strip() and not _BULLET.match(lines[end]):
            end += 1
        run = self._run([(line, 0) for line in range(number, end)], accounting.KEPT)
        self.found.append(Prose(run))
        return end

    def _list(self, number: int) -> int:
        """Read one list: its items may be a blank line apart; deeper markers are nested."""
        lines = self.source.lines
        ordered = bool(_NUMBERED.match(lines[number]))
        items: list[Item] = []
        indents: list[int] = []
        while number < len(lines):
            marker = _marker(lines[number])
            if marker is None or (marker.re is _NUMBERED) is not ordered:
                break
            end = self._item_end(number)
            spans = [(number, marker.end()), *((line, 0) for line in range(number + 1, end))]
            run = self._run(spans, accounting.KEPT)
            start = self.source.starts[number]
            self.account.span((start, start + marker.end()), accounting.MARKUP)
            depth = _depth(indents, len(marker["indent"].expandtabs()))
            above = next((i.run.text for i in reversed(items) if i.depth < depth), "")
            items.append(Item(run, depth, above))
            number = self._skip_blank_between(end)
        self.found.append(Items(tuple(items), ordered))
        return number

    def _item_end(self, number: int) -> int:
        """Return the line after an item: indented lines below its marker belong to it."""
        lines = self.source.lines
        end = number + 1
        while end < len(lines) and lines[end].startswith((" ", "\t")) and lines[end].strip():
            if _marker(lines[end]):
                break
            end += 1
        return end

    def _skip_blank_between(self, end: int) -> int:
        lines = self.source.lines
        following = end
        while following < len(lines) and not lines[following].strip():
            following += 1
        return following if following < len(lines) and _marker(lines[following]) else end


def _marker(line: str) -> re.Match[str] | None:
    return _BULLET.match(line) or _NUMBERED.match(line)


def _depth(indents: list[int], indent: int) -> int:
    """Return the depth of a marker; `indents` holds those of the items it is in, and is updated."""
    while indents and indents[-1] >= indent:
        indents.pop()
    if len(indents) < _MAX_DEPTH:
        indents.append(indent)
    return len(indents) - 1
