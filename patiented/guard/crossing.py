"""The cross-language guard: whether a translation says what an English text says, item by item.

A translation is judged against an English text that the guard itself has judged: the English
wording of the statement, or the statement. Both are read into items (`crossing_reading.py`). A
sentence is proved when it says the same items in the same order; a quality may trade places with
what stands beside it. Then the facts of the English sentence are facts of the translation. All
else is open; a number, bound, "not" or medicine that is gone is a change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from patiented.guard.crossing_reading import (
    COLON,
    MEASURE,
    NAME,
    STOP,
    UNKNOWN,
    Item,
    Pair,
    read_items,
)
from patiented.guard.crossing_tables import CHECKED, Crossing, Entry, norms
from patiented.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from patiented.model import Span

_ENDS: Final = frozenset({STOP, COLON})
_MOVABLE: Final = frozenset({"loose", "term", "drug", NAME, MEASURE})
"""What may trade places with a quality; a "not" or an "if" never moves."""

_MEASURED: Final = frozenset({MEASURE, "frequency"})
_COUNTED: Final = CHECKED | {MEASURE, NAME}
"""Kinds of which each text must have the same."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """A sentence of the English text beside its translation, as places in both texts.

    `pairs` are equal items of a proved sentence; `same_numbers`: both have the same numbers in the
    same order.
    """

    source: Span
    target: Span
    proved: bool
    pairs: tuple[tuple[Item, Item], ...] = ()
    same_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two texts; `lost` are checked items of the source that are gone."""

    sentences: tuple[Crossed, ...]
    lost: tuple[Item, ...]
    findings: tuple[Finding, ...]

    @property
    def proved(self) -> bool:
        """Whether every sentence is proved."""
        return all(one.proved for one in self.sentences)


