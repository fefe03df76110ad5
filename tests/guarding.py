"""What tests of the guard share: one built from the shipped tables, and the errors it names."""

from __future__ import annotations

from pathlib import Path

from patiented.guard import Guard
from patiented.model import Level, Statement

COMMON = Path(__file__).parents[1] / "audiences" / "common"


def shipped_guard() -> Guard:
    """Return a guard with the shipped tables."""
    return Guard.from_dir(COMMON)


def errors(guard: Guard, source: str, rewrite: str) -> set[str]:
    """Return the rules that call a rewrite changed."""
    judgement = guard.judge(Statement("s", source), rewrite)
    return {finding.rule for finding in judgement.findings if finding.level is Level.ERROR}
