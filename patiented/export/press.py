"""Makes PDFs in a process of its own, within a time limit: a stuck one cannot hang the site.

A `Press` has one printing process, `press_work`. It starts when first needed, is stopped when it
exceeds the limit, and is replaced by a new one for the next job.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from ctypes import CDLL
from importlib.util import find_spec
from typing import TYPE_CHECKING

from patiented.errors import PrintError
from patiented.export.frames import MADE, MISSING, Ended, framed, job_to_bytes, take_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.export.pdf import PrintJob

WORK = (sys.executable, "-m", "patiented.export.press_work")
NOT_NOW = "E602"
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
"""What WeasyPrint opens, by the names of three systems; of each it needs one."""


def can_print() -> bool:
    """Tell whether this machine has what a PDF needs, without loading the slow library."""
    return find_spec("weasyprint") is not None and all(map(_opens, LIBRARIES))


def _opens(names: Sequence[str]) -> bool:
    for name in names:
        try:
            CDLL(name)
        except OSError:
            continue
        return True
    return False


class Press:
    """Prints one job at a time; `limit_s` is for the wait, and again for the job itself."""

    def __init__(self, limit_s: float, work: Sequence[str] = WORK) -> None:
        self._limit_s = limit_s
        self._work = tuple(work)
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def print(self, job: PrintJob) -> bytes:
        """Return the PDF; a PrintError says that none can be made here (E601) or now (E602)."""
        if not self._turn.acquire(timeout=self._limit_s):
            raise PrintError("the printing process is busy", code=NOT_NOW)
        try:
            deadline = time.monotonic() + self._limit_s
            answer = self._ask(framed(job_to_bytes(job, self._limit_s)), deadline)
        finally:
            self._turn.release()
        if answer[:1] == MADE:
            return answer[1:]
        code = PrintError.code if answer[:1] == MISSING else NOT_NOW
        raise PrintError(answer[1:].decode(errors="replace"), code=code)

    def close(self) -> None:
        """Stop the printing process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def _ask(self, frame: bytes, deadline: float) -> bytes:
        """Exchange a frame for its answer; a process that had gone to rest is replaced once."""
        for _ in range(2):
            try:
                return _exchange(self._running(), frame, deadline)
            except (Ended, BrokenPipeError):
                self.close()
            except TimeoutError as error:
                self.close()
                message = f"the PDF was not made within {self._limit_s:g} s"
                raise PrintError(message, code=NOT_NOW) from error
        raise PrintError("the printing process ended without an answer", code=NOT_NOW)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            # A session of its own: Ctrl-C stops the site, which stops it.
            self._process = subprocess.Popen(  # noqa: S603  (this very program)
                self._work,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
            )
        return self._process


def _exchange(process: subprocess.Popen[bytes], frame: bytes, deadline: float) -> bytes:
    """Send a frame and return the body of the answer; TimeoutError when the deadline passes."""
    if process.stdin is None or process.stdout is None:
        raise Ended
    into, out = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(into, False)
    while frame:
        _wait(into, select.POLLOUT, deadline)
        frame = frame[os.write(into, frame) :]

    def read(count: int) -> bytes:
        _wait(out, select.POLLIN, deadline)
        return os.read(out, count)

    return take_frame(read)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    left_ms = (deadline - time.monotonic()) * 1000
    poller = select.poll()
    poller.register(descriptor, event)
    if left_ms <= 0 or not poller.poll(left_ms):
        raise TimeoutError
