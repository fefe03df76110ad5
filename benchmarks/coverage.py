"""How much of a text nobody prepared the engine can word by itself, by role."""

from __future__ import annotations

from collections import Counter

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.reading import read
from patiented.settings import shipped_root


def main() -> None:
    """Print, for the shipped monographs without their wording, where each text came from."""
    root = shipped_root()
    engine = Engine(load_audiences([root / "audiences"]))
    for audience in ("patient", "caregiver"):
        counts: Counter[tuple[str, str]] = Counter()
        for path in sorted((root / "monographs").glob("*/monograph.md")):
            for statement in engine.edition(read(path), audience).statements():
                counts[(statement.role.value, statement.origin.value)] += 1
        print(f"{audience}: statements by role (pattern, phrases, still to be written)")
        for role in sorted({role for role, _ in counts}):
            row = [counts[(role, origin)] for origin in ("pattern", "phrases", "canonical")]
            print(f"  {role:22} {row[0]:4} {row[1]:4} {row[2]:4}")


if __name__ == "__main__":
    main()