class Comparer:
    """Compares texts of one page; `standing` pairs the texts that its audience may add."""

    def __init__(
        self, tables: Crossing, names: Iterable[str], standing: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._tables = tables
        self.pair = Pair(frozenset(name.casefold() for name in names), tables.sizes)
        self._left = _standing(one for one, _ in standing)
        self._right = _standing(other for _, other in standing)

    def compare(self, source: str, target: str) -> Comparison:
        """Lay a translation beside an English text."""
        left = read_items(source, self._tables.source, self.pair, self._left)
        right = read_items(target, self._tables.target, self.pair, self._right)
        sentences = _sentences(left, right, (source, target))
        lost = _missing(left, right)
        if all(one.proved for one in sentences):
            return Comparison(sentences, (), ())
        return Comparison(sentences, lost, tuple(_findings(left, right, lost, (source, target))))


def _standing(texts: Iterable[str]) -> Mapping[tuple[str, ...], Entry]:
    numbered = enumerate(texts)
    return {norms(text): Entry(f"standing {n}", "standing") for n, text in numbered if text}


def _sentences(
    left: Sequence[Item], right: Sequence[Item], texts: tuple[str, str]
) -> tuple[Crossed, ...]:
    """Pair the sentences in order; where their numbers differ the texts are compared as wholes."""
    ours, theirs = _cut(left), _cut(right)
    if not ours or len(ours) != len(theirs):
        return (Crossed((0, len(texts[0])), (0, len(texts[1])), proved=False),)
    spans = zip(_spans(ours, texts[0]), _spans(theirs, texts[1]), strict=True)
    return tuple(
        _crossed(one, other, span) for one, other, span in zip(ours, theirs, spans, strict=True)
    )


def _crossed(one: Sequence[Item], other: Sequence[Item], spans: tuple[Span, Span]) -> Crossed:
    pairs = _matched(one, other)
    same = _numbers(one) == _numbers(other)
    return Crossed(*spans, pairs is not None, pairs or (), same_numbers=same)


def _numbers(items: Iterable[Item]) -> list[str]:
    return [item.key for item in items if item.kind in _MEASURED]


def _spans(sentences: Sequence[Sequence[Item]], text: str) -> list[Span]:
    """Return the places of sentences; together they are the whole text."""
    ends = [sentence[-1].end for sentence in sentences[:-1]]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def _cut(items: Sequence[Item]) -> list[list[Item]]:
    cut: list[list[Item]] = [[]]
    for item in items:
        cut[-1].append(item)
        if item.kind in _ENDS:
            cut.append([])
    return [sentence for sentence in cut if sentence]


def _matched(ours: Sequence[Item], theirs: Sequence[Item]) -> tuple[tuple[Item, Item], ...] | None:
    """Pair equal items in order; None where the texts do not say the same."""
    if len(ours) != len(theirs):
        return None
    pairs: list[tuple[Item, Item]] = []
    at = 0
    while at < len(ours):
        if _equal(ours[at], theirs[at]):
            pairs.append((ours[at], theirs[at]))
            at += 1
        elif _traded(ours, theirs, at):
            pairs += [(ours[at], theirs[at + 1]), (ours[at + 1], theirs[at])]
            at += 2
        else:
            return None
    return tuple(pairs)


def _equal(one: Item, other: Item) -> bool:
    return one.kind != UNKNOWN and one.key == other.key


def _traded(ours: Sequence[Item], theirs: Sequence[Item], at: int) -> bool:
    """Tell whether a quality and its neighbor have traded places: "thin layer", "capa fina"."""
    if at + 1 >= len(ours):
        return False
    kinds = {ours[at].kind, ours[at + 1].kind}
    if "loose" not in kinds or not kinds <= _MOVABLE:
        return False
    return _equal(ours[at], theirs[at + 1]) and _equal(ours[at + 1], theirs[at])


def _missing(ours: Sequence[Item], theirs: Sequence[Item]) -> tuple[Item, ...]:
    """Return the checked items of one text that the other has not, the last ones of a key."""
    spare = Counter(item.key for item in theirs)
    missing: list[Item] = []
    for item in ours:
        if item.kind not in _COUNTED:
            continue
        if spare[item.key]:
            spare[item.key] -= 1
        else:
            missing.append(item)
    return tuple(missing)


def _findings(
    left: Sequence[Item], right: Sequence[Item], lost: Sequence[Item], texts: tuple[str, str]
) -> Iterator[Finding]:
    """Yield what a person must look at, errors first: gone, new, crossed, unknown, out of order."""
    source, target = texts
    for item in lost:
        yield _finding(
            f"{item.kind}-changed", Level.ERROR, "is not in the translation", item, source
        )
    for item in _missing(right, left):
        yield _new(f"{item.kind}-new", Level.ERROR, "is not in the source", item, target)
    ours, theirs = _numbers(left), _numbers(right)
    if ours != theirs and Counter(ours) == Counter(theirs):
        message = "the numbers stand in another order than in the source"
        yield Finding("numbers-crossed", Level.ERROR, message, found=target, expected=source)
    yield from _loose_ends(left, right, texts)


def _loose_ends(
    left: Sequence[Item], right: Sequence[Item], texts: tuple[str, str]
) -> Iterator[Finding]:
    source, target = texts
    ours = Counter(item.key for item in left)
    theirs = Counter(item.key for item in right)
    told = False
    for item in right:
        if item.kind in _COUNTED or (item.kind != UNKNOWN and theirs[item.key] <= ours[item.key]):
            continue
        told = True
        yield _new("word-new", Level.WARNING, "no table says what this translates", item, target)
    for item in left:
        if item.kind in _COUNTED or (item.kind != UNKNOWN and ours[item.key] <= theirs[item.key]):
            continue
        told = True
        message = "nothing in the translation is known to say this"
        yield _finding("word-untranslated", Level.WARNING, message, item, source)
    if not told and [i.key for i in left] != [i.key for i in right]:
        message = "the parts stand in another order than in the source"
        yield Finding("order-open", Level.WARNING, message, found=target, expected=source)


def _finding(rule: str, level: Level, message: str, item: Item, text: str) -> Finding:
    said = text[item.start : item.end]
    return Finding(
        rule, level, f"{said!r} {message}", found=said, expected=said,
        source_span=(item.start, item.end),
    )  # fmt: skip


def _new(rule: str, level: Level, message: str, item: Item, text: str) -> Finding:
    said = text[item.start : item.end]
    return Finding(
        rule, level, f"{said!r}: {message}", found=said, rewrite_span=(item.start, item.end)
    )
