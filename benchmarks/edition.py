"""How long an edition takes, warm and cold, and how much memory it needs."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.proposing.catalogue import Catalogue
from patiented.reading import read
from patiented.settings import shipped_root

if TYPE_CHECKING:
    from patiented.model import Monograph, Section

WORDS = 1_000
ROUNDS = 9
COMMAND = Path(sys.executable).parent / "patiented"


def main() -> None:
    """Print one line a measure."""
    root = shipped_root()
    engine = Engine(load_audiences([root / "audiences"]))
    for name in ("opzelura", "epilepsy"):
        monograph = _of_length(read(root / "monographs" / name / "monograph.md"), WORDS)
        words = sum(len(one.text.split()) for one in monograph.statements())
        for audience in engine.data.audiences:
            path = root / "monographs" / name / "wording" / f"{audience}.en.po"
            catalogue = Catalogue.load(path) if path.is_file() else None
            for label, used in (("with wording", catalogue), ("engine alone", None)):
                median = _median_ms(engine, monograph, audience, used)
                print(f"{name:10} {audience:10} {label:13} {words:5} words  {median:7.1f} ms warm")
    print(f"memory of this process: {_peak_mb():.0f} MB")
    for arguments in (["--version"], ["render", "opzelura", "--audience", "patient"]):
        print(f"patiented {' '.join(arguments)}: {_cold_ms(arguments):.0f} ms cold")


def _of_length(monograph: Monograph, words: int) -> Monograph:
    """Repeat the sections of a monograph until it has about `words` words."""
    kept: list[Section] = []
    count = 0
    for number, section in enumerate(islice(cycle(monograph.sections), 10_000)):
        if count >= words:
            break
        kept.append(replace(section, id=f"{section.id}-{number}", parent=None))
        count += sum(len(one.text.split()) for one in section.statements())
    return replace(monograph, sections=tuple(kept))


def _median_ms(
    engine: Engine, monograph: Monograph, audience: str, catalogue: Catalogue | None
) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        engine.edition(monograph, audience, catalogue=catalogue)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[2:])


def _cold_ms(arguments: list[str]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([COMMAND, *arguments], capture_output=True, check=False)  # noqa: S603  # ours
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
