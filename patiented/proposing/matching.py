"""Finds the values of slots in a sentence, and the ways in which a shape can read all of it.

Bounded by construction: no regular expression backtracks here, every (state, place) that failed is
remembered, and a sentence longer than `MAX_TOKENS` is not read at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.proposing.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.proposing.grammar import Automaton
    from patiented.proposing.slots import Form, SlotType, SlotTypes

MAX_CHARACTERS = 700
MAX_TOKENS = 120
MAX_NOUN_WORDS = 7
MAX_LIST_ITEMS = 15

_ARTICLES = frozenset({"a", "an", "the"})
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d*[1-9])?")


@dataclass(frozen=True, slots=True)
class Value:
    """What a slot holds, from token `start` to before `end`; `parts` are the slots of its form.

    The items of a list are its parts, each named `item`, and `join` the word before the last.
    """

    type: str
    text: str
    start: int
    end: int
    form: Form | None = None
    parts: tuple[tuple[str, Value], ...] = ()
    join: str = ""

    def part(self, name: str) -> Value | None:
        """Return the value of one slot of the form."""
        return next((value for key, value in self.parts if key == name), None)


Assignment = tuple[tuple[str, Value], ...]


class Reading:
    """One sentence, cut into tokens once, with every slot value found so far.

    `names` are the names of the page's drug or condition: always a drug. A loose sentence has none;
    then a first word that is not among the `everyday` words may be a name too.
    """

    def __init__(
        self,
        text: str,
        types: SlotTypes,
        names: Iterable[str] = (),
        everyday: frozenset[str] | None = None,
    ) -> None:
        self.text = text
        self.types = types
        tokens = tokenize(text) if len(text) <= MAX_CHARACTERS else ()
        self.tokens: tuple[Token, ...] = (
            tokens[:-1] if tokens and tokens[-1].text == "." else tokens
        )
        self.readable = 0 < len(self.tokens) <= MAX_TOKENS
        self.keys = frozenset(token.key for token in self.tokens)
        keys = (tuple(token.key for token in tokenize(name)) for name in names)
        self._names = tuple(sorted(filter(None, keys), key=len, reverse=True))
        self._everyday = everyday
        self._values: dict[tuple[str, int], tuple[Value, ...]] = {}

    def assignments(self, automaton: Automaton) -> tuple[Assignment, ...]:
        """Return the ways to read the whole sentence: none, one, or two that differ."""
        found: dict[tuple[tuple[str, int, int], ...], Assignment] = {}
        for end, values in self.walk(automaton, 0, whole=True):
            if end == len(self.tokens) and self._repeats_agree(values):
                found.setdefault(tuple((n, v.start, v.end) for n, v in values), values)
            if len(found) > 1:
                break
        return tuple(found.values())

    def values(self, type_name: str, at: int) -> tuple[Value, ...]:
        """Return the values of a type that start at a token, the longest first."""
        key = (type_name, at)
        if key not in self._values:
            self._values[
                key
            ] = ()  # A type that holds itself at the same place holds nothing there.
            self._values[key] = tuple(self._find(type_name, at))
        return self._values[key]

    def walk(
        self, automaton: Automaton, at: int, *, whole: bool
    ) -> Iterator[tuple[int, Assignment]]:
        """Yield every end that the automaton reaches from `at`, with its slots.

        With `whole`, only ends at the end of the sentence count, and dead ends are remembered.
        """
        dead: set[tuple[int, int]] = set()
        yield from self._walk(automaton, 0, at, (), dead if whole else None)

    def _walk(
        self,
        automaton: Automaton,
        state_index: int,
        at: int,
        values: Assignment,
        dead: set[tuple[int, int]] | None,
    ) -> Iterator[tuple[int, Assignment]]:
        if dead is not None and (state_index, at) in dead:
            return
        reached = False
        state = automaton.states[state_index]
        if state.accepts and (dead is None or at == len(self.tokens)):
            reached = True
            yield at, values
        for target, end, added in self._steps(automaton, state_index, at):
            for result in self._walk(automaton, target, end, values + added, dead):
                reached = True
                yield result
        if dead is not None and not reached:
            dead.add((state_index, at))

    def _steps(
        self, automaton: Automaton, state_index: int, at: int
    ) -> Iterator[tuple[int, int, Assignment]]:
        """Yield where one word or one slot leads: state, place, and the slot's value."""
        if at >= len(self.tokens):
            return
        state = automaton.states[state_index]
        for target in state.words.get(self.tokens[at].key, ()):
            yield target, at + 1, ()
        for slot, target in state.slots:
            for value in self.values(slot.type, at):
                yield target, value.end, ((slot.name, value),)

    def _repeats_agree(self, values: Assignment) -> bool:
        """Tell whether a slot that stands twice holds the same words."""
        seen: dict[str, str] = {}
        return all(
            seen.setdefault(name, v.text.casefold()) == v.text.casefold() for name, v in values
        )

    def _find(self, type_name: str, at: int) -> Sequence[Value]:
        if at >= len(self.tokens):
            return ()
        if type_name == "number":
            return self._numbers(at)
        if type_name == "drug":
            return self._drugs(at)
        slot_type = self.types.types[type_name]
        if slot_type.list_of:
            return self._lists(slot_type, at)
        if slot_type.noun:
            return self._nouns(slot_type, at)
        return self._forms(slot_type, at)

    def _value(self, type_name: str, at: int, end: int, **more: object) -> Value:
        text = self.text[self.tokens[at].start : self.tokens[end - 1].end]
        return Value(type_name, text, at, end, **more)  # type: ignore[arg-type]  # fields of Value

    def _numbers(self, at: int) -> Sequence[Value]:
        token = self.tokens[at]
        written = bool(_PLAIN_NUMBER.fullmatch(token.text)) or token.key in self.types.number_words
        return (self._value("number", at, at + 1),) if written else ()

    def _drugs(self, at: int) -> Sequence[Value]:
        """Return the name here, also with a name in brackets and a form after it: longest first."""
        end = self._name_end(at)
        if end == at:
            return ()
        ends = [end]
        if (
            self._key(end) == "("
            and self._name_end(end + 1) == end + 2
            and self._key(end + 2) == ")"
        ):
            ends.append(end + 3)
        if self._key(ends[-1]) in self.types.drug_forms:
            ends.append(ends[-1] + 1)
        return [self._value("drug", at, one) for one in reversed(ends)]

    def _name_end(self, at: int) -> int:
        """Return where a name that starts here ends; `at` itself when none does."""
        if at >= len(self.tokens):
            return at
        for name in self._names:
            if tuple(token.key for token in self.tokens[at : at + len(name)]) == name:
                return at + len(name)
        if self.tokens[at].key == "this" and self._key(at + 1) in {"medicine", "drug"}:
            return at + 2
        return at + self._is_drug_name(at)

    def _is_drug_name(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.is_word or token.key in self.types.refuse:
            return False
        if self.types.drug_names.knows(token.key):
            return True
        is_name = token.text[0].isupper() and (token.text[1:].islower() or token.text.isupper())
        if at > 0:
            return is_name and token.text[1:].islower()
        return is_name and self._everyday is not None and token.key not in self._everyday

    def _key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def _nouns(self, slot_type: SlotType, at: int) -> Sequence[Value]:
        """Return the noun phrases that start here: words only, none of the refused ones."""
        found: list[Value] = []
        if self._key(at) in self.types.refuse_first:
            return found
        end = at + (self._key(at) in _ARTICLES)
        while end < len(self.tokens) and end - at < MAX_NOUN_WORDS:
            step = self._noun_step(end)
            if not step:
                break
            end += step
            if self._may_close(slot_type, end - 1):
                found.append(self._value(slot_type.name, at, end))
        return found[::-1]

    def _noun_step(self, at: int) -> int:
        """Return how many tokens the next piece of a noun phrase takes, 0 for none."""
        for size in (3, 2):
            together = tuple(token.key for token in self.tokens[at : at + size])
            if len(together) == size and together in self.types.allow_pairs:
                return size
        token = self.tokens[at]
        refused = token.key in self.types.refuse or token.key.endswith("ly")
        return int(token.is_word and (not refused or token.key in self.types.allow))

    def _may_close(self, slot_type: SlotType, at: int) -> bool:
        key = self._key(at)
        if key in self.types.refuse_last or key.endswith("ed"):
            return False
        return not slot_type.heads or key in slot_type.heads

    def _lists(self, slot_type: SlotType, at: int) -> Sequence[Value]:
        found: list[Value] = []
        self._grow(slot_type, at, (), found)
        return found[::-1]

    def _grow(
        self, slot_type: SlotType, at: int, items: tuple[Value, ...], found: list[Value]
    ) -> None:
        """Add one item: it closes the list, or a comma or a joining word must follow."""
        if len(items) >= MAX_LIST_ITEMS:
            return
        for value in self.values(slot_type.list_of, at):
            grown = (*items, value)
            if not items:
                found.append(self._list(slot_type, grown, ""))
            comma = self._key(value.end) == ","
            after = value.end + comma
            if self._key(after) in slot_type.join:
                join = self._key(after)
                found.extend(
                    self._list(slot_type, (*grown, last), join)
                    for last in self.values(slot_type.list_of, after + 1)
                )
            elif comma:
                self._grow(slot_type, after, grown, found)

    def _list(self, slot_type: SlotType, items: tuple[Value, ...], join: str) -> Value:
        parts = tuple(("item", item) for item in items)
        return self._value(slot_type.name, items[0].start, items[-1].end, parts=parts, join=join)

    def _forms(self, slot_type: SlotType, at: int) -> Sequence[Value]:
        """Return one value for each end that a form reaches; the first form wins."""
        found: dict[int, Value] = {}
        key = self.tokens[at].key
        for form in slot_type.forms:
            automaton = form.automaton
            if not automaton.starts_with_slot and key not in automaton.first_words:
                continue
            for end, values in self.walk(automaton, at, whole=False):
                if end > at and self._repeats_agree(values):
                    found.setdefault(
                        end, self._value(slot_type.name, at, end, form=form, parts=values)
                    )
        return [found[end] for end in sorted(found, reverse=True)]
