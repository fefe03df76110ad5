"""Fills the slots of a wording with the facts of the statement that it is to speak for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.audience import HelpLines
from patiented.proposing.masking import base_name
from patiented.proposing.matching import Reading, Value
from patiented.proposing.views import Page, fill, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.proposing.masking import MaskedSlot
    from patiented.proposing.slots import SlotTypes


def refill(
    wording: str,
    slots: Iterable[tuple[str, MaskedSlot]],
    names: tuple[str, ...],
    types: SlotTypes,
) -> str | None:
    """Return the wording with its slots filled; None where one has no words that are true.

    `names` are those of the page, for a slot that holds its drug.
    """
    template = parse_template(wording)
    if not template.fields:
        return "".join(template.texts)
    values = {name: _value(name, slot, names, types) for name, slot in slots}
    page = Page("", names, _as_it_is, HelpLines(), types)
    return fill(template, values, page)


def _value(name: str, slot: MaskedSlot, names: tuple[str, ...], types: SlotTypes) -> Value:
    """Read the text of a slot by its slot type; as it is, when the type does not know it."""
    kind = base_name(name)
    if types.knows(kind):
        reading = Reading(slot.text, types, names=names)
        for value in reading.values(kind, 0) if reading.readable else ():
            if value.end == len(reading.tokens):
                return value
    return Value(kind, slot.text, 1, 2)


def _as_it_is(phrase: str, *, in_list: bool = False) -> str:
    del in_list
    return phrase
