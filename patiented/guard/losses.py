"""Sees what was dropped: a value of the source that is gone with nothing unknown in its place.

A term said in words that no table has leaves a stranger near its neighbors; then it is open.
Where the neighbors stand side by side and no stranger is near, the term was left out.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from patiented.guard.reading import Mention
from patiented.guard.segments import may_be_understood

if TYPE_CHECKING:
    from patiented.guard.case import Case

_DROPPED = frozenset({"drug", "condition", "organ", "drug_class"})
_LISTED = frozenset({"organ", "drug_class"})
_WINDOW = 3
_MOST = 200


def check_losses(case: Case) -> None:
    """Call a drug, condition or organ changed where it is gone and nothing can stand for it."""
    lost = [
        i for i in case.unplaced if isinstance(m := case.marks[i], Mention) and m.kind in _DROPPED
    ]
    if not lost:
        return
    known = {m.value for m in case.source.content} | case.licensed_values
    strangers = [k for k, m in enumerate(case.rewrite.content) if m.value not in known]
    strangers = strangers[:_MOST]
    for index in lost:
        mark = case.marks[index]
        if not isinstance(mark, Mention):
            continue
        near = _stranger_near(case, mark, strangers) if mark.kind in _LISTED else bool(strangers)
        if mark.kind == "drug" or not (near or may_be_understood(case, mark)):
            case.changed(
                index, f"{mark.kind}-dropped", "this is gone and nothing stands in its place", None
            )
            case.unplaced.remove(index)


def _stranger_near(case: Case, mark: Mention, strangers: list[int]) -> bool:
    """Tell whether an unknown content word stands near the neighbors of a lost one."""
    if not strangers:
        return False
    places = _neighbor_places(case, mark)
    if not places:
        return True
    return any(abs(stranger - place) <= _WINDOW for stranger in strangers for place in places)


def _neighbor_places(case: Case, mark: Mention) -> list[int]:
    """Return where the nearest kept neighbors of a lost value stand in the rewrite."""
    content, here = case.source.content, case.source.sentence[mark.first]
    middle = bisect_left(case.source.starts, mark.first)
    place_of: dict[str, list[int]] = {}
    for k, mention in enumerate(case.rewrite.content):
        place_of.setdefault(mention.value, []).append(k)
    places: list[int] = []
    for side in (content[max(middle - 3, 0) : middle][::-1], content[middle + 1 : middle + 4]):
        for neighbor in side:
            if case.source.sentence[neighbor.first] == here and neighbor.value in place_of:
                places += place_of[neighbor.value]
                break
    return places
