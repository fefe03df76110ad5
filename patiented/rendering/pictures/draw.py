"""Turns what was chosen into figures: places of the parts, and captions in the reader's language.

Every number comes from the choice. The only ones worked out here are the rest of a hundred and the
equal parts of a limit, and the captions say so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.rendering.pictures.records import (
    Arm,
    ArrayChoice,
    Bound,
    Cell,
    DayChoice,
    Picture,
)
from patiented.rendering.speaking import mark
from patiented.rendering.typography import keep_together, written_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from patiented.rendering.pictures.records import (
        Choice,
        LimitChoice,
        LimitsChoice,
        Place,
        Share,
    )
    from patiented.rendering.speaking import Speaker

HUNDRED = 100
ROW = 10
PERSON = (12, 17)
"""A figure with the space around it."""

GAP = 5
"""Between the first five figures of a row or column and the rest."""

BLOCK, BAR, SQUARE = (26, 26), (14, 26), (8, 8)
BETWEEN = 3
ABOVE = 10
"""Room over a row of blocks, for a bracket or the end of a stop line."""

TO_STOP = 6
"""From the last bar to the stop line."""

TIMES_OF_DAY = (
    (mark("Morning"), "rise"),
    (mark("Midday"), "noon"),
    (mark("Evening"), "rise"),
    (mark("Night"), "night"),
)
EXAMPLES = {1: (0,), 2: (0, 2), 3: (0, 1, 2), 4: (0, 1, 2, 3)}
"""Which parts of the day stand for once, twice, three and four times a day."""


def draw(
    chosen: Mapping[str, tuple[Choice, ...]], name: str, say: Speaker
) -> dict[str, tuple[Picture, ...]]:
    """Return the figures under each statement, by its id; `name` is what the page is about."""
    drawn: dict[str, tuple[Picture, ...]] = {}
    for identity, choices in chosen.items():
        pictures = tuple(
            _picture(one, f"fig-{identity}-{number}", name, say)
            for number, one in enumerate(choices, start=1)
        )
        drawn[identity] = (
            pictures if drawn else (replace(pictures[0], is_first=True), *pictures[1:])
        )
    return drawn


def people(had: int) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the places of a hundred figures, from the top left: those that had it, the others."""
    places = [
        (_stepped(at % ROW, PERSON[0]), _stepped(at // ROW, PERSON[1])) for at in range(HUNDRED)
    ]
    return tuple(places[:had]), tuple(places[had:])


def _stepped(index: int, size: int) -> int:
    return index * size + (GAP if index >= ROW // 2 else 0)


def _picture(choice: Choice, anchor: str, name: str, say: Speaker) -> Picture:
    if isinstance(choice, ArrayChoice):
        return _array(choice, anchor, say)
    if isinstance(choice, DayChoice):
        return _day(choice, name, say)
    return _limits(choice, anchor, say)


def _array(choice: ArrayChoice, anchor: str, say: Speaker) -> Picture:
    arms = tuple(
        _arm(one, one.label or choice.sentence, f"{anchor}-{number}", say)
        for number, one in enumerate(choice.shares, start=1)
    )
    title = say("Out of {all} {people}", all=_number(HUNDRED, say), people=choice.shares[0].people)
    compared = choice.sentence if len(arms) > 1 else ""
    return Picture(title, arms=arms, note=keep_together(compared))


def _arm(share: Share, label: str, anchor: str, say: Speaker) -> Arm:
    count, rest, whole = (_number(n, say) for n in (share.count, HUNDRED - share.count, HUNDRED))
    headline = say("About {n} in {all}" if share.is_about else "{n} in {all}", n=count, all=whole)
    notes = [
        say("The number {rest} is worked out: {all} minus {n}.", rest=rest, all=whole, n=count)
    ]
    if share.exact:
        notes.insert(0, say("Rounded from {exact}.", exact=share.exact))
    had, others = people(share.count)
    return Arm(
        anchor, headline, keep_together(label), had, others,
        say("Filled: {n}", n=count), say("Outline: the other {n}", n=rest), tuple(notes),
    )  # fmt: skip


def _day(choice: DayChoice, name: str, say: Speaker) -> Picture:
    doses = EXAMPLES[choice.times]
    dose = keep_together(choice.dose)
    cells = tuple(
        Cell(say(part), icon, dose if place in doses else say("no dose"), place in doses)
        for place, (part, icon) in enumerate(TIMES_OF_DAY)
    )
    note = say("The times are an example. The source says “{often}”, not when.", often=choice.often)
    return Picture(say("A day with {name}: an example", name=name), cells=cells, note=note)


def _limits(choice: LimitsChoice, anchor: str, say: Speaker) -> Picture:
    bounds = tuple(
        _bound(one, f"{anchor}-{number}", say) for number, one in enumerate(choice.limits, start=1)
    )
    limits = say.many("The limit", "The limits", len(bounds))
    title = f"{choice.scope}: {limits[:1].lower()}{limits[1:]}" if choice.scope else limits
    return Picture(title, bounds=bounds)


def _bound(one: LimitChoice, anchor: str, say: Speaker) -> Bound:
    size = _size(one)
    row = ROW if one.blocks == HUNDRED else one.blocks
    places = [
        (at % row * (size[0] + BETWEEN), at // row * (size[1] + BETWEEN) + ABOVE)
        for at in range(one.blocks)
    ]
    width, height = _extent(places, size)
    stop = width + TO_STOP if one.kind == "time" else 0
    return Bound(
        anchor, keep_together(one.text), _note(one, say),
        tuple(places[: one.filled]), tuple(places[one.filled :]), size,
        max(width, stop), height, is_bracketed=one.kind == "week", stop=stop,
    )  # fmt: skip


def _size(one: LimitChoice) -> Place:
    if one.blocks == HUNDRED:
        return SQUARE
    return BLOCK if one.kind == "area" else BAR


def _extent(places: Iterable[Place], size: Place) -> Place:
    """Return width and height of a drawing."""
    lefts, tops = zip(*places, strict=True)
    return max(lefts) + size[0], max(tops) + size[1]


def _note(one: LimitChoice, say: Speaker) -> str:
    if one.kind == "area":
        filled, blocks = _number(one.filled, say), _number(one.blocks, say)
        return say("At most: {filled} of {blocks} equal parts", filled=filled, blocks=blocks)
    if one.kind == "week":
        return say("At most, all {n} days together", n=_number(one.blocks, say))
    return say("At the longest")


def _number(number: int, say: Speaker) -> str:
    return written_number(number, say.lang)
