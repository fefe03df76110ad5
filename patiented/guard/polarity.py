"""Weighs negations: each "not", "without", "avoid" or ban of the source must have its partner.

Partners are found by what they hang on. A negation without one is a change only where the same words stand
in the other text with nothing negative near them; beside "only", "until", "stop" or a limit it is open.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from patiented.guard.reading import Mention
from patiented.guard.tokens import WORD
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading
    from patiented.guard.tables import GuardTables

_SCOPE = 4
_TARGETS = 2
_SCOPE_ENDS = frozenset(
    {".", ";", "but", "and", "if", "when", "unless", "because", "although", "to", "until", ":"}
)
_BOUNDING = frozenset({"le", "lt"})
_SOFT_VALUES = frozenset({
    "unless", "only", "until", "even_if", "stop", "hold", "switch", "remove", "instead", "same", "release",
    "normal", "free", "before",
})  # fmt: skip
_NEVER_ADDED = frozenset({"non", "instead", "without", "unable"})


def check_polarity(case: Case) -> None:
    """Pair negations by what they hang on; see those lost and those added."""
    mine = case.indices("negation")
    theirs = case.rewrite.of("negation")
    free, lost = _paired(case, mine, theirs)
    for index in lost:
        _judge_lost(case, index)
    for extra in free:
        _judge_added(case, extra)


def _paired(case: Case, mine: list[int], theirs: list[Mention]) -> tuple[list[Mention], list[int]]:
    """Give each negation of the source the partner that shares most of what it hangs on."""
    around = {id(other): _around(case.rewrite, other) for other in theirs}
    wants = {index: _around(case.source, _mention(case, index)) for index in mine}
    free, lost = list(theirs), []
    order = sorted(
        mine, key=lambda i: -max((len(wants[i] & a) for a in around.values()), default=0)
    )
    for index in order:
        best = max(free, key=lambda t: (len(wants[index] & around[id(t)]), -t.first), default=None)
        if index in case.unplaced:
            case.unplaced.remove(index)
        if best is None:
            lost.append(index)
            continue
        free.remove(best)
        sure = bool(wants[index] & around[id(best)]) or not wants[index]
        case.verdicts[index] = Verdict.KEPT if sure else Verdict.OPEN
        case.where[index] = case.rewrite.span(best.first, best.last)
        if not sure:
            case.report(
                "negation-moved",
                Level.WARNING,
                'a "not" stands elsewhere in the rewrite',
                fact=index,
            )
    return free, sorted(lost)


def _mention(case: Case, index: int) -> Mention:
    mark = case.marks[index]
    if not isinstance(mark, Mention):
        raise TypeError(index)
    return mark


def _judge_lost(case: Case, index: int) -> None:
    case.where[index] = None
    targets = _targets(case.source, _mention(case, index))
    homes = _homes(case.rewrite, targets)
    if homes and not any(_negative(case.rewrite, home, case.tables) for home in homes):
        case.changed(index, "negation-lost", 'this "not" is not in the rewrite', None)
        return
    case.rule(index, Verdict.OPEN)
    case.report("negation-open", Level.WARNING, 'this "not" has no clear partner', fact=index)


def _judge_added(case: Case, extra: Mention) -> None:
    targets = _targets(case.rewrite, extra)
    if _repeated(case.source, targets):
        return
    homes = _homes(case.source, targets)
    added = (
        homes and extra.value not in _NEVER_ADDED
        and not any(_negative(case.source, home, case.tables) for home in homes)
    )  # fmt: skip
    span = case.rewrite.span(extra.first, extra.last)
    case.report(
        "negation-added" if added else "negation-extra", Level.ERROR if added else Level.WARNING,
        'the source has no such "not"', found=case.rewrite.text[slice(*span)], rewrite=span,
    )  # fmt: skip


def _repeated(source: Reading, targets: frozenset[str]) -> bool:
    """Tell whether the source's own "not" reaches all targets: "not A or B" may become two sentences."""
    if not targets:
        return False
    reached: set[str] = set()
    for negation in source.of("negation"):
        middle = bisect_left(source.starts, negation.first)
        here = source.sentence[negation.first]
        for mention in source.content[max(middle - _SCOPE, 0) : middle]:
            between = source.tokens[mention.last : negation.first]
            if source.sentence[mention.first] == here and not any(t.norm in _SCOPE_ENDS for t in between):
                reached.add(mention.value)
        for mention in source.content[middle : middle + _SCOPE * 2]:
            if any(t.norm in _SCOPE_ENDS for t in source.tokens[negation.last : mention.first]):
                break
            reached.add(mention.value)
    return targets <= reached


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
    """Return the sentences in which the targets stand."""
    return sorted({reading.sentence[m.first] for m in reading.content if m.value in targets})


def _negative(reading: Reading, sentence: int, tables: GuardTables) -> bool:
    """Tell whether anything in a sentence can carry a "not"."""
    first = bisect_left(reading.sentence, sentence)
    last = bisect_left(reading.sentence, sentence + 1)
    if any(
        first <= m.first < last and (m.kind == "negation" or m.value in _SOFT_VALUES)
        for m in reading.mentions
    ):
        return True
    if any(first <= m.first < last and m.comparator in _BOUNDING for m in reading.measures):
        return True
    return any(
        t.kind == WORD and t.stem in tables.soft_negatives for t in reading.tokens[first:last]
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
