"""The ladder of must, should and may, bans, knowledge, and the "not" of each clause."""

from __future__ import annotations

import pytest

from tests.guarding import errors, shipped_guard


@pytest.fixture(scope="module")
def guard():
    return shipped_guard()


@pytest.mark.parametrize(
    ("source", "rewrite", "rule"),
    [
        (
            "Blood pressure should be checked before each session.",
            "There is no need to check blood pressure before each session.",
            "duty-released",
        ),
        (
            "You must have a blood test every week.",
            "You may have a blood test every week.",
            "duty-softened",
        ),
        ("A chest X-ray should be considered.", "A chest X-ray is required.", "duty-added"),
        (
            "The device must not be used near an MRI scanner.",
            "The device might not be ideal near an MRI scanner.",
            "ban-hedged",
        ),
        ("Avoid driving after sedation.", "Consider not driving after sedation.", "ban-hedged"),
        (
            "The effect on unborn babies has not been established.",
            "The effect on unborn babies has been shown.",
            "doubt-lost",
        ),
        (
            "Ketorolac raises the risk of bleeding and is contraindicated around bypass surgery.",
            (
                "Ketorolac is best kept to short courses around bypass surgery. It also makes"
                " bleeding more likely."
            ),
            "ban-gone",
        ),
        (
            "Cold drinks may ease sickness, but they do not clearly prevent dehydration.",
            "Cold drinks may ease sickness. Their protection against dehydration is clear.",
            "parity-odd",
        ),
        (
            "Use an inhaler for wheezing.",
            "Use an inhaler for wheezing, as many times as you like.",
            "parity-odd",
        ),
    ],
)
def test_a_rung_left_is_changed(guard, source, rewrite, rule):
    assert rule in errors(guard, source, rewrite)


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        (
            "Atropine is contraindicated in glaucoma. Report unexplained eye pain.",
            "You need less atropine if you have glaucoma. Report eye pain you cannot account for.",
        ),
        (
            "Routine antibiotics are not recommended after the procedure.",
            "Antibiotics are recommended as a routine after the procedure.",
        ),
    ],
)
def test_a_ban_is_missed_though_another_sentence_says_no(guard, source, rewrite):
    assert errors(guard, source, rewrite) & {"ban-gone", "ban-turned", "negation-lost"}


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("You must have a blood test every week.", "A blood test is needed every week."),
        (
            "Blood pressure should be checked before each session.",
            "Have your blood pressure checked before every session.",
        ),
        (
            "No dose change is needed in older adults.",
            "The dose does not need to change for older adults.",
        ),
        ("Avoid driving after sedation.", "Do not drive after sedation."),
        (
            "The device must not be used near an MRI scanner.",
            "Keep the device away from MRI scanners.",
        ),
        ("Contraindicated in patients with glaucoma.", "Glaucoma rules it out."),
        (
            "Contraindicated in glaucoma. Report eye pain.",
            "Not for you: people with glaucoma. Report eye pain.",
        ),
        (
            "Routine antibiotics are not recommended after the procedure.",
            "Antibiotics are not advised as a routine after the procedure.",
        ),
        (
            "The effect on unborn babies has not been established.",
            "Whether it affects unborn babies is still an open question.",
        ),
    ],
)
def test_a_rung_kept_in_other_words_is_no_change(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


def test_a_not_in_one_clause_is_missed_though_the_sentence_has_another(guard):
    source = "Swelling raises the risk of infection, and massage is contraindicated in infection."
    rewrite = (
        "Swelling does not raise the risk of infection. Do not massage where there is infection."
    )
    assert errors(guard, source, rewrite) & {"parity-odd", "negation-added"}


def test_with_or_without_and_no_later_than_are_no_negation(guard):
    source = "Take the syrup with or without food, within 2 hours of waking."
    rewrite = "Take the syrup with food or without, no later than 2 hours after waking."
    assert not errors(guard, source, rewrite) & {"parity-odd", "negative-lost"}


@pytest.mark.parametrize(
    ("source", "rewrite", "expected"),
    [
        ("Patients without fever can go home.", "Patients with fever can go home.", True),
        ("Patients without fever can go home.", "Patients who have no fever can go home.", False),
        ("Do not give within 6 hours of surgery.", "Leave at least 6 hours to surgery.", False),
    ],
)
def test_the_not_inside_a_term_counts(guard, source, rewrite, expected):
    assert bool(errors(guard, source, rewrite)) is expected


@pytest.mark.parametrize(
    ("source", "rewrite", "expected"),
    [
        ("Stop if the rash spreads.", "Go on if the rash spreads.", True),
        (
            "If bleeding does not stop, go to hospital.",
            "Go to hospital if bleeding goes on.",
            False,
        ),
    ],
)
def test_stop_and_go_on_are_opposites_unless_one_is_denied(guard, source, rewrite, expected):
    assert ("action-reversed" in errors(guard, source, rewrite)) is expected


@pytest.mark.parametrize(
    ("source", "rewrite", "expected"),
    [
        (
            "Arthritis should be suspected after a fall; start ibuprofen at once.",
            "Arthritis is suspected after a fall. You might start ibuprofen at once.",
            True,
        ),
        (
            "Start ibuprofen at once; rash may follow.",
            "Start ibuprofen at once. A rash might follow.",
            False,
        ),
    ],
)
def test_might_needs_a_doubt_in_the_sentence_it_speaks_of(guard, source, rewrite, expected):
    assert ("hedge-added" in errors(guard, source, rewrite)) is expected
