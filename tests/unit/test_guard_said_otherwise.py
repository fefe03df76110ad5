"""Bounds, waits and bans that are said in another way: the same, softer, or turned round."""

import pytest

from patiented.model import Statement
from tests.guarding import errors, shipped_guard


@pytest.fixture(scope="module")
def guard():
    return shipped_guard()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Give it within the first 3 hours.", "Give it in the first 3 hours."),
        ("Do not take it if you had chest pain in the previous 72 hours.",
         "Do not take it if you had chest pain in the past 72 hours."),
        ("The maximum daily dose for osteoarthritis is 200 mg.",
         "The dose for osteoarthritis is at most 200 mg a day."),
        ("Do not lift more than 5 kg.", "Do not pick up more than 5 kg."),
        ("Avoid it after 30 weeks of pregnancy.", "Avoid it past 30 weeks of pregnancy."),
        ("Codeine must not be given to patients under 18 years.",
         "Codeine must not be given to anyone under 18."),
        ("If the INR is 1.5 or above, give 2 mg.", "If the INR is 1.5 or higher, give 2 mg."),
        ("Do not exceed 4 doses of paracetamol in 24 hours.",
         "Do not take more than 4 doses of paracetamol in 24 hours."),
    ],
)  # fmt: skip
def test_a_bound_in_other_words_is_no_change(guard, source, rewrite):
    judgement = guard.judge(Statement("s", source), rewrite)
    assert errors(guard, source, rewrite) == set()
    assert not [f for f in judgement.findings if f.rule.startswith(("comparator", "number"))]


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Give the second dose at least 4 weeks after the first.",
         "Wait at least 4 weeks before the second dose."),
        ("Stop metformin and restart it at least 48 hours after the scan.",
         "Stop metformin. Leave it at least 48 hours before you start again after the scan."),
        ("Codeine must not be used in children under 12 years, or in adults after surgery.",
         "Codeine must not be given to children under 12. It must not be given after surgery."),
        ("The vaccine is given by mouth. The vaccine must never be injected.",
         "The vaccine is given by mouth. This vaccine must never be injected."),
        ("Flush an unused line once a week.", "If the line is not used, flush it once a week."),
        ("Do not lift more than 5 kg or raise the arm.",
         "Do not lift more than 5 kg, and do not raise the arm."),
    ],
)  # fmt: skip
def test_what_is_told_from_its_other_side_is_not_accused(guard, source, rewrite):
    assert errors(guard, source, rewrite) == set()


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        # A permission or an order turned round.
        ("The meter can be used in babies over 24 hours old.",
         "The meter cannot be used in babies over 24 hours old."),
        ("Levothyroxine should be taken on an empty stomach, 30 minutes before breakfast.",
         "Do not take levothyroxine on an empty stomach. Take it 30 minutes before breakfast."),
        ("Beta-blockers reduce death in heart failure with reduced ejection fraction.",
         "Beta-blockers do not lower death in heart failure with reduced ejection fraction."),
        # A ban made softer.
        ("Patients must not drive until fully recovered.",
         "Try not to drive until you are fully recovered."),
        ("Live vaccines are contraindicated in pregnancy.",
         "Live vaccines are best avoided where possible if you are pregnant."),
        ("The vaccine must never be injected into a muscle.",
         "Injecting the vaccine into a muscle is not usually advised."),
        # The "not" of a term with a twin in the sentence.
        ("Swallow it while upright, and do not lie down for 30 minutes.",
         "Swallow it while upright, and lie down for 30 minutes."),
        # Another organ in its place.
        ("After hip surgery, do not bend the hip too far.",
         "After hip surgery, do not bend the knee too far."),
        # A medicine that is a plain word of another.
        ("Flush the line with 10 mL of sodium chloride.", "Flush the line with 10 mL of heparin."),
    ],
)  # fmt: skip
def test_what_was_turned_or_softened_is_called_changed(guard, source, rewrite):
    assert errors(guard, source, rewrite)
    assert not guard.judge(Statement("s", source), rewrite).proved
    assert errors(guard, source, source) == set()


def test_a_gloss_is_licensed_beside_its_own_word_only(guard):
    source = Statement("s", "Stop it if the neutrophil count falls.")
    told = "Stop it if the neutrophil count (a type of white blood cell) falls."
    assert not [f for f in guard.judge(source, told).findings if f.rule.endswith("-new")]
    for wrong in (
        "Stop it if the neutrophil count (a type of infection) falls.",
        "Stop it if the neutrophil count falls or you have an infection.",
    ):
        assert not guard.judge(source, wrong).proved
