from __future__ import annotations

import pytest

from patiented.guard import Context
from patiented.model import Statement
from tests.engines import shipped_engine

SOURCE = "Opzelura (topical ruxolitinib) is not Jakafi (oral ruxolitinib)."
PAGE = Context(subjects=("Opzelura", "ruxolitinib"))


@pytest.fixture(scope="module")
def guard():
    return shipped_engine().guard


def _rules(guard, source, rewrite):
    judgement = guard.judge(Statement("s", source), rewrite, context=PAGE)
    return {finding.rule for finding in judgement.findings}


def test_route_that_went_to_the_other_medicine_is_open(guard):
    rewrite = "Opzelura is not Jakafi. Jakafi is put on the skin. Opzelura is taken by mouth."
    assert "route-moved" in _rules(guard, SOURCE, rewrite)


def test_route_that_stays_with_its_medicine_is_kept(guard):
    rewrite = "Opzelura is not Jakafi. Opzelura is put on the skin. Jakafi is taken by mouth."
    assert "route-moved" not in _rules(guard, SOURCE, rewrite)


def test_text_with_one_route_for_two_medicines_agrees_with_itself(guard):
    source = "Give oral vancomycin first. Then give oral metronidazole for 5 days."
    assert _rules(guard, source, source) == set()


def test_text_with_one_medicine_is_left_to_the_other_checks(guard):
    assert "route-moved" not in _rules(guard, "Take Opzelura by mouth.", "Opzelura: by mouth.")
