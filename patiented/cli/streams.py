"""The three streams of a command: always there, always UTF-8, quiet when the reader has left."""

from __future__ import annotations

import contextlib
import os
import sys

STANDARD = (0, 1, 2)


def prepare() -> None:
    """Make the standard streams fit to use; called once, before anything else is opened.

    A stream that the caller closed would give its number to the next file that is opened, so that
    a message could be written into the database; it is put on the null device. What we print is
    UTF-8 in every locale: the same input gives the same bytes.
    """
    for number in STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        # Tests put other objects here.
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(  # type: ignore[union-attr]  # a TextIOWrapper has it
                encoding="utf-8", errors="backslashreplace"
            )


def abandon() -> None:
    """Let go of standard output, so that Python does not try to write the rest at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
