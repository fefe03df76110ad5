"""How much of a text nobody prepared the engine can word by itself: by role, and how much easier.

    .venv/bin/python -m benchmarks.coverage [--left] [FILE...]

Reads the monographs beside this file (texts made for this measure, not for readers), the shipped
ones without their wording, and any FILE. `--left` lists the sentences that still need a writer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.model import Fate, Obligation
from patiented.reading import read
from patiented.settings import shipped_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.model import Edition

HERE = Path(__file__).parent
ORIGINS = ("pattern", "phrases", "canonical")
AUDIENCES = ("patient", "caregiver")
GRADE = "flesch_kincaid"
LOST = (Fate.LOST, Fate.OPEN)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the two tables for each audience."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--left", action="store_true", help="list what needs a writer")
    options = parser.parse_args(arguments)
    root = shipped_root()
    engine = Engine(load_audiences([root / "audiences"]))
    beside = sorted(HERE.glob("monographs/*/monograph.md"))
    shipped = sorted((root / "monographs").glob("*/monograph.md"))
    paths = options.files or [*beside, *shipped]
    for audience in AUDIENCES:
        editions = [(path.parent.name, *_editions(engine, path, audience)) for path in paths]
        print_grades(audience, editions)
        print_roles(audience, [edition for _, _, edition in editions])
        if options.left and audience == AUDIENCES[0]:
            print_left(edition for _, _, edition in editions)


def _editions(engine: Engine, path: Path, audience: str) -> tuple[Edition, Edition]:
    monograph = read(path)
    return engine.edition(monograph, "clinician"), engine.edition(monograph, audience)


def print_grades(audience: str, editions: Iterable[tuple[str, Edition, Edition]]) -> None:
    """Print how much lower each edition's grade is than the canonical text's, and lost facts."""
    print(f"{audience}: Flesch-Kincaid grade, canonical and edition; obligatory facts lost or open")
    for name, canonical, edition in editions:
        high, low = canonical.scores.formula(GRADE), edition.scores.formula(GRADE)
        must = [row for row in edition.ledger if row.obligation is Obligation.MUST]
        lost = sum(row.fate in LOST for row in must)
        print(f"  {name:24} {high:5.1f} {low:5.1f} {high - low:5.1f}   {lost} of {len(must)}")


def print_roles(audience: str, editions: Sequence[Edition]) -> None:
    """Print where the text of each role came from."""
    counts: Counter[tuple[str, str]] = Counter()
    for edition in editions:
        for one in edition.statements():
            counts[(one.role.value, one.origin.value)] += 1
    print(f"{audience}: statements by role (pattern, phrases, still to be written)")
    for role in [*sorted({role for role, _ in counts}), "all"]:
        row = [
            sum(count for (of, by), count in counts.items() if by == origin and role in (of, "all"))
            for origin in ORIGINS
        ]
        print(f"  {role:22} {row[0]:4} {row[1]:4} {row[2]:4}   {1 - row[2] / sum(row):4.0%} worded")


def print_left(editions: Iterable[Edition]) -> None:
    """Print the sentences that need a writer, by role."""
    left = [
        (s.role.value, s.source) for one in editions for s in one.statements() if s.needs_writer
    ]
    for role, source in sorted(left):
        print(f"  {role:22} {source}")


if __name__ == "__main__":
    main()
