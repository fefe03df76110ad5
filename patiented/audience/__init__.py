"""Loads and checks `audiences/`: who the readers are, and the words they share.

Everything is data; adding a folder adds an audience. `patterns.toml` is parsed in `proposing`.
"""

from __future__ import annotations

from patiented.audience.lexicon import Lexicon, Pos, Relation, Term
from patiented.audience.loading import AudienceData, load_audiences
from patiented.audience.phrase_table import Form, Phrase
from patiented.audience.profile import Address, Audience, HelpLines, SectionPlan, Targets

__all__ = [
    "Address",
    "Audience",
    "AudienceData",
    "Form",
    "HelpLines",
    "Lexicon",
    "Phrase",
    "Pos",
    "Relation",
    "SectionPlan",
    "Targets",
    "Term",
    "load_audiences",
]
