"""`check --watch`: a table of the editions that follows the files, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patiented.cli.output import finding_line, shown_path
from patiented.cli.terminal import LiveTable, is_terminal
from patiented.errors import PatientedError
from patiented.export.checks.records import Unchecked
from patiented.model import Level
from patiented.publishing.checking import open_checker
from patiented.publishing.watching import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from patiented.edition import Engine, Measured
    from patiented.publishing.checking import Outcome, Wish
    from patiented.settings import Settings

EVERY_S = 0.5
HEADINGS = ("monograph", "edition", "reading level", "to write", "errors", "warnings", "review")
SHOWN = 12
"""How many findings of what was checked last stand below the table."""
FRAME = 6
"""Lines of the frame of the table, its headings, and what is left for the cursor."""


class Watch:
    """Keeps what was found in each monograph in step with the files.

    `last` is what was checked at the last look, `problem` why nothing can be checked now.
    """

    def __init__(
        self, settings: Settings, engine: Engine, wishes: Sequence[Wish], *, is_whole: bool
    ) -> None:
        self._settings = settings
        self._checker = open_checker(settings, engine)
        self._wishes = {one.monograph: one for one in wishes}
        self._is_whole = is_whole
        self._watcher = Watcher((*settings.audience_roots, settings.library / "audiences"))
        self.outcomes: dict[str, tuple[Outcome, ...]] = {}
        self.last: tuple[Outcome, ...] = ()
        self.problem = ""

    def look(self) -> bool:
        """Check what changed since the last look; tell whether anything did."""
        before = self.problem
        try:
            names = self._checker.shelf.ids() if self._is_whole else tuple(self._wishes)
            changed = self._watcher.changed({name: self._places(name) for name in names})
            if changed.shared:
                self._reload()
            self.problem = ""
        except PatientedError as error:
            self.problem = str(error)
            return self.problem != before
        touched = names if changed.shared else [one for one in names if one in changed.monographs]
        found = {name: tuple(self._checker.check(self._wish(name))) for name in touched}
        self.outcomes = {name: found.get(name) or self.outcomes.get(name, ()) for name in names}
        self.last = tuple(one for outcomes in found.values() for one in outcomes)
        return bool(changed) or self.problem != before

    def close(self) -> None:
        """Let go of the database."""
        self._checker.close()

    def _reload(self) -> None:
        """Load the audiences anew; while they are wrong, what was loaded before stays."""
        fresh = open_checker(self._settings)
        self._checker.close()
        self._checker = fresh

    def _wish(self, name: str) -> Wish:
        """Return what to check of a monograph; one that is new is checked as the others are."""
        return self._wishes.get(name) or replace(next(iter(self._wishes.values())), monograph=name)

    def _places(self, name: str) -> tuple[Path, ...]:
        if self._checker.shelf.has(name):
            return (self._settings.monographs / name,)
        return (Path(name), Path(name).parent / "wording")


def watch_library(
    settings: Settings, engine: Engine, wishes: Sequence[Wish], *, is_whole: bool
) -> int:
    """Follow the files until Ctrl-C, which is the way out and no failure."""
    watch = Watch(settings, engine, wishes, is_whole=is_whole)
    try:
        with suppress(KeyboardInterrupt):
            if is_terminal(sys.stdout):
                with LiveTable(HEADINGS) as table:
                    _follow(watch, lambda: _draw(table, watch))
            else:
                _follow(watch, lambda: _print(watch))
    finally:
        watch.close()
    return 0


def _follow(watch: Watch, show: Callable[[], None]) -> None:
    while True:
        if watch.look():
            show()
        time.sleep(EVERY_S)


def _draw(table: LiveTable, watch: Watch) -> None:
    """Draw as many editions as there is room for: the last ones first, then those with errors."""
    last = {id(one) for one in watch.last}
    everything = [one for outcomes in watch.outcomes.values() for one in outcomes]
    everything.sort(key=lambda one: (id(one) not in last, _state(one) != Level.ERROR))
    below = [*_problem(watch), *(line for one in watch.last for line in _told(one))]
    cut = below[:SHOWN] + ([f"... and {len(below) - SHOWN} more"] if len(below) > SHOWN else [])
    room = max(table.height - len(cut) - FRAME, 1)
    left = [f"{len(everything) - room} more editions"] if len(everything) > room else []
    table.show([(_state(one), _cells(one)) for one in everything[:room]], [*left, *cut])


def _print(watch: Watch) -> None:
    """Write a line for each edition that was checked, and its findings."""
    for one in watch.last:
        click.echo(", ".join(cell for cell in _sentence(one) if cell))
        for line in _told(one):
            click.echo(f"  {line}")
    for line in _problem(watch):
        click.echo(line)
    sys.stdout.flush()


def _problem(watch: Watch) -> list[str]:
    return [f"patiented: {watch.problem}"] if watch.problem else []


def _state(one: Outcome) -> str:
    if isinstance(one, Unchecked) or one.errors:
        return Level.ERROR
    return Level.WARNING if one.count(Level.WARNING) else "fine"


def _cells(one: Outcome) -> tuple[str, ...]:
    if isinstance(one, Unchecked):
        return (one.monograph, one.audience, "cannot be checked", "", "", "", "")
    return (
        one.monograph,
        f"{one.audience}.{one.lang}",
        ", ".join(_level(level) for level in one.levels),
        str(sum(finding.rule == "needs-writer" for finding in one.findings)),
        str(one.errors),
        str(one.count(Level.WARNING)),
        one.status.replace("_", " "),
    )


def _sentence(one: Outcome) -> tuple[str, ...]:
    cells = _cells(one)
    if isinstance(one, Unchecked):
        return (f"{one.monograph} {one.audience}: cannot be checked",)
    written = zip(cells[3:6], HEADINGS[3:6], strict=True)
    return (f"{one.name}: {cells[2]}", *(f"{count} {what}" for count, what in written), cells[6])


def _level(level: Measured) -> str:
    goal = "" if level.target is None else f" (target {level.target:g})"
    return f"{level.name} {level.value:.1f}{goal}"


def _told(one: Outcome) -> Iterator[str]:
    """Yield a line for each finding that asks for something."""
    if isinstance(one, Unchecked):
        yield one.message
        return
    for finding in one.findings:
        if finding.level is not Level.NOTE:
            place = shown_path(Path(finding.path))
            yield finding_line(replace(finding, path=place))
