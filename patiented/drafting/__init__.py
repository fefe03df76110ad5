"""Drafts of wording by a language model, for a writer: never shown, and judged by the guard first.

Everything here is pure but two doors: `models.py` asks a model through the `llm` library, which is
imported when a model has been named and not before; `records.py` writes the catalogue.
"""

from patiented.drafting.drafts import Outcome, draft
from patiented.drafting.judging import Judge, OpenPoint, Trial
from patiented.drafting.prompts import Composer, Prompt
from patiented.drafting.records import DraftCounts, Record, count_drafts
from patiented.drafting.rules import HouseRules, load_rules
from patiented.drafting.sessions import Plan, Session, Wanted
from patiented.drafting.suggesting import Suggester
from patiented.drafting.tasks import Task, tasks_for

__all__ = [
    "Composer",
    "DraftCounts",
    "HouseRules",
    "Judge",
    "OpenPoint",
    "Outcome",
    "Plan",
    "Prompt",
    "Record",
    "Session",
    "Suggester",
    "Task",
    "Trial",
    "Wanted",
    "count_drafts",
    "draft",
    "load_rules",
    "tasks_for",
]
