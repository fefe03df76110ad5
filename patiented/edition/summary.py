"""Holds the summary to the text: what stands under the title may say only what a statement says.

The summary is the monograph's own sentence for every reader, so no proposer works on it and no
statement stands behind it. Here its facts are looked for in the canonical text as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.guard import Context
from patiented.model import (
    FactKind,
    Fate,
    Finding,
    LedgerRow,
    Level,
    Obligation,
    Proof,
    Statement,
    Verdict,
)

if TYPE_CHECKING:
    from patiented.guard import Guard
    from patiented.model import FactVerdict, Monograph

SUMMARY = "summary"
"""The id that summary facts have in the ledger."""

BINDING = frozenset(
    {
        FactKind.AGE,
        FactKind.COUNT,
        FactKind.DRUG,
        FactKind.DURATION,
        FactKind.FREQUENCY,
        FactKind.NEGATION,
        FactKind.PERCENTAGE,
        FactKind.POPULATION,
        FactKind.QUANTITY,
        FactKind.RATIO,
    }
)
"""Kinds that no summary may have of its own: an edition with such a fact is not published."""


Summed = tuple[tuple[LedgerRow, ...], tuple[Finding, ...]]
"""A row for each fact that the summary may not have, and the findings."""


def check_summary(monograph: Monograph, guard: Guard) -> Summed:
    """Return a row for each binding fact of the summary that no statement says, and findings."""
    if not monograph.meta.summary:
        return (), ()
    strays = _strays(monograph, guard)
    rows = tuple(
        LedgerRow(one.fact, SUMMARY, Obligation.MUST, Fate.LOST, Proof.NONE)
        for one in strays
        if _binds(one)
    )
    return rows, tuple(_finding(monograph, one) for one in strays)


def _strays(monograph: Monograph, guard: Guard) -> list[FactVerdict]:
    meta = monograph.meta
    whole = " ".join(one.text for one in monograph.statements())
    subjects = tuple(one for one in (meta.name, *meta.drugs, *meta.conditions) if one)
    context = Context(subjects=subjects, taught=meta.taught)
    judgement = guard.judge(Statement(SUMMARY, meta.summary), whole, context=context)
    proved = {Verdict.KEPT, Verdict.GENERAL}
    names = {subject.casefold() for subject in subjects}
    return [
        one
        for one in judgement.facts
        if one.verdict not in proved and one.fact.text.casefold() not in names
    ]


def _binds(one: FactVerdict) -> bool:
    return one.verdict is Verdict.CHANGED or one.fact.kind in BINDING


def _finding(monograph: Monograph, one: FactVerdict) -> Finding:
    kind = one.fact.kind.value
    return Finding(
        rule="summary-stray",
        level=Level.ERROR if _binds(one) else Level.WARNING,
        message=f"the summary says {one.fact.text!r} ({kind}), which no statement says",
        fact=one.fact.value,
        expected=one.fact.text,
        path=monograph.path,
        line=1,
    )
