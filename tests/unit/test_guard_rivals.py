"""Closed sets, counts, bounds and ways in: one value in the place of another."""

from __future__ import annotations

import pytest

from patiented.model import Fact, FactKind, Obligation, Statement
from tests.guarding import errors, shipped_guard


@pytest.fixture(scope="module")
def guard():
    return shipped_guard()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Inject into a different site each time.", "Inject into the same site each time."),
        ("Store the vials in the refrigerator.", "Store the vials in the freezer."),
        ("The hearing loss is usually permanent.", "The hearing loss is usually temporary."),
        ("Take it at bedtime.", "Take it in the morning."),
        ("Postmenopausal women may take it.", "Premenopausal women may take it."),
        ("Use the lowest effective dose.", "Use the highest effective dose."),
        ("Lie flat for 2 hours after the procedure.", "Sit up for 2 hours after the procedure."),
        ("Viral meningitis is treated at home.", "Bacterial meningitis is treated at home."),
        ("The dose goes by actual body weight.", "The dose goes by ideal body weight."),
    ],
)
def test_another_value_of_a_closed_set_is_changed(guard, source, rewrite):
    assert "rival-value" in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Store the vials in the refrigerator.",
            "Keep the vials in the fridge. Do not freeze them.",
        ),
        ("The hearing loss is usually permanent.", "The hearing loss is usually not temporary."),
        ("Relapse is unlikely.", "It will probably not come back."),
        ("Side effects are rare.", "Side effects are less common."),
        ("Take it at bedtime.", "Take it at night."),
        ("Lie flat for 2 hours.", "For 2 hours, do not sit up."),
    ],
)
def test_what_is_denied_is_no_rival(guard, source, rewrite):
    assert "rival-value" not in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite", "rule"),
    [
        (
            "Two nurses should check the blood bag.",
            "One nurse should check the blood bag.",
            "count-changed",
        ),
        ("Rest the arm for 7 days.", "Rest the arm for fourteen.", "duration-changed"),
        ("Take no more than 4 doses in 24 hours.", "Take doses through the day.", "limit-lost"),
        (
            "Keep the head up for at least 30 minutes a day.",
            "Keep the head up for 30 minutes a day at most.",
            "comparator-turned",
        ),
        (
            "Turn the patient at least every 2 hours.",
            "Leave 2 hours or more between turns.",
            "comparator-turned",
        ),
        ("Rinse two to four times daily.", "Rinse twice a day.", "frequency-changed"),
        ("Give diazepam as a suppository.", "Give diazepam as a tablet.", "way-swapped"),
        ("It can cause fatal bleeding.", "It can cause bleeding.", "death-dropped"),
    ],
)
def test_another_number_bound_or_way_is_changed(guard, source, rewrite, rule):
    assert rule in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Two nurses should check the blood bag.", "A pair of nurses should check the blood bag."),
        ("Take no more than 4 doses in 24 hours.", "Four doses a day is the limit."),
        (
            "Rinse two to four times daily.",
            "Rinse no fewer than twice and no more than four times a day.",
        ),
        ("Wait at least 5 minutes between drops.", "Put drops in at least 5 minutes apart."),
        ("Give diazepam as a suppository.", "Put the diazepam suppository into the bottom."),
        ("It can cause fatal bleeding.", "It can cause bleeding that kills."),
        ("It appears within the first 24 hours of life.", "It shows on the first day of life."),
    ],
)
def test_the_same_number_bound_or_way_is_no_change(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


def test_an_item_that_need_not_stand_may_be_left_out(guard):
    source = "The kit contains gloves, a mask and an apron."
    rewrite = "The kit has gloves and a mask."

    def loose(fact: Fact) -> Obligation:
        return Obligation.SIMPLIFY if fact.kind is FactKind.TERM else Obligation.MUST

    assert not guard.judge(Statement("s", source), rewrite).ok
    assert guard.judge(Statement("s", source), rewrite, obligation=loose).ok
