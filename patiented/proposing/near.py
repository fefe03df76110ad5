"""Wording of statements much like one that needs a writer: offered, never applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.finding import alike_phrases

if TYPE_CHECKING:
    from patiented.proposing.masking import Masked
    from patiented.proposing.memory import Memory, Remembered

NEAR = 70.0
"""How alike, of 100, two masked statements must be before a writer is shown the wording of one."""
NEAR_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A remembered wording for a statement much like the one asked about, for the writer.

    `likeness` is of 100. `source` and `wording` have their slots; what differs is the writer's.
    `approved` is false for wording that no reviewer has signed.
    """

    likeness: float
    source: str
    wording: str
    monograph: str
    statement: str
    approved: bool = True


def near(
    approved: Memory, others: Memory, masked: Masked, limit: int = NEAR_LIMIT
) -> tuple[Near, ...]:
    """Return wordings of statements much like this one, the most alike first.

    `others` holds wording that nobody has approved yet.

    Statements are compared word by word without their order, facts as slots, so that another number
    makes no difference.
    """
    by_source = {one.source: one for one in (*others.entries(), *approved.entries())}
    signed = {one.source for one in approved.entries()}
    found = alike_phrases(masked.template, list(by_source), least=NEAR, limit=limit)
    rated = sorted((-round(likeness, 1), source) for source, likeness in found)
    return tuple(
        _near(-likeness, by_source[source], approved=source in signed) for likeness, source in rated
    )


def _near(likeness: float, one: Remembered, *, approved: bool) -> Near:
    return Near(likeness, one.source, one.wording, one.monograph, one.statement, approved)
