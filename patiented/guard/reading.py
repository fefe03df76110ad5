"""What the guard reads in a text, before any comparison: tokens, sentences, measures and mentions.

A `Reading` is built the same way for a source and for a rewrite, so that a text always equals
itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from patiented.model import FactKind, Span

if TYPE_CHECKING:
    from patiented.guard.tokens import Token


class Measure(NamedTuple):
    """A number with all that gives it meaning, in base units of its dimension.

    `said` is the comparator before a negation turned it ("do not use more than": said gt,
    meant le). A frequency has its count in `low` and its interval in `per`. `slack` is the
    rounding of a proportion. A `soft` measure ("a day", "step 1") is a matter of speech when
    the source lacks it.
    """

    kind: FactKind
    dimension: str
    low: float
    high: float
    comparator: str
    said: str
    first: int
    last: int
    per: float = 0.0
    per_high: float = 0.0
    slack: float = 0.0
    worded: bool = False
    factor: float = 1.0
    soft: bool = False

    def value(self) -> str:
        """Return the normal form."""
        if self.kind is FactKind.FREQUENCY:
            count = f"{self.low:g}" if self.low == self.high else f"{self.low:g}..{self.high:g}"
            per = f"{self.per:g}..{self.per_high:g}" if self.per_high else f"{self.per:g}"
            return f"{self.comparator} {count} per {per} {self.dimension}"
        amount = f"{self.low:.6g}" if self.low == self.high else f"{self.low:.6g}..{self.high:.6g}"
        return f"{self.comparator} {amount} {self.dimension}"


class Mention(NamedTuple):
    """A value of a closed class, or a content term, at tokens `first` to `last`."""

    kind: str
    value: str
    first: int
    last: int


@dataclass(slots=True)
class Reading:
    """A text, read. `sentence` and `clause` number each token; `spent` tokens belong to a measure.

    `quiet` ones belong to a phrase that carries no claim. `content` are the mentions that a number
    or a "not" can hang on, `starts` their first tokens,
    `homes` the sentences of each content value, `places` the first place of each stem.
    """

    text: str
    tokens: list[Token]
    measures: list[Measure] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    quiet: set[int] = field(default_factory=set)
    stems: frozenset[str] = frozenset()
    content: list[Mention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    mention_starts: list[int] = field(default_factory=list)
    measure_starts: list[int] = field(default_factory=list)
    homes: dict[str, set[int]] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def span(self, first: int, last: int) -> Span:
        """Return the place of tokens `first` to `last` in the text."""
        return (self.tokens[first].start, self.tokens[max(last - 1, first)].end)

    def of(self, *kinds: str) -> list[Mention]:
        """Return the mentions of these classes, in order."""
        return [mention for mention in self.mentions if mention.kind in kinds]

    def values(self, *kinds: str) -> set[str]:
        """Return the values of these classes."""
        return {mention.value for mention in self.mentions if mention.kind in kinds}
