"""How the site and its printing process talk: frames of a length and that many bytes.

A job goes out as JSON; back comes one status byte and the PDF, or a message as JSON.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

from patiented.export.pdf import PrintJob

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = struct.Struct("!I")
MADE, FAILED, MISSING = b"+", b"-", b"?"


class Ended(Exception):  # noqa: N818  (an event between two processes, not a failure of the program)
    """The other side has gone."""


def framed(body: bytes) -> bytes:
    """Return a body as a frame."""
    return LENGTH.pack(len(body)) + body


def take_frame(read: Callable[[int], bytes]) -> bytes:
    """Return the body of the next frame; `read` returns at most that many bytes, none at the end.

    Raises `Ended` where the stream does.
    """
    return _exactly(read, LENGTH.unpack(_exactly(read, LENGTH.size))[0])


def job_to_bytes(job: PrintJob, limit_s: float) -> bytes:
    """Return a job and its time limit as the body of a frame."""
    return json.dumps({"limit_s": limit_s, "job": job.as_data()}).encode()


def job_from_bytes(body: bytes) -> tuple[PrintJob, float]:
    """Return the job and the time limit that `job_to_bytes` described."""
    data = json.loads(body)
    return PrintJob.from_data(data["job"]), float(data["limit_s"])


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = read(count)
        if not part:
            raise Ended
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
