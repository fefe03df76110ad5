"""Sets a long enumeration of a sentence out as points under their lead.

Layout alone: "can cause nausea, headache, or a rash" has the same words as a lead with three
points. What is not surely a list of things by themselves is left as it is: "liver, kidney, or heart
disease" shares its last word, "fever, chills, or cough in the first week" its last phrase. The text
with points must read as the old one when it is read aloud again (`model.layout.running`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.edition.list_layout import Found, SetOut, laid_out
from patiented.edition.list_points import WORD, Point, Things, pieces_of, with_late_join
from patiented.model.layout import VERBS_OF_POINTS, has_points
from patiented.reading.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience.list_words import ListWords
    from patiented.model import Span

_UNSAFE = re.compile(r"[\"\u201c\u201d?!\n;]|:(?=\S)|\s[\u2013\u2014]\s")
_DENIED = re.compile(r"\b(?:not|never|no|without|avoid|if|unless)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:is|was|has|does|needs|\w+[^s]s)\b")
_BE = frozenset({"are", "were"})
_CONDITIONS = frozenset({"if", "when", "unless", "while", "until", "because", "although", "since"})
_DO_NOT = re.compile(r"\b(?:do|must|should) not\Z", re.IGNORECASE)
_DO = re.compile(
    r"(?:\b(?:should|must)|\b(?:patients|people|caregivers|parents) to)\Z", re.IGNORECASE
)
_IF = re.compile(r"\b(?:if|when)\s+", re.IGNORECASE)
_VERB = re.compile(rf"\s(?=(?:{'|'.join(VERBS_OF_POINTS)})\b)")
_SHARE = re.compile(r"(?:up to |at least |about |approximately )?\d")
_AFTER_BE = re.compile(r"\b(?:is|are|was|were|as)\s+(?=(?:up to |about |approximately )?\d)")
_GROUPING = frozenset({"with", "in", "for", "among", "on"})
_LONGEST_FIRST = 5
_MORE_POINTS = 2


@dataclass(frozen=True)
class Lists:
    """Sets lists out with the words of one library."""

    words: ListWords
    things: Things = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "things", Things(self.words))

    def set_out(self, text: str, *, is_item: bool = False) -> SetOut | None:
        """Return the text with its enumeration as points, or None where it has none.

        `is_item`: the text is itself a list item; one that is nothing but an enumeration becomes
        items beside each other.
        """
        if has_points(text) or text.count("(") != text.count(")") or text.count(",") < 1:
            return None
        spans = split_sentences(text)
        for start, end in reversed(spans):
            if _UNSAFE.search(text, start, end):
                continue
            found = self._found(text, (start, end), is_item=is_item and len(spans) == 1)
            if found is not None:
                return laid_out(text, (start, end), found)
        return None

    def _found(self, text: str, sentence: Span, *, is_item: bool) -> Found | None:
        start, end = sentence
        points = pieces_of(text, start, end - (text[end - 1] == "."))
        ways = (self._all_items,) if is_item else ()
        colon = text.find(": ", start, end)
        if colon >= 0:
            points = pieces_of(text, colon + 2, end - (text[end - 1] == "."))
            found = self._behind_colon(text, (start, colon), points)
            return found if found and self._is_worth_it(text[start:end], found) else None
        for find in (
            *ways,
            self._parallel,
            self._numbers,
            self._acts,
            self._after_verb,
            self._before_verb,
        ):
            found = find(text, start, points)
            if found is None:
                continue
            return found if self._is_worth_it(text[start:end], found) else None
        return None

    def _is_worth_it(self, sentence: str, found: Found) -> bool:
        """Tell whether there are points enough, and words enough for so few of them."""
        if not self.words.fewest <= len(found.points) <= self.words.most:
            return False
        short = len(sentence.split()) < self.words.words
        few = len(found.points) < self.words.fewest + _MORE_POINTS
        return not (short and few and found.lead)

    def _behind_colon(self, text: str, lead: Span, points: Sequence[Point]) -> Found | None:
        """Find an enumeration behind a colon that says so: "the following signs: A, B, and C"."""
        points = with_late_join(text, points)
        said = text[slice(*lead)]
        if not _is_joined(points) or "following" not in said.lower() or ":" in said:
            return None
        if points[-1].join == "or" or not self.things.are_named(_texts(text, points)):
            return None
        return Found((lead, ":"), _spans(points))

    def _all_items(self, text: str, start: int, points: Sequence[Point]) -> Found | None:
        """Find a list item that is nothing but an enumeration."""
        del start
        points = with_late_join(text, points)
        if not _is_joined(points) or not self.things.stand(_texts(text, points)):
            return None
        said = [word.lower() for word in WORD.findall(text[points[0].start : points[-1].end])]
        acted = [_first_word(text, point) in self.words.acts for point in points]
        opened = any(self._opener(said, at) for at in range(1, len(said)))
        if opened or (any(acted) and not all(acted)):
            return None  # "Drink enough and report pain, fever, or rash"
        return Found((), _spans(points), is_loose=True)

    def _after_verb(self, text: str, start: int, points: Sequence[Point]) -> Found | None:
        """Find an enumeration at the end, after a verb or noun that hands on to each point."""
        points = with_late_join(text, points)
        if not _is_joined(points):
            return None
        join = points[-1].join
        for first in range(len(points) - self.words.fewest, -1, -1):
            at, is_example = self._opened(text, points[first])
            if at < 0:
                continue
            rest = (Point(at, points[first].end), *points[first + 1 :])
            lead = text[start:at].rstrip(" ,")
            if self._may_start_earlier(text, start, points, first):
                return None
            if not self.things.stand(_texts(text, rest)) or not self._may_lead(lead, join):
                continue
            if is_example and join == "or":
                return Found(((start, start + len(lead)), ":"), _spans(rest), last_word=", or")
            words = ":" if join == "and" else " any of these:"
            return Found(((start, start + len(lead)), words), _spans(rest))
        return None

    def _may_start_earlier(
        self, text: str, start: int, points: Sequence[Point], first: int
    ) -> bool:
        """Tell whether the enumeration may have begun earlier, or lack its main clause."""
        said = [word.lower() for word in WORD.findall(text[start : points[first].start])]
        opened = any(self._opener(said, at) for at in range(1, len(said) + 1))
        if opened and not (first == 1 and self._starts_with_example(text, points[1])):
            return True
        return first == 0 and _first_word(text, points[0]) in _CONDITIONS

    def _may_lead(self, lead: str, join: str) -> bool:
        padded = f" {' '.join(WORD.findall(lead.lower()))} "
        if any(f" {phrase} " in padded for phrase in self.words.refuse_lead):
            return False
        return join == "or" or not _DENIED.search(lead)

    def _opened(self, text: str, piece: Point) -> tuple[int, bool]:
        """Return where the first point of a piece starts (or -1), and whether examples open it."""
        found = list(WORD.finditer(text, piece.start, piece.end))
        said = [match.group().lower() for match in found]
        for at in range(len(said) - 1, max(len(said) - _LONGEST_FIRST - 1, 0), -1):
            opener = self._opener(said, at)
            if not opener:
                continue
            if opener in self.words.nouns and not self._hands_on(opener, said[:at]):
                return -1, False
            if said[at].endswith("ed") and opener in _BE:
                return -1, False  # "were considered": a verb
            return found[at].start(), opener in self.words.examples
        return -1, False

    def _starts_with_example(self, text: str, point: Point) -> bool:
        return text[point.start : point.end].lower().startswith(tuple(self.words.examples))

    def _opener(self, said: Sequence[str], at: int) -> str:
        """Return the phrase that ends before word `at` and opens a list."""
        for size in range(min(4, at), 0, -1):
            phrase = " ".join(said[at - size : at])
            if phrase in self.words.openers:
                return phrase
        return ""

    def _hands_on(self, opener: str, before: Sequence[str]) -> bool:
        """Tell whether "signs of" hands every point to its noun: not where a verb could list."""
        if opener in self.words.nouns_after_verb:
            return True
        rest = before[: len(before) - len(opener.split())]
        return not any(self._opener(rest, at) for at in range(1, len(rest) + 1))

    def _before_verb(self, text: str, start: int, points: Sequence[Point]) -> Found | None:
        """Find one before its verb: "A, B, and C are common", "stop if A, B, or C occurs"."""
        last = points[-1]
        verb = _VERB.search(text, last.start, last.end)
        if verb is None or not last.join or any(point.join for point in points[:-1]):
            return None
        ended = Point(last.start, verb.start(), last.join)
        first, opening = points[0], ""
        if (at := self._group_at(text, first)) > start:
            first, opening = Point(at, first.end), text[start:at]
        if opening and last.join == "and" and not _IF.search(opening):
            return None  # "People with A, B, and C": with any of them, or with all?
        rest = (first, *points[1:-1], ended)
        if not self.things.stand(_texts(text, rest), is_end=False):
            return None
        if not self._may_lead(text[verb.start() : last.end], "or"):
            return None
        if not opening and last.join == "and" and _SINGULAR.match(text, verb.end()):
            return None
        if opening:
            these = "any of these" if last.join == "or" else "all of these"
        else:
            these = "Any of these" if last.join == "or" else "These"
        lead: tuple[Span | str, ...] = (these, (verb.start(), last.end), ":")
        if opening:
            lead = ((start, first.start), *lead)
        return Found(lead, _spans(rest), small=self.words.everyday)

    def _group_at(self, text: str, piece: Point) -> int:
        """Return where the first point starts behind "if", "with" or "use of"; else the piece."""
        found = list(WORD.finditer(text, piece.start, piece.end))
        said = [match.group().lower() for match in found]
        for at in range(len(said) - 1, 0, -1):
            if said[at - 1] in {"if", "when"} or self._opener(said, at):
                return found[at].start()
        return piece.start

    def _parallel(self, text: str, start: int, points: Sequence[Point]) -> Found | None:
        """Find points that each begin with the same little word: "if A, if B, or if C"."""
        if len(points) < self.words.fewest or not _is_joined(points):
            return None
        word = _first_word(text, points[-1])
        if word not in self.words.parallel:
            return None
        first = len(points) - 1
        while first > 1 and _first_word(text, points[first - 1]) == word:
            first -= 1
        opened = [
            m for m in WORD.finditer(text, points[first - 1].start, points[first - 1].end)
            if m.group().lower() == word
        ]  # fmt: skip
        if len(opened) != 1 or first == len(points):
            return None
        at, join = opened[0].start(), points[-1].join
        lead = text[start:at].rstrip(" ,")
        if not lead or not self._may_lead(lead, "or") or (join == "and" and _DENIED.search(lead)):
            return None
        words = " in any of these cases:" if join == "or" else ":"
        rest = (Point(at, points[first - 1].end), *points[first:])
        return Found(((start, start + len(lead)), words), _spans(rest))

    def _numbers(self, text: str, start: int, points: Sequence[Point]) -> Found | None:
        """Find figures that each name their group: "36% with A, 20% with B, and 8% with C"."""
        if not _is_joined(points) or points[-1].join != "and":
            return None
        for first in range(len(points) - self.words.fewest + 1):
            opened = list(_AFTER_BE.finditer(text, points[first].start, points[first].end))
            if len(opened) != 1:
                continue
            rest = (Point(opened[0].end(), points[first].end), *points[first + 1 :])
            said = [WORD.findall(one.lower()) for one in _texts(text, rest)]
            groups = [sum(word in _GROUPING for word in one) for one in said]
            shares = all(_SHARE.match(one) for one in _texts(text, rest))
            if shares and min(groups) > 0 and groups[-1] <= max(groups[:-1]):
                lead = text[start : opened[0].end()].rstrip()
                return Found(((start, start + len(lead)), ":"), _spans(rest))
        return None

    def _acts(self, text: str, start: int, points: Sequence[Point]) -> Found | None:
        """Find things to do, or not to do: "do not drive, drink alcohol, or sign papers"."""
        points = with_late_join(text, points)
        if not _is_joined(points):
            return None
        opens = _DO_NOT if points[-1].join == "or" else _DO
        for first in range(len(points) - self.words.fewest, -1, -1):
            for match in WORD.finditer(text, points[first].start, points[first].end):
                lead = text[start : match.start()].rstrip()
                if match.group().lower() in self.words.acts and opens.search(lead):
                    rest = (Point(match.start(), points[first].end), *points[first + 1 :])
                    if all(_first_word(text, p) in self.words.acts for p in rest):
                        return Found(((start, start + len(lead)), ":"), _spans(rest))
        return None


def _is_joined(points: Sequence[Point]) -> bool:
    """Tell whether only the last point has an "and" or "or" before it."""
    return bool(points[-1].join) and not any(point.join for point in points[:-1])


def _first_word(text: str, point: Point) -> str:
    match = WORD.match(text, point.start, point.end)
    return match.group().lower() if match else ""


def _texts(text: str, points: Sequence[Point]) -> list[str]:
    return [text[point.start : point.end] for point in points]


def _spans(points: Sequence[Point]) -> tuple[Span, ...]:
    return tuple((point.start, point.end) for point in points)
