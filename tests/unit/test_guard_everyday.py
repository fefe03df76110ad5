from __future__ import annotations

import pytest

from patiented.errors import DataError
from patiented.guard import load_tables
from patiented.model import Statement
from tests.engines import shipped_engine


@pytest.fixture(scope="module")
def guard():
    return shipped_engine().guard


def _rules(guard, source, rewrite):
    judgement = guard.judge(Statement("s", source), rewrite)
    assert not (judgement.proved and judgement.findings)
    return {finding.rule for finding in judgement.findings}


@pytest.mark.parametrize(
    ("source", "rewrite", "rule"),
    [
        ("Talk with the doctor.", "Talk with a friend.", "everyday-keep"),
        ("Take it as prescribed.", "Take it now and then.", "everyday-keep"),
        ("Take it as prescribed.", "Take it as needed.", "everyday-new"),
        ("It may be missed.", "It will be missed.", "everyday-new"),
        ("Stay with the person.", "Leave the person.", "everyday-opposite"),
        ("Clear away soft things.", "Clear away hard things.", "everyday-opposite"),
        (
            "It starts in both sides of the brain.",
            "It starts in one side of the brain.",
            "sides-turned",
        ),
        ("Turn them onto one side.", "Turn them onto both sides.", "sides-turned"),
    ],
)
def test_everyday_words_that_turn_what_a_reader_does_are_seen(guard, source, rewrite, rule):
    assert rule in _rules(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Talk with the physician.", "Talk with your doctor."),
        ("Take it as directed.", "Take it as your doctor told you."),
        ("Stay with the person.", "Do not go away. Remain with the person."),
        ("It starts in both sides.", "It starts in the two sides."),
        ("Use it on one arm or on both arms.", "Use it on both arms or on one arm."),
    ],
)
def test_the_same_said_in_other_words_is_left_alone(guard, source, rewrite):
    found = _rules(guard, source, rewrite)
    assert not {rule for rule in found if rule.startswith(("everyday", "sides"))}


def test_row_of_an_unknown_kind_is_blamed_by_its_place(root, tmp_path):
    common = root / "audiences" / "common"
    (tmp_path / "guard").mkdir()
    table = tmp_path / "guard" / "everyday.tsv"
    table.write_text("kind\tname\twords\tagainst\nlose\tx\ty\t\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"everyday\.tsv:2:1: kind must be one of keep, new"):
        load_tables([tmp_path, common], ())


@pytest.mark.parametrize("doubt", ["maybe", "perhaps", "possibly", "might", "may", "could"])
def test_doubt_that_the_source_has_is_no_new_doubt(guard, doubt):
    source = f"Zinc goes down within 24 hours, {doubt} because the body slows down."
    assert _rules(guard, source, source) == set()
