"""Tells whether a ban of the rewrite bans what the ban of the source does, list for list.

"Contraindicated in A and B" and "not for you if you have B or A" have other clauses and other
first words. In a sentence that says nothing but the ban, the whole list decides.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from patiented.guard.scope import scope_of, targets_at
from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_RUNGS: Final = (
    {"ban"}, {"ban", "not"}, {"not_recommended"}, {"not_recommended", "not"},
)  # fmt: skip
_USES: Final = frozenset({
    "use", "take", "have", "give", "given", "get", "be", "start", "started", "used", "taken",
    "receive", "apply", "put", "for",
})  # fmt: skip
_GROUPED: Final = frozenset(
    {"in", "for", "during", "with", "those", "patients", "by", "at", "when"}
)
_GOING_ON: Final = frozenset({"also", "same", "too", "either", "nor", "neither", "include"})
_SOON, _LONGEST = 3, 400
_SOFTER: Final = frozenset({"avoid", "not_recommended"})
_LEAVE: Final = frozenset({"may", "can", "release", "should", "must"})
_TURNS: Final = frozenset({
    "but", "except", "unless", "only", "while", "although", "though", "whereas", "until", "instead",
    "otherwise", "other", "others",
})  # fmt: skip


def is_same_ban(
    texts: tuple[Reading, Reading], bans: tuple[Mention, Mention], shared: frozenset[str]
) -> bool:
    """Tell whether two bans stand alone in sentences with the same shared words."""
    (source, rewrite), (mine, theirs) = texts, bans
    pair = {mine.value, theirs.value}
    if pair not in _RUNGS or not (_forbids_use(source, mine) and _forbids_use(rewrite, theirs)):
        return False
    one, other = _alone(source, mine), _alone(rewrite, theirs)
    return (
        one is not None
        and other is not None
        and bool(one & shared)
        and one & shared == (other & shared)
    )


def _forbids_use(reading: Reading, mention: Mention) -> bool:
    """Tell whether a bare "not" turns the use itself: "do not take", not "who are not pregnant"."""
    following = reading.tokens[mention.last : mention.last + _SOON]
    return mention.value != "not" or any(token.norm in _USES for token in following)


def _alone(reading: Reading, ban: Mention) -> frozenset[str] | None:
    """Return the content of the sentence of a ban, or None where it says more than the ban."""
    first = bisect_left(reading.sentence, reading.sentence[ban.first])
    last = bisect_left(reading.sentence, reading.sentence[ban.first] + 1)
    inside = [m for m in reading.mentions if first <= m.first < last]
    others = [m for m in inside if m.kind == "negation" and m.first != ban.first]
    leave = [
        m for m in inside
        if m.kind == "modality" and m.value in _LEAVE and not _carries(reading, m, ban)
    ]  # fmt: skip
    turned = any(token.norm in _TURNS for token in reading.tokens[first:last])
    if others or leave or turned:
        return None
    return frozenset(m.value for m in reading.content if first <= m.first < last)


def _carries(reading: Reading, mention: Mention, ban: Mention) -> bool:
    """Tell whether a "must" or "can" belongs to the ban itself: "must not"."""
    return (
        mention.last == ban.first
        or ban.first <= mention.first < ban.last
        or (
            reading.tokens[mention.last].norm in {"not", "never"}
            if mention.last < len(reading.tokens)
            else False
        )
    )


def bans_group_by_group(reading: Reading) -> bool:
    """Tell whether a text bans "in A and in B": each group by itself, as "A or B" would."""
    bans = [m for m in reading.of("negation") if m.value == "ban"]
    if not bans:
        return False
    homes = {reading.sentence[m.first] for m in bans}
    joints = [
        k for k, token in enumerate(reading.tokens[:-1])
        if token.norm == "and" and reading.sentence[k] in homes
    ]  # fmt: skip
    return bool(joints) and all(reading.tokens[k + 1].norm in _GROUPED for k in joints)


def check_ban_strength(case: Case) -> None:
    """See a ban said a rung lower, as another clause's "not", or for half of its list."""
    bans = [i for i in case.indices("negation") if case.mention(i).value == "ban"]
    if not bans:
        return
    partners = {case.rewrite.span(m.first, m.last): m for m in case.rewrite.of("negation")}
    for index in bans:
        other = partners.get(case.where[index] or (-1, -1))
        if case.verdicts[index] is not Verdict.KEPT or other is None:
            continue
        if other.value in _SOFTER:
            message = "the source forbids this, the rewrite only advises against it"
            case.changed(index, "ban-softer", message, other)
        elif other.value == "not" and _is_condition(case.rewrite, other):
            _open(case, index, "ban-moved", 'this "not" forbids nothing', other)
        elif _is_uncovered(case, case.mention(index)):
            _open(case, index, "ban-uncovered", "the rewrite forbids only a part of this", other)


def _open(case: Case, index: int, rule: str, message: str, other: Mention) -> None:
    span = case.rewrite.span(other.first, other.last)
    case.rule(index, Verdict.OPEN)
    found = case.rewrite.text[slice(*span)]
    case.report(rule, Level.WARNING, message, fact=index, found=found, rewrite=span)


def _is_condition(reading: Reading, mention: Mention) -> bool:
    """Tell whether a "not" stands in an "if" or "who" clause, or in a question."""
    last = bisect_left(reading.sentence, reading.sentence[mention.first] + 1)
    if last < len(reading.tokens) and reading.tokens[last].norm == "?":
        return True
    return scope_of(reading, mention, targets_at(reading)).dependent


def _is_uncovered(case: Case, ban: Mention) -> bool:
    """Tell whether something of the ban's list stands only in sentences that forbid nothing."""
    negated = {case.rewrite.sentence[m.first] for m in case.rewrite.of("negation")}
    going_on = {
        case.rewrite.sentence[k]
        for k, token in enumerate(case.rewrite.tokens[:_LONGEST])
        if token.norm in _GOING_ON
    }
    ahead = scope_of(case.source, ban, targets_at(case.source)).ahead
    homes = [case.rewrite.homes[value] for value in ahead if value in case.rewrite.homes]
    return any(not home & (negated | going_on) for home in homes)
