"""What the guard has to allow (EDITORIAL 7), one pinned test each, and near-misses it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.guard import Context, Guard
from patiented.model import Statement, TaughtTerm

COMMON = Path(__file__).parents[2] / "audiences" / "common"


@pytest.fixture(scope="module")
def guard():
    return Guard.from_dir(COMMON)


@pytest.fixture
def judge(guard):
    def judge(source, rewrite, **context):
        page = Context(**{"subjects": ("Velmarin",), **context})
        return guard.judge(Statement("s", source), rewrite, context=page)

    return judge


def test_should_not_as_an_order_becomes_do_not(judge):
    assert judge(
        "Velmarin should not be used on open wounds.", "Do not use Velmarin on open wounds."
    ).proved


@pytest.mark.parametrize(
    "order",
    ["Monitor liver function during treatment.", "Monitor liver function while on therapy."],
)
def test_monitor_becomes_you_need(judge, order):
    assert judge(order, "You need liver function tests during treatment.").ok


def test_monitor_before_treatment_is_proved_as_a_need(judge):
    assert judge(
        "Monitor liver function before treatment.",
        "You need liver function tests before treatment.",
    ).proved


def test_obtain_becomes_you_need(judge):
    assert judge(
        "Obtain a pregnancy test before treatment.", "You need a pregnancy test before treatment."
    ).proved


def test_recommended_to_staff_becomes_you_should(judge):
    assert judge(
        "A pregnancy test is recommended before treatment.",
        "You should have a pregnancy test before treatment.",
    ).proved


def test_history_of_becomes_ever_had(judge):
    assert judge(
        "Contraindicated in patients with a history of angioedema.",
        "Do not use Velmarin if you have ever had angioedema.",
    ).proved


def test_a_group_may_be_repeated_after_a_split(judge):
    source = "In children with asthma, Velmarin may cause headache and rash."
    rewrite = (
        "In children with asthma, Velmarin may cause headache. "
        "In children with asthma, Velmarin may cause rash."
    )
    assert judge(source, rewrite).proved


def test_a_not_may_be_repeated_over_an_or_list(judge):
    source = "Velmarin is contraindicated in asthma or heart block."
    rewrite = "Do not use Velmarin if you have asthma. Do not use Velmarin if you have heart block."
    assert judge(source, rewrite).proved


def test_do_not_exceed_becomes_no_more_than(judge):
    assert judge("Do not exceed 60 g per week.", "Use no more than 60 grams in one week.").proved


def test_a_share_of_people_becomes_a_natural_frequency(judge):
    assert judge(
        "Headache occurred in 6.8% of patients.",
        "Headache happened in about 7 out of 100 people (6.8%).",
    ).proved


def test_the_complement_of_a_share_is_no_invention(judge):
    source = "95% of patients improved."
    judgement = judge(source, "95 out of 100 people got better. 5 out of 100 did not.")
    assert judgement.ok
    assert "number-derived" in {finding.rule for finding in judgement.findings}


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Take 0.5 g once daily.", "Take 500 mg once a day."),
        ("Take 1,000 mcg once daily.", "Take 1 mg once a day."),
        ("Treat for 2 weeks.", "Treat for 14 days."),
        ("Wait 90 minutes.", "Wait one and a half hours."),
        ("Store below 25 °C.", "Keep below 25 degrees Celsius."),
        ("For patients aged 24 months or older.", "For people 2 years or older."),
    ],
)
def test_equal_amounts_in_other_units_are_one_value(judge, source, rewrite):
    assert judge(source, rewrite).proved


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Take 10 mg every 12 hours.", "Take 10 mg twice a day."),
        ("Take 10 mg every 8 hours.", "Take 10 mg three times a day."),
        ("Treat for 12 weeks.", "Treat for 3 months."),
    ],
)
def test_nearly_equal_times_are_open_for_a_person(judge, source, rewrite):
    judgement = judge(source, rewrite)
    assert judgement.ok
    assert not judgement.proved


@pytest.mark.parametrize(
    ("source", "rewrite"),
    [
        ("Velmarin should be used with care.", "Do not use Velmarin."),
        ("Do not exceed 60 g per week.", "Use at least 60 grams in one week."),
        (
            "Headache occurred in 6.8% of patients.",
            "Headache happened in about 68 out of 100 people.",
        ),
        (
            "Contraindicated in patients with asthma.",
            "Be careful with Velmarin if you have asthma.",
        ),
        ("For patients aged 12 years or older.", "For people younger than 12 years."),
    ],
)
def test_a_moved_strength_number_or_group_is_not_allowed(judge, source, rewrite):
    assert not judge(source, rewrite).proved


def test_the_caregiver_may_be_addressed(judge):
    source = "Use Velmarin twice daily."
    assert judge(source, "Give Velmarin to the person you care for twice a day.").proved


def test_a_taught_gloss_may_stand_beside_its_term(judge):
    taught = (TaughtTerm("vitiligo", "patches of skin lose their natural pigment"),)
    rewrite = "Velmarin treats vitiligo (patches of skin lose their natural pigment)."
    assert judge("Velmarin is indicated for vitiligo.", rewrite, taught=taught).proved
    assert not judge("Velmarin is indicated for vitiligo.", rewrite).proved


def test_a_taught_gloss_licenses_no_drug(judge):
    taught = (TaughtTerm("vitiligo", "a condition treated with omeprazole"),)
    judgement = judge(
        "Velmarin is indicated for vitiligo.",
        "Velmarin and naproxen treat vitiligo.",
        taught=taught,
    )
    assert not judgement.ok


def test_a_standing_text_may_be_added_word_for_word(judge):
    line = "Call the poison line at once if somebody swallows this."
    source = "Keep Velmarin away from children."
    assert judge(source, f"{source} {line}", allowed=(line,)).proved
    assert not judge(source, f"{source} {line}").proved


def test_a_heading_licenses_its_words(judge):
    source = "Use twice daily."
    rewrite = "For psoriasis, use twice a day."
    assert judge(source, rewrite, heading="Psoriasis").proved
    assert not judge(source, rewrite).proved


def test_a_limit_across_its_verb_is_the_same_limit(judge):
    assert judge("Do not use for more than 8 weeks.", "Use for no more than 8 weeks.").proved


def test_a_ban_on_an_age_is_not_turned_into_the_other_age(judge):
    source = "Do not give Velmarin to children under 12 years of age."
    assert not judge(source, "Do not give Velmarin to children 12 years or older.").ok


def test_hypersensitive_may_be_allergic_in_a_ban_alone(judge):
    ban = "Velmarin is contraindicated in patients hypersensitive to penicillin."
    assert judge(ban, "Do not use Velmarin if you are allergic to penicillin.").proved
    assert not judge("Hypersensitivity has been reported.", "Allergy has been reported.").proved


def test_a_rounded_share_may_stand_beside_the_exact_one(judge):
    source = "Headache occurred in 4.2% of patients."
    assert judge(source, "Headache happened in about 4 out of 100 people (4.2%).").proved
