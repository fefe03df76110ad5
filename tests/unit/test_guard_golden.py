"""The cases of `tests/golden/guard.md`: title, source, rewrite, and the guard's word on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.guard import Context, Guard
from patiented.model import Judgement, Statement

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "guard.md"
PAGE = Context(subjects=("Velmarin", "X"))


def read_cases():
    """Return (title, source, rewrite, expected); the file opens with a note of its own."""
    note, _, body = GOLDEN.read_text(encoding="utf-8").partition("\n\n")
    parts = [part.strip() for part in body.partition("\n\n")[2].split("\n.\n")]
    cells = [cell for part in parts for cell in part.split("\n.\n\n") if cell.strip(". \n")]
    lines = [line for cell in cells for line in cell.split("\n") if line.strip(".")]
    assert note.startswith("# ")
    return [tuple(lines[k : k + 4]) for k in range(0, len(lines), 4)]


@pytest.fixture(scope="module")
def guard():
    return Guard.from_dir(ROOT / "audiences" / "common")


def word(judgement: Judgement) -> str:
    outcome = "proved" if judgement.proved else "open" if judgement.ok else "changed"
    return " ".join([outcome, *sorted({finding.rule for finding in judgement.findings})])


@pytest.mark.parametrize(
    ("title", "source", "rewrite", "expected"), read_cases(), ids=lambda value: value[:40]
)
def test_guard_says_of_a_rewrite_what_the_golden_file_says(guard, title, source, rewrite, expected):
    judgement = guard.judge(Statement("s", source), rewrite, context=PAGE)
    assert word(judgement) == expected, title
