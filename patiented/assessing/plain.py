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
    following = _following(lines)
    group = 0
    for number, line in enumerate(lines):
        bullet = _BULLET.match(line)
        if not line.strip():
            taken.end()
            group = group if _BULLET.match(following[number]) else 0
        elif bullet:
            group = group or taken.new_group()
            ordered = bullet["mark"].strip("().").isalnum()
            taken.begin(PieceKind.ITEM, group=group, ordered=ordered)
            taken.add(line[bullet.end() :])
        elif _is_heading(lines, number, following[number]):
            taken.begin(PieceKind.HEADING, level=1 if number == 0 else 2)
            taken.add(line)
            taken.end()
        else:
            taken.add(f" {line}")
    return taken.material()


def _following(lines: list[str]) -> list[str]:
    """Return for each line the next one that has text, or nothing."""
    found: list[str] = []
    after = ""
    for line in reversed(lines):
        found.append(after)
        after = line if line.strip() else after
    return found[::-1]


def _is_heading(lines: list[str], number: int, following: str) -> bool:
    line = lines[number].strip()
    before = lines[number - 1].strip() if number else ""
    after = lines[number + 1].strip() if number + 1 < len(lines) else ""
    fits = len(line.split()) <= LONGEST_HEADING and not line.endswith(_ENDS)
    return (
        not before
        and not after
        and bool(following)
        and fits
        and (line[:1].isupper() or line[:1].isdigit())
    )
