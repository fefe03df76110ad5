"""The second proposer: whole-sentence patterns with typed slots.

A pattern fires only when its shape reads the entire statement in exactly one way, or when every
full clause of it is read so. It adds no actor, reason or urgency; the guard still judges what it
writes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.audience import Address
from patiented.model import (
    SAFETY_ROLES,
    Change,
    MonographKind,
    Obligation,
    Origin,
    Proposal,
    Role,
    StatementKind,
)
from patiented.proposing.matching import Assignment, Reading
from patiented.proposing.rewording import Rewording
from patiented.proposing.shapes import Pattern, Shape, ShapeBook, load_patterns, load_shapes
from patiented.proposing.splitting import split
from patiented.proposing.views import Page, fill, parse_template
from patiented.proposing.word_classes import word_set
from patiented.readability import is_familiar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.audience import Audience, Lexicon
    from patiented.guard import Guard
    from patiented.model import Statement
    from patiented.proposing.setting import Setting

_BETWEEN = re.compile(
    r"(?P<clause>;)\s+"
    r"|(?P<joined>,) (?:and|but) (?=(?:the|an?|it|this|these|patients|most|some|many|there) )"
    r"|(?<=[^\W_])\.\s+(?=[A-Z])"
)
_REASON = re.compile(r"(?P<said>[^,;:]+(?:,[^,;:]+)*?)(?P<reason>,? (?:because|since)\b[^;:]+)")
_REACHING = word_set(
    "if when whenever unless until while where except only in for during after before"
)
"""Words whose condition may reach over a semicolon, into the clause behind it."""
_PAIR = 2
_MARKS = ".,;:()"
_GROUP = "whom"
"""The slot type of a group that may stand before a shape."""
_GROUP_FIRST = re.compile(r"(?:In|For) (?P<group>[^,;:]+), (?P<rest>[^;:]+)", re.DOTALL)
_CONDITIONAL = word_set("if when unless until while")
_NOT_A_REASON = _CONDITIONAL | word_set("except only you your")
"""Words that make of a reason more than a reason."""
_THEY = word_set("they their them")
_PERSONS = word_set("patients patient people women men children adults individuals")
_ADDRESSED = word_set("you your they their them")
_OPENERS = ("In ", "For ", "At ", "After ", "Before ", "During ")


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
        return (
            self._read(statement, setting)
            or self._read_clauses(statement, setting)
            or self._read_behind_group(statement, setting)
            or self._read_before_reason(statement, setting)
            or self._read_in_parts(statement, setting)
        )

    def _read(
        self, statement: Statement, setting: Setting, *, is_part: bool = False
    ) -> Proposal | None:
        reading = self._reading(statement, setting)
        match = self._index.match(reading, statement.role)
        is_item = statement.kind is StatementKind.ITEM and not is_part
        if match is None or (match.shape.is_bare and not is_item):
            return None
        return self._proposal(statement, match, setting)

    def _read_before_reason(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return what is read before "because ..." or "since ...", and the reason as it stands."""
        parts = _REASON.fullmatch(statement.text)
        if parts is None or _words(parts["reason"]) & _NOT_A_REASON:
            return None
        said = self._read(replace(statement, text=parts["said"]), setting, is_part=True)
        if said is None or not _is_one_act(said.text):
            return None
        if _THEY & _words(parts["reason"]) and (_PERSONS | _THEY) & _words(
            f"{parts['said']} {said.text}"
        ):
            return None  # "They should avoid red drinks, since they look like blood": who are they?
        text = said.text.removesuffix(".") + parts["reason"]
        change = Change(said.rule, statement.text, text)
        return Proposal(text, Origin.PATTERN, rule=said.rule, changes=(change,))

    def _read_clauses(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return the texts of all clauses, one behind the other, where each of them is read."""
        clauses = _clauses(statement.text)
        if len(clauses) < _PAIR:
            return None
        proposals: list[Proposal] = []
        for clause in clauses:
            proposal = self._read(replace(statement, text=clause), setting, is_part=True)
            if proposal is None or not proposal.text:
                return None
            proposals.append(proposal)
        rules = "+".join(one.rule.removeprefix("pattern:") for one in proposals)
        return Proposal(
            " ".join(_closed(one.text) for one in proposals),
            Origin.PATTERN,
            rule=f"pattern:{rules}",
            changes=tuple(change for one in proposals for change in one.changes),
        )

    def _read_in_parts(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return the statement cut into sentences, those that a shape reads in plain words.

        Only where phrases must not go. What no shape reads stays word for word, so the statement
        still needs a writer.
        """
        if statement.role not in SAFETY_ROLES or statement.kind is not StatementKind.SENTENCE:
            return None
        parts = split(statement.text)
        if len(parts) < _PAIR:
            return None
        read = [self._read(replace(statement, text=part), setting, is_part=True) for part in parts]
        texts = [one.text if one else part for one, part in zip(read, parts, strict=True)]
        text = " ".join(_closed(one) for one in texts if one)
        rule = "pattern:split"
        change = Change(rule, statement.text, text)
        return Proposal(text, Origin.PATTERN, rule=rule, changes=(change,), unfinished=True)

    def _read_behind_group(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return "If you have gout, ..." for "In patients with gout, ...": a group, then a shape.

        The group must stay before all that is said of it, so the text behind it is one sentence.
        """
        opening = _GROUP_FIRST.fullmatch(statement.text)
        if opening is None or not self._book.types.knows(_GROUP):
            return None
        group = self._group(replace(statement, text=opening["group"]), setting)
        said = self._read(replace(statement, text=opening["rest"]), setting, is_part=True)
        if not group or said is None or not _is_one_act(said.text):
            return None
        if not group.startswith("If ") and _ADDRESSED & _words(said.text):
            return None  # "In children, your dose": the reader is not the group.
        first, *more = said.text.split(" ")
        kept = first in opening["rest"] or any(mark.isupper() for mark in first[1:])
        text = " ".join((f"{group},", first if kept else first[:1].lower() + first[1:], *more))
        change = Change(said.rule, statement.text, text)
        return Proposal(text, Origin.PATTERN, rule=said.rule, changes=(change,))

    def _group(self, statement: Statement, setting: Setting) -> str:
        """Return a whole group as a condition: "If you have gout", or nothing."""
        reading = self._reading(statement, setting)
        values = [v for v in reading.values(_GROUP, 0) if v.end == len(reading.tokens)]
        if not values:
            return ""
        view = "your" if self._audience.address is Address.YOU else "their"
        template = parse_template(f"{{{_GROUP}.{view}}}")
        return fill(template, {_GROUP: values[0]}, self._page(setting)) or ""

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
        unfinished = text == statement.text and self._is_hard(text, setting)
        return Proposal(text, Origin.PATTERN, rule=rule, changes=(change,), unfinished=unfinished)

    def _is_hard(self, text: str, setting: Setting) -> bool:
        """Tell whether a word is neither everyday nor a name of the page."""
        named = {word.casefold() for name in _medicines(setting) for word in name.split()}
        words = (word.strip(_MARKS).casefold() for word in text.split())
        plain = self._rewording.plain_words
        return any(
            word.isalpha() and word not in plain | named and not is_familiar(word) for word in words
        )

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


def _clauses(text: str) -> tuple[str, ...]:
    """Cut a statement into full clauses; whole where a condition may reach over a semicolon."""
    clauses: list[str] = []
    start = 0
    for mark in _BETWEEN.finditer(text):
        clause = text[start : mark.start()]
        if (mark["clause"] or mark["joined"]) and _REACHING & _words(clause):
            return (text,)
        clauses.append(clause)
        start = mark.end()
    return (*clauses, text[start:])


def _words(text: str) -> set[str]:
    return {word.strip(",.").casefold() for word in text.split()}


def _is_one_act(text: str) -> bool:
    """Tell whether a text is one sentence without a condition of its own."""
    opens = text.startswith(_OPENERS)
    return bool(text) and not opens and ". " not in text and not _words(text) & _CONDITIONAL


def _closed(text: str) -> str:
    return text if text.endswith((".", ":", "?", "!")) else f"{text}."


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
        openers = reading.types.openers
        found = [
            entry
            for key in (*reading.keys, "")
            for entry in anchored.get(key, ())
            if _may_open(entry[1], reading)
            and entry[1].automaton.anchors <= reading.keys
            and openers.may_read(entry[1].automaton, reading.keys)
        ]
        return [shape for _, shape in sorted(found, key=lambda entry: entry[0])]


def _may_open(shape: Shape, reading: Reading) -> bool:
    """Tell whether the first word of a sentence can be the first of a shape."""
    automaton = shape.automaton
    return automaton.starts_with_slot or reading.tokens[0].key in automaton.first_words


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
