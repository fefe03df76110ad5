"""Tells whether the two arms of a "than" changed sides: "A is lower than B", "B is more than A"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading


def arms_changed_sides(case: Case) -> bool:
    """Tell whether what stands before "than" in the source stands behind it in the rewrite."""
    mine, theirs = _arms(case.source), _arms(case.rewrite)
    if mine is None or theirs is None:
        return False
    own = mine[0] - mine[1], mine[1] - mine[0]
    return bool(own[0] & (theirs[1] - theirs[0]) and own[1] & (theirs[0] - theirs[1]))


def _arms(reading: Reading) -> tuple[set[str], set[str]] | None:
    """Return the content before and behind the only "than" of a text, in its sentence."""
    places = reading.of("comparison")
    if len(places) != 1:
        return None
    here = reading.sentence[places[0].first]
    near = [m for m in reading.mentions if reading.sentence[m.first] == here]
    before = {m.value for m in near if m.last <= places[0].first and m.kind != "direction"}
    behind = {m.value for m in near if m.first >= places[0].last and m.kind != "direction"}
    return before, behind
