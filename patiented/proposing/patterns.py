"""The second proposer: whole-sentence patterns with typed slots.

A pattern fires only when its shape reads the entire statement in exactly one way. It adds no actor,
reason or urgency; the guard still judges what it writes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Change, MonographKind, Obligation, Origin, Proposal, Role, StatementKind
from patiented.proposing.matching import Assignment, Reading
from patiented.proposing.rewording import Rewording
from patiented.proposing.shapes import Pattern, Shape, ShapeBook, load_patterns, load_shapes
from patiented.proposing.views import Page, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.audience import Audience, Lexicon
    from patiented.guard import Guard
    from patiented.model import Statement
    from patiented.proposing.setting import Setting


@dataclass(frozen=True, slots=True)
class Match:
    """A shape that reads a whole sentence, and what its slots hold."""

    shape: Shape
    values: Assignment


class PatternProposer:
    """Proposes for one audience; everything is fixed when it is built."""

    def __init__(
        self, audience: Audience, book: ShapeBook, patterns: Sequence[Pattern], rewording: Rewording
    ) -> None:
        self._audience = audience
        self._book = book
        self._patterns = {pattern.shape.id: pattern for pattern in patterns}
        self._index = ShapeIndex(pattern.shape for pattern in patterns)
        self._rewording = rewording
        self._known_words = rewording.known_words | book.types.not_names

    def propose(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return the audience's text for the shape that reads the statement best."""
        if statement.kind is StatementKind.ROW:
            return None
        reading = self._reading(statement, setting)
        match = self._index.match(reading, statement.role)
        return self._proposal(statement, match, setting) if match else None

    def _reading(self, statement: Statement, setting: Setting) -> Reading:
        is_loose = not setting.meta.name and not setting.subjects
        return Reading(
            statement.text,
            self._book.types,
            names=_medicines(setting),
            everyday=self._known_words if is_loose else None,
        )

    def _proposal(self, statement: Statement, match: Match, setting: Setting) -> Proposal | None:
        pattern = self._patterns[match.shape.id]
        rule = f"pattern:{match.shape.id}"
        if pattern.template is None:
            return Proposal("", Origin.OMITTED, rule=rule, omit_reason=pattern.omit_reason)
        text = fill(pattern.template, dict(match.values), self._page(setting))
        if text is None:
            return None
        change = Change(rule, statement.text, text)
        return Proposal(text, Origin.PATTERN, rule=rule, changes=(change,))

    def _page(self, setting: Setting) -> Page:
        names = _medicines(setting)
        taught = (term.term for term in setting.meta.taught)
        return Page(
            drug=names[0] if names else "",
            names=names,
            plain=self._rewording.bind(
                may_broaden=setting.obligation is not Obligation.MUST,
                keep=(*setting.subjects, *taught),
            ),
            help=self._audience.help,
            types=self._book.types,
        )


def _medicines(setting: Setting) -> tuple[str, ...]:
    """Return the names of the page's medicine, its own first; a condition may have none."""
    meta = setting.meta
    others = {name.casefold() for name in meta.conditions}
    if meta.kind is not MonographKind.DRUG:
        others.add(meta.name.casefold())
    names = dict.fromkeys((meta.name, *setting.subjects, *meta.drugs))
    return tuple(name for name in names if name and name.casefold() not in others)


class ShapeIndex:
    """Finds the shape that reads a sentence, by role and then by a word that it cannot miss."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        by_role: dict[Role, list[tuple[int, Shape]]] = {}
        for order, shape in enumerate(shapes):
            for role in shape.roles:
                by_role.setdefault(role, []).append((order, shape))
        self._anchored: dict[Role, dict[str, list[tuple[int, Shape]]]] = {}
        for role, entries in by_role.items():
            self._anchored[role] = _by_anchor(entries)

    def match(self, reading: Reading, role: Role) -> Match | None:
        """Return the match with the most literal words; a shape that reads two ways has none."""
        if not reading.readable:
            return None
        best: tuple[int, Match] | None = None
        for shape in self._candidates(reading, role):
            ways = reading.assignments(shape.automaton)
            if len(ways) == 1:
                literal = len(reading.tokens) - sum(v.end - v.start for _, v in ways[0])
                if best is None or literal > best[0]:
                    best = (literal, Match(shape, ways[0]))
        return best[1] if best else None

    def _candidates(self, reading: Reading, role: Role) -> list[Shape]:
        anchored = self._anchored.get(role, {})
        found = [
            entry
            for key in (*reading.keys, "")
            for entry in anchored.get(key, ())
            if entry[1].automaton.anchors <= reading.keys
        ]
        return [shape for _, shape in sorted(found, key=lambda entry: entry[0])]


def _by_anchor(entries: Sequence[tuple[int, Shape]]) -> dict[str, list[tuple[int, Shape]]]:
    """File each shape under its rarest anchor; under "" when it has none."""
    counts = Counter(word for _, shape in entries for word in shape.automaton.anchors)
    filed: dict[str, list[tuple[int, Shape]]] = {}
    for entry in entries:
        anchors = entry[1].automaton.anchors
        rarest = min(anchors, key=lambda word: (counts[word], word), default="")
        filed.setdefault(rarest, []).append(entry)
    return filed


def build(audience: Audience, lexicon: Lexicon, guard: Guard) -> PatternProposer:
    """Load the shapes and the audience's texts for them."""
    del guard  # Every proposal is judged later; nothing here may depend on the verdict.
    book = load_shapes(lexicon.dirs)
    patterns = load_patterns(audience.patterns_paths, book)
    return PatternProposer(audience, book, patterns, Rewording(lexicon))


def coverage(
    proposer: PatternProposer, pairs: Iterable[tuple[Statement, Setting]]
) -> dict[Role, tuple[int, int]]:
    """Return for each role how many statements a pattern reads, and how many there are."""
    counts: dict[Role, tuple[int, int]] = {}
    for statement, setting in pairs:
        read, total = counts.get(statement.role, (0, 0))
        hit = proposer.propose(statement, setting) is not None
        counts[statement.role] = (read + hit, total + 1)
    return counts
