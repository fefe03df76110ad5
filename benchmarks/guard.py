"""Measures the guard on pairs of good and bad rewrites, by author and by kind of error.

    .venv/bin/python benchmarks/guard.py [--pairs FOLDER] [--kinds]

The pairs beside this file were written by several authors, none of whom wrote the guard's tables.
Authors a to f, h and i were looked at while the tables were made; g was not: judge by that one.
What the numbers mean is in `docs/safety.md`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from patiented.guard import Guard
from patiented.model import Judgement, Statement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
COMMON = HERE.parent / "audiences" / "common"
SEEN_BY_ACCIDENT = frozenset({"c-001a", "c-001b", "c-001c", "c-001d"})
"""Pairs of author c that a listing of the folder printed: their source is left out of the count."""
CRITICAL = (
    "dose_changed",
    "unit_changed",
    "frequency_changed",
    "drug_swapped",
    "negation_added",
    "negation_dropped",
    "contraindication_softened",
)


COLUMNS = (
    "author",
    "pairs",
    "bad called wholly kept",
    "good called changed",
    "facts of good proved",
    "bad called changed",
    "… dose, unit, frequency, drug, not, ban",
    "good wholly proved",
    "words/s",
)


class Judged(NamedTuple):
    """One pair with the guard's word on it."""

    pair: dict[str, str]
    judgement: Judgement


class Row(NamedTuple):
    """The measures of one author, as shares."""

    author: str
    false_assurance: float
    false_accusation: float
    work_saved: float
    bad_changed: float
    critical_changed: float
    good_proved: float
    words_per_s: float


def read_pairs(path: Path) -> list[dict[str, str]]:
    """Return the pairs of one author."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines if line.strip()]
    return [pair for pair in pairs if pair["id"] not in SEEN_BY_ACCIDENT]


def judge_all(guard: Guard, pairs: Iterable[dict[str, str]]) -> list[Judged]:
    """Judge every pair as the `guard` command does: every fact binds."""
    return [Judged(p, guard.judge(Statement(p["id"], p["source"]), p["rewrite"])) for p in pairs]


def measure(author: str, judged: list[Judged], seconds: float) -> Row:
    """Return the measures of GUARD.md for one author."""
    good = [j.judgement for j in judged if j.pair["label"] == "good"]
    bad = [j.judgement for j in judged if j.pair["label"] == "bad"]
    critical = [j.judgement for j in judged if j.pair["kind"] in CRITICAL]
    facts = [fact.verdict for judgement in good for fact in judgement.facts]
    words = sum(len(j.pair["source"].split()) + len(j.pair["rewrite"].split()) for j in judged)
    return Row(
        author,
        share(j.proved for j in bad),
        share(not j.ok for j in good),
        share(verdict is Verdict.KEPT for verdict in facts),
        share(not j.ok for j in bad),
        share(not j.ok for j in critical),
        share(j.proved for j in good),
        words / seconds,
    )


def share(hits: Iterable[bool]) -> float:
    """Return the share of true values, 0 for none at all."""
    values = list(hits)
    return sum(values) / len(values) if values else 0.0


def by_kind(judged: Iterable[Judged]) -> Iterator[tuple[str, int, int, int]]:
    """Yield each kind of error: how many, how many called changed, how many wholly proved."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair, judgement in judged:
        if pair["label"] == "bad":
            counts[pair["kind"]].update(
                {"all": 1, "changed": not judgement.ok, "proved": judgement.proved}
            )
    for kind, count in sorted(counts.items()):
        yield kind, count["all"], count["changed"], count["proved"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=HERE / "guard_pairs")
    parser.add_argument("--kinds", action="store_true", help="also print the errors by kind")
    options = parser.parse_args()
    started = time.process_time()
    guard = Guard.from_dir(COMMON)
    print(f"guard built in {(time.process_time() - started) * 1000:.0f} ms\n")
    print(f"| {' | '.join(COLUMNS)} |")
    print("|---" * len(COLUMNS) + "|")
    everything: list[Judged] = []
    for path in sorted(options.pairs.glob("*.jsonl")):
        pairs = read_pairs(path)
        started = time.process_time()
        judged = judge_all(guard, pairs)
        row = measure(path.stem, judged, time.process_time() - started)
        everything += judged
        shares = " | ".join(f"{value:.1%}" for value in row[1:7])
        print(f"| {row.author} | {len(pairs)} | {shares} | {row.words_per_s:,.0f} |")
    if options.kinds:
        print(
            "\n| kind of error | pairs | called changed | called wholly kept |\n|---|---|---|---|"
        )
        for kind, count, changed, proved in by_kind(everything):
            print(f"| {kind} | {count} | {changed / count:.0%} | {proved / count:.0%} |")


if __name__ == "__main__":
    main()
