"""Compiles phrases and terms into one table: every written form of a source, and what it becomes.

Longest match wins; at equal length a phrase beats a term. A form without a target is a name: it
blocks swaps inside it ("acute myeloid leukemia").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.audience import Form, Pos, Relation
from patiented.audience.phrase_table import VERB_FORMS
from patiented.model import Obligation
from patiented.proposing.inflect import (
    BE_FORMS,
    Tag,
    head_of,
    looks_plural,
    plural,
    plural_phrase,
    verb_forms,
)
from patiented.proposing.phrase_text import cut
from patiented.proposing.word_classes import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from patiented.audience import Lexicon, Phrase, Term
    from patiented.model import Role

START = "^"
_PAIRS = frozenset({"and", "or"})
_FORMS = {
    Pos.NOUN: Form.NOUN,
    Pos.MASS: Form.FIXED,
    Pos.ITEM: Form.ITEM,
    Pos.ADJECTIVE: Form.ADJECTIVE,
    Pos.ADVERB: Form.ADVERB,
    Pos.VERB: Form.VERB,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form of a source; `target` None blocks, `past` is a tense to be found out."""

    source: tuple[str, ...]
    target: tuple[str, ...] | None
    form: Form
    rule: str
    tags: tuple[Tag, ...] = ()
    past: tuple[str, ...] | None = None
    at_start: bool = False
    is_term: bool = False
    changes_number: bool = False
    only_simplify: bool = False
    roles: frozenset[Role] = frozenset()
    before: frozenset[str] = field(default=frozenset())
    after: frozenset[str] = field(default=frozenset())

    def applies(self, role: Role, obligation: Obligation) -> bool:
        """Tell whether the row is meant for this place; a blocking entry always is."""
        if self.only_simplify and obligation is Obligation.MUST:
            return False
        return not self.roles or role in self.roles


@dataclass(frozen=True, slots=True)
class _Group:
    """All entries that begin with one word, by their source; `longest` is in words."""

    entries: dict[tuple[str, ...], list[Entry]]
    longest: int


_NOTHING = _Group({}, 0)


