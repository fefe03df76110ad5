"""The guard on real text: every sentence equals itself, and mutations of it are caught.

Every sentence is compared with itself. Mutations run on a sample, or on all with `GUARD_FULL=1`.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from patiented.guard import Guard
from patiented.model import Statement
from patiented.reading.sentences import split_sentences

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
STEP = 1 if os.environ.get("GUARD_FULL") else 7

pytestmark = pytest.mark.shared

NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:\.\d+)?(?![\w,.]*\w)")
NEGATION = re.compile(r"\b(?:not|cannot|no|never|without) ")
VERB = re.compile(r"\b(?:is|are|was|were|should|must|may|can|will|do|does|has|have) (?!not)")
UNITS = {
    "mg": "g",
    "mL": "L",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "years": "months",
    "minutes": "hours",
}
BOUNDS = {
    "at least": "at most",
    "no more than": "no less than",
    "up to": "at least",
    "more than": "less than",
    "less than": "more than",
    "or more": "or less",
    "≥": "≤",
    "≤": "≥",
    ">": "<",
    "<": ">",
    "more": "less",
    "greater than": "less than",
    "within": "after",
    "before": "after",
    "after": "before",
}


@pytest.fixture(scope="module")
def guard():
    return Guard.from_dir(ROOT / "audiences" / "common")


def strings(value):
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", " ", value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def texts():
    yield (SHARED / "input" / "opzelura.txt").read_text(encoding="utf-8")
    for path in sorted((SHARED / "eval").glob("*/**/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from strings(json.loads(line))
    for path in sorted((SHARED / "labels").iterdir()):
        raw = path.read_text(encoding="utf-8", errors="replace")
        yield from (
            strings(json.loads(raw))
            if path.suffix == ".json"
            else re.findall(r">([^<>]{3,})<", raw)
        )
    with (SHARED / "eval" / "readability" / "medreadme_dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield from (value for value in row.values() if value)


@pytest.fixture(scope="module")
def sentences():
    found = {}
    for text in texts():
        for first, last in split_sentences(text):
            sentence = text[first:last].strip()
            if sentence:
                found[sentence] = None
    return list(found)


def test_every_sentence_equals_itself(guard, sentences):
    wrong = []
    for sentence in sentences:
        judgement = guard.judge(Statement("s", sentence), sentence)
        if not judgement.proved or judgement.findings:
            wrong.append(sentence)
    assert len(sentences) > 10_000
    assert not wrong[:3]


def mutations(sentence):
    """Yield (kind, mutated): a number, a unit, a bound, a "not" less, a "not" more."""
    for match in list(NUMBER.finditer(sentence))[:2]:
        value = match.group()
        other = str(int(value) + 1) if value.isdigit() else f"{float(value) * 10:g}"
        yield "number", sentence[: match.start()] + other + sentence[match.end() :]
    for unit, other in UNITS.items():
        for match in list(re.finditer(rf"(?<=\d ){unit}\b", sentence))[:1]:
            yield "unit", sentence[: match.start()] + other + sentence[match.end() :]
    for bound, other in BOUNDS.items():
        edge = r"\b" if bound[0].isalpha() else ""
        for match in list(re.finditer(rf"{edge}{re.escape(bound)}{edge}(?!=)", sentence))[:1]:
            yield "bound", sentence[: match.start()] + other + sentence[match.end() :]
    for match in list(NEGATION.finditer(sentence))[:1]:
        yield "not lost", sentence[: match.start()] + sentence[match.end() :]
    for match in list(VERB.finditer(sentence))[:1]:
        yield "not added", sentence[: match.end()] + "not " + sentence[match.end() :]


@pytest.fixture(scope="module")
def mutated(guard, sentences):
    """Return, by kind, how many mutations there were, were called changed, and were not proved."""
    counts = Counter()
    for sentence in sentences[::STEP]:
        if 4 <= len(sentence.split()) <= 60:
            for kind, text in mutations(sentence):
                judgement = guard.judge(Statement("s", sentence), text)
                counts[kind, "all"] += 1
                counts[kind, "changed"] += not judgement.ok
                counts[kind, "caught"] += not judgement.proved
    return counts


@pytest.mark.parametrize("kind", ["number", "unit", "bound", "not lost", "not added"])
def test_mutations_of_real_text_are_caught(mutated, kind):
    assert mutated[kind, "all"] >= 50
    caught = mutated[kind, "caught"] / mutated[kind, "all"]
    changed = mutated[kind, "changed"] / mutated[kind, "all"]
    print(f"{kind}: {mutated[kind, 'all']} mutations, changed {changed:.1%}, caught {caught:.2%}")  # noqa: T201
    assert caught >= 0.99


def test_the_pairs_of_the_benchmark_keep_the_bars_of_the_issue(guard):
    import sys  # noqa: PLC0415  the benchmark is a script beside the package, not part of it

    sys.path.insert(0, str(ROOT / "benchmarks"))
    import guard as bench  # noqa: PLC0415  as above

    pairs = bench.read_pairs(ROOT / "benchmarks" / "guard_pairs" / "author_c.jsonl")
    row = bench.measure("c", bench.judge_all(guard, pairs), 1.0)
    assert row.false_assurance <= 0.04
    assert row.false_accusation <= 0.20
    assert row.work_saved >= 0.55


def test_no_before_and_after_pair_of_the_guide_is_called_changed_but_the_rate(guard):
    path = SHARED / "editorial" / "pairs.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    accused = [
        row[1]
        for row in rows
        if not row[3].startswith("(")
        and not guard.judge(Statement("s", row[2]), row[3].replace("[caregiver] ", "")).ok
    ]
    assert accused in ([], ["RATE"])
