"""How the guard reads numbers: units, ranges, comparators, frequencies, shares, ages."""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.guard import Guard
from patiented.model import FactKind, Statement

COMMON = Path(__file__).parents[2] / "audiences" / "common"
NUMERIC = {
    FactKind.QUANTITY,
    FactKind.FREQUENCY,
    FactKind.DURATION,
    FactKind.PERCENTAGE,
    FactKind.RATIO,
    FactKind.COUNT,
    FactKind.AGE,
}


@pytest.fixture(scope="module")
def guard():
    return Guard.from_dir(COMMON)


@pytest.fixture
def numbers(guard):
    def numbers(text):
        facts = guard.facts(Statement("s", text))
        return [fact.value for fact in facts if fact.kind in NUMERIC]

    return numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 2.5 mg.", ["eq 0.0025 mass"]),
        ("Take 1,000 mg.", ["eq 1 mass"]),
        ("Take 5-10 mg.", ["eq 0.005..0.01 mass"]),
        ("Take between 5 and 10 mg.", ["eq 0.005..0.01 mass"]),
        ("Take 5 mg to 10 mg.", ["eq 0.005..0.01 mass"]),
        ("Take 2 or 3 tablets.", ["eq 2..3 count tablet"]),
        ("Wait two and a half hours.", ["eq 2.5 time"]),
        ("Wait half an hour.", ["eq 0.5 time"]),
        ("Wait a quarter of an hour.", ["eq 0.25 time"]),
        ("Wait a fortnight.", ["eq 336 time"]),
        ("Give 10 mg/kg.", ["eq 0.01 mass/mass kg"]),
        ("Give 10 mg for every kilogram of body weight.", ["eq 0.01 mass/mass kg"]),
        ("At 0, 12 and 24 hours.", ["eq 0 time", "eq 12 time", "eq 24 time"]),
        ("By week 8.", ["eq 1344 time"]),
        ("In type 2 diabetes.", ["eq 2 label type"]),
        ("½ tablet", ["eq 0.5 count tablet"]),
    ],
)
def test_amounts_are_read_as_values_in_base_units(numbers, text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("at least 3 days", "ge"),
        ("3 days or more", "ge"),
        ("no fewer than 3 days", "ge"),
        ("≥ 3 days", "ge"),
        ("more than 3 days", "gt"),
        ("longer than 3 days", "gt"),
        ("> 3 days", "gt"),
        ("up to 3 days", "le"),
        ("do not exceed 3 days", "le"),
        ("3 days at most", "le"),
        ("≤3 days", "le"),
        ("never longer than 3 days", "le"),
        ("limit use to 3 days", "le"),
        ("a maximum of 3 days", "le"),
        ("less than 3 days", "lt"),
        ("under 3 days", "lt"),
        ("about 3 days", "about"),
        ("for 3 days", "eq"),
    ],
)
def test_comparators_are_read_before_and_after_the_number(numbers, text, comparator):
    assert numbers(text)[0].split()[0] == comparator


@pytest.mark.parametrize(
    "text",
    [
        "twice daily",
        "twice a day",
        "two times a day",
        "b.i.d.",
        "BID",
        "twice each day",
        "2 times per day",
        "twice in 24 hours",
    ],
)
def test_every_way_to_say_twice_a_day_is_one_value(numbers, text):
    assert numbers(f"Take it {text}.") == ["eq 2 per 24 time"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every 8 hours", "eq 1 per 8 time"),
        ("q8h", "eq 1 per 8 time"),
        ("8-hourly", "eq 1 per 8 time"),
        ("8 hours apart", "eq 1 per 8 time"),
        ("every 4 to 6 hours", "eq 1 per 4..6 time"),
        ("every other day", "eq 1 per 48 time"),
        ("once a week", "eq 1 per 168 time"),
        ("fortnightly", "eq 1 per 336 time"),
        ("every three months", "eq 1 per 3 months"),
        ("two to four times a day", "eq 2..4 per 24 time"),
    ],
)
def test_frequencies_are_counts_per_interval(numbers, text, expected):
    assert numbers(f"Use it {text}.") == [expected]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("5% of people", 5),
        ("5 percent", 5),
        ("5 out of 100 people", 5),
        ("5 in 100", 5),
        ("1 in 20", 5),
        ("one in every 20 mothers", 5),
        ("Of every 100 people on it, 5 had a rash", 5),
        ("half of the people", 50),
        ("two thirds of them", 66.6667),
        ("one fifth of your skin", 20),
    ],
)
def test_shares_stand_on_one_scale(numbers, text, share):
    values = numbers(text)
    assert values[0] == f"eq {share:g} proportion"


@pytest.mark.parametrize(
    "text",
    [
        "12 years or older",
        "aged ≥12 years",
        "at least 12 years old",
        "aged 12 or over",
        "no younger than 12",
    ],
)
def test_every_way_to_say_an_age_limit_is_one_value(numbers, text):
    assert numbers(f"For people {text}.") == ["ge 144 months"]


def test_nanograms_are_as_exact_as_kilograms(numbers):
    assert numbers("Give 450 ng.") != numbers("Give 451 ng.")


def test_a_deleted_decimal_point_is_another_value(guard):
    judgement = guard.judge(Statement("s", "Take 2.5 mg once daily."), "Take 25 mg once a day.")
    assert not judgement.ok
