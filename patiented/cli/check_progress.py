"""Progress of a check on standard error: a bar on a terminal, else a line every few seconds."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

import click

from patiented.cli.terminal import Bar, is_terminal
from patiented.cli.wording_progress import duration

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

EVERY_S = 5.0
ENOUGH = 4
"""From so many on, the time that is left can be told."""
UNIT = "monographs"


class Quiet:
    """No progress; also what the other two share."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End without a word."""

    def advance(self, name: str) -> None:
        """Count one more as done; `name` is what it was."""

    def write(self, text: str) -> None:
        """Write to standard output."""
        sys.stdout.write(text)


class Lines(Quiet):
    """A line now and then, for a log; a short check has none. `clock` counts seconds."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._done = 0
        self._start = self._last = clock()

    def advance(self, name: str) -> None:  # noqa: ARG002  # the bar shows it
        """Count one more as done, and say so when it is time."""
        self._done += 1
        now = self._clock()
        if now - self._last < EVERY_S or not ENOUGH <= self._done < self._total:
            return
        self._last = now
        left = (now - self._start) / self._done * (self._total - self._done)
        done = f"checked {self._done} of {self._total} {UNIT}"
        click.echo(f"{done}, about {duration(left)} left", err=True)


def progress(total: int, *, quiet: bool) -> Quiet | Bar:
    """Return what shows the progress of a check of `total` monographs."""
    if quiet:
        return Quiet()
    return Bar(total, UNIT) if is_terminal(sys.stderr) else Lines(total)
