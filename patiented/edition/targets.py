"""What stands between an edition and its readers: the findings of `patiented check`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from patiented.model import Fate, Finding, Level, Obligation, Verdict
from patiented.readability import ease_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience import Audience
    from patiented.model import Edition, EditionStatement

_EPSILON = 0.005


def check_edition(edition: Edition, audience: Audience, *, path: str = "") -> tuple[Finding, ...]:
    """List what is wrong with an edition, in page order; an error stops the build."""
    return (
        *(replace(one, path=path) for one in edition.findings),
        *_statement_findings(edition, path),
        *_ledger_findings(edition, path),
        *_target_findings(edition, audience, path),
    )


def _statement_findings(edition: Edition, path: str) -> Iterator[Finding]:
    for statement in edition.statements():
        if statement.needs_writer:
            yield Finding(
                rule="needs-writer",
                level=Level.ERROR,
                message="this sentence still needs a writer",
                found=statement.source,
                path=path,
                line=statement.line,
            )
        yield from _refusals(statement, path)


def _refusals(statement: EditionStatement, path: str) -> Iterator[Finding]:
    for finding in statement.findings:
        yield Finding(
            rule=finding.rule,
            level=finding.level,
            message=finding.message,
            fact=finding.fact,
            found=finding.found,
            expected=finding.expected,
            path=path,
            line=statement.line,
            source_span=finding.source_span,
            rewrite_span=finding.rewrite_span,
        )
    for verdict in statement.facts:
        if verdict.verdict is Verdict.CHANGED:
            yield Finding(
                rule="fact-changed",
                level=Level.ERROR,
                message=f"{verdict.fact.kind.value} {verdict.fact.text!r} is changed",
                fact=verdict.fact.value,
                expected=verdict.fact.text,
                path=path,
                line=statement.line,
            )


def _ledger_findings(edition: Edition, path: str) -> Iterator[Finding]:
    lines = {statement.id: statement.line for statement in edition.statements()}
    for row in edition.ledger:
        if row.obligation is Obligation.MUST and row.fate in {Fate.LOST, Fate.OPEN}:
            name = f"{row.fact.kind.value} {row.fact.text!r}"
            yield Finding(
                rule=f"must-{row.fate.value}",
                level=Level.ERROR,
                message=f"{name} must be kept and is {row.fate.value}",
                fact=row.fact.value,
                expected=row.fact.text,
                path=path,
                line=lines.get(row.statement, 0),
                source_span=row.fact.span,
            )


def _target_findings(edition: Edition, audience: Audience, path: str) -> Iterator[Finding]:
    if edition.lang != edition.meta.lang or not edition.scores.has("flesch_kincaid"):
        yield from _ease_findings(edition, audience.speaking(edition.lang), path)
        return
    targets = audience.targets
    scores = edition.scores
    measured = (
        ("Flesch-Kincaid grade", scores.formula("flesch_kincaid"), targets.flesch_kincaid),
        ("adjusted SMOG grade", scores.formula("smog", adjusted=True), targets.smog_adjusted),
        ("SMOG grade", scores.formula("smog"), targets.smog),
    )
    for name, value, target in measured:
        if target is not None and value > target + _EPSILON:
            yield Finding(
                rule="target-missed",
                level=Level.ERROR,
                message=f"{name} is {value:.1f}; the target is {target:g} or less",
                found=f"{value:.2f}",
                expected=f"{target:g}",
                path=path,
            )


def _ease_findings(edition: Edition, audience: Audience, path: str) -> Iterator[Finding]:
    """Hold another language to its own formula; English grades say nothing of it."""
    formula, goal = ease_of(edition.lang), audience.targets.ease
    if goal is None or not edition.scores.has(formula):
        return
    value = edition.scores.formula(formula)
    if value < goal - _EPSILON:
        yield Finding(
            rule="target-missed",
            level=Level.ERROR,
            message=f"reading ease ({formula}) is {value:.1f}; the target is {goal:g} or more",
            found=f"{value:.2f}",
            expected=f"{goal:g}",
            path=path,
        )
