"""Measures on the evaluation folder: human judgements, and pairs where one side must be easier."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from patiented.readability import score_text
from patiented.readability.difficulty import features
from patiented.readability.formulas import flesch_kincaid

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "scripts"))

import fit_difficulty as fitting  # noqa: E402 -- a script, found through the line above

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="no evaluation folder beside the checkout"),
]


@pytest.fixture(scope="module")
def rated():
    return fitting.read_ratings(SHARED / "eval" / "readability" / "medreadme_dev.csv")


def test_difficulty_ranks_sentences_of_unseen_sources_as_people_do(rated):
    sentences, sources, ratings = map(list, zip(*rated, strict=True))
    rows = [tuple(features(sentence)) for sentence in sentences]
    assert fitting.spearman(fitting.cross_validate(rows, sources, ratings), ratings) >= 0.78


def test_our_flesch_kincaid_ranks_sentences_better_than_the_published_044(rated):
    grades = [flesch_kincaid(sentence.counts) for sentence, _, _ in rated]
    assert fitting.spearman(grades, [rating for _, _, rating in rated]) >= 0.53


def test_the_shipped_weights_are_those_that_the_script_fits(rated):
    line = fitting.fit(
        [tuple(features(s)) for s, _, _ in rated], [rating for _, _, rating in rated]
    )
    shipped = fitting.DATA.joinpath("difficulty.toml").read_text(encoding="utf-8")
    for name, weight in zip(fitting.Features._fields, line.weights, strict=True):
        assert f"{name} = {weight:.4f}" in shipped


def test_a_plain_version_is_easier_than_its_clinical_sentence():
    path = SHARED / "eval" / "simplify" / "laymaker" / "dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(score_text(r["source"]), score_text(r["references"][0])) for r in rows]
    changed = [(a, b) for a, b in pairs if a.sentences and b.sentences and a.counts != b.counts]
    easier = sum(b.difficulty < a.difficulty for a, b in changed) / len(changed)
    assert easier >= 0.7


def test_every_rated_sentence_has_a_score_between_one_and_six():
    path = SHARED / "eval" / "readability" / "medreadme_dev.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert 1 <= score_text(row["sentence"]).difficulty <= 6
