"""Turns a reading into facts (DESIGN 4), each with normal form, place and what it hangs on."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from patiented.guard.reading import Measure, Mention, Reading
from patiented.model import Fact, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "negation": FactKind.NEGATION,
    "condition_word": FactKind.CONDITION_WORD,
    "modality": FactKind.MODALITY,
    "time_order": FactKind.TIME_ORDER,
    "direction": FactKind.DIRECTION,
    "comparison": FactKind.COMPARISON,
    "and_or": FactKind.AND_OR,
    "action": FactKind.ACTION,
    "severity": FactKind.SEVERITY,
    "route": FactKind.ROUTE,
    "form": FactKind.FORM,
    "population": FactKind.POPULATION,
    "organ": FactKind.ORGAN,
    "drug_class": FactKind.DRUG,
    "drug": FactKind.DRUG,
    "substance": FactKind.DRUG,
    "condition": FactKind.CONDITION,
    "term": FactKind.TERM,
    "word": FactKind.TERM,
}
_REPEATED = frozenset({"negation"})
_ANCHORS = 3
_CARRIERS = frozenset({"should", "must", "can"})
_SILENT = frozenset({("and_or", "and"), ("modality", "will"), ("modality", "advise")})


def facts_of(reading: Reading, statement: str) -> tuple[list[Fact], list[Measure | Mention]]:
    """Return the facts in the order of the text, and the marks they were read from."""
    facts: list[Fact] = []
    marks: list[Measure | Mention] = []
    for mark in sorted(_marks(reading), key=lambda m: (m.first, m.last)):
        first, last = mark.first, mark.last
        span = reading.span(first, last)
        kind = mark.kind if isinstance(mark, Measure) else KINDS[mark.kind]
        value = mark.value() if isinstance(mark, Measure) else f"{mark.kind} {mark.value}"
        bound = (
            anchors(reading, first, last)
            if isinstance(mark, Measure) or mark.kind in _REPEATED
            else ()
        )
        number = len(facts) + 1
        facts.append(
            Fact(f"{statement}.{number}", kind, reading.text[slice(*span)], value, span, bound)
        )
        marks.append(mark)
    return facts, marks


def anchors(reading: Reading, first: int, last: int, count: int = _ANCHORS) -> tuple[str, ...]:
    """Return the values of the nearest content in the same sentence.

    What a number or a "not" hangs on.
    """
    here = reading.sentence[min(first, len(reading.sentence) - 1)]
    middle = bisect_left(reading.starts, first)
    near = [
        (min(abs(m.first - last), abs(first - m.last)), m.first, m.value)
        for m in reading.content[max(middle - count, 0) : middle + count]
        if reading.sentence[m.first] == here
    ]
    return tuple(value for _, _, value in sorted(near)[:count])


def is_inside_ban(reading: Reading, mention: Mention) -> bool:
    """Tell whether a "should" only carries a "not": "should not" is one fact, so is "cannot"."""
    following = reading.tokens[mention.last].norm if mention.last < len(reading.tokens) else ""
    carries = mention.kind == "modality" and mention.value in _CARRIERS
    return carries and mention.last - mention.first == 1 and following in {"not", "never"}


def _marks(reading: Reading) -> Iterator[Measure | Mention]:
    yield from reading.measures
    seen: set[tuple[str, str]] = set()
    for mention in reading.mentions:
        key = (mention.kind, mention.value)
        if (
            key in _SILENT
            or is_inside_ban(reading, mention)
            or (key in seen and mention.kind not in _REPEATED)
        ):
            continue
        seen.add(key)
        yield mention
