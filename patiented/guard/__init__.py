"""Judges rewrites: the facts of a source, a verdict on each, and what is new. Public names only."""

from patiented.guard.case import Context
from patiented.guard.check import CHECKS, Guard, every_fact_binds
from patiented.guard.obligations import obligation_of
from patiented.guard.tables import GuardTables, load_tables
from patiented.guard.translating import TranslationGuard

__all__ = [
    "CHECKS",
    "Context",
    "Guard",
    "GuardTables",
    "TranslationGuard",
    "every_fact_binds",
    "load_tables",
    "obligation_of",
]
