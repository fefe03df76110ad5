"""Weighs negations: each "not", "without", "avoid" or ban of the source must have its partner.

Partners are found by what they hang on. A negation without one is a change only where the same
words stand in the other text with nothing negative near them; beside "only", "until", "stop" or a
limit it is open.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from patiented.guard.bans import is_same_ban
from patiented.guard.comparators import NEGATORS
from patiented.guard.polar_terms import is_polar
from patiented.guard.scope import Scope, agree, conditions_of, scope_of, targets_at
from patiented.guard.tokens import WORD
from patiented.guard.waiting import waits_instead
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading
    from patiented.guard.tables import GuardTables

_SCOPE = 4
_MOST_PAIRS = 3_600
_MOST_HOMES = 8
_LONGEST = 400
_NEAR = 12
_TARGETS = 2
_LESS_WITHIN = 9
_DEGREES = frozenset({"well", "much", "often", "good", "strong", "likely", "easily"})
_SCOPE_ENDS = frozenset(
    {".", ";", "but", "and", "if", "when", "unless", "because", "although", "to", "until", ":"}
)
_VERBS_OF_OTHERS = frozenset({"can", "may", "might", "will", "would", "could", "must", "should"})
"""A "not" before one of these stays on its own side: "seizures not under control can cause X"."""
_BOUNDING = frozenset({"le", "lt"})
_SOFT_VALUES = frozenset({
    "unless", "only", "until", "even_if", "stop", "hold", "switch", "remove", "instead", "same",
    "release", "normal", "free", "before",
})  # fmt: skip
_NEVER_ADDED = frozenset({"non", "instead", "without", "unable"})


class Pairing(NamedTuple):
    """Negations and facts left without a partner, and partners that share nothing."""

    free: list[Mention]
    lost: list[int]
    unsure: list[Mention]


def check_polarity(case: Case) -> None:
    """Pair negations by what they hang on; see those lost and those added."""
    mine = case.indices("negation")
    theirs = case.rewrite.of("negation")
    pairing = _paired(case, mine, theirs)
    reached = _reached(case.source) if pairing.free and _is_split(case) else frozenset()
    for index in pairing.lost:
        _judge_lost(case, index, pairing.unsure)
    for extra in pairing.free:
        _judge_added(case, extra, reached)


def _is_split(case: Case) -> bool:
    """Tell whether the rewrite has more sentences, over which a "not" may have to be repeated."""
    return bool(case.source.sentence) and case.rewrite.sentence[-1] > case.source.sentence[-1]


def _paired(case: Case, mine: list[int], theirs: list[Mention]) -> Pairing:
    """Give each negation of the source the partner that shares most of what it hangs on.

    In a text with very many of them, the next one is the partner: nobody can look at all pairs.
    """
    if len(mine) * len(theirs) > _MOST_PAIRS:
        return _paired_in_turn(case, mine, theirs)
    around = [_around(case.rewrite, other) for other in theirs]
    wants = {index: _around(case.source, case.mention(index)) for index in mine}
    scopes = _Scopes(case)
    free, lost, unsure = list(range(len(theirs))), [], []
    order = sorted(mine, key=lambda i: -max((len(wants[i] & a) for a in around), default=0))
    for index in order:
        if not free:
            lost.append(index)
            continue
        agreeing = {k for k in free if scopes.agree(case.mention(index), theirs[k])}
        best = max(free, key=lambda k: (k in agreeing, len(wants[index] & around[k]), -k))
        free.remove(best)
        sure = bool(wants[index] & around[best]) or not wants[index]
        _place(case, index, theirs[best], sure=sure and best in agreeing)
        if best not in agreeing and scopes.crossed(case.mention(index), theirs[best]):
            message = 'this "not" now turns something else'
            case.changed(index, "negation-crossed", message, theirs[best])
        if not sure:
            unsure.append(theirs[best])
    return Pairing([theirs[k] for k in sorted(free)], sorted(lost), unsure)


def _paired_in_turn(case: Case, mine: list[int], theirs: list[Mention]) -> Pairing:
    for index, other in zip(mine, theirs, strict=False):
        around = _around(case.source, case.mention(index))
        sure = not around or bool(around & _around(case.rewrite, other))
        _place(case, index, other, sure=sure)
    return Pairing(theirs[len(mine) :], mine[len(theirs) :], [])


class _Scopes:
    """The scopes of the negations of both texts, each looked up once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._at = {id(r): targets_at(r) for r in (case.source, case.rewrite)}
        mine, theirs = (frozenset(self._at[id(r)].values()) for r in (case.source, case.rewrite))
        subjects = {mention.value for mention in case.context.mentions}
        self._all = mine & theirs
        self._shared = self._all - subjects
        self._conditions = tuple(
            conditions_of(r, self._at[id(r)]) for r in (case.source, case.rewrite)
        )
        self._known: dict[tuple[int, int], Scope] = {}

    def agree(self, mine: Mention, theirs: Mention) -> bool:
        """Tell whether a negation of the source and one of the rewrite reach the same."""
        one, other = self._of(self._case.source, mine), self._of(self._case.rewrite, theirs)
        named = one.first(self._shared) or other.first(self._shared)
        texts = self._case.source, self._case.rewrite
        main = not (one.dependent or other.dependent)
        if main and is_same_ban(texts, (mine, theirs), self._all):
            return True
        return agree(one, other, self._shared if named else self._all, self._conditions)

    def crossed(self, mine: Mention, theirs: Mention) -> bool:
        """Tell whether each turns a word that the other text has, and leaves unturned."""
        case = self._case
        one, other = self._of(case.source, mine), self._of(case.rewrite, theirs)
        first, second = one.first(self._shared), other.first(self._shared)
        if not (first and second) or (other.reaches(first) and one.reaches(second)):
            return False
        if case.source.homes.keys() != case.rewrite.homes.keys():
            return False
        if len(case.source.of("negation")) != len(case.rewrite.of("negation")):
            return False
        if _nots(case.source) != _nots(case.rewrite):
            return False  # one of them bounds a number in the one text: "not more than 5 kg"
        reached = [
            self._of(reading, m).ahead
            for reading in (case.rewrite, case.source)
            for m in reading.of("negation")
        ]
        count = len(case.rewrite.of("negation"))
        mine_free = all(first not in ahead for ahead in reached[:count])
        theirs_free = all(second not in ahead for ahead in reached[count:])
        return first != second and mine_free and theirs_free

    def _of(self, reading: Reading, mention: Mention) -> Scope:
        key = (id(reading), mention.first)
        if key not in self._known:
            self._known[key] = scope_of(reading, mention, self._at[id(reading)])
        return self._known[key]


