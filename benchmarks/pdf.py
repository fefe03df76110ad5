"""How long a handout takes: from the edition to the PDF, warm and cold, and what of it is what."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.export.pdf import write_pdf
from patiented.export.press import Press, can_print
from patiented.publishing.opening import open_publisher
from patiented.publishing.printing import print_job
from patiented.rendering import Templates
from patiented.rendering.handout_context import Sheet
from patiented.settings import Settings, shipped_root
from patiented.store import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.export.pdf import PrintJob

ROUNDS = 9
ADDRESS = "https://health.example.org/m/opzelura/patient"
SHEETS = {
    "short": Sheet(short=True, address=ADDRESS),
    "whole": Sheet(address=ADDRESS),
    "large": Sheet(large=True, address=ADDRESS),
}
COMMAND = Path(sys.executable).parent / "patiented"


def main() -> None:
    """Print one line a handout, then the cold starts."""
    if not can_print():
        print("no PDF can be made here: WeasyPrint or Pango is missing")
        return
    with tempfile.TemporaryDirectory() as folder:
        jobs = _jobs(Path(folder))
    print("monograph  handout     kB   page record + HTML   PDF, warm   in the press, warm")
    press = Press(60)
    for (name, kind), make in jobs.items():
        job = make()
        shaping, printing = _median_ms(make), _median_ms(lambda job=job: write_pdf(job))
        sent = _median_ms(lambda job=job: press.print(job))
        size = len(write_pdf(job)) / 1024
        print(
            f"{name:10} {kind:8} {size:5.0f} {shaping:17.0f} ms {printing:8.0f} ms {sent:15.0f} ms"
        )
    press.close()
    print(f"first job of a new press: {_cold_press_ms(next(iter(jobs.values()))()):.0f} ms cold")
    arguments = ["render", "opzelura", "--audience", "patient", "--format", "pdf", "--short"]
    print(f"patiented {' '.join(arguments)}: {_cold_command_ms(arguments):.0f} ms cold")


def _jobs(folder: Path) -> dict[tuple[str, str], Callable[[], PrintJob]]:
    root = shipped_root()
    settings = Settings(library=root, database_url=f"sqlite:///{folder / 'bench.db'}")
    schema.upgrade(settings.database_url)
    engine = Engine(load_audiences(settings.audience_roots))
    publisher = open_publisher(settings, engine=engine)
    templates = Templates(settings.template_roots)
    patient = engine.audience("patient")
    jobs = {}
    for name in ("opzelura", "epilepsy"):
        shown = publisher.published(name, "patient")
        for kind, sheet in SHEETS.items():
            jobs[name, kind] = lambda shown=shown, sheet=sheet: print_job(
                shown, patient, templates, "US", sheet
            )
    publisher.close()
    return jobs


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[2:])


def _cold_press_ms(job: PrintJob) -> float:
    times = []
    for _ in range(3):
        press = Press(60)
        start = time.perf_counter()
        press.print(job)
        times.append((time.perf_counter() - start) * 1000)
        press.close()
    return statistics.median(times)


def _cold_command_ms(arguments: list[str]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([COMMAND, *arguments], capture_output=True, check=False)  # noqa: S603  # ours
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
