"""Bad rewrites written to fool the guard, each beside a good one of the same words.

`tests/golden/guard_attacks.jsonl` has them by kind. A bad one may be open, never proved.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from patiented.guard import Context, Guard
from patiented.model import Judgement, Statement

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "tests" / "golden" / "guard_attacks.jsonl").read_text(encoding="utf-8").splitlines()
PAIRS = [json.loads(line) for line in LINES]
KINDS = sorted({pair["kind"] for pair in PAIRS})
PAGE = Context(subjects=("Alphadrug",))
NAMED = ["dose", "unit", "frequency", "drug", "negation", "contraindication"]
"""The kinds of which most must be called changed, not only left open."""


@pytest.fixture(scope="module")
def judged():
    guard = Guard.from_dir(ROOT / "audiences" / "common")
    return [
        (pair, guard.judge(Statement(pair["id"], pair["source"]), pair["rewrite"], context=PAGE))
        for pair in PAIRS
    ]


def those(judged, label: str, kind: str) -> list[tuple[dict[str, str], Judgement]]:
    return [(p, j) for p, j in judged if p["label"] == label and p["kind"] == kind]


@pytest.mark.parametrize("kind", KINDS)
def test_no_bad_rewrite_is_proved(judged, kind):
    bad = those(judged, "bad", kind)
    assert bad
    assert [pair["rewrite"] for pair, judgement in bad if judgement.proved] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_good_rewrite_is_accused(judged, kind):
    good = those(judged, "good", kind)
    assert [pair["rewrite"] for pair, judgement in good if not judgement.ok] == []


@pytest.mark.parametrize("kind", NAMED)
def test_most_errors_of_the_named_kinds_are_called_changed(judged, kind):
    bad = those(judged, "bad", kind)
    assert sum(not judgement.ok for _, judgement in bad) / len(bad) >= 0.75


def test_there_are_as_many_good_rewrites_as_bad_ones_of_each_kind():
    counts = Counter((pair["kind"], pair["label"]) for pair in PAIRS)
    assert len(PAIRS) >= 600
    assert all(counts[kind, "good"] == counts[kind, "bad"] for kind in KINDS)


def test_most_good_rewrites_are_proved(judged):
    good = [judgement for pair, judgement in judged if pair["label"] == "good"]
    assert sum(judgement.proved for judgement in good) / len(good) >= 0.85