def _nots(reading: Reading) -> int:
    return sum(token.norm in NEGATORS for token in reading.tokens[:_LONGEST])


def _place(case: Case, index: int, partner: Mention, *, sure: bool) -> None:
    case.verdicts[index] = Verdict.KEPT if sure else Verdict.OPEN
    case.where[index] = case.rewrite.span(partner.first, partner.last)
    if not sure:
        case.report(
            "negation-moved", Level.WARNING, 'a "not" stands elsewhere in the rewrite', fact=index
        )


def _is_complemented(case: Case, index: int) -> bool:
    """Tell whether a bound beside a "not" was turned: "not under 8" is "8 and over"."""
    here = case.source.sentence[case.mention(index).first]
    turned = {f.source_span for f in case.findings if f.rule == "comparator-moved"}
    return any(
        case.source.span(m.first, m.last) in turned and case.source.sentence[m.first] == here
        for m in case.source.measures
    )


def _judge_lost(case: Case, index: int, unsure: list[Mention]) -> None:
    case.where[index] = None
    targets = _targets(case.source, case.mention(index))
    homes = _homes(case.rewrite, targets) if targets else _all_homes(case.rewrite)
    open_ended = {case.rewrite.sentence[m.first] for m in unsure}
    waits = waits_instead(case.source, case.mention(index).first, case.rewrite) or _is_complemented(
        case, index
    )
    carried = (
        waits
        or _turns_itself(case, case.mention(index))
        or any(
            home in open_ended
            or _carries_not(case.rewrite, home, case.source, case.tables, targets)
            for home in homes
        )
    )
    if homes and not carried:
        case.changed(index, "negation-lost", 'this "not" is not in the rewrite', None)
        return
    case.rule(index, Verdict.OPEN)
    case.report("negation-open", Level.WARNING, 'this "not" has no clear partner', fact=index)


