"""Progress of a long run on standard error: a line for each statement, and what is left."""

from __future__ import annotations

import click

MINUTE_S = 60


class Progress:
    """Says after each statement what became of it, how far the run is, and how long it will take.

    Times are told to it, so that it needs no clock of its own.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def say(self, what: str, seconds: float) -> None:
        """Print one line; `seconds` is since the start of the run."""
        self._done += 1
        left = self._total - self._done
        each = seconds / self._done
        parts = [f"{self._done}/{self._total}", what, f"{each:.1f} s each"]
        if left:
            parts.append(f"about {duration(each * left)} left")
        click.echo("  ".join(parts), err=True)


def duration(seconds: float) -> str:
    """Return a time as a person says it: 40 s, 12 min, 3 h 20 min."""
    if seconds < MINUTE_S:
        return f"{seconds:.0f} s"
    minutes = round(seconds / MINUTE_S)
    hours, rest = divmod(minutes, MINUTE_S)
    return f"{hours} h {rest} min" if hours else f"{minutes} min"
