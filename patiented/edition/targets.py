"""What stands between an edition and its readers: the findings of `patiented check`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from patiented.model import Fate, Finding, Level, Obligation, Origin, Verdict
from patiented.readability import ease_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience import Audience
    from patiented.model import Edition, EditionStatement

_EPSILON = 0.005

Wordings = Callable[["EditionStatement"], "tuple[str, int] | None"]


@dataclass(frozen=True, slots=True)
class Places:
    """Where an edition was written, for whoever mends it.

    `path` is the source, `columns` the column of each statement in its line there, by id. `wording`
    names the path and line of a statement's entry in the catalogue, or None where it has none.
    """

    path: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    wording: Wordings = lambda _: None


@dataclass(frozen=True, slots=True)
class Measured:
    """One reading level of an edition beside its target; `target` None asks for nothing.

    `key` is stable, `name` is for people. A grade aims at `target` or less, a reading ease at
    `target` or more (`is_ease`).
    """

    key: str
    name: str
    value: float
    target: float | None
    is_ease: bool = False

    @property
    def is_missed(self) -> bool:
        """Whether the level is worse than its target."""
        if self.target is None:
            return False
        above = self.value - self.target
        return (-above if self.is_ease else above) > _EPSILON


def check_edition(
    edition: Edition, audience: Audience, *, path: str = "", places: Places | None = None
) -> tuple[Finding, ...]:
    """List what is wrong with an edition, in page order; an error stops the build.

    With `places`, a finding about a wording is placed in its catalogue, else all are in `path`.
    """
    places = places or Places(path)
    return (
        *(replace(one, path=places.path) for one in edition.findings),
        *_statement_findings(edition, places),
        *_ledger_findings(edition, places),
        *_target_findings(edition, audience, places.path),
    )


def measure(edition: Edition, audience: Audience) -> tuple[Measured, ...]:
    """Return the reading levels that an audience may set targets for.

    Another language has its own formula: English grades say nothing of it. Raw SMOG counts only
    where the audience asks for it.
    """
    scores, targets = edition.scores, audience.targets
    if edition.lang != edition.meta.lang or not scores.has("flesch_kincaid"):
        formula, goal = ease_of(edition.lang), audience.speaking(edition.lang).targets.ease
        if not scores.has(formula):
            return ()
        name = f"reading ease ({formula})"
        return (Measured(formula, name, scores.formula(formula), goal, is_ease=True),)
    grade, smog = scores.formula("flesch_kincaid"), scores.formula("smog", adjusted=True)
    levels = (
        Measured("flesch_kincaid", "Flesch-Kincaid grade", grade, targets.flesch_kincaid),
        Measured("smog_adjusted", "adjusted SMOG grade", smog, targets.smog_adjusted),
    )
    if targets.smog is None:
        return levels
    return (*levels, Measured("smog", "SMOG grade", scores.formula("smog"), targets.smog))


def _statement_findings(edition: Edition, places: Places) -> Iterator[Finding]:
    for statement in edition.statements():
        column = places.columns.get(statement.id, 0)
        if statement.needs_writer:
            yield Finding(
                rule="needs-writer",
                level=Level.ERROR,
                message="this sentence still needs a writer",
                found=statement.source,
                path=places.path,
                line=statement.line,
                column=column,
            )
        yield from _refusals(statement, places)


def _refusals(statement: EditionStatement, places: Places) -> Iterator[Finding]:
    source = (places.path, statement.line)
    column = places.columns.get(statement.id, 0)
    entry = places.wording(statement) if statement.findings else None
    for finding in statement.findings:
        in_entry = entry is not None and _is_about_wording(statement, finding)
        path, line = entry if entry is not None and in_entry else source
        yield Finding(
            rule=finding.rule,
            level=finding.level,
            message=finding.message,
            fact=finding.fact,
            found=finding.found,
            expected=finding.expected,
            path=path,
            line=line,
            column=0 if in_entry else column,
            source_span=finding.source_span,
            rewrite_span=finding.rewrite_span,
        )
    path = places.path
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
                column=column,
            )


def _is_about_wording(statement: EditionStatement, finding: Finding) -> bool:
    """Tell whether a finding is mended in the catalogue.

    A refused text is told of with the name of its proposer before the message (`choose`).
    """
    refused = finding.message.startswith(f"{Origin.WORDING.value}: ")
    return refused or finding.rule == "omission-refused" or statement.origin is Origin.WORDING


def _ledger_findings(edition: Edition, places: Places) -> Iterator[Finding]:
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
                path=places.path,
                line=lines.get(row.statement, 0),
                column=places.columns.get(row.statement, 0),
                source_span=row.fact.span,
            )


def _target_findings(edition: Edition, audience: Audience, path: str) -> Iterator[Finding]:
    for one in measure(edition, audience):
        if one.is_missed:
            end = "more" if one.is_ease else "less"
            yield Finding(
                rule="target-missed",
                level=Level.ERROR,
                message=f"{one.name} is {one.value:.1f}; the target is {one.target:g} or {end}",
                found=f"{one.value:.2f}",
                expected=f"{one.target:g}",
                path=path,
            )