class PhraseIndex:
    """The table, by first word and then by the whole phrase.

    The forms of a term are worked out when its first word is first met: there are thousands of
    terms, and a page meets few. A group is filed whole, so threads may share the index.
    """

    def __init__(self, phrases: Iterable[Phrase], lexicon: Lexicon) -> None:
        self._rows: dict[str, list[Entry | Term]] = {}
        self._groups: dict[str, _Group] = {}
        for phrase in phrases:
            for entry in _phrase_entries(phrase):
                self._rows.setdefault(entry.source[0], []).append(entry)
        seen: set[str] = set()
        for term in lexicon.terms:
            name = term.term.casefold()
            if name not in seen:
                seen.add(name)
                for first in _first_words(name, term):
                    self._rows.setdefault(first, []).append(term)

    def candidates(self, keys: tuple[str, ...], at: int) -> Iterator[tuple[int, Entry]]:
        """Yield (length, entry) of every form that stands at `at`, the longest first."""
        group = self._group(keys[at])
        for length in range(min(group.longest, len(keys) - at), 0, -1):
            for entry in group.entries.get(keys[at : at + length], ()):
                yield length, entry

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in every form."""
        for first in self._rows:
            for found in self._group(first).entries.values():
                yield from found

    def _group(self, first: str) -> _Group:
        if first not in self._rows:
            return _NOTHING
        group = self._groups.get(first)
        if group is None:
            group = self._groups[first] = _grouped(first, self._rows[first])
        return group


def _grouped(first: str, rows: Iterable[Entry | Term]) -> _Group:
    entries: dict[tuple[str, ...], list[Entry]] = {}
    for row in rows:
        for entry in (row,) if isinstance(row, Entry) else _term_entries(row):
            if entry.source[0] == first:
                entries.setdefault(entry.source, []).append(entry)
    return _Group(entries, max(map(len, entries), default=0))


def _first_words(name: str, term: Term) -> set[str]:
    """Return the first words of all forms of a term, without working the forms out if it may."""
    first, _, rest = name.partition(" ")
    if term.pos is Pos.VERB or not first.isalpha():
        return {entry.source[0] for entry in _term_entries(term)}
    return {first} if rest else {first, plural(first)}


def _phrase_entries(phrase: Phrase) -> Iterator[Entry]:
    at_start = phrase.source[0] == START
    source = phrase.source[1:] if at_start else phrase.source
    base = Entry(
        source=source,
        target=None if phrase.target == phrase.source else phrase.target,
        form=phrase.form,
        rule=f"phrase:{' '.join(phrase.source)}",
        at_start=at_start,
        only_simplify=phrase.only_simplify,
        roles=phrase.roles,
        before=phrase.before,
        after=phrase.after,
    )
    head = phrase.target_head
    if phrase.form is Form.NOUN and head == len(phrase.target) - 1:  # not marked: the noun itself
        head = head_of(phrase.target)
    yield from _forms(base, phrase.source_head, head)


def _term_entries(term: Term) -> Iterator[Entry]:
    source = tuple(piece.key for piece in cut(term.term, ()))
    target = tuple(piece.text for piece in cut(term.plain, ()))
    form = _FORMS.get(term.pos)
    if term.pos is Pos.PHRASE:
        return
    swaps = form is not None and term.relation in (Relation.SAME, Relation.BROADER)
    if not swaps and (len(source) == 1 or term.pos is Pos.SPELLING):
        return
    base = Entry(
        source=source,
        target=target if swaps else None,
        form=form or Form.NOUN,
        rule=f"term:{term.term}",
        is_term=True,
        only_simplify=swaps and term.relation is Relation.BROADER,
    )
    is_verb = form is Form.VERB
    yield from _forms(base, 0 if is_verb else len(source) - 1, 0 if is_verb else head_of(target))


def _forms(base: Entry, source_head: int, target_head: int) -> Iterator[Entry]:
    """Yield the entry in every form its head can take."""
    if base.form in VERB_FORMS:
        yield from _verb_entries(base, source_head, target_head)
        return
    yield _changed(base, base.source, base.target, (Tag.SINGULAR,))
    if base.form is Form.NOUN:
        source = _with(base.source, source_head, plural(base.source[source_head]))
        target = base.target and plural_phrase(base.target, target_head)
        yield _changed(base, source, target, (Tag.PLURAL,))


def _verb_entries(base: Entry, source_head: int, target_head: int) -> Iterator[Entry]:
    """Yield an entry for each spelling of a verb; past and participle may share one."""
    if base.target is None:
        yield base
        return
    spellings = _spellings(base.source[source_head])
    for word, tags in spellings.items():
        source = _with(base.source, source_head, word)
        tag = Tag.BASE if Tag.BASE in tags else tags[-1]  # "become" is participle, too
        target = _with(base.target, target_head, _inflect(base.target[target_head], tag, word))
        past = _with(base.target, target_head, _inflect(base.target[target_head], Tag.PAST, word))
        differs = Tag.PAST in tags and past != target
        yield _changed(base, source, target, tags, past if differs else None)


def _spellings(head: str) -> dict[str, tuple[Tag, ...]]:
    if head == "be":
        return {word: (tag,) for word, tag in BE_FORMS.items()}
    forms = verb_forms(head)
    return {
        word: forms.tags_of(word)
        for word in (forms.base, forms.third, forms.past, forms.participle, forms.ing)
    }


def _inflect(head: str, tag: Tag, source_word: str) -> str:
    if head == "be":
        return source_word if source_word in BE_FORMS else "be"
    return verb_forms(head).form(tag)


def _changed(
    base: Entry,
    source: tuple[str, ...],
    target: tuple[str, ...] | None,
    tags: tuple[Tag, ...],
    past: tuple[str, ...] | None = None,
) -> Entry:
    number = (
        target is not None
        and base.form not in VERB_FORMS
        and looks_plural(source[-1]) != looks_plural(target[head_of(target)])
        and not _PAIRS & set(source)  # "thoughts or behavior": two things, each with its number
        and source[-1] not in PREPOSITIONS
        and target[-1] not in PREPOSITIONS
    )
    return Entry(
        source=source,
        target=target,
        form=base.form,
        rule=base.rule,
        tags=tags,
        past=past,
        at_start=base.at_start,
        is_term=base.is_term,
        changes_number=number,
        only_simplify=base.only_simplify,
        roles=base.roles,
        before=base.before,
        after=base.after,
    )


def _with(words: tuple[str, ...], index: int, word: str) -> tuple[str, ...]:
    return (*words[:index], word, *words[index + 1 :])
