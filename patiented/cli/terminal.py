"""What moves on a terminal: a progress bar and a live table; the only door to rich.

Nothing here runs where standard error, or for the table standard output, is no terminal.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import TextIO

COLORS = {"error": "red", "warning": "yellow", "fine": "green"}
"""Colors repeat what the words beside them say."""


def is_terminal(stream: TextIO) -> bool:
    """Tell whether lines on a stream can be drawn over."""
    return stream.isatty() and os.environ.get("TERM", "") != "dumb"


class Bar:
    """A bar on standard error that goes when the work is done.

    It draws itself when it is told something, not by a thread of its own: processes are forked
    while it stands.
    """

    def __init__(self, total: int, unit: str) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(unit),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("checking", total=total)
        self._is_shared = is_terminal(sys.stdout)

    def __enter__(self) -> Self:
        self._progress.start()
        self._progress.refresh()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def advance(self, name: str) -> None:
        """Count one more as done; `name` is what it was."""
        self._progress.update(self._task, advance=1, description=f"checked {name[:30]}")
        self._progress.refresh()

    def write(self, text: str) -> None:
        """Write to standard output; where that is the same terminal, above the bar."""
        if self._is_shared:
            self._progress.console.print(Text(text.removesuffix("\n")), soft_wrap=True)
        else:
            sys.stdout.write(text)


class LiveTable:
    """A table on standard output that is drawn anew in its place, with lines below it."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._headings = headings
        self._console = Console()
        self._live = Live(console=self._console, auto_refresh=False, redirect_stdout=False)

    @property
    def height(self) -> int:
        """How many lines the terminal has now."""
        return self._console.size.height

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def show(self, rows: Sequence[tuple[str, Sequence[str]]], below: Sequence[str]) -> None:
        """Draw rows, each with its state (a key of `COLORS`) and its cells."""
        table = Table(expand=False)
        for heading in self._headings:
            table.add_column(heading, overflow="fold")
        for state, cells in rows:
            table.add_row(*(Text(one) for one in cells), style=COLORS.get(state, ""))
        whole = Table.grid()
        whole.add_row(table)
        for line in below:
            whole.add_row(Text(line))
        self._live.update(whole, refresh=True)
