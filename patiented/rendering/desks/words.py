"""What the desks call things: states, fates and kinds of facts, reasons."""

from __future__ import annotations

from patiented.model import FactKind
from patiented.rendering.speaking import mark

STATES = {
    "ready": mark("Facts match"),
    "needs": mark("Needs a writer"),
    "draft": mark("A draft waits"),
    "left": mark("Left out"),
}
FATES = {
    "kept": mark("kept"),
    "general": mark("said more simply"),
    "left_out": mark("left out"),
    "changed": mark("changed"),
    "open": mark("not found"),
    "lost": mark("not found"),
}
KINDS = {
    "quantity": mark("how much"),
    "frequency": mark("how often"),
    "duration": mark("how long"),
    "time_order": mark("in which order"),
    "percentage": mark("a percentage"),
    "ratio": mark("a share"),
    "count": mark("a number"),
    "age": mark("an age"),
    "population": mark("which people"),
    "drug": mark("a medicine"),
    "route": mark("how it is given"),
    "condition": mark("an illness"),
    "negation": mark('a "not"'),
    "modality": mark("how binding it is"),
    "condition_word": mark('an "if" or "unless"'),
    "direction": mark("up or down"),
    "boxed": mark("a boxed warning"),
}
TROUBLES = {
    "changed": mark("A fact changed"),
    "new": mark("New: the source does not say this"),
    "open": mark("A fact that the program does not find"),
}
ORIGINS = {
    "pattern": mark("from a pattern"),
    "phrases": mark("from the phrases"),
    "memory": mark("from memory"),
    "near": mark("from {page}: look at what differs"),
    "model": mark("a draft by {page}, read by nobody yet"),
}
REASONS = {
    "long": mark("Long"),
    "rare_words": mark("Rare words"),
    "passive": mark("Passive"),
    "many_clauses": mark("Many parts"),
    "nominalizations": mark("Nouns that hide a verb"),
    "abstract_nouns": mark("Abstract nouns"),
    "undefined_abbreviation": mark("Abbreviation"),
    "double_negative": mark("Two negatives"),
    "number_without_base": mark("Number without a base"),
}

TOLD = frozenset(str(kind) for kind in FactKind)
"""Messages that are the kind of a fact alone: the title and the words say it."""
