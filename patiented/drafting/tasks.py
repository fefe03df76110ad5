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
    for planned in plan_sections(monograph, audience):
        for block in planned.blocks:
            for statement in block.statements:
                if statement.id not in needed or statement.text in tasks:
                    continue
                tasks[statement.text] = Task(
                    statement,
                    planned.id,
                    planned.role,
                    _heading(planned),
                    planned.headings,
                    audience.plan_for(planned.role).obligation,
                    guard.facts(statement),
                )
    return tuple(tasks.values())


def _heading(planned: PlannedSection) -> str:
    return " > ".join(planned.headings[::-1]) if planned.source_heading else planned.heading
