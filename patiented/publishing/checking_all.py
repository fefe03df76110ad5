"""Checks a whole library on several processes, in order, in the memory of a few editions.

Each process holds the engine once: on Linux it is handed down as it is (`fork`), elsewhere it is
loaded anew. A process that dies is told of with the monograph that it was at; the others go on.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
from collections import deque
from dataclasses import dataclass
from multiprocessing import connection, get_context
from typing import TYPE_CHECKING, Any

from patiented.errors import PatientedError
from patiented.export.checks.records import Unchecked
from patiented.publishing.checking import open_checker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

    from patiented.edition import Engine
    from patiented.publishing.checking import Checker, Outcome, Wish
    from patiented.settings import Settings

    Pipe = connection.Connection[Any, Any]

WORTH_A_PROCESS = 4
"""With fewer monographs than this for each process, starting it takes longer than it saves."""
AHEAD = 4
"""How far, for each process, the work may run ahead of a slow monograph that is still awaited."""
PATIENCE_S = 5.0
"""How long a process may take to end by itself."""

Done = tuple["Outcome", ...]


def check_all(
    settings: Settings, engine: Engine, wishes: Sequence[Wish], *, workers: int
) -> Iterator[Done]:
    """Yield the outcomes of each wish, in order.

    With fewer than two `workers`, or few wishes for each, all is done in this process.
    """
    workers = min(workers, len(wishes) // WORTH_A_PROCESS)
    if workers > 1:
        yield from _Crew(settings, engine, workers).run(wishes)
        return
    checker = open_checker(settings, engine)
    try:
        for wish in wishes:
            yield tuple(checker.check(wish))
    finally:
        checker.close()


@dataclass(slots=True)
class _Worker:
    """A process and our end of the pipe to it; `task` is the number of the wish it is at."""

    process: BaseProcess
    pipe: Pipe
    task: int | None = None


class _Crew:
    """Hands wishes to processes and brings what they say back into order."""

    def __init__(self, settings: Settings, engine: Engine, workers: int) -> None:
        forks = sys.platform == "linux"
        self._context: ForkContext | SpawnContext
        self._context = get_context("fork") if forks else get_context("spawn")
        self._forks = forks
        self._given = (settings, engine if forks else None)
        self._count = workers
        self._workers: list[_Worker] = []
        self._done: dict[int, Done] = {}

    def run(self, wishes: Sequence[Wish]) -> Iterator[Done]:
        """Yield what was found for each wish; the processes end with it, however it ends."""
        waiting = deque(range(len(wishes)))
        try:
            self._start()
            for number in range(len(wishes)):
                while number not in self._done:
                    self._hand_out(wishes, waiting, number)
                    self._take_in(wishes)
                yield self._done.pop(number)
        finally:
            self._end()

    def _start(self) -> None:
        for _ in range(self._count):
            ours, theirs = self._context.Pipe()
            # What a fork inherits must be closed there, or no process sees that we are gone.
            inherited = (*(one.pipe for one in self._workers), ours) if self._forks else ()
            process = self._context.Process(
                target=_work, args=(*self._given, theirs, inherited), daemon=True
            )
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _hand_out(self, wishes: Sequence[Wish], waiting: deque[int], awaited: int) -> None:
        limit = awaited + AHEAD * self._count
        for worker in self._workers:
            if worker.task is None and waiting and waiting[0] < limit:
                worker.task = waiting.popleft()
                with contextlib.suppress(OSError):  # it has died: `_take_in` says so
                    worker.pipe.send(wishes[worker.task])
        if not self._workers:
            message = "every process of the check has died; try --workers 1"
            raise PatientedError(message)

    def _take_in(self, wishes: Sequence[Wish]) -> None:
        """Wait for an answer; from a process that has died there is none."""
        busy = {id(one.pipe): one for one in self._workers if one.task is not None}
        for pipe in connection.wait([one.pipe for one in busy.values()]):
            worker = busy[id(pipe)]
            task = worker.task
            if task is None:
                continue
            worker.task = None
            try:
                self._done[task] = worker.pipe.recv()
            except (EOFError, OSError):
                self._done[task] = (self._lost(worker, wishes[task]),)

    def _lost(self, worker: _Worker, wish: Wish) -> Unchecked:
        self._workers.remove(worker)
        worker.process.join(PATIENCE_S)
        message = f"{wish.monograph}: the process that checked it died ({_how(worker.process)})"
        return Unchecked(wish.monograph, message)

    def _end(self) -> None:
        """Let the processes go: each ends when its pipe closes, or is made to."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            if worker.task is not None:
                worker.process.terminate()
            worker.process.join(PATIENCE_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _how(process: BaseProcess) -> str:
    code = process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _answer(checker: Checker, wish: Wish) -> Done:
    """Return what the checker says; a failing disk is told of as every other problem."""
    try:
        return tuple(checker.check(wish))
    except OSError as error:
        message = f"{error.filename or wish.monograph}: {error.strerror or error}"
        return (Unchecked(wish.monograph, message),)


def _work(settings: Settings, engine: Engine | None, pipe: Pipe, inherited: Sequence[Pipe]) -> None:
    """Answer wishes until the pipe closes; on Ctrl-C the parent closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for one in inherited:
        one.close()
    checker = open_checker(settings, engine)
    # The tables of the engine stay; looking through them again and again finds nothing to free.
    gc.freeze()
    try:
        while True:
            wish: Wish = pipe.recv()
            pipe.send(_answer(checker, wish))
    except (EOFError, BrokenPipeError):
        return
    finally:
        checker.close()
