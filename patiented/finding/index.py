"""The words of a whole library, and the search in them: whole words, beginnings, small slips.

A slip is forgiven only where nothing is spelled as typed, and `Search.taken` always says what was
taken for what: two medicines may differ by one letter. A word with a digit is never guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.finding.alike import alike_names, few_slips_away
from patiented.finding.words import WEIGHTS, Entry, fold, query_words, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

WHOLE, START = 4, 2
"""What a whole word counts against the beginning of one; a slip counts 1."""

NAMED = {"title", "name", "brand", "drug", "condition", "code"}
SHOWN = {"title", "summary"}
TOLD = {"brand", "drug", "condition", "code", "taught"}
"""Fields that a card shows anyway, and those that it tells of when they were what was found."""

SAME_NAME = 200
"""A page whose name is the very query stands first."""

MOST_STARTS = 2_000
MOST_SLIPS = 20
ONE_SLIP, TWO_SLIPS = 4, 8
"""From how many letters on one and two slips are forgiven."""

NEAR = 60
"""How much a name must look like what was asked for, of 100 (`alike_names`)."""

COMMON = 0.5
"""A word of more than this share of a library says nothing about a page."""
SMALL = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A monograph that was found, and how well."""

    id: str
    score: int


@dataclass(frozen=True, slots=True)
class Near:
    """A monograph whose name looks like what was asked for."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, best first.

    `words` are the folded words that matched. `taken` are pairs of a word as typed and the word of
    the library that it was taken for. `partial`: no page has all the words; these have some.
    """

    hits: tuple[Hit, ...] = ()
    words: frozenset[str] = frozenset()
    taken: tuple[tuple[str, str], ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class _Matched:
    """What one word of a query found: the score of each entry, and the words behind it."""

    scores: Mapping[int, int]
    words: tuple[str, ...]
    taken: str = ""


class Index:
    """The entries of a library in the order of their titles."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda one: (fold(one.title), one.id)))
        self._places = {one.id: place for place, one in enumerate(self.entries)}
        self._postings = _postings(self.entries)
        self._vocabulary = sorted(self._postings)
        self._letters = [one for one in self._vocabulary if one.isalpha()]
        self._names = _names(self.entries)

    def entry(self, identity: str) -> Entry | None:
        """Return the entry of a monograph, or None."""
        place = self._places.get(identity)
        return None if place is None else self.entries[place]

    def search(self, text: str, *, exact: bool = False) -> Search:
        """Return what `text` finds; `exact` forgives no slip. An empty text finds everything."""
        words = query_words(text)
        if not words:
            return Search(tuple(Hit(one.id, 0) for one in self.entries))
        matched = [self._match(word, exact=exact) for word in words]
        every = set.intersection(*(set(one.scores) for one in matched))
        scores = dict.fromkeys(every, 0)
        partial = not every and len(words) > 1
        if partial:
            matched = [one for one in matched if self._tells(one)]
            scores = dict.fromkeys((place for one in matched for place in one.scores), 0)
        for place in scores:
            scores[place] = sum(one.scores.get(place, 0) for one in matched)
        return Search(
            hits=self._ranked(scores, fold(" ".join(text.split()))),
            words=frozenset(word for one in matched for word in one.words),
            taken=tuple(
                (word, one.taken)
                for word, one in zip(words, matched, strict=False)
                if one.taken and not partial
            ),
            partial=partial and bool(scores),
        )

    def found_by(self, identity: str, words: Collection[str]) -> tuple[str, ...]:
        """Return the names, codes and taught words by which a monograph was found.

        Those that say no more than its title and summary do are left out.
        """
        entry = self.entry(identity)
        matched = [
            (field, text, frozenset(words_of(field, text)) & frozenset(words))
            for field, text in (entry.fields if entry else ())
        ]
        told = frozenset[str]().union(*(some for field, _, some in matched if field in SHOWN))
        found = []
        for field, text, some in matched:
            if field in TOLD and some - told:
                found.append(text)
                told |= some
        return tuple(found)

    def near(self, text: str, n: int = 3) -> tuple[Near, ...]:
        """Return at most `n` monographs whose name or id looks like `text`, the nearest first."""
        asked = fold(" ".join(text.replace("-", " ").replace("_", " ").split()))
        if not asked:
            return ()
        close = alike_names(asked[:100], self._names.keys(), least=NEAR, limit=3 * n)
        places = dict.fromkeys(place for name, _ in close for place in self._names[name])
        chosen = (self.entries[place] for place in list(places)[:n])
        return tuple(Near(one.id, one.title) for one in chosen)

    def _match(self, word: str, *, exact: bool) -> _Matched:
        """Return what one word finds: as typed, else (unless `exact`) with a slip forgiven."""
        starts = self._starting(word)
        if starts or exact:
            weights = {one: WHOLE if one == word else START for one in starts}
            return _Matched(self._scores(weights), tuple(starts))
        slips = self._slips(word)
        if not slips:
            return _Matched({}, ())
        nearest = slips[0]
        return _Matched(self._scores({nearest: 1}), (nearest,), nearest)

    def _starting(self, word: str) -> list[str]:
        first = bisect_left(self._vocabulary, word)
        end = bisect_left(self._vocabulary, word + "\U0010ffff", first)
        return self._vocabulary[first : min(end, first + MOST_STARTS)]

    def _slips(self, word: str) -> list[str]:
        """Return words a slip away, the nearest and then the most common first."""
        allowed = 0 if len(word) < ONE_SLIP else 1 if len(word) < TWO_SLIPS else 2
        if not allowed or not word.isalpha():
            return []
        close = few_slips_away(word, self._letters, most=allowed, limit=MOST_SLIPS)
        ranked = sorted(close, key=lambda one: (one[1], -len(self._postings[one[0]]), one[0]))
        return [one[0] for one in ranked]

    def _scores(self, weights: Mapping[str, int]) -> dict[int, int]:
        scores: dict[int, int] = {}
        for word, weight in weights.items():
            for place, worth in self._postings[word].items():
                scores[place] = max(scores.get(place, 0), worth * weight)
        return scores

    def _tells(self, one: _Matched) -> bool:
        few = max(SMALL, int(len(self.entries) * COMMON))
        return len(one.scores) <= few

    def _ranked(self, scores: Mapping[int, int], asked: str) -> tuple[Hit, ...]:
        """Rank by score, then by title: places are in the order of titles."""
        named = set(self._names.get(asked, ()))
        whole = {place: score + SAME_NAME * (place in named) for place, score in scores.items()}
        order = sorted(whole, key=lambda place: (-whole[place], place))
        return tuple(Hit(self.entries[place].id, whole[place]) for place in order)


def _postings(entries: tuple[Entry, ...]) -> dict[str, dict[int, int]]:
    """Return for each word the entries that have it, with the weight of its best field."""
    postings: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, entry in enumerate(entries):
        for field, text in entry.fields:
            for word in words_of(field, text):
                held = postings[word]
                held[place] = max(held.get(place, 0), WEIGHTS[field])
    return dict(postings)


def _names(entries: tuple[Entry, ...]) -> dict[str, tuple[int, ...]]:
    """Return the folded names of each entry, its id among them, and whose they are."""
    names: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        named = [fold(" ".join(text.split())) for field, text in entry.fields if field in NAMED]
        spoken = fold(entry.id.replace("-", " ").replace("_", " "))
        for name in dict.fromkeys((*named, spoken)):
            names[name].append(place)
    return {name: tuple(places) for name, places in names.items()}
