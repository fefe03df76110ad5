"""Asks whether each route still belongs to its own medicine: which one is swallowed, which is not.

Only where the source names two medicines or more. A route belongs to the medicines that stand
closest to it; in the rewrite one of those must be the closest too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.model import Level, Verdict

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Mention, Reading

_CARRIERS: Final = ("drug", "drug_class")
_BESIDE: Final = 2
"""Medicines this many tokens further off than the closest share its route: "Jakafi (oral X)"."""
_MOST: Final = 200


def check_carriers(case: Case) -> None:
    """See a route that went to another medicine of the same source."""
    drugs = case.source.of(*_CARRIERS)
    if len({one.value for one in drugs}) < _BESIDE or len(drugs) > _MOST:
        return
    for index in case.indices("route"):
        if case.verdicts[index] is Verdict.CHANGED:
            continue
        value = case.mention(index).value
        owners = _all_owners(case.source, value)
        if owners and (stray := _stray(case.rewrite, value, owners)):
            span = case.rewrite.span(stray.first, stray.last)
            case.rule(index, Verdict.OPEN, span)
            case.report(
                "route-moved",
                Level.WARNING,
                "this route stands with another medicine",
                fact=index,
                found=case.rewrite.text[slice(*span)],
                rewrite=span,
            )


def _stray(reading: Reading, value: str, owners: frozenset[str]) -> Mention | None:
    """Return a mention of the route whose closest medicine is none of `owners`."""
    for route in reading.of("route"):
        if route.value == value:
            closest = _owners(reading, route)
            if closest and not closest & owners:
                return route
    return None


def _all_owners(reading: Reading, value: str) -> frozenset[str]:
    """Return the medicines of a route wherever a text names it."""
    found = [_owners(reading, route) for route in reading.of("route") if route.value == value]
    return frozenset().union(*found)


def _owners(reading: Reading, route: Mention) -> frozenset[str]:
    """Return the medicines closest to a route within its sentence."""
    here = reading.sentence[route.first]
    away = {
        one: _distance(route, one)
        for one in reading.of(*_CARRIERS)
        if reading.sentence[one.first] == here
    }
    if not away:
        return frozenset()
    nearest = min(away.values())
    return frozenset(one.value for one, steps in away.items() if steps <= nearest + _BESIDE)


def _distance(route: Mention, drug: Mention) -> int:
    return route.first - drug.last if drug.last <= route.first else drug.first - route.last
