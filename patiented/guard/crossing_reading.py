"""Reads a text into what crosses languages: measures, terms, negations, ends of sentences.

Everything in a text becomes an item with a key, but for words that carry no claim. A word that no
table has is `UNKNOWN`, and equal to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from patiented.guard.crossing_tables import BOUNDS, SILENT, Entry, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from patiented.guard.crossing_tables import Speech, Word

_GROUP: Final = 3
_POINT: Final = re.compile(r"^- ", re.MULTILINE)

MEASURE, NAME, STOP, UNKNOWN, COLON = "measure", "name", "stop", "unknown", "colon"
_STOPS: Final = frozenset(".?!;…。？！；؟۔।")  # noqa: RUF001
_COLONS: Final = frozenset(":：")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is said: equal keys say the same. `start` and `end` are places in the text."""

    key: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """What both readings of a pair share: names of the page, sizes of units, standing texts."""

    names: frozenset[str]
    sizes: Mapping[str, tuple[str, float, float]]


def read_items(
    text: str, speech: Speech, pair: Pair, standing: Mapping[tuple[str, ...], Entry]
) -> list[Item]:
    """Return the items of a text in order; a bound is part of the number that it stands beside."""
    plain = _POINT.sub("  ", text)
    words = [word for word in words_of(plain) if word.norm not in SILENT]
    items: list[Item] = []
    at = 0
    while at < len(words):
        item, last = _item(words, at, _Reader(speech, pair, standing))
        if item is not None:
            items.append(item)
        at = last
    return _bounded(items, text)


@dataclass(frozen=True, slots=True)
class _Reader:
    speech: Speech
    pair: Pair
    standing: Mapping[tuple[str, ...], Entry]


def _item(words: Sequence[Word], at: int, reader: _Reader) -> tuple[Item | None, int]:
    """Return what starts at a word, the longest reading first, and where it ends."""
    entry, last = _phrase(words, at, reader)
    measure = _measure(words, at, reader)
    if measure is not None and measure[1] > last:
        key, last = measure
        return _spanning(key, MEASURE, words, (at, last)), last
    if entry is not None:
        return _spanning(entry.key, entry.kind, words, (at, last)), last
    return _single(words[at], reader), at + 1


def _single(word: Word, reader: _Reader) -> Item | None:
    if word.norm in reader.speech.glue:
        return None
    for kind, marks in ((STOP, _STOPS), (COLON, _COLONS)):
        if word.norm in marks:
            return Item(kind, kind, word.start, word.end)
    kind = NAME if _is_name(word, reader.pair.names) else UNKNOWN
    return Item(f"{kind} {word.norm}", kind, word.start, word.end)


def _is_name(word: Word, names: Collection[str]) -> bool:
    """Tell names of the page, and codes such as JAK1, which no language translates."""
    inner = word.text[1:]
    coded = any(c.isdigit() for c in inner) or (inner.isupper() and inner.isascii())
    return word.norm in names or (word.text[0].isalpha() and coded)


def _phrase(words: Sequence[Word], at: int, reader: _Reader) -> tuple[Entry | None, int]:
    longest = max(reader.speech.longest, *map(len, reader.standing), 1)
    for size in range(min(longest, len(words) - at), 0, -1):
        form = _form(words, at, size)
        entry = reader.standing.get(form) or reader.speech.phrases.get(form)
        if entry is not None:
            return entry, at + size
    return None, at


def _form(words: Sequence[Word], at: int, size: int) -> tuple[str, ...]:
    return tuple(word.norm for word in words[at : at + size])


