"""Bullets inside one text: a lead and its points, and the same words as one running sentence.

A wording may set a list out:

    Tell your doctor if you have any of these:
    - fever
    - a cough
    - a sore throat

To the guard this is the sentence "Tell your doctor if you have fever, a cough, or a sore throat."
A point may close with ", or" itself, before the last one. Where "any of these" or "these" stands
further in front ("These are common:", "Stop if any of these occur:"), the points are read in its
place. Nothing here judges.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from patiented.model.findings import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

BULLET: Final = "- "
VERBS_OF_POINTS: Final = (
    "is", "are", "was", "were", "has", "have", "had", "can", "may", "must", "should", "will",
    "could", "might", "do", "does", "did", "need", "needs", "occur", "occurs", "occurred",
    "happen", "happens", "happened", "develop", "develops", "appear", "appears", "lower", "raise",
    "increase", "decrease", "reduce", "cause", "affect", "include", "persist", "persists", "make",
    "raises", "lowers", "increases", "decreases", "reduces", "causes", "affects",
)  # fmt: skip
"""Verbs before which "these" stands for the points below."""

_BULLETED = re.compile(r"^- (?=\S)", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_COLON = re.compile(r"\s*:\s*\Z")
_VERB = "|".join(VERBS_OF_POINTS)
_PLACE = re.compile(
    rf"(?:\b(?P<these>these)(?=\s(?:{_VERB})\b)"
    r"|\s?(?:\bin )?\b(?P<word>any|all) of (?:these|the following)(?: cases)?(?=\s*:\s*\Z)"
    rf"|\b(?P<before>any|all) of (?:these|the following)(?=\s(?:{_VERB})\b))",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|avoid)\s*:\s*\Z", re.IGNORECASE)
_JOINED = re.compile(r",?\s+(?P<word>and|or)\s*\Z")
_FEWEST = 2
_STOPS = ".!?"


class Stretch(NamedTuple):
    """A run of prose, or of points with the lead before them; spans of the whole text."""

    lead: Span | None
    points: tuple[Span, ...]


class Running(NamedTuple):
    """A text without bullets; `places` are pairs of an offset here and the one it came from."""

    text: str
    places: tuple[tuple[int, int], ...]

    def origin(self, span: Span) -> Span:
        """Return where a span of the running text stands in the text with bullets."""
        first, last = self._back(span[0]), self._back(max(span[1] - 1, span[0]))
        return first, max(last + (span[1] > span[0]), first)

    def _back(self, offset: int) -> int:
        at = bisect_right(self.places, (offset, 1 << 60)) - 1
        here, there = self.places[max(at, 0)]
        return there + offset - here


def has_points(text: str) -> bool:
    """Tell whether a text holds bullets."""
    return BULLET in text and _BULLETED.search(text) is not None


def read_aloud(text: str) -> str:
    """Return a text without bullets."""
    return running(text).text if has_points(text) else text


def same_words(text: str, source: str) -> bool:
    """Tell whether a text says its source word for word."""
    return read_aloud(text).split() == source.split()


def cells_stand(cells: Sequence[str], text: str, source: str) -> bool:
    """Tell whether the cells of a table row say what its judged text says."""
    return bool(cells) and (same_words(text, source) or all(cell in text for cell in cells))


def stretches(text: str) -> tuple[Stretch, ...]:
    """Return the parts of a text in order; one part without points when it has no bullets."""
    if not has_points(text):
        return (Stretch((0, len(text)), ()),) if text else ()
    found: list[Stretch] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        if not match.group().strip():
            continue
        if not _BULLETED.match(match.group()):
            found.append(Stretch((start, end), ()))
            continue
        if not found:
            found.append(Stretch(None, ()))
        last = found[-1]
        found[-1] = Stretch(last.lead, (*last.points, (start + len(BULLET), end)))
    return tuple(found)


def running(text: str) -> Running:
    """Return the text with each list read aloud: its points joined by commas and a word."""
    said = _Said(text)
    for stretch in stretches(text):
        said.add_stretch(stretch)
    return Running("".join(said.parts), tuple(said.places) or ((0, 0),))


class _Said:
    """A running text as it grows, with the place that each piece came from."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self._length = 0

    def add_stretch(self, stretch: Stretch) -> None:
        """Add a lead and its points."""
        if self.parts:
            self._add(" ", stretch.lead[0] if stretch.lead else stretch.points[0][0])
        if not stretch.lead:
            self._add_points(stretch.points, "and")
        elif not stretch.points:
            self._add(self._text[slice(*stretch.lead)], stretch.lead[0])
        else:
            self._add_led(stretch.lead, stretch.points)
        if stretch.points and self.parts[-1][-1] not in _STOPS:
            self._add(".", stretch.points[-1][1] - 1)

    def _add_led(self, span: Span, points: tuple[Span, ...]) -> None:
        """Add the points where the lead has "these", or after it."""
        start, lead = span[0], self._text[slice(*span)]
        match = _PLACE.search(lead)
        denied = bool(_DENIED.search(lead))
        if match is None or not _COLON.search(lead):
            names_them = lead.lower().startswith("these ") or " following" in lead.lower()
            self._add(lead.rstrip() + " " if names_them else f"{_COLON.sub('', lead)} ", start)
            self._add_points(points, "or" if denied else "and")
            return
        self._add(lead[: match.start()], start)
        if match.start() and self.parts[-1][-1] != " ":
            self._add(" ", start + match.start())
        word = match["word"] or match["before"] or "all"
        self._add_points(points, "or" if word.lower() == "any" else "and")
        self._add(_COLON.sub("", lead[match.end() :]), start + match.end())

    def _add_points(self, points: tuple[Span, ...], word: str) -> None:
        last = len(points) - 1
        comma = "," if last >= _FEWEST else ""
        for number, (start, end) in enumerate(points):
            point = self._text[start:end].rstrip()
            if number == last - 1 and (match := _JOINED.search(point)):
                point, word = point[: match.start()], match["word"]
            if number and self.parts[-1][-1] in _STOPS:
                self._add(" ", start)
            elif number:
                self._add(f"{comma} {word} " if number == last else ", ", start)
            self._add(point, start)

    def _add(self, piece: str, origin: int) -> None:
        if piece:
            self.places.append((self._length, origin))
            self.parts.append(piece)
            self._length += len(piece)
