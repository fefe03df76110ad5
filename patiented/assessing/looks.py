"""Which look belongs to which name in the data: the one list of what the program looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.assessing import looks_form, looks_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patiented.assessing.evidence import Evidence
    from patiented.assessing.instruments import Instrument, Item
    from patiented.assessing.sight import Sight

LOOKS: Mapping[str, Callable[[Sight], Evidence]] = {
    "nothing": looks_form.nothing,
    "opening": looks_form.opening,
    "emphasis": looks_form.emphasis,
    "cues": looks_form.cues_to_look,
    "visual_there": looks_form.visual_there,
    "visuals": looks_form.visuals,
    "visuals_there": looks_form.visuals_there,
    "captions": looks_form.captions,
    "tables": looks_form.tables,
    "lists": looks_form.lists,
    "chunks": looks_form.chunks,
    "headings": looks_form.headings,
    "outline": looks_form.outline,
    "short_parts": looks_form.short_parts,
    "summary_first": looks_form.summary_first,
    "actions": looks_words.actions,
    "advice": looks_words.actions,
    "active_actions": looks_words.active_actions,
    "active": looks_words.active,
    "words": looks_words.words,
    "terms": looks_words.terms,
    "addressed": looks_words.addressed,
    "steps": looks_words.steps,
    "tools": looks_words.tools,
    "science": looks_words.science,
    "advice_reasons": looks_words.advice_reasons,
    "directions": looks_words.directions,
    "number_kinds": looks_words.number_kinds,
    "number_meaning": looks_words.number_meaning,
    "calculations": looks_words.calculations,
    "calculations_pemat": looks_words.calculations_pemat,
    "calculations_shown": looks_words.calculations_shown,
    "risks": looks_words.risks,
    "both_sides": looks_words.both_sides,
    "chances": looks_words.chances,
    "summary": looks_words.summary,
    "charts_used": looks_words.charts_used,
}


def look_at(sight: Sight, instrument: Instrument) -> tuple[tuple[Item, Evidence], ...]:
    """Return what the program finds for every item of an instrument, in its order."""
    return tuple((item, LOOKS[item.check](sight)) for item in instrument.items)
