"""Prints each handout once: what was made is kept, and one press works for all who ask.

Kept in memory up to a bound, the longest unasked going first. Who asks for what is being made waits
for it; where too many different ones are asked for at once, the rest are told to come again.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.errors import PrintError

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.export.pdf import PrintJob

MOST_BYTES = 32 * 1024 * 1024
MOST_AT_ONCE = 2
"""One that is printed and one that waits: the threads of the site are not all to wait for PDFs."""

FAILED_FOR_S = 60.0
"""What failed is not tried again before: a page that is too slow would stop all others."""

MOST_FAILURES = 256
NOT_NOW = "E602"


@dataclass(slots=True)
class _Flight:
    """A PDF that is being made, for those who wait for it."""

    done: threading.Event = field(default_factory=threading.Event)
    pdf: bytes = b""
    error: PrintError | None = None


class Printer:
    """Makes and keeps PDFs by key; `make` is what makes one, usually `Press.print`."""

    def __init__(
        self,
        make: Callable[[PrintJob], bytes],
        *,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._most_bytes = most_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._failed: OrderedDict[str, tuple[float, PrintError]] = OrderedDict()
        self._flights: dict[str, _Flight] = {}

    def pdf(self, key: str, job: Callable[[], PrintJob]) -> bytes:
        """Return the PDF of a key; `job` is asked for only if it has to be made.

        A PrintError says why there is none; the same is said again for a minute without trying.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            self._refuse_what_failed(key)
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                if len(self._flights) >= MOST_AT_ONCE:
                    raise PrintError("too many PDFs are asked for at once", code=NOT_NOW)
                flight = self._flights[key] = _Flight()
        if leads:
            self._fly(key, flight, job)
        else:
            flight.done.wait()
        if flight.error is not None:
            raise flight.error
        return flight.pdf

    def _fly(self, key: str, flight: _Flight, job: Callable[[], PrintJob]) -> None:
        """Make a PDF and let the others go on, whatever happens."""
        flight.error = PrintError("the PDF could not be made", code=NOT_NOW)
        try:
            flight.pdf = self._make(job())
            flight.error = None
        except PrintError as error:
            flight.error = error
        finally:
            with self._lock:
                del self._flights[key]
                self._remember(key, flight)
            flight.done.set()

    def _remember(self, key: str, flight: _Flight) -> None:
        if flight.error is not None:
            self._failed[key] = (self._clock() + FAILED_FOR_S, flight.error)
            while len(self._failed) > MOST_FAILURES:
                self._failed.popitem(last=False)
            return
        self._kept[key] = flight.pdf
        while sum(map(len, self._kept.values())) > self._most_bytes:
            self._kept.popitem(last=False)

    def _refuse_what_failed(self, key: str) -> None:
        until, error = self._failed.get(key, (0.0, None))
        if error is None:
            return
        if self._clock() < until:
            raise PrintError(error.message, code=error.error_code)
        del self._failed[key]
