"""The printing process: `python -m patiented.export.press_work`, started by `press`.

It prints one job after the other, and ends when the site does, when nothing has come for a while,
or when a job takes too long: then the system ends it, whatever it is stuck in.
"""

from __future__ import annotations

import os
import select
import signal

from patiented.errors import PrintError
from patiented.export.frames import (
    FAILED,
    MADE,
    MISSING,
    Ended,
    framed,
    job_from_bytes,
    take_frame,
)
from patiented.export.pdf import write_pdf

REST_S = 600.0
"""After so long without a job it gives its memory back."""

GRACE_S = 1.0
"""The site stops a job at its limit; this is for when the site itself is gone."""

STDIN, STDOUT, STDERR = 0, 1, 2


def main() -> None:
    """Print until there is nothing more to print."""
    out = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)  # whatever a library prints must not stand among the frames
    while select.select([STDIN], [], [], REST_S)[0]:
        try:
            body = take_frame(lambda count: os.read(STDIN, count))
            _send(out, framed(_answer(body)))
        except (Ended, BrokenPipeError):
            return


def _answer(body: bytes) -> bytes:
    job, limit_s = job_from_bytes(body)
    signal.setitimer(signal.ITIMER_REAL, limit_s + GRACE_S)
    try:
        return MADE + write_pdf(job)
    except PrintError as error:
        return MISSING + error.message.encode()
    except Exception as error:  # noqa: BLE001  (the door of this process: the site must have an answer)
        return FAILED + f"{type(error).__name__}: {error}".encode()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _send(out: int, data: bytes) -> None:
    while data:
        data = data[os.write(out, data) :]


if __name__ == "__main__":
    main()