def only_says_less(reading: Reading, at: int) -> bool:
    """Tell whether a "not" only says less: "does not work as well"."""
    words = [token.norm for token in reading.tokens[at : at + _LESS_WITHIN]]
    return any(one == "as" and other in _DEGREES for one, other in itertools.pairwise(words))


def _is_double(reading: Reading, extra: Mention) -> bool:
    """Tell whether another "not" of its clause turns it back: "must not be used without"."""
    clause = reading.clause[extra.first]
    return any(
        other.first != extra.first and reading.clause[other.first] == clause
        for other in reading.of("negation")
    )


def _judge_added(case: Case, extra: Mention, reached: frozenset[str]) -> None:
    targets = _targets(case.rewrite, extra)
    if targets and targets <= reached:
        return
    homes = _homes(case.source, targets)
    if not targets and not _is_split(case):
        homes = _all_homes(case.source)
    carried = any(
        _carries_not(case.source, home, case.rewrite, case.tables, frozenset())
        if _is_copy(case, home, case.rewrite.sentence[extra.first])
        else _negative(case.source, home, case.tables, frozenset())
        for home in homes
    )
    added = (
        homes
        and not only_says_less(case.rewrite, extra.last)
        and not _is_double(case.rewrite, extra)
        and extra.value not in _NEVER_ADDED
        and not carried
    )
    span = case.rewrite.span(extra.first, extra.last)
    case.report(
        "negation-added" if added else "negation-extra", Level.ERROR if added else Level.WARNING,
        'the source has no such "not"', found=case.rewrite.text[slice(*span)], rewrite=span,
    )  # fmt: skip


def _is_copy(case: Case, mine: int, theirs: int) -> bool:
    """Tell whether two sentences hold the same content and the same number of negations but one."""
    if len(case.rewrite.content) > _LONGEST:
        return False
    one = {m.value for m in case.source.content if case.source.sentence[m.first] == mine}
    other = {m.value for m in case.rewrite.content if case.rewrite.sentence[m.first] == theirs}
    return one == other and len(case.rewrite.of("negation")) == len(case.source.of("negation")) + 1


def _reached(source: Reading) -> frozenset[str]:
    """Return what the source's own negations reach: "not A or B" may become two sentences."""
    reached: set[str] = set()
    for negation in source.of("negation"):
        middle = bisect_left(source.starts, negation.first)
        here = source.sentence[negation.first]
        for mention in source.content[max(middle - _SCOPE, 0) : middle]:
            between = source.tokens[mention.last : negation.first]
            ended = any(t.norm in _SCOPE_ENDS for t in between)
            if source.sentence[mention.first] == here and not ended:
                reached.add(mention.value)
        ends = _SCOPE_ENDS - {"and"} if negation.value == "ban" else _SCOPE_ENDS
        for mention in source.content[middle : middle + _SCOPE * 2]:
            between = source.tokens[negation.last : mention.first]
            if any(t.norm in ends or t.norm in _VERBS_OF_OTHERS for t in between):
                break
            reached.add(mention.value)
    return frozenset(reached)


def _targets(reading: Reading, mention: Mention) -> frozenset[str]:
    """Return what a negation turns: the next content in its sentence, or the last before it."""
    here = reading.sentence[mention.first]
    middle = bisect_left(reading.starts, mention.first)
    after = [
        m for m in reading.content[middle : middle + _TARGETS] if reading.sentence[m.first] == here
    ]
    before = reading.content[max(middle - 1, 0) : middle]
    chosen = after or [m for m in before if reading.sentence[m.first] == here]
    return frozenset(m.value for m in chosen)


