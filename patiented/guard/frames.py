"""Sees that using, giving or taking is denied in the rewrite and plainly said in the source.

"Can be used in babies" and "cannot be used in babies": no word that tells stands by the "not", so
the things of the two clauses are compared. Nothing near either may be able to carry a "not".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.guard.clauses import Clause, clauses_of
from patiented.guard.parity import ACT_WITHIN, LIGHT_ACTS, SEEN, carries, negatives_of
from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_NOTS: Final = frozenset({"not", "never"})
_RELATIVE: Final = frozenset({"who", "that", "which", "whose"})
_ENOUGH: Final = 0.4
_FEW: Final = 2


def check_frames(case: Case) -> None:
    """Report a permission or an order that was turned into its opposite."""
    if any(finding.rule in SEEN for finding in case.findings):
        return
    placed = {where for where in case.where if where is not None}
    if all(case.rewrite.span(m.first, m.last) in placed for m in case.rewrite.of("negation")):
        return
    groups = _groups(case.source)
    for group in _groups(case.rewrite):
        denial = _denied_act(case, group, placed)
        if denial is None:
            continue
        home = _home(group, groups)
        if home is None or negatives_of(case.source, home):
            continue
        if not _acts(case.source, home) or _may_carry(case, home, group):
            continue
        span = case.rewrite.span(denial.first, denial.last)
        case.report(
            "negation-added", Level.ERROR, 'the source says this without a "not"',
            found=case.rewrite.text[slice(*span)], rewrite=span,
        )  # fmt: skip
        return


def _groups(reading: Reading) -> list[Clause]:
    """Return the clauses, each with the relative clauses that belong to it."""
    groups: list[Clause] = []
    for one in clauses_of(reading):
        joined = groups and reading.tokens[one.first].norm in _RELATIVE and not one.inner
        if not joined:
            groups.append(one)
            continue
        last = groups[-1]
        groups[-1] = last._replace(
            last=one.last, keys=last.keys | one.keys, mentions=(*last.mentions, *one.mentions),
            measures=(*last.measures, *one.measures),
        )  # fmt: skip
    return groups


def _denied_act(case: Case, group: Clause, placed: set[tuple[int, int]]) -> Mention | None:
    """Return the one "not" of a group, where it is said of an act and no fact was found in it."""
    negatives = negatives_of(case.rewrite, group)
    if len(negatives) != 1 or group.inner:
        return None
    one, tokens = negatives[0], case.rewrite.tokens
    if case.rewrite.span(one.first, one.last) in placed:
        return None
    words = {token.norm for token in tokens[one.first : one.last]}
    ahead = tokens[one.last : min(one.last + ACT_WITHIN, group.last)]
    acted = any(token.norm in LIGHT_ACTS for token in ahead)
    return one if words & _NOTS and acted else None


def _home(group: Clause, groups: list[Clause]) -> Clause | None:
    """Return the group of the source that shares most with this one, where it is enough."""
    best = max(groups, key=lambda one: len(one.keys & group.keys), default=None)
    if best is None:
        return None
    shared = len(best.keys & group.keys)
    enough = shared >= _FEW and shared >= _ENOUGH * len(group.keys)
    return best if enough and not best.inner else None


def _acts(reading: Reading, group: Clause) -> bool:
    return any(t.norm in LIGHT_ACTS for t in reading.tokens[group.first : group.last])


def _may_carry(case: Case, mine: Clause, theirs: Clause) -> bool:
    source, rewrite = (case.source, mine), (case.rewrite, theirs)
    return carries(case, source, rewrite) or carries(case, rewrite, source)
