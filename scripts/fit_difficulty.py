"""Fits the weights of `readability/difficulty.py` to human judgements of medical sentences.

    python scripts/fit_difficulty.py RATINGS.csv [--write]

RATINGS has the columns `sentence`, `source` and `readability` (1 easy to 6). Prints the rank
correlation with the judgements: of single features and grade formulas, and of the fitted line when
the source of a sentence was never seen (five folds, whole sources kept together). `--write` stores
the weights; no sentence is stored. Standard library only; the same file gives the same weights.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from patiented.readability.counting import CountedSentence, count_sentence
from patiented.readability.difficulty import Features, features
from patiented.readability.formulas import all_formulas
from patiented.readability.tables import DATA

FOLDS = 5
RIDGE = 3.0
"""Weight of the penalty on standardized weights; with 3,000 sentences it hardly matters."""

Row = tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """A fitted line over raw features."""

    intercept: float
    weights: Row

    def predict(self, row: Row) -> float:
        """Return the rating on the line."""
        return self.intercept + sum(w * x for w, x in zip(self.weights, row, strict=True))


def read_ratings(path: Path) -> list[tuple[CountedSentence, str, float]]:
    """Return (sentence, source, rating) of every sentence with words."""
    rated = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sentence = count_sentence(row["sentence"])
            if sentence:
                rated.append((sentence, row["source"], float(row["readability"])))
    return rated


def fit(rows: list[Row], targets: list[float]) -> Line:
    """Fit a ridge regression on standardized features and return it over raw ones."""
    size = len(rows)
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / size for column in columns]
    spreads = [
        (sum((x - mean) ** 2 for x in column) / size) ** 0.5 or 1.0
        for column, mean in zip(columns, means, strict=True)
    ]
    center = sum(targets) / size
    scaled = [[(x - m) / s for x, m, s in zip(row, means, spreads, strict=True)] for row in rows]
    count = len(means)
    left = [
        [sum(row[i] * row[j] for row in scaled) + (RIDGE if i == j else 0.0) for j in range(count)]
        for i in range(count)
    ]
    right = [
        sum(row[i] * (y - center) for row, y in zip(scaled, targets, strict=True))
        for i in range(count)
    ]
    weights = [w / s for w, s in zip(solve(left, right), spreads, strict=True)]
    return Line(center - sum(w * m for w, m in zip(weights, means, strict=True)), tuple(weights))


def solve(left: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small linear system by Gaussian elimination with pivots."""
    size = len(right)
    table = [[*row, value] for row, value in zip(left, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(table[k][i]))
        table[i], table[pivot] = table[pivot], table[i]
        for k in range(i + 1, size):
            factor = table[k][i] / table[i][i]
            table[k] = [a - factor * b for a, b in zip(table[k], table[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        known = sum(table[i][j] * found[j] for j in range(i + 1, size))
        found[i] = (table[i][size] - known) / table[i][i]
    return found


def spearman(first: list[float], second: list[float]) -> float:
    """Return the rank correlation, ties sharing their mean rank."""
    a, b = ranks(first), ranks(second)
    mean = (len(a) + 1) / 2
    over = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    under = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return over / under**0.5 if under else 0.0


def ranks(values: list[float]) -> list[float]:
    """Return the rank of each value, from 1; equal values share their mean rank."""
    places = defaultdict(list)
    for place, value in enumerate(sorted(values), start=1):
        places[value].append(place)
    return [sum(places[value]) / len(places[value]) for value in values]


def folds(sources: list[str]) -> list[set[str]]:
    """Deal the sources into folds of about equal numbers of sentences, largest first."""
    sizes = {source: sources.count(source) for source in sorted(set(sources))}
    dealt: list[set[str]] = [set() for _ in range(FOLDS)]
    loads = [0] * FOLDS
    for source in sorted(sizes, key=lambda name: (-sizes[name], name)):
        lightest = loads.index(min(loads))
        dealt[lightest].add(source)
        loads[lightest] += sizes[source]
    return dealt


def cross_validate(rows: list[Row], sources: list[str], targets: list[float]) -> list[float]:
    """Return a prediction for every sentence by a line that never saw its source."""
    predicted = [0.0] * len(rows)
    for held_out in folds(sources):
        inside = [i for i, source in enumerate(sources) if source not in held_out]
        line = fit([rows[i] for i in inside], [targets[i] for i in inside])
        for i, source in enumerate(sources):
            if source in held_out:
                predicted[i] = line.predict(rows[i])
    return predicted


def write(line: Line, reached: float, size: int) -> None:
    """Store the weights with what they reach."""
    lines = [
        "# Weights of difficulty.py, written by scripts/fit_difficulty.py; do not edit by hand.",
        f"# Fitted to {size} rated sentences; Spearman {reached:.3f} on sources never seen.",
        f"intercept = {line.intercept:.4f}",
        "",
        "[weights]",
        *(f"{n} = {w:.4f}" for n, w in zip(Features._fields, line.weights, strict=True)),
    ]
    (DATA / "difficulty.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ratings", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sentences, sources, targets = map(list, zip(*read_ratings(options.ratings), strict=True))
    rows = [tuple(features(sentence)) for sentence in sentences]
    for index, (name, _) in enumerate(all_formulas(sentences[0].counts)):
        values = [all_formulas(sentence.counts)[index][1] for sentence in sentences]
        print(f"{name:18} {spearman(values, targets):+.3f}")
    for name, column in zip(Features._fields, zip(*rows, strict=True), strict=True):
        print(f"{name:18} {spearman(list(column), targets):+.3f}")
    reached = spearman(cross_validate(rows, sources, targets), targets)
    print(f"{'fitted, unseen':18} {reached:+.3f}")
    if options.write:
        write(fit(rows, targets), reached, len(rows))


if __name__ == "__main__":
    main()
