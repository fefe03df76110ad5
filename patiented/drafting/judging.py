"""What the guard says of a draft: why it is refused, or what a writer still has to look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.edition.ledger import book, is_open
from patiented.guard import Context
from patiented.model import SAFETY_ROLES, FactKind, Fate, Finding, Level, Obligation, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from patiented.audience import Audience
    from patiented.drafting.tasks import Task
    from patiented.guard import Guard
    from patiented.model import FactVerdict, Judgement, LedgerRow, Meta

NEW = "new"

FAULTS = frozenset(
    {"number-lost", "quantity-new", "route-new", "drug_class-new", "substance-new", "clause-new"}
)
"""Findings below an error that a model is asked to mend, and that end a draft on a safety role.

On pairs by several authors, other new words stand in good rewrites as often as in bad ones: they
are for the writer to look at.
"""
NUMBERS = ("number", "quantity")
"""How the rules about figures begin."""
CROSSING = frozenset({FactKind.QUANTITY, FactKind.PERCENTAGE, FactKind.DRUG})
"""Facts that read alike in every language."""

FEWEST_FOUND = 0.5
"""A draft that keeps fewer of the binding facts is about something else, or says too little."""
STRAYING = "clause-new"
MOST_STRAYING = 1 / 3
"""How much of a draft may be clauses in which nothing of the source stands. None of 492 good
rewrites by people (authors a, b and e of the guard's pairs) has so much."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that a person must look at before the draft can be wording.

    `value` is what a confirmation names, `kind` that of the fact, or `NEW` for words that the
    source does not have, `text` the words of the source.
    """

    value: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The guard's word on one draft.

    With `refused` it may not even wait for a writer; `faults` are what a second try should mend.
    `left_out` are words of facts that are gone and may go.
    """

    refused: tuple[Finding, ...]
    faults: tuple[Finding, ...] = ()
    open: tuple[OpenPoint, ...] = ()
    left_out: tuple[str, ...] = ()


class Judge:
    """Judges drafts as the edition judges wording, where nobody has confirmed anything, and more.

    A person wrote the wording that the edition judges; a model may have obeyed the document. So a
    figure must stand in the statement itself (a heading or the opening of a list licenses none),
    and on a safety role a lost figure, a new medicine or a new clause may not even wait for a
    writer.

    `translated` drafts share few words with their source: only what crosses languages is judged.
    """

    def __init__(self, guard: Guard, audience: Audience, meta: Meta, *, translated: bool) -> None:
        self._guard = guard
        self._translated = translated
        subjects = (meta.name, *meta.drugs, *meta.conditions)
        self._context = Context(
            subjects=tuple(dict.fromkeys(subject for subject in subjects if subject)),
            taught=meta.taught,
            allowed=audience.standing_texts(),
            address=audience.address.value,
        )

    def __call__(self, task: Task, text: str) -> Trial:
        """Return the guard's word on a text for the statement of a task."""
        statement = task.statement
        context = replace(self._context, heading=" ".join(task.headings), lead=statement.lead)
        whole = self._guard.judge(statement, text, context=context, obligation=task.binding)
        alone = self._guard.judge(
            replace(statement, lead=""), text, context=self._context, obligation=task.binding
        )
        faults = () if self._translated else tuple(filter(_is_fault, whole.findings))
        refused = list(self._refused(whole))
        refused += [one for one in alone.findings if _is_wrong_number(one)]
        if task.role in SAFETY_ROLES:
            refused += faults
        if not self._translated:
            refused += _about_all(task, text, whole)
        rows = book(statement.id, whole.facts, task.binding, {}, "")
        points = _open(rows, (*whole.findings, *alone.findings))
        gone = dict.fromkeys(row.fact.text for row in rows if row.fate is Fate.LEFT_OUT)
        return Trial(tuple(dict.fromkeys(refused)), faults, tuple(points), tuple(gone))

    def _refused(self, judgement: Judgement) -> Iterator[Finding]:
        """Yield what is changed or invented: the guard's errors, each changed fact without one."""
        if judgement.ok:
            return
        crossing = {one.fact.value for one in judgement.facts if one.fact.kind in CROSSING}
        errors = [one for one in judgement.findings if one.level is Level.ERROR]
        told = {one.fact for one in errors}
        for finding in (*errors, *_untold(judgement, told)):
            if not self._translated or finding.fact in crossing or _is_wrong_number(finding):
                yield finding


def _untold(judgement: Judgement, told: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each changed fact that the guard has none about."""
    for one in judgement.facts:
        fact = one.fact
        if one.verdict is Verdict.CHANGED and fact.value not in told:
            message = f"the {_words(fact.kind)} is changed"
            yield Finding("fact-changed", Level.ERROR, message, fact.value, "", fact.text)


def _is_fault(finding: Finding) -> bool:
    return finding.rule in FAULTS and finding.level is not Level.NOTE


def _is_wrong_number(finding: Finding) -> bool:
    return finding.level is Level.ERROR and finding.rule.startswith(NUMBERS)


def _about_all(task: Task, text: str, judgement: Judgement) -> Iterator[Finding]:
    """Yield what is wrong with a draft as a whole: it says too little, or something else."""
    bound = [one for one in judgement.facts if task.binding(one.fact) is Obligation.MUST]
    facts = bound or judgement.facts
    if facts and sum(map(_is_found, facts)) < FEWEST_FOUND * len(facts):
        message = "most facts of the source are not found in it again"
        yield Finding("draft-thin", Level.ERROR, message)
    strays = [one.found for one in judgement.findings if one.rule == STRAYING]
    if sum(map(len, strays)) > MOST_STRAYING * len(text):
        message = "much of it is not in the source at all"
        yield Finding("draft-strays", Level.ERROR, message, found=strays[0])


def _is_found(verdict: FactVerdict) -> bool:
    return verdict.verdict in {Verdict.KEPT, Verdict.GENERAL}


def _open(rows: Iterable[LedgerRow], findings: Iterable[Finding]) -> Iterable[OpenPoint]:
    """Return what has to be confirmed, as `edition` asks for it: open facts, then new words."""
    points = [
        OpenPoint(row.fact.value, _words(row.fact.kind), row.fact.text)
        for row in rows
        if is_open(row)
    ]
    points += [
        OpenPoint(one.found, NEW)
        for one in findings
        if not one.fact and one.found and one.level is not Level.NOTE
    ]
    return dict.fromkeys(points)


def _words(kind: str) -> str:
    return kind.replace("_", " ")
