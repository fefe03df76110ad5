"""Sees one organ named once less and another in its place: "bend the hip", "bend the knee".

A list of what is the same ("hip" and "joint") is not needed: the other organ must belong to nothing
that the source names, and stand in no bracket.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading


def check_organ_trade(case: Case) -> None:
    """Report an organ that gave its place to another one."""
    mine, theirs = _organs(case.source), _organs(case.rewrite)
    here = Counter(m.value for m in mine)
    there = Counter(m.value for m in theirs)
    lost = {value for value, count in here.items() if there[value] < count}
    known = set(here) | {m.value for m in case.source.mentions}
    for mention in case.source.mentions:
        known |= case.tables.organs.get(mention.value, frozenset())
    new = next((m for m in theirs if m.value not in known), None)
    if not lost or new is None or len(theirs) < len(mine):
        return
    span = case.rewrite.span(new.first, new.last)
    case.report(
        "organ-traded", Level.ERROR, "another organ stands in its place",
        found=case.rewrite.text[slice(*span)], expected=", ".join(sorted(lost)), rewrite=span,
    )  # fmt: skip


def _organs(reading: Reading) -> list[Mention]:
    """Return the organs that a text names outside brackets."""
    depth, depths = 0, []
    for token in reading.tokens:
        depth += (token.norm == "(") - (token.norm == ")")
        depths.append(depth)
    return [m for m in reading.of("organ") if depths[m.first] <= 0]
