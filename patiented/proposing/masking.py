"""Masks the facts of a statement as typed slots, and fills slots again.

"Apply Velmarin twice daily for up to 8 weeks" becomes "Apply {drug} {frequency} for up to
{duration}", so that one wording serves every statement that says the same with other numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import FactKind
from patiented.proposing.views import TemplateError, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def mask(text: str, facts: Iterable[Fact], names: Iterable[str] = ()) -> Masked:
    """Put a slot in the place of every maskable fact; of facts that overlap, the longest stays.

    `names` are names of medicines that count as drugs wherever they stand.
    """
    slots: list[MaskedSlot] = []
    pieces: list[str] = []
    counts: Counter[str] = Counter()
    position = 0
    places = [(fact.kind, fact.span) for fact in facts if fact.kind in SLOT_NAMES]
    places += [(FactKind.DRUG, span) for span in _named(text, names)]
    for kind, (start, end) in _chosen(places, len(text)):
        base = SLOT_NAMES[kind]
        counts[base] += 1
        name = base if counts[base] == 1 else f"{base}{counts[base]}"
        slots.append(MaskedSlot(name, kind, text[start:end], (start, end)))
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


def _named(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where one of the names stands as a word, in this very spelling."""
    for name in names:
        for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) if name else ():
            yield found.span()


def _chosen(places: Iterable[tuple[FactKind, Span]], length: int) -> list[tuple[FactKind, Span]]:
    """Return the places that do not overlap, in order; of those that do, the longest."""
    within = {(kind, span) for kind, span in places if 0 <= span[0] < span[1] <= length}
    by_length = sorted(within, key=lambda one: (one[1][0] - one[1][1], one[1], one[0]))
    chosen: list[tuple[FactKind, Span]] = []
    for kind, span in by_length:
        if all(span[1] <= one[0] or one[1] <= span[0] for _, one in chosen):
            chosen.append((kind, span))
    return sorted(chosen, key=lambda one: one[1])
