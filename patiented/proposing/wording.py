"""The first proposer: what a person wrote for this statement, from a catalogue.

A person's text is judged like any other; who confirmed its open facts travels with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.model import Change, Origin, Proposal
from patiented.proposing.masking import base_name, mask
from patiented.proposing.refilling import refill
from patiented.proposing.slots import SlotTypes, load_slot_types

if TYPE_CHECKING:
    from patiented.audience import Lexicon
    from patiented.guard import Guard
    from patiented.model import Statement
    from patiented.proposing.catalogue import Catalogue, Found
    from patiented.proposing.setting import Setting

ENGLISH = "en"
LANGUAGE_FREE = frozenset({"dose", "percent", "drug"})
"""Slots whose source text another language may show: figures, symbols and names."""


class WordingProposer:
    """Looks statements up in one catalogue."""

    def __init__(self, catalogue: Catalogue, guard: Guard, types: SlotTypes) -> None:
        self._catalogue = catalogue
        self._guard = guard
        self._types = types
        self._speaks_english = catalogue.lang.partition("_")[0].partition("-")[0] == ENGLISH

    def propose(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return the wording of the statement, or its omission where a person left it out."""
        found = self._find(statement)
        if found is None:
            return None
        entry = found.entry
        rule = f"wording:{self._catalogue.audience}.{self._catalogue.lang}:{entry.line}"
        if not entry.wording.strip():
            return Proposal("", Origin.OMITTED, rule=rule, omit_reason=entry.omit)
        text = self._text(found, setting)
        if text is None:
            return None
        return Proposal(
            text,
            Origin.WORDING,
            rule=rule,
            changes=(Change(rule, statement.text, text),),
            confirmed=entry.confirmed,
        )

    def _find(self, statement: Statement) -> Found | None:
        masked = None
        if self._catalogue.needs_facts and self._catalogue.find_exact(statement) is None:
            masked = mask(statement.text, self._guard.facts(statement))
        return self._catalogue.find(statement, masked)

    def _text(self, found: Found, setting: Setting) -> str | None:
        """Return the wording, slots filled from the source; None where one cannot be shown."""
        if not found.entry.is_masked:
            return found.entry.wording
        bound = {base_name(name) for name, _ in found.slots} - LANGUAGE_FREE
        if bound and not self._speaks_english:
            return None
        return refill(found.entry.wording, found.slots, setting.subjects, self._types)


def build(catalogue: Catalogue, guard: Guard, lexicon: Lexicon | None = None) -> WordingProposer:
    """Return the proposer of one catalogue; without a lexicon, slots stay in the source's words."""
    types = load_slot_types(lexicon.dirs) if lexicon else SlotTypes({})
    return WordingProposer(catalogue, guard, types)
