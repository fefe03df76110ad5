"""One rewrite on trial: both readings, the source's facts, their verdicts, the findings so far.

Checks write to a `Case` in the order of `check.CHECKS`. A verdict only ever gets worse: kept,
open, changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.guard.reading import Measure, Mention, Reading
from patiented.model import Fact, Finding, Level, Span, Verdict

if TYPE_CHECKING:
    from patiented.guard.tables import GuardTables

_WEIGHT = {Verdict.KEPT: 0, Verdict.GENERAL: 1, Verdict.OPEN: 2, Verdict.CHANGED: 3}


@dataclass(frozen=True, slots=True)
class Context:
    """What else licenses words of a rewrite.

    `subjects` are the names of the page's drug or condition, `taught` the terms with their
    glosses, `allowed` standing texts that may be added word for word, `confirmed` normal
    forms of facts a person vouched for.
    """

    subjects: tuple[str, ...] = ()
    heading: str = ""
    lead: str = ""
    taught: tuple[object, ...] = ()
    allowed: tuple[str, ...] = ()
    address: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(slots=True)
class Case:
    """The state of one judgement. `marks[i]` is what fact `i` was read from."""

    tables: GuardTables
    source: Reading
    rewrite: Reading
    context: Reading
    facts: list[Fact]
    marks: list[Measure | Mention]
    verdicts: list[Verdict] = field(default_factory=list)
    where: list[Span | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    confirmed: frozenset[str] = frozenset()
    licensed: set[str] = field(default_factory=set)
    licensed_values: set[str] = field(default_factory=set)
    standing: frozenset[str] = frozenset()
    gone: set[int] = field(default_factory=set)
    unplaced: list[int] = field(default_factory=list)
    extra_measures: list[Measure] = field(default_factory=list)

    def rule(self, index: int, verdict: Verdict, where: Span | None = None) -> None:
        """Give fact `index` a verdict, unless it has a worse one."""
        if _WEIGHT[verdict] >= _WEIGHT[self.verdicts[index]]:
            self.verdicts[index] = verdict
        if where is not None and self.where[index] is None:
            self.where[index] = where

    def report(  # noqa: PLR0913  a finding has this many parts
        self, rule: str, level: Level, message: str, *, fact: int | None = None, found: str = "",
        expected: str = "", rewrite: Span | None = None, source: Span | None = None,
    ) -> None:  # fmt: skip
        """Add a finding; with `fact`, its value and place are filled in."""
        value = ""
        if fact is not None:
            value, source = self.facts[fact].value, self.facts[fact].span
            expected = expected or self.facts[fact].text
            rewrite = rewrite or self.where[fact]
        self.findings.append(
            Finding(
                rule, level, message, fact=value, found=found, expected=expected,
                source_span=source, rewrite_span=rewrite,
            )
        )  # fmt: skip

    def changed(self, index: int, rule: str, message: str, mark: Measure | Mention | None) -> None:
        """Call a fact changed, with an error that names what stands in its place."""
        span = self.rewrite.span(mark.first, mark.last) if mark else None
        self.rule(index, Verdict.CHANGED, span)
        found = self.rewrite.text[slice(*span)] if span else ""
        self.report(rule, Level.ERROR, message, fact=index, found=found, rewrite=span)

    def mention(self, index: int) -> Mention:
        """Return the mention that fact `index` was read from; a fact of a number has none."""
        mark = self.marks[index]
        if not isinstance(mark, Mention):
            raise TypeError(index)
        return mark

    def indices(self, *kinds: str) -> list[int]:
        """Return the facts read from mentions of these classes."""
        return [
            i
            for i, mark in enumerate(self.marks)
            if isinstance(mark, Mention) and mark.kind in kinds
        ]
