"""Chooses what a page draws: few pictures, each fact once, never in the boxed warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import Role
from patiented.rendering.pictures.days import day_of
from patiented.rendering.pictures.limits import limits_of
from patiented.rendering.pictures.records import LimitsChoice
from patiented.rendering.pictures.shares import arrays_of

if TYPE_CHECKING:
    from patiented.model import Edition, EditionStatement
    from patiented.rendering.pictures.records import Choice

MOST_ARRAYS, MOST_LIMITS = 2, 3


def choose(edition: Edition) -> dict[str, tuple[Choice, ...]]:
    """Return what to draw under each statement, by its id, in page order."""
    chooser = _Chooser()
    day = day_of(edition)
    chosen: dict[str, tuple[Choice, ...]] = {}
    for statement in edition.statements():
        if statement.role is Role.BOXED_WARNING:
            continue
        days: tuple[Choice, ...] = (day[1],) if day and day[0] == statement.id else ()
        found = (*days, *chooser.limits(statement), *chooser.arrays(statement))
        if found:
            chosen[statement.id] = found
    return chosen


class _Chooser:
    """Remembers what was drawn further up."""

    def __init__(self) -> None:
        self._drawn: set[str] = set()
        self._arrays = 0
        self._limits = 0

    def arrays(self, statement: EditionStatement) -> tuple[Choice, ...]:
        """Return the arrays of a statement that are new and still fit on the page."""
        found: list[Choice] = []
        for one in arrays_of(statement):
            if self._arrays < MOST_ARRAYS and not self._drawn.intersection(one.facts):
                self._arrays += 1
                self._drawn.update(one.facts)
                found.append(one)
        return tuple(found)

    def limits(self, statement: EditionStatement) -> tuple[Choice, ...]:
        """Return the limits of a statement, all of them or none: a part would mislead."""
        choice = limits_of(statement)
        if choice is None:
            return ()
        fresh = tuple(one for one in choice.limits if one.fact not in self._drawn)
        if not fresh or self._limits + len(fresh) > MOST_LIMITS:
            return ()
        self._limits += len(fresh)
        self._drawn.update(one.fact for one in fresh)
        return (LimitsChoice(choice.scope, fresh),)
