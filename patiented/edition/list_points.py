"""The points of an enumeration: pieces between commas, and which of them stand by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from patiented.audience.list_words import ListWords

WORD: Final = re.compile(r"[^\W_]+(?:['\u2019/-][^\W_]+)*")
_BRACKET = re.compile(r"\([^()]*\)")
_JOIN = re.compile(r"(?P<word>and|or)\s+")
_LATE_JOIN = re.compile(r"\s+(?P<word>and|or)\s+")
_PREPOSITIONS = frozenset(
    {"of", "in", "with", "from", "at", "on", "to", "for", "during", "after", "by", "among", "near"}
)
_HALVES = ("al", "ic", "ous", "ive", "ary", "ory", "ar", "ed", "ent", "ant", "able", "ible", "less")
"""Endings of words that may share the noun of the last point: "viral, bacterial, or fungal X"."""

_LONGEST: Final = 9
_TELLING: Final = 3
_INNER = frozenset({"and", "or"})
"""These may stand inside a point that is not the last: "red or brown urine"."""


@dataclass(frozen=True, slots=True)
class Point:
    """A piece between two commas; `join` is the "and" or "or" that stood before it."""

    start: int
    end: int
    join: str = ""


def pieces_of(text: str, start: int, end: int) -> list[Point]:
    """Return the pieces of a sentence between its commas outside brackets."""
    cuts = list(_commas(text, start, end))
    edges = [start, *(cut + 1 for cut in cuts)]
    found: list[Point] = []
    for number, (first, last) in enumerate(zip(edges, [*cuts, end], strict=True)):
        while first < last and text[first].isspace():
            first += 1  # noqa: PLW2901  the piece begins at its first word
        join = _JOIN.match(text, first, last) if number else None
        found.append(Point(join.end() if join else first, last, join["word"] if join else ""))
    return found


def _commas(text: str, start: int, end: int) -> Iterator[int]:
    depth = 0
    for at in range(start, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if text[at] == "," and not depth and not text[at + 1 : at + 2].isdigit():
            yield at


def with_late_join(text: str, points: Sequence[Point]) -> list[Point]:
    """Cut the last piece where no comma stands before its "and": "fever, pain and chills"."""
    last = points[-1]
    late = None if last.join else _LATE_JOIN.search(text, last.start, last.end)
    if late is None:
        return list(points)
    cut = Point(last.start, late.start()), Point(late.end(), last.end, late["word"])
    return [*points[:-1], *cut]


class Things:
    """Tells which pieces are things by themselves."""

    def __init__(self, words: ListWords) -> None:
        self._words = words

    def stand(self, points: Sequence[str], *, is_end: bool = True) -> bool:
        """Tell whether each point is a thing by itself.

        `is_end`: the last stands at the end of the sentence, where a phrase might speak of all.
        """
        said = [_said(point) for point in points]
        counted = [any(c.isdigit() for c in point) for point in points]
        if counted[-1] and not (all(counted) and min(map(len, said)) >= _TELLING):
            return False  # "5, 10, or 20 mg" share their unit
        if any(has and len(one) < _TELLING for has, one in zip(counted, said, strict=True)):
            return False
        if not all(map(self._is_thing, said)) or self._is_torn(said):
            return False
        if _INNER & set(said[-1]) or (is_end and self._words.refuse_at_ends.intersection(said[-1])):
            return False
        if all(map(self._is_named, said)):
            return True
        return len(_noun(said[-1])) == 1 or not any(map(self._is_half, map(_noun, said[:-1])))

    def are_named(self, points: Sequence[str]) -> bool:
        """Tell whether points behind a colon are simple: none holds a verb or reaches over all."""
        said = [_said(point) for point in points]
        simple = all(
            0 < len(one) <= _LONGEST and not self._words.refuse.intersection(one) - _INNER
            for one in said
        )
        return simple and not self._words.refuse_at_ends.intersection(said[-1])

    def _is_thing(self, said: list[str]) -> bool:
        if not 0 < len(said) <= _LONGEST:
            return False
        if self._words.refuse.intersection(said) - _INNER or said[0] in _PREPOSITIONS:
            return False
        return _head(said) in self._words.nouns_known

    def _is_torn(self, said: Sequence[list[str]]) -> bool:
        """Tell whether the list may lie inside its first points: "bleeding of the skin, or bowel".

        What follows a point with a preposition must have one too, or be a thing of its kind.
        """
        for at, words in enumerate(said[:-1]):
            if _noun(words) != words:
                whole = " ".join(words) in self._words.phrases
                inner = words[-1] in self._words.heads and not whole
                for other in said[at + 1 :]:
                    own = _noun(other) != other
                    if not own and (inner or not self._is_named(other)):
                        return True
        acts = [self._is_act(words) for words in said]
        return any(acts) and not all(acts)

    def _is_named(self, words: list[str]) -> bool:
        """Tell whether a point names an illness, a sign or a medicine: a thing without any help."""
        known = self._words.names if len(words) == 1 else self._words.heads
        return _head(words) in known or " ".join(words) in self._words.phrases

    def _is_act(self, words: list[str]) -> bool:
        """Tell whether a point begins with an act: "providing care"."""
        if len(words) < 2 or " ".join(words) in self._words.phrases:  # noqa: PLR2004  a lone word is a name
            return False
        return words[0].endswith("ing") and words[0] not in self._words.heads

    def _is_half(self, noun: list[str]) -> bool:
        """Tell whether a noun may wait for the last word of the list: "breast, or lung cancer"."""
        return len(noun) == 1 or noun[-1] in self._words.not_heads or noun[-1].endswith(_HALVES)


def _said(point: str) -> list[str]:
    return [word.lower() for word in WORD.findall(_BRACKET.sub("", point))]


def _noun(said: list[str]) -> list[str]:
    """Return the words before the first preposition."""
    at = next((k for k, word in enumerate(said) if k and word in _PREPOSITIONS), len(said))
    return said[:at]


def _head(said: list[str]) -> str:
    noun = _noun(said)
    return noun[-1] if noun else ""
