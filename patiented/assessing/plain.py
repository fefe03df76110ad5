"""Reads plain text: blank lines end paragraphs, bullets begin points, headings are guessed.

A heading is a short line of its own, between blank lines, that does not end like a sentence. A
guess that fails makes a short sentence a heading, which is then not counted; so a line has to have
a capital first, and at most ten words.
"""

from __future__ import annotations

import re

from patiented.assessing.collecting import Collector
from patiented.assessing.material import Feature, Material, PieceKind

SEEN = frozenset({Feature.HEADINGS, Feature.LISTS})
LONGEST_HEADING = 10
_SIGNS = r"[-*+\u2022\u25e6\u25aa\u2023\u25cf\u25cb\u2043\u2013]"
_COUNT = r"\(?(?:\d{1,3}|[A-Za-z])[.)]"
_BULLET = re.compile(rf"[ \t]*(?P<mark>{_SIGNS}|{_COUNT})[ \t]+(?=\S)")
_ENDS = (".", ";", ":", ",", "!")


def read_plain(text: str, lang: str) -> Material:
    """Return the material of a plain text."""
    taken = Collector(SEEN, lang)
    lines = text.split("\n")
    group = 0
    for number, line in enumerate(lines):
        bullet = _BULLET.match(line)
        if not line.strip():
            taken.end()
            group = group if _goes_on(lines, number) else 0
        elif bullet:
            group = group or taken.new_group()
            ordered = bullet["mark"].strip("().").isalnum()
            taken.begin(PieceKind.ITEM, group=group, ordered=ordered)
            taken.add(line[bullet.end() :])
        elif _is_heading(lines, number):
            taken.begin(PieceKind.HEADING, level=1 if number == 0 else 2)
            taken.add(line)
            taken.end()
        else:
            taken.add(f" {line}")
    return taken.material()


def _goes_on(lines: list[str], number: int) -> bool:
    """Tell whether the next line with text is another point of the list."""
    following = next((line for line in lines[number:] if line.strip()), "")
    return bool(_BULLET.match(following))


def _is_heading(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    before = lines[number - 1].strip() if number else ""
    after = lines[number + 1].strip() if number + 1 < len(lines) else ""
    more = any(one.strip() for one in lines[number + 1 :]) if not after else False
    fits = len(line.split()) <= LONGEST_HEADING and not line.endswith(_ENDS)
    return not before and more and fits and (line[:1].isupper() or line[:1].isdigit())
