"""Turns of phrase as data: "cant/wont .. wake/respond", made into one regular expression.

In a cell, " | " parts turns, "a/b" is a choice, ".." stands for up to four words, "..." for up to
twelve, "word?" may be missing, "=word" is this very form (else any form with its stem), "#many" is
a number from four up, "#old" an age from sixty up. A text is searched as its stems and words:
" hav~having a~a fit~fit ". A regular expression that starts with a stem fails at the first letter,
which is what keeps a question within milliseconds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GAP = r"(?: [^ ]+){0,4}?"
LONG_GAP = r"(?: [^ ]+){0,12}?"
MANY = (
    r" [^ ~]*~(?:[4-9]|[1-9]\d+|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|fifteen"
    r"|twenty|thirty|forty|fifty|sixty)"
)

OLD = r" [^ ~]*~(?:[6-9]\d|1[01]\d)"
NUMBERS = {"#many": MANY, "#old": OLD}


class Pattern:
    """One cell of a table, ready to search; it is matched against stems joined by spaces."""

    __slots__ = ("_regex",)

    def __init__(self, cell: str, stem: Callable[[str], str]) -> None:
        turns = [_turn(one, stem) for one in cell.split("|") if one.strip()]
        self._regex = re.compile("(?:" + "|".join(turns) + ")(?= )") if turns else None

    def search(self, joined: str) -> tuple[int, int] | None:
        """Return where the first turn stands in `joined` (see `join`), in characters."""
        found = self._regex.search(joined) if self._regex else None
        return found.span() if found else None

    def spans(self, joined: str) -> list[tuple[int, int]]:
        """Return where turns stand, from left to right."""
        return [found.span() for found in self._regex.finditer(joined)] if self._regex else []


def join(words: Iterable[tuple[str, str]]) -> str:
    """Return words and their stems as a pattern reads them."""
    return " ".join(("", *(f"{stem}~{word}" for word, stem in words), ""))


def _turn(text: str, stem: Callable[[str], str]) -> str:
    return "".join(_element(element, stem) for element in text.split())


def _element(element: str, stem: Callable[[str], str]) -> str:
    if element == "..":
        return GAP
    if element == "...":
        return LONG_GAP
    if element in NUMBERS:
        return NUMBERS[element]
    optional = element.endswith("?")
    words = dict.fromkeys(element.rstrip("?").split("/"))
    stems = dict.fromkeys(stem(one) for one in words if not one.startswith("="))
    exact = [re.escape(one[1:]) for one in words if one.startswith("=")]
    parts = [f"(?:{'|'.join(map(re.escape, stems))})~[^ ]*"] if stems else []
    parts += [f"[^ ~]*~(?:{'|'.join(exact)})"] if exact else []
    choice = f" (?:{'|'.join(parts)})"
    return f"(?:{choice})?" if optional else choice
