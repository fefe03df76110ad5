"""Ordinary clinical headings give their sections roles and LOINC codes."""

from __future__ import annotations

import re

import pytest

from patiented.model import Role
from patiented.reading.roles import heading_count, loinc_of, role_of
from patiented.reading.shipped import rows


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("INDICATIONS AND USAGE", Role.INDICATIONS),
        ("1 INDICATIONS & USAGE", Role.INDICATIONS),
        ("5.1 Warnings and Precautions", Role.WARNINGS),
        ("IV. Contraindications", Role.CONTRAINDICATIONS),
        ("a) Contra-indications:", Role.CONTRAINDICATIONS),
        ("Section 17: Patient counselling information", Role.COUNSELLING),
        ("Boxed warning", Role.BOXED_WARNING),
        ("What is Opzelura (ruxolitinib)?", Role.OVERVIEW),
        ("Formulation and Administration", Role.DOSAGE),
        ("Clinical Efficacy", Role.EFFICACY),
        ("Safety Profile", Role.ADVERSE_REACTIONS),
        ("Differences from Oral Ruxolitinib (Jakafi)", Role.COMPARISON),
        ("Clinical Pearls", Role.COUNSELLING),
        ("Mechanism of Action", Role.MECHANISM),
        ("Use in pregnancy", Role.SPECIFIC_POPULATIONS),
        ("Pregnancy (category C)", Role.SPECIFIC_POPULATIONS),
        ("How does ruxolitinib work?", Role.MECHANISM),
        ("What is it used for?", Role.INDICATIONS),
        ("What is aspirin used for?", Role.INDICATIONS),
        ("Overdosage", Role.OVERDOSE),
        ("How Supplied/Storage and Handling", Role.STORAGE),
        ("Pharmacokinetics", Role.PHARMACOKINETICS),
        ("Drug interactions", Role.INTERACTIONS),
        ("References", Role.REFERENCES),
        ("Adverse reactions", Role.ADVERSE_REACTIONS),
        ("Laboratory monitoring", Role.MONITORING),
    ],
)
def test_a_heading_has_its_role(heading, role):
    found = role_of(heading)
    assert found
    assert found.role is role


@pytest.mark.parametrize("heading", ["Zebras", "", "5.1", "Vitiligo", "Dosagex"])
def test_an_unknown_heading_has_none(heading):
    assert role_of(heading) is None


def test_at_least_150_wordings_are_known():
    assert heading_count() >= 150


def test_no_wording_stands_twice():
    headings = [row["heading"] for row in rows("headings.tsv")]
    assert len(headings) == len(set(headings))


def test_wordings_are_written_in_their_plain_form():
    plain = re.compile(r"[a-z0-9*]+(?: [a-z0-9*]+)*")
    assert [h["heading"] for h in rows("headings.tsv") if not plain.fullmatch(h["heading"])] == []


def test_every_exact_wording_finds_its_own_row():
    wrong = [
        row["heading"]
        for row in rows("headings.tsv")
        if "*" not in row["heading"]
        and (not (found := role_of(row["heading"])) or found.role != row["role"])
    ]
    assert wrong == []


def test_every_role_but_other_has_a_wording():
    assert {row["role"] for row in rows("headings.tsv")} == set(Role) - {Role.OTHER}


def _check_digit(code: str) -> int:
    """Return the check digit of a LOINC number (modulus 10, as LOINC defines it)."""
    digits = [int(digit) for digit in reversed(code)]
    doubled = [digit * 2 for digit in digits[::2]]
    total = sum(d - 9 if d > 9 else d for d in doubled) + sum(digits[1::2])
    return -total % 10


def test_every_loinc_code_has_a_right_check_digit():
    codes = {row["loinc"] for name in ("headings.tsv", "roles.tsv") for row in rows(name)} - {""}
    assert len(codes) > 30
    assert [c for c in codes if str(_check_digit(c[:-2])) != c[-1] or c[-2] != "-"] == []


def test_a_heading_may_have_a_code_of_its_own():
    found = role_of("Lactation")
    assert found
    assert found.loinc == "77290-5"
    assert loinc_of(Role.SPECIFIC_POPULATIONS) == "43684-0"


def test_a_word_for_a_whole_page_says_nothing_of_a_sub_section():
    found = role_of("Summary")
    assert found
    assert found.top_only
