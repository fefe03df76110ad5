"""What is to be drafted: the statements of an edition that need a writer, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.edition.plan import plan_sections
from patiented.guard import obligation_of
from patiented.model import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience import Audience
    from patiented.edition.plan import PlannedSection
    from patiented.guard import Guard
    from patiented.model import Edition, Fact, Monograph, Role, Statement


@dataclass(frozen=True, slots=True)
class Task:
    """A statement to be drafted.

    `heading` is what stands above it: the audience's question, or the names of a sub-section and of
    those around it. `headings` are the clinician headings there, `section` is the id of its section
    and `obligation` what binds in it.
    """

    statement: Statement
    section: str
    role: Role
    heading: str
    headings: tuple[str, ...]
    obligation: Obligation
    facts: tuple[Fact, ...] = ()

    def binding(self, fact: Fact) -> Obligation:
        """Return how binding a fact of the statement is."""
        return obligation_of(fact, self.role, self.obligation)

    def kept_facts(self) -> Iterator[Fact]:
        """Yield the facts that a draft should hold on to."""
        return (one for one in self.facts if self.binding(one) is not Obligation.DROP)


def tasks_for(
    monograph: Monograph, audience: Audience, edition: Edition, guard: Guard
) -> tuple[Task, ...]:
    """Return a task for each text that needs a writer, in page order, the same text once."""
    needed = {one.id for one in edition.statements() if one.needs_writer}
    tasks: dict[str, Task] = {}
    for planned, statement in _placed(monograph, audience):
        if statement.id in needed and statement.text not in tasks:
            tasks[statement.text] = _task(planned, statement, audience, guard)
    return tuple(tasks.values())


def task_for(monograph: Monograph, audience: Audience, statement: str, guard: Guard) -> Task | None:
    """Return the task for one statement, whether or not it needs a writer; None for a heading."""
    for planned, one in _placed(monograph, audience):
        if one.id == statement:
            return _task(planned, one, audience, guard)
    return None


def _placed(monograph: Monograph, audience: Audience) -> Iterator[tuple[PlannedSection, Statement]]:
    for planned in plan_sections(monograph, audience):
        for block in planned.blocks:
            yield from ((planned, statement) for statement in block.statements)


def _task(planned: PlannedSection, statement: Statement, audience: Audience, guard: Guard) -> Task:
    return Task(
        statement,
        planned.id,
        planned.role,
        _heading(planned),
        planned.headings,
        audience.plan_for(planned.role).obligation,
        guard.facts(statement),
    )


def _heading(planned: PlannedSection) -> str:
    return " > ".join(planned.headings[::-1]) if planned.source_heading else planned.heading