def _measure(words: Sequence[Word], at: int, reader: _Reader) -> tuple[str, int] | None:
    """Read a number with its unit, "n out of m", or a range, as one key in base units."""
    low = _number(words, at, reader.speech)
    if low is None:
        return _one_unit(words, at, reader)
    value, last = low
    below = _after(words, last, reader.speech.out_of, reader.speech)
    if below is not None:
        return f"ratio {value:.9g}/{below[0]:.9g}", below[1]
    high = _after(words, last, reader.speech.ranges, reader.speech)
    unit = _unit(words, high[1] if high else last, reader.speech)
    if high and unit:
        size = reader.pair.sizes[unit[0]]
        return f"{size[0]} {_sized(value, size)}..{_sized(high[0], size)}", unit[1]
    unit = _unit(words, last, reader.speech)
    if unit:
        size = reader.pair.sizes[unit[0]]
        return f"{size[0]} {_sized(value, size)}", unit[1]
    return f"count {value:.9g}", last


def _one_unit(words: Sequence[Word], at: int, reader: _Reader) -> tuple[str, int] | None:
    """Read "one week" and "una semana"; a lone "una" is an article."""
    if words[at].norm not in reader.speech.ones:
        return None
    unit = _unit(words, at + 1, reader.speech)
    if unit is None:
        return None
    size = reader.pair.sizes[unit[0]]
    return f"{size[0]} {_sized(1.0, size)}", unit[1]


def _sized(value: float, size: tuple[str, float, float]) -> str:
    return f"{value * size[1] + size[2]:.9g}"


def _after(
    words: Sequence[Word], at: int, openers: Collection[tuple[str, ...]], speech: Speech
) -> tuple[float, int] | None:
    """Return the number after one of the openers ("out of", "to")."""
    for opener in openers:
        if _form(words, at, len(opener)) == opener:
            found = _number(words, at + len(opener), speech)
            if found:
                return found
    return None


def _number(words: Sequence[Word], at: int, speech: Speech) -> tuple[float, int] | None:
    if at >= len(words):
        return None
    norm = words[at].norm
    if norm in speech.numbers:
        return speech.numbers[norm], at + 1
    value = _digits(norm, speech) if norm[0].isdigit() else None
    return None if value is None else (value, at + 1)


def _digits(figures: str, speech: Speech) -> float | None:
    """Return the value of figures as the language writes them; None where it would not."""
    whole, mark, part = figures.partition(speech.decimal)
    groups = [whole]
    for thousands in speech.thousands:
        groups = [piece for group in groups for piece in group.split(thousands)]
    first, *rest = groups
    is_grouped = not rest or (len(first) <= _GROUP and {len(one) for one in rest} == {_GROUP})
    plain = "".join(groups)
    if not is_grouped or not plain.isdecimal() or (mark and not part.isdecimal()):
        return None
    return float(f"{plain}.{part or 0}")


def _unit(words: Sequence[Word], at: int, speech: Speech) -> tuple[str, int] | None:
    for size in range(min(speech.longest, len(words) - at), 0, -1):
        unit = speech.units.get(_form(words, at, size))
        if unit is not None:
            return unit, at + size
    return None


def _spanning(key: str, kind: str, words: Sequence[Word], place: tuple[int, int]) -> Item:
    first, last = place
    return Item(key, kind, words[first].start, words[last - 1].end)


def _bounded(items: Sequence[Item], text: str) -> list[Item]:
    """Fold "at least", "o más" and the like into the number right before or after them."""
    bounded: list[Item] = []
    waiting: Item | None = None
    for item in items:
        if waiting is not None and item.kind == MEASURE:
            bounded[-1] = _bound(item, waiting)
            waiting = None
            continue
        last = bounded[-1] if bounded else None
        if item.kind in BOUNDS and last is not None and _is_bare(last) and _touch(last, item, text):
            bounded[-1] = _bound(last, item)
            continue
        waiting = item if item.kind in BOUNDS else None
        bounded.append(item)
    return bounded


def _is_bare(item: Item) -> bool:
    return item.kind == MEASURE and not item.key.startswith(tuple(f"{b} " for b in BOUNDS))


def _touch(first: Item, second: Item, text: str) -> bool:
    return not text[first.end : second.start].strip(" \u00a0")


def _bound(measure: Item, bound: Item) -> Item:
    start, end = min(measure.start, bound.start), max(measure.end, bound.end)
    return Item(f"{bound.kind} {measure.key}", MEASURE, start, end)
