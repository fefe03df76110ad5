r"""The little language of source shapes, and the automaton that a shape becomes.

`words` stand for themselves in any case; `(a|b c)` is a choice; `[word]` may be missing; `{slot}`
is a typed slot, its type the name without its trailing digits; a backslash takes the next mark
literally. Groups nest. What slots accept is not known here: `matching.py` walks the automaton and
asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from patiented.proposing.tokens import tokenize

MAX_SHAPE = 600
_PIECE = re.compile(
    r"\\(?P<escaped>.)|(?P<slot>\{[^{}]*\})|(?P<mark>[()|\[\]])|(?P<text>[^\\{}()|\[\]]+)"
)
_SLOT_NAME = re.compile(r"\{([a-z][a-z_]*?)(\d*)\}")


class ShapeSyntaxError(ValueError):
    """A shape cannot be parsed; `column` counts from 1 within the shape."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Slot:
    """A typed hole: `dose2` has the type `dose`."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class State:
    """A point inside a shape: where words and slots lead, and whether it may end here."""

    words: dict[str, tuple[int, ...]]
    slots: tuple[tuple[Slot, int], ...]
    accepts: bool


@dataclass(frozen=True, slots=True)
class Automaton:
    """A compiled shape.

    `anchors` are words without which it cannot match, `always` the slots without which it cannot;
    `words` counts its literals.
    """

    states: tuple[State, ...]
    slots: tuple[Slot, ...]
    anchors: frozenset[str]
    always: frozenset[str]
    first_words: frozenset[str]
    starts_with_slot: bool
    words: int


_Edge = tuple[str | Slot | None, int]


def compile_shape(source: str) -> Automaton:
    """Return the automaton of a shape."""
    if len(source) > MAX_SHAPE:
        raise ShapeSyntaxError(f"a shape may hold {MAX_SHAPE} characters", 1)
    parser = _Parser(source)
    choice = parser.choice()
    parser.expect_end()
    return _Builder().build(choice)


class _Choice:
    """Sequences of which one is taken."""

    def __init__(self, options: list[list[_Choice | str | Slot]]) -> None:
        self.options = options

    def always(self) -> frozenset[str | Slot]:
        """Return the words and slots that stand in every option."""
        return frozenset.intersection(*(self._in_option(option) for option in self.options))

    @staticmethod
    def _in_option(option: list[_Choice | str | Slot]) -> frozenset[str | Slot]:
        items: set[str | Slot] = set()
        for item in option:
            items |= item.always() if isinstance(item, _Choice) else {item}
        return frozenset(items)


class _Parser:
    """Reads choices recursively; nesting is bounded by the length of a shape."""

    def __init__(self, source: str) -> None:
        self._pieces: list[tuple[str, str, int]] = []
        position = 0
        while position < len(source):
            match = _PIECE.match(source, position)
            if match is None:
                raise ShapeSyntaxError(f"stray {source[position]!r}", position + 1)
            self._pieces.append((match.lastgroup or "", match[match.lastgroup or 0], position + 1))
            position = match.end()
        self._at = 0
        self._end = len(source) + 1

    def choice(self) -> _Choice:
        """Read sequences separated by bars, up to a closing mark."""
        options: list[list[_Choice | str | Slot]] = [[]]
        while self._at < len(self._pieces):
            group, text, column = self._pieces[self._at]
            if group == "mark" and text in ")]":
                break
            self._at += 1
            if group == "mark" and text == "|":
                options.append([])
            elif group == "mark":
                options[-1].append(self._group(text, column))
            elif group == "slot":
                options[-1].append(_slot(text, column))
            else:
                options[-1].extend(token.key for token in tokenize(text))
        return _Choice(options)

    def _group(self, opening: str, column: int) -> _Choice:
        inner = self.choice()
        closing = ")" if opening == "(" else "]"
        if self._at >= len(self._pieces) or self._pieces[self._at][1] != closing:
            raise ShapeSyntaxError(f"{opening!r} is not closed", column)
        self._at += 1
        return inner if opening == "(" else _Choice([*inner.options, []])

    def expect_end(self) -> None:
        """Refuse a closing mark that nothing opened."""
        if self._at < len(self._pieces):
            _, text, column = self._pieces[self._at]
            raise ShapeSyntaxError(f"{text!r} closes nothing", column)


def _slot(text: str, column: int) -> Slot:
    match = _SLOT_NAME.fullmatch(text)
    if match is None:
        raise ShapeSyntaxError(
            f"{text} is no slot name: lower-case words and _, then digits", column
        )
    return Slot(match[1] + match[2], match[1])


class _Builder:
    """Turns choices into states; edges without a word are taken out at the end."""

    def __init__(self) -> None:
        self._edges: list[list[_Edge]] = [[]]
        self._slots: dict[str, Slot] = {}
        self._words = 0

    def build(self, choice: _Choice) -> Automaton:
        last = self._add(choice, 0)
        always = choice.always()
        states = tuple(self._state(index, last) for index in range(len(self._edges)))
        return Automaton(
            states,
            tuple(self._slots.values()),
            frozenset(item for item in always if isinstance(item, str)),
            frozenset(item.name for item in always if isinstance(item, Slot)),
            frozenset(states[0].words),
            bool(states[0].slots),
            self._words,
        )

    def _add(self, choice: _Choice, start: int) -> int:
        """Hang `choice` on the state `start`; return the state behind it."""
        end = self._new()
        for option in choice.options:
            at = start
            for item in option:
                at = self._add(item, at) if isinstance(item, _Choice) else self._step(item, at)
            self._edges[at].append((None, end))
        return end

    def _step(self, item: str | Slot, at: int) -> int:
        if isinstance(item, Slot):
            self._slots[item.name] = item
        else:
            self._words += 1
        following = self._new()
        self._edges[at].append((item, following))
        return following

    def _new(self) -> int:
        self._edges.append([])
        return len(self._edges) - 1

    def _state(self, index: int, last: int) -> State:
        words: dict[str, list[int]] = {}
        slots: list[tuple[Slot, int]] = []
        reach = self._reach(index)
        for state in reach:
            for label, target in self._edges[state]:
                if isinstance(label, Slot):
                    slots.append((label, target))
                elif label is not None:
                    words.setdefault(label, []).append(target)
        return State({w: tuple(t) for w, t in words.items()}, tuple(slots), last in reach)

    def _reach(self, index: int) -> list[int]:
        """Return the states that cost no word to reach, in order."""
        reach, queue = [index], [index]
        while queue:
            for label, target in self._edges[queue.pop()]:
                if label is None and target not in reach:
                    reach.append(target)
                    queue.append(target)
        return reach
