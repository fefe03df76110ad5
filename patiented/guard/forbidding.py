"""Sees a ban that is gone from the sentence it stood in, or that became advice to do the thing.

A sentence of the rewrite says a ban when anything in it, or at the start of the ones beside it,
denies: "not", "rules out", "only", "instead".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from patiented.guard.clauses import clause_at, clauses_of
from patiented.model import Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_FIRM: Final = frozenset({"ban"})
_ADVISED: Final = frozenset({"ban", "avoid", "not_recommended"})
HOLDING: Final = frozenset({"only", "unless", "until", "stop", "hold", "switch", "release"})
_DENYING: Final = frozenset({
    "exclud", "rul", "rule", "bar", "reserv", "reserve", "unsaf", "unsafe", "wrong", "danger",
    "dangerous", "harmful", "harm", "other", "instead", "unless", "only", "off", "out", "away",
    "without", "stop", "avoid", "replac", "switch", "too", "far", "against", "alternativ",
    "different", "elsewhere", "unsuitabl", "unsuit", "apart", "risk", "refus", "forbid",
    "forbidden", "limit", "miss", "skip", "safe",
})  # fmt: skip
_BOUNDING: Final = frozenset({"le", "lt"})
_DUTIES: Final = frozenset({"should", "must"})
_ADVICE: Final = frozenset({
    "recommend", "recommended", "recommends", "advise", "advised", "advises", "should", "must",
})  # fmt: skip
_NOES: Final = frozenset({"no", "not", "never", "nothing", "none"})
_STOPS: Final = frozenset({".", "?", "!"})
_OPENING: Final = 7
_DENIED_WITHIN: Final = 3


def check_forbidding(case: Case) -> None:
    """Report a ban whose sentence forbids nothing any more."""
    for index in case.indices("negation"):
        if case.verdicts[index] is Verdict.CHANGED:
            continue
        mark = case.mention(index)
        if is_denied_ban(case.source, mark):
            continue
        if mark.value in _FIRM and not _is_repeated(case, index) and _is_gone(case, mark):
            message = "the source forbids this, the rewrite does not"
            case.changed(index, "ban-gone", message, None)
        elif mark.value in _ADVISED and case.where[index] is None:
            advice = _advice(case)
            if advice is not None:
                message = "the source advises against, the rewrite for"
                case.changed(index, "ban-turned", message, advice)


def _is_repeated(case: Case, index: int) -> bool:
    """Tell whether the rewrite has the ban with the same words behind it: "never be injected"."""
    where, mark = case.where[index], case.mention(index)
    partner = next(
        (m for m in case.rewrite.of("negation") if case.rewrite.span(m.first, m.last) == where),
        None,
    )
    if partner is None or case.verdicts[index] is not Verdict.KEPT:
        return False
    behind = (
        [token.stem for token in reading.tokens[one.last : one.last + _DENIED_WITHIN]]
        for reading, one in ((case.source, mark), (case.rewrite, partner))
    )
    mine, theirs = behind
    return len(mine) > 1 and mine == theirs


def is_denied_ban(reading: Reading, ban: Mention) -> bool:
    """Tell whether a ban is itself denied: "is not a contraindication"."""
    before = {
        token.norm for token in reading.tokens[max(ban.first - _DENIED_WITHIN, 0) : ban.first]
    }
    return ban.value in _FIRM and bool(before & {"not", "no", "never"})


def _is_gone(case: Case, ban: Mention) -> bool:
    """Tell whether the sentence of the rewrite that speaks of a ban's clause forbids nothing."""
    clause = clause_at(clauses_of(case.source), ban.first)
    if clause is None:
        return False
    subjects = {mention.value for mention in case.context.mentions}
    weights: Counter[int] = Counter()
    thousandths = 1_000
    for value in clause.keys - subjects:
        homes = case.rewrite.homes.get(value, set())
        for home in homes:
            weights[home] += thousandths // len(homes)
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return False
    return not _forbids(case, ranked[0][0])


def sentence_says_no(reading: Reading, home: int) -> bool:
    """Tell whether a sentence, or the start of its neighbors, holds any word of denial."""
    first, last = _whole(reading, home)
    before_first, before_last = _before(reading, first)
    near = (
        range(first, last),
        range(last, min(last + _OPENING, len(reading.tokens))),
        range(before_first, min(before_first + _OPENING, before_last)),
    )
    if any(_says_no(reading, list(places)) for places in near):
        return True
    if {reading.tokens[k].stem for k in range(first, last)} & _DENYING:
        return True
    return any(first <= m.first < last and m.value in HOLDING for m in reading.mentions)


def _forbids(case: Case, home: int) -> bool:
    """Tell whether anything in a sentence, or at the start of its neighbors, says no."""
    reading = case.rewrite
    first, last = _whole(reading, home)
    inside = list(range(first, last))
    after = list(range(last, min(last + _OPENING, len(reading.tokens))))
    before_first, before_last = _before(reading, first)
    before = list(range(before_first, min(before_first + _OPENING, before_last)))
    if any(_says_no(reading, places) for places in (inside, after, before)):
        return True
    stems = {reading.tokens[k].stem for k in inside}
    if stems & _DENYING - case.source.stems:
        return True
    if any(m.comparator in _BOUNDING for m in reading.measures if first <= m.first < last):
        return True
    return any(first <= m.first < last and m.value in HOLDING for m in reading.mentions)


def _whole(reading: Reading, home: int) -> tuple[int, int]:
    """Return the tokens of a sentence with the list that it heads or belongs to."""
    first = bisect_left(reading.sentence, home)
    last = bisect_left(reading.sentence, home + 1)
    while first > 0 and reading.tokens[first - 1].norm not in _STOPS:
        first -= 1
    while last < len(reading.tokens) and reading.tokens[last].norm not in _STOPS:
        last += 1
    return first, last


def _before(reading: Reading, first: int) -> tuple[int, int]:
    """Return the tokens of the sentence before a place."""
    last = max(first - 1, 0)
    start = last
    while start > 0 and reading.tokens[start - 1].norm not in _STOPS:
        start -= 1
    return start, last


def _says_no(reading: Reading, places: list[int]) -> bool:
    if not places:
        return False
    first, last = places[0], places[-1]
    return any(first <= m.first <= last for m in reading.of("negation"))


def _advice(case: Case) -> Mention | None:
    """Return a new "should" of the rewrite in a sentence that says no to nothing."""
    reading = case.rewrite
    known = case.source.values("modality")
    for one in reading.of("modality"):
        if one.value not in _DUTIES - known or reading.tokens[one.first].norm not in _ADVICE:
            continue
        home = reading.sentence[one.first]
        inside = [k for k, at in enumerate(reading.sentence) if at == home]
        stems = {reading.tokens[k].stem for k in inside}
        says_no = any(reading.tokens[k].norm in _NOES for k in inside)
        if (
            says_no
            or _says_no(reading, inside)
            or stems & (case.tables.soft_negatives - case.source.stems)
        ):
            continue
        return one
    return None