def _homes(reading: Reading, targets: frozenset[str]) -> list[int]:
    """Return the sentences in which the targets stand; a handful is enough."""
    found = {home for target in targets for home in reading.homes.get(target, ())}
    return sorted(found)[:_MOST_HOMES]


def _all_homes(reading: Reading) -> list[int]:
    return sorted(set(reading.sentence[:_LONGEST]))[:_MOST_HOMES]


def _turns_itself(case: Case, mention: Mention) -> bool:
    """Tell whether a "not" turns a negative word and is gone with it ("not uncommon")."""
    released = "release" in case.source.values("modality") - case.rewrite.values("modality")
    following = case.source.tokens[mention.last : mention.last + _SCOPE]
    return released or any(
        t.stem in case.tables.soft_negatives and t.stem not in case.rewrite.stems for t in following
    )


def _window(reading: Reading, sentence: int, targets: frozenset[str]) -> tuple[int, int]:
    """Return the tokens of a sentence near its targets; without a target, all of it."""
    first = bisect_left(reading.sentence, sentence)
    last = min(bisect_left(reading.sentence, sentence + 1), first + _LONGEST)
    start, end = bisect_left(reading.starts, first), bisect_left(reading.starts, last)
    places = [m for m in reading.content[start:end] if m.value in targets]
    if not places:
        return first, last
    low, high = places[0].first - _NEAR, places[-1].last + _NEAR
    return max(low, first), min(high, last)


def _mentions_in(reading: Reading, first: int, last: int) -> list[Mention]:
    starts = reading.mention_starts
    return reading.mentions[bisect_left(starts, first) : bisect_left(starts, last)]


def _negative(
    reading: Reading, sentence: int, tables: GuardTables, targets: frozenset[str]
) -> bool:
    """Tell whether anything near the targets in a sentence is or can carry a "not"."""
    first, last = _window(reading, sentence, targets)
    if any(m.kind == "negation" for m in _mentions_in(reading, first, last)):
        return True
    return _carries_not(reading, sentence, None, tables, targets)


def _carries_not(
    reading: Reading,
    sentence: int,
    other: Reading | None,
    tables: GuardTables,
    targets: frozenset[str],
) -> bool:
    """Tell whether a sentence has something that can carry the "not" of the other text.

    What both texts have ("before", "stop", a limit) carries nothing: it stood there beside
    the "not".
    """
    first, last = _window(reading, sentence, targets)
    known = {m.value for m in other.mentions[:_LONGEST]} if other else set()
    mentions = _mentions_in(reading, first, last)
    if any(m.value in _SOFT_VALUES and m.value not in known for m in mentions):
        return True
    bounds = {m.comparator for m in other.measures[:_LONGEST]} if other else set()
    stems = other.stems if other else frozenset()
    measures = reading.measures[
        bisect_left(reading.measure_starts, first) : bisect_left(reading.measure_starts, last)
    ]
    if any(m.comparator in _BOUNDING and m.comparator not in bounds for m in measures):
        return True
    within = {m.low for m in other.measures[:_LONGEST] if m.said == "le"} if other else set()
    if any(m.comparator == "ge" and m.low in within for m in measures):
        return True  # "Not within 6 hours" is "at least 6 hours".
    if any(m.value not in known and is_polar(reading, m) for m in mentions):
        return True
    return any(
        t.kind == WORD and t.stem in tables.soft_negatives and t.stem not in stems
        for t in reading.tokens[first:last]
    )


def _around(reading: Reading, mention: Mention) -> frozenset[str]:
    """Return the values and stems near a negation, in its sentence."""
    here = reading.sentence[mention.first]
    middle = bisect_left(reading.starts, mention.first)
    near = reading.content[max(middle - _SCOPE, 0) : middle + _SCOPE]
    values: set[str] = set()
    for other in near:
        if reading.sentence[other.first] == here:
            values.add(other.value)
            values.update(t.stem for t in reading.tokens[other.first : other.last])
    return frozenset(values)
