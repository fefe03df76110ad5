"""Figures, units and signs are read aloud before anything is counted."""

from __future__ import annotations

import pytest

from patiented.readability.spoken import read_aloud


def said(text: str) -> str:
    return " ".join(read_aloud(text).split())


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("94.6% of people", "ninety four point six percent of people"),
        ("94.6 % of people", "ninety four point six percent of people"),
        ("60 g a week", "sixty grams a week"),
        ("1 g a week", "one gram a week"),
        ("0.5 g/kg", "zero point five grams per kilogram"),
        ("10 mg/kg/day", "ten milligrams per kilogram per day"),
        ("10 mg / kg", "ten milligrams per kilogram"),
        ("mg/kg is", "milligrams per kilogram is"),
        ("24 hours/day", "twenty four hours per day"),
        (
            "1.73 m² or 1.73 m2",
            "one point seven three square meters or" + " one point seven three square meters",
        ),
        ("100 mcg or 100 µg", "one hundred micrograms or one hundred micrograms"),
        ("2 to 8 °C", "two to eight degrees Celsius"),
        ("a 12-week course", "a twelve week course"),
        ("120/80 mm Hg", "one hundred twenty over eighty millimeters of mercury"),
    ],
)
def test_a_number_is_said_with_its_unit(written, spoken):
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("≥12 years", "at least twelve years"),
        (">= 12 years", "at least twelve years"),
        ("≤ 5 mg", "at most five milligrams"),
        ("<5% or >20%", "less than five percent or more than twenty percent"),
        ("p<0.001", "p less than zero point zero zero one"),
        ("n=30", "n equals thirty"),
        ("±2", "plus or minus two"),
        ("about 5 x 5 cm", "about five by five centimeters"),
        ("salt & water", "salt and water"),
    ],
)
def test_a_comparator_or_sign_is_said_in_words(written, spoken):
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("5-10 mg", "five to ten milligrams"),
        ("5\u201310 mg", "five to ten milligrams"),
        ("2.5 mg\u20135 mg", "two point five milligrams to five milligrams"),
        ("10%-20%", "ten percent to twenty percent"),
        ("1.2 \u2013 3.4", "one point two to three point four"),
        ("10:1", "ten to one"),
    ],
)
def test_a_dash_between_two_amounts_is_said_to(written, spoken):
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("IL-4 and IL-17A", "IL four and IL seventeen A"),
        ("COVID-19", "COVID nineteen"),
        ("JAK1", "JAK one"),
        ("at -5 °C", "at minus five degrees Celsius"),
    ],
)
def test_a_hyphen_that_belongs_to_a_name_is_silent_and_a_minus_is_said(written, spoken):
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1,000 or 1000", "one thousand or one thousand"),
        (
            "1,234,567.5",
            "one million two hundred thirty four thousand five hundred sixty seven" + " point five",
        ),
        (".05", "point zero five"),
        ("007", "zero zero seven"),
        ("21st", "twenty first"),
        ("1/2 tablet", "one half tablet"),
        ("2 1/2 cups", "two and one half cups"),
        ("2½ cups", "two and one half cups"),
        ("in 1998", "in nineteen ninety eight"),
        ("in 2024", "in twenty twenty four"),
        ("2000 mg", "two thousand milligrams"),
        ("≥ 2000", "at least two thousand"),
        ("$5", "five dollars"),
        ("10⁹ cells", "ten to the ninth cells"),
        ("8:30 or 8:00", "eight thirty or eight o'clock"),
        ("2024-05-31", "May thirty first twenty twenty four"),
        ("12/31/2024", "December thirty first twenty twenty four"),
        ("1-800-FDA-1088", "one eight zero zero F D A one zero eight eight"),
    ],
)
def test_a_bare_number_is_said_by_its_kind(written, spoken):
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("e.g., milk", "for example , milk"),
        ("b.i.d. dosing", "twice a day dosing"),
        ("the U.S. label", "the US label"),
        ("Dr. Smith", "doctor Smith"),
        ("A vs. B", "A versus B"),
    ],
)
def test_an_abbreviation_with_points_is_said_in_words(written, spoken):
    assert said(written) == spoken


@pytest.mark.parametrize("mark", ["[1]", "[1,2]", "[1\u20133]", "[^4]", "²", "<sup>3</sup>"[:5]])
def test_a_citation_mark_or_tag_is_not_said(mark):
    assert said(f"It itches{mark} a lot") == "It itches a lot"


def test_a_web_address_counts_as_one_word():
    assert said("See www.fda.gov/medwatch now") == "See website now"


def test_everyday_prose_comes_back_unchanged():
    text = "Wash your hands after use, unless it's your hands that you treat (see below)."
    assert read_aloud(text) is text


def test_an_endless_number_is_read_figure_by_figure():
    assert said("1" * 20) == " ".join(["one"] * 20)
