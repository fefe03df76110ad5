"""Rewords the noun phrase in a slot by the lexicon, as far as a rule may (EDITORIAL 4).

`=` is swapped freely. `>` is swapped where the section may be simplified, else the term follows in
brackets. A gloss never takes the place of its term: it follows it in brackets. `<` and `?` are
never used by rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from patiented.audience import Pos, Relation
from patiented.proposing.inflect import article, head_of, looks_plural, plural
from patiented.proposing.word_classes import CLOSED, PLAIN_ADJECTIVES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from patiented.audience import Lexicon, Term

_NEUTRAL = frozenset({"chronic", "acute", "active", "adult", "pediatric"})
_SWAPPED = frozenset({Pos.NOUN, Pos.MASS, Pos.ITEM, Pos.ADJECTIVE, Pos.SPELLING})
_ARTICLES = frozenset({"a", "an", "the"})
_LINKS = frozenset(
    {"of", "that", "with", "in", "from", "for", "which", "to", "on", "by", "without"}
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term in one of its written forms."""

    term: Term
    plain: str
    words: tuple[str, ...]


class Rewording:
    """The lexicon, indexed by the first word of each term."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._index: dict[str, list[_Entry]] = {}
        seen: set[str] = set()
        for term in lexicon.terms:
            if term.term.casefold() not in seen:
                seen.add(term.term.casefold())
                for entry in _written(term):
                    self._index.setdefault(entry.words[0], []).append(entry)
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry.words))
        self.plain_words = lexicon.plain_words
        self.known_words = lexicon.plain_words | frozenset(self._index)

    def bind(self, *, may_broaden: bool, keep: Iterable[str]) -> Callable[..., str]:
        """Return the rewording of one page: `keep` are the names that it teaches."""
        kept = frozenset(name.casefold() for name in keep)
        return partial(self.reword, may_broaden=may_broaden, keep=kept)

    def reword(
        self, phrase: str, *, may_broaden: bool, keep: frozenset[str], in_list: bool = False
    ) -> str:
        """Return `phrase` with its terms swapped, longest first; unknown words stay."""
        words = phrase.split()
        written: list[str] = []
        at = 0
        while at < len(words):
            entry = self._entry(words, at, in_list=in_list)
            if entry is None or " ".join(entry.words) in keep:
                size = len(entry.words) if entry else 1
                written += words[at : at + size]
                at += size
                continue
            end = at + len(entry.words)
            original = " ".join(words[at:end])
            closes = end == len(words)
            plain = _swap(entry, original, may_broaden=may_broaden, closes=closes)
            if at and plain == entry.plain and _stacks(words[at - 1], plain):
                plain = original
            if written and written[-1].casefold() in {"a", "an"}:
                written[-1] = article(plain.split()[0])
            alone = entry.term.pos is Pos.ITEM and not in_list and plain == entry.plain
            written.append(_as_one_thing(plain) if alone else plain)
            at = end
        return " ".join(written)

    def _entry(self, words: list[str], at: int, *, in_list: bool) -> _Entry | None:
        for entry in self._index.get(words[at].casefold(), ()):
            end = at + len(entry.words)
            if tuple(word.casefold() for word in words[at:end]) != entry.words:
                continue
            adjective = entry.term.pos is Pos.ADJECTIVE
            is_part = len(entry.words) < len(words)
            needs_list = entry.term.pos is Pos.ITEM and not in_list and is_part
            return None if needs_list or (adjective and end == len(words)) else entry
        return None


def _stacks(before: str, plain: str) -> bool:
    """Tell whether several plain words would pile up behind an adjective of the old name.

    "Displaced fracture" must not become "displaced broken bone", nor "ulcerative stomatitis"
    "ulcerative sore mouth".
    """
    word = before.casefold().strip(",;")
    known = before[-1:] in ",;" or word in CLOSED | PLAIN_ADJECTIVES | _NEUTRAL
    return len(plain.split()) > 1 and not known


def _as_one_thing(plain: str) -> str:
    """Give the plain words for a name without an article theirs: "an underactive thyroid"."""
    words = plain.split()
    if looks_plural(words[head_of(words)]) or "and" in words:
        return plain
    return f"{article(words[0])} {plain}"


def with_article(phrase: str, countable: frozenset[str]) -> str:
    """Put "a" or "an" before a phrase whose last word is counted and single, unless it has one."""
    words = phrase.partition(" (")[0].split()
    if not words or words[0].casefold() in _ARTICLES or words[-1].casefold() not in countable:
        return phrase
    return f"{article(words[0])} {phrase}"


def _swap(entry: _Entry, original: str, *, may_broaden: bool, closes: bool) -> str:
    """Return the plain words, the term with its gloss, or the term as it is."""
    term = entry.term
    if term.relation not in {Relation.SAME, Relation.BROADER} or term.pos is Pos.NAME:
        return original
    if term.pos is Pos.ABBREVIATION:
        return f"{entry.plain} ({original})" if closes else original
    if term.pos is Pos.GLOSS:
        return f"{original} ({entry.plain})" if closes else original
    if term.pos not in _SWAPPED:
        return original
    if term.relation is Relation.SAME or may_broaden:
        return entry.plain
    return f"{entry.plain} ({original})" if closes else original


def _written(term: Term) -> list[_Entry]:
    """Return the term and, for a noun whose plain head is its last word, its plural."""
    words = tuple(term.term.casefold().split())
    entries = [_Entry(term, term.plain, words)]
    if term.pos is Pos.NOUN and not _LINKS & set(term.plain.split()) and words[-1] not in _LINKS:
        plurals = (*words[:-1], plural(words[-1]))
        entries.append(_Entry(term, _plural_of(term.plain), plurals))
    return entries


def _plural_of(phrase: str) -> str:
    """Return the phrase with its last word in the plural."""
    *before, last = phrase.split()
    return " ".join((*before, plural(last)))
