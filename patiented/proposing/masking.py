"""Masks the facts of a statement as typed slots, and fills slots again.

"Apply Velmarin twice daily for up to 8 weeks" becomes "Apply {drug} {frequency} for up to
{duration}", so that one wording serves every statement that says the same with other numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind
from patiented.proposing.views import TemplateError, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from patiented.model import Fact, Span
    from patiented.proposing.views import Template

SLOT_NAMES = {
    FactKind.QUANTITY: "dose",
    FactKind.FREQUENCY: "frequency",
    FactKind.DURATION: "duration",
    FactKind.PERCENTAGE: "percent",
    FactKind.AGE: "age",
    FactKind.DRUG: "drug",
}
"""Facts that can be exchanged without touching the grammar of a sentence, and their slots."""

VIEWS = {
    "dose": frozenset({"", "raw"}),
    "frequency": frozenset({"", "raw"}),
    "duration": frozenset({"", "raw"}),
    "percent": frozenset({"", "raw", "nf", "nf_exact", "nf_of"}),
    "age": frozenset({"", "raw"}),
    "drug": frozenset({"", "raw"}),
}
"""What a wording may ask of a slot: `{frequency}` is in words, `{frequency.raw}` as it was."""


@dataclass(frozen=True, slots=True)
class MaskedSlot:
    """A fact behind a slot; `name` is numbered from the second of its kind on (`dose2`)."""

    name: str
    kind: FactKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Masked:
    """A statement with its maskable facts as slots; `template` has literal braces doubled."""

    text: str
    template: str
    slots: tuple[MaskedSlot, ...]


def mask(text: str, facts: Iterable[Fact]) -> Masked:
    """Put a slot in the place of every maskable fact; of facts that overlap, the longest stays."""
    slots: list[MaskedSlot] = []
    pieces: list[str] = []
    counts: Counter[str] = Counter()
    position = 0
    for fact in _chosen(facts, len(text)):
        base = SLOT_NAMES[fact.kind]
        counts[base] += 1
        name = base if counts[base] == 1 else f"{base}{counts[base]}"
        start, end = fact.span
        slots.append(MaskedSlot(name, fact.kind, text[start:end], fact.span))
        pieces += [escape(text[position:start]), f"{{{name}}}"]
        position = end
    pieces.append(escape(text[position:]))
    return Masked(text, "".join(pieces), tuple(slots))


def match(template: Template, masked: Masked) -> dict[str, MaskedSlot] | None:
    """Return what each slot of a masked source holds in this statement; None for another statement.

    The template may leave facts unmasked; then they must be the same words. Linear: at every place
    at most one fact starts.
    """
    by_start = {slot.span[0]: slot for slot in masked.slots}
    found: dict[str, MaskedSlot] = {}
    position = 0
    for index, literal in enumerate(template.texts):
        if not masked.text.startswith(literal, position):
            return None
        position += len(literal)
        if index == len(template.fields):
            break
        field = template.fields[index]
        slot = by_start.get(position)
        if slot is None or base_name(slot.name) != base_name(field.name):
            return None
        if found.setdefault(field.name, slot).text != slot.text:
            return None
        position = slot.span[1]
    return found if position == len(masked.text) else None


def escape(text: str) -> str:
    """Double literal braces."""
    return text.replace("{", "{{").replace("}", "}}")


def base_name(name: str) -> str:
    """Return `dose` for `dose2`."""
    return name.rstrip("0123456789")


def check_masked(source: str, wording: str) -> str:
    """Return what is wrong with a masked entry: slots and views, none lost, none invented."""
    try:
        asked, given = parse_template(source), parse_template(wording)
    except TemplateError as error:
        return f"{error} (at {error.column} of the text)"
    names = {field.name for field in asked.fields}
    for name in sorted(names):
        if base_name(name) not in VIEWS:
            return f"unknown slot {{{name}}}; there are {', '.join(sorted(VIEWS))}"
    for field in given.fields:
        if field.name not in names:
            return f"the wording has {{{field.name}}}, which the source lacks"
        if field.view not in VIEWS[base_name(field.name)]:
            return f"{{{field.name}}} has no view {field.view!r}"
    lost = names - {field.name for field in given.fields}
    if wording and lost:
        return f"the wording loses {', '.join(f'{{{name}}}' for name in sorted(lost))}"
    return ""


def _chosen(facts: Iterable[Fact], length: int) -> list[Fact]:
    """Return the maskable facts that do not overlap, in order of place."""
    maskable = [f for f in facts if f.kind in SLOT_NAMES and 0 <= f.span[0] < f.span[1] <= length]
    maskable.sort(key=lambda fact: (fact.span[0] - fact.span[1], fact.span, fact.kind))
    chosen: list[Fact] = []
    for fact in maskable:
        if all(fact.span[1] <= one.span[0] or one.span[1] <= fact.span[0] for one in chosen):
            chosen.append(fact)
    return sorted(chosen, key=lambda fact: fact.span)
