"""Comparisons, before and after, lists, "and" and "or", one or all: what is crossed or dropped."""

from __future__ import annotations

import pytest

from tests.guarding import errors, shipped_guard


@pytest.fixture(scope="module")
def guard():
    return shipped_guard()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Dizziness was more common with bosentan than with placebo.",
            "Dizziness was less common with bosentan than with the dummy pill.",
        ),
        (
            "Oral iron causes more constipation than intravenous iron.",
            "Iron into a vein causes more constipation than iron by mouth.",
        ),
        (
            "Stroke risk is higher in smokers than in people who never smoked.",
            "People who never smoked have a higher risk of stroke than smokers.",
        ),
        ("Patching is less effective than surgery.", "Surgery works less well than patching."),
    ],
)
def test_a_comparison_turned_on_one_side_is_changed(guard, source, rewrite):
    assert "comparison-turned" in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Dizziness was more common with bosentan than with placebo.",
            "Dizziness was less common with the dummy pill than with bosentan.",
        ),
        (
            "Stroke risk is higher in smokers than in people who never smoked.",
            "People who never smoked have a lower risk of stroke than smokers.",
        ),
        ("Patching is less effective than surgery.", "Surgery works better than patching."),
    ],
)
def test_a_comparison_turned_on_both_sides_is_the_same(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Take the tablet 30 minutes before food and stay upright for an hour afterwards.",
            "Take the tablet 30 minutes after food and stay upright for another hour.",
        ),
        (
            "Flush the tube before the feed and clamp it after the feed.",
            "Flush the tube after the feed and clamp it after the feed.",
        ),
    ],
)
def test_before_made_after_is_changed(guard, source, rewrite):
    assert "sequence-turned" in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Take the tablet 30 minutes before food.", "Wait 30 minutes after the tablet, then eat."),
        (
            "Wash your hands before changing the dressing.",
            "First wash your hands, then change the dressing.",
        ),
    ],
)
def test_the_same_order_told_from_its_other_end_is_no_change(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Do not drink alcohol, coffee or grapefruit juice.",
            "Do not drink alcohol or grapefruit juice.",
        ),
        ("The kit contains gloves, a mask and an apron.", "The kit has gloves and a mask."),
        (
            "Check the knee or the hand for swelling after the fall.",
            "Check the knee for swelling after the fall.",
        ),
    ],
)
def test_an_item_gone_from_a_list_is_changed(guard, source, rewrite):
    assert "item-dropped" in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Call the ward if you notice bleeding, fever or swelling of the leg.",
            "Call the ward about any of these: bleeding, a high temperature, a swollen leg.",
        ),
        (
            "The kit contains gloves, a mask and an apron.",
            "The kit has gloves, a mask and a plastic cover for your clothes.",
        ),
        (
            "Watch for pallor, sweating and tremor.",
            "Watch for a pale face, for sweat and for shaking hands.",
        ),
    ],
)
def test_an_item_said_in_other_words_is_not_called_dropped(guard, source, rewrite):
    assert "item-dropped" not in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite", "rule"),
    [
        (
            "Come in if you have a rash or a fever.",
            "Come in if you have both a rash and a fever.",
            "alternative-joined",
        ),
        (
            "Apply ice or elevate the leg.",
            "Apply ice and also elevate the leg.",
            "alternative-joined",
        ),
        (
            "Take calcium and vitamin D daily.",
            "Take calcium or vitamin D every day.",
            "choice-made",
        ),
    ],
)
def test_and_made_or_and_or_made_and_are_changed(guard, source, rewrite, rule):
    assert rule in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Come in if you have a rash or a fever.", "Come in for a rash. Come in for a fever too."),
        ("Apply ice or elevate the leg.", "Put ice on the leg, or raise it."),
        (
            "Do not drink alcohol, coffee or grapefruit juice.",
            "No alcohol. No coffee. No grapefruit juice.",
        ),
        ("It may cause nausea and rash.", "It may cause nausea or rash."),
    ],
)
def test_alternatives_told_one_by_one_are_no_change(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


@pytest.mark.parametrize(
    ("source", "rewrite", "rule"),
    [
        (
            "Give a second dose if the fever persists.",
            "Give a second dose as a matter of course.",
            "scope-widened",
        ),
        (
            "Antibiotics are offered to women with a urinary infection.",
            "All pregnant women are offered antibiotics.",
            "scope-widened",
        ),
        (
            "Do not remove the dressing unless it is wet.",
            "Do not remove the dressing, no matter what.",
            "scope-widened",
        ),
        (
            "All patients should be weighed at each visit.",
            "Only patients with heart failure should be weighed at each visit.",
            "scope-narrowed",
        ),
    ],
)
def test_a_claim_made_wider_or_narrower_is_changed(guard, source, rewrite, rule):
    assert rule in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "All patients should be weighed at each visit.",
            "Everyone should be weighed at each visit.",
        ),
        (
            "Give a second dose if the fever persists.",
            "If the fever does not go, give a second dose.",
        ),
        (
            "Do not remove the dressing unless it is wet.",
            "Remove the dressing only if it is wet.",
        ),
    ],
)
def test_a_claim_of_the_same_width_is_no_change(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Women over 50 and men over 60 should be screened.",
            "Women over 60 and men over 50 should be screened.",
        ),
        (
            "Treat knee pain for 2 weeks and hip pain for 6 weeks.",
            "Hip pain is treated for 2 weeks, knee pain for 6 weeks.",
        ),
    ],
)
def test_numbers_that_crossed_are_changed(guard, source, rewrite):
    assert errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Women over 50 and men over 60 should be screened.",
            "Screening is for men over 60 and women over 50.",
        ),
        (
            "Treat knee pain for 2 weeks and hip pain for 6 weeks.",
            "Hip pain is treated for 6 weeks, knee pain for 2 weeks.",
        ),
        (
            "Give 500 mg every 12 hours or 250 mg every 8 hours.",
            "Give 250 mg three times a day, 8 hours apart, or 500 mg twice a day, 12 hours apart.",
        ),
    ],
)
def test_numbers_that_moved_with_their_own_are_no_change(guard, source, rewrite):
    assert "numbers-crossed" not in errors(guard, source, rewrite)


def test_a_list_of_hundreds_of_doses_is_read_to_its_end(guard):
    doses = "- 5 mg\n" * 600 + "- 5"
    assert errors(guard, doses, "4 3")
