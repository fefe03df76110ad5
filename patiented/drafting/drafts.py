"""The loop: asks for one draft at a time, lets the guard judge it, asks once more, gives it up.

A generator of outcomes, so that whoever runs it keeps each before the next is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from patiented.drafting.replies import read_reply
from patiented.errors import UsageError
from patiented.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from patiented.drafting.judging import OpenPoint, Trial
    from patiented.drafting.prompts import Prompt
    from patiented.drafting.tasks import Task

MOST_UNANSWERED = 3
"""After so many prompts in a row without an answer, the fault is not in the statements."""


class UnansweredError(Exception):
    """The model gave no answer to this one prompt; another statement may fare better."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one statement: a draft with its open points, or why it was dropped.

    `tries` is how often the model was asked, `left_out` what the draft does not say and need not.
    """

    task: Task
    text: str
    open: tuple[OpenPoint, ...] = ()
    findings: tuple[Finding, ...] = ()
    tries: int = 1
    left_out: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether there is a text for the writer."""
        return bool(self.text)


class Composing(Protocol):
    """What the loop needs of `prompts.Composer`."""

    def first(self, task: Task) -> Prompt:
        """Return the first prompt for a statement."""

    def second(self, task: Task, reply: str, findings: Sequence[Finding]) -> Prompt:
        """Return the prompt after a reply that was refused."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A reply as it was read and judged; `faults` are what a second try should mend."""

    text: str
    refused: tuple[Finding, ...]
    faults: tuple[Finding, ...] = ()
    open: tuple[OpenPoint, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Return how good it is; less is better."""
        return bool(self.refused), len(self.faults), len(self.open) + len(self.left_out)


def draft(
    tasks: Iterable[Task],
    *,
    ask: Callable[[Prompt], str],
    composer: Composing,
    judge: Callable[[Task, str], Trial],
) -> Iterator[Outcome]:
    """Yield the outcome of each task, in order; nothing is asked before it is wanted.

    Where a fact is changed, invented or lost, it is asked for once more, with what was found; the
    better of the two is kept, and a text that the guard refuses never is.
    """
    in_a_row = 0
    for task in tasks:
        try:
            outcome = _drafted(task, ask, composer, judge)
        except UnansweredError as error:
            finding = Finding("model-unanswered", Level.ERROR, str(error))
            yield Outcome(task, "", findings=(finding,))
            in_a_row += 1
            if in_a_row == MOST_UNANSWERED:
                message = f"the model took none of {in_a_row} prompts in a row: {error}"
                raise UsageError(message, code="E127") from error
            continue
        in_a_row = 0
        yield outcome


def _drafted(
    task: Task,
    ask: Callable[[Prompt], str],
    composer: Composing,
    judge: Callable[[Task, str], Trial],
) -> Outcome:
    first = _judged(task, ask(composer.first(task)), judge)
    faults = first.refused or first.faults
    if not faults:
        return Outcome(task, first.text, first.open, left_out=first.left_out)
    try:
        second = _judged(task, ask(composer.second(task, first.text, faults)), judge)
    except UnansweredError:
        second = first  # a longer prompt than the first: a small model may not take it
    best = min(first, second, key=lambda one: one.rank)
    if best.refused:
        return Outcome(task, "", findings=second.refused, tries=2)
    return Outcome(task, best.text, best.open, tries=2, left_out=best.left_out)


def _judged(task: Task, raw: str, judge: Callable[[Task, str], Trial]) -> _Try:
    reply = read_reply(raw, task.statement)
    if reply.findings:
        return _Try(reply.text, reply.findings)
    trial = judge(task, reply.text)
    return _Try(reply.text, trial.refused, trial.faults, trial.open, trial.left_out)
