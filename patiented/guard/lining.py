"""Lays the parts of a sentence of the rewrite along the source: as many as can keep its order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patiented.guard.parts import Parts

_MOST_PAIRS = 400


def lined_up(sentence: list[int], theirs: Parts, places: dict[str, list[int]]) -> list[int]:
    """Return for each part its place in the source, as many as can be in the source's order."""
    choices = [places[theirs.parts[k].key] for k in sentence]
    greedy = _greedy(choices)
    if greedy is not None:
        return greedy
    if sum(len(c) for c in choices) > _MOST_PAIRS:
        return [c[0] for c in choices]
    return _filled(choices, _longest_rise(choices))


def _greedy(choices: list[list[int]]) -> list[int] | None:
    """Return places that never fall, taking the first that fits, or None."""
    at, found = -1, []
    for places in choices:
        k = bisect_left(places, at)
        if k == len(places):
            return None
        at = places[k]
        found.append(at)
    return found


def _longest_rise(choices: list[list[int]]) -> dict[int, int]:
    """Return the places (by index) of a longest run that never falls."""
    tails: list[int] = []
    nodes: list[tuple[int, int, int]] = []  # index, place, node before
    ends: list[int] = []
    for index, places in enumerate(choices):
        for place in reversed(places):
            k = bisect_right(tails, place)
            before = ends[k - 1] if k else -1
            nodes.append((index, place, before))
            if k == len(tails):
                tails.append(place)
                ends.append(len(nodes) - 1)
            else:
                tails[k], ends[k] = place, len(nodes) - 1
    chosen: dict[int, int] = {}
    at = ends[-1] if ends else -1
    while at >= 0:
        index, place, at = nodes[at]
        chosen.setdefault(index, place)
    return chosen


def _filled(choices: list[list[int]], chosen: dict[int, int]) -> list[int]:
    """Give each part that fell out of the run the place nearest to the part before it."""
    found: list[int] = []
    for index, places in enumerate(choices):
        before = found[-1] if found else 0
        near = min(places, key=lambda p: (abs(p - before), p))
        found.append(chosen.get(index, near))
    return found
