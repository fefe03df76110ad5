"""One run over one catalogue: what is to be drafted, what stays, and the drafts one by one.

It knows neither how a model is reached nor how progress is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.drafting.drafts import draft
from patiented.drafting.judging import Judge
from patiented.drafting.prompts import Composer
from patiented.drafting.records import is_taken
from patiented.drafting.rules import load_rules
from patiented.drafting.tasks import tasks_for
from patiented.errors import UsageError
from patiented.proposing.catalogue import Catalogue
from patiented.proposing.catalogue_work import extract
from patiented.proposing.masking import mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from patiented.drafting.drafts import Outcome
    from patiented.drafting.prompts import Prompt
    from patiented.drafting.records import Record
    from patiented.drafting.tasks import Task
    from patiented.edition import Engine
    from patiented.model import Edition, Monograph, Statement
    from patiented.proposing.masking import Masked


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements: `sections` are roles or section ids, `statements` ids; empty is all.

    `again`: those with an earlier draft too. `limit`: at most so many are asked for.
    """

    sections: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    again: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has before it.

    `statements` need a writer, `kept` of them have an entry that stays, `tasks` are asked for now.
    """

    statements: int
    kept: int
    tasks: tuple[Task, ...]


class Session:
    """Drafts for one monograph, audience and language; `path` is where its catalogue stands."""

    def __init__(
        self, engine: Engine, monograph: Monograph, audience_id: str, lang: str, path: Path
    ) -> None:
        self.audience = engine.audience(audience_id)
        if self.audience.canonical:
            message = f"the {audience_id} edition is the monograph itself; it needs no writer"
            raise UsageError(message, code="E126")
        self.path = path
        self._engine = engine
        self._monograph = monograph
        self._lang = lang
        self._composer = Composer(
            load_rules(engine.data.common_dirs),
            self.audience,
            monograph.meta,
            engine.data.lexicon,
            lang,
        )

    def plan(self, edition: Edition, wanted: Wanted) -> Plan:
        """Return what is to be drafted of an edition, in page order."""
        tasks = tasks_for(self._monograph, self.audience, edition, self._engine.guard)
        chosen = _chosen(tasks, wanted)
        catalogue = self._catalogue()
        free = [
            task
            for task in chosen
            if catalogue is None or not is_taken(catalogue, task, self._masked, again=wanted.again)
        ]
        return Plan(len(chosen), len(chosen) - len(free), tuple(free[: wanted.limit]))

    def prompt(self, task: Task) -> Prompt:
        """Return the first prompt for a statement, to look at."""
        return self._composer.first(task)

    def run(
        self, tasks: Sequence[Task], ask: Callable[[Prompt], str], record: Record
    ) -> Iterator[tuple[Outcome, bool]]:
        """Yield each outcome when it is kept, and whether it was: not where a person was faster.

        A run may be ended at any moment: what was yielded is on disk.
        """
        self._bring_in_step()
        translated = self._lang != self._monograph.meta.lang
        judge = Judge(
            self._engine.guard, self.audience, self._monograph.meta, translated=translated
        )
        for outcome in draft(tasks, ask=ask, composer=self._composer, judge=judge):
            yield outcome, outcome.is_draft and record.keep(outcome)

    def _bring_in_step(self) -> None:
        """Give every statement its entry, in page order, as `wording extract` does."""
        old = self._catalogue()
        fresh = extract(
            self._monograph, self.audience.id, old, lang=self._lang, masker=self._masked
        )
        if fresh != old:
            fresh.save(self.path)

    def _catalogue(self) -> Catalogue | None:
        return Catalogue.load(self.path) if self.path.is_file() else None

    def _masked(self, statement: Statement) -> Masked:
        return mask(statement.text, self._engine.guard.facts(statement))


def _chosen(tasks: Sequence[Task], wanted: Wanted) -> list[Task]:
    """Return the tasks that are wanted; a name that fits none of them is refused."""
    known = {task.role.value for task in tasks} | {task.section for task in tasks}
    _check(wanted.sections, known, "section")
    _check(wanted.statements, {task.statement.id for task in tasks}, "statement")
    return [
        task
        for task in tasks
        if (not wanted.sections or {task.role.value, task.section} & set(wanted.sections))
        and (not wanted.statements or task.statement.id in wanted.statements)
    ]


def _check(names: Sequence[str], known: set[str], what: str) -> None:
    for name in names:
        if name not in known:
            message = f"no {what} {name!r} needs a writer; these do: {', '.join(sorted(known))}"
            raise UsageError(message if known else f"no {what} needs a writer", code="E126")
