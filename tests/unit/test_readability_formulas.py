"""The eight formulas against numbers worked out by hand."""

from __future__ import annotations

import pytest

from patiented.readability.formulas import FORMULAS, Counts, all_formulas

HUNDRED = Counts(
    words=100,
    sentences=5,
    syllables=150,
    letters=450,
    characters=470,
    polysyllables=12,
    complex_words=10,
    difficult_words=20,
    difficult_long_words=15,
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("flesch_kincaid", 0.39 * 20 + 11.8 * 1.5 - 15.59),
        ("flesch_ease", 206.835 - 1.015 * 20 - 84.6 * 1.5),
        ("smog", 1.043 * (12 * 30 / 5) ** 0.5 + 3.1291),
        ("gunning_fog", 0.4 * (20 + 10)),
        ("coleman_liau", 0.058 * 450 - 0.296 * 5 - 15.8),
        ("ari", 4.71 * 4.7 + 0.5 * 20 - 21.43),
        ("dale_chall", 0.1579 * 20 + 0.0496 * 20 + 3.6365),
        ("new_dale_chall", 0.1579 * 15 + 0.0496 * 20 + 3.6365),
    ],
)
def test_a_formula_gives_its_published_value(name, value):
    assert dict(all_formulas(HUNDRED))[name] == pytest.approx(value)


def test_no_words_give_zero_for_every_formula():
    assert {value for _, value in all_formulas(Counts())} == {0.0}


def test_dale_chall_adds_its_constant_above_five_percent_only():
    easy = Counts(words=100, sentences=10, difficult_words=5)
    hard = Counts(words=100, sentences=10, difficult_words=6)
    formulas = dict(FORMULAS)
    step = formulas["dale_chall"](hard) - formulas["dale_chall"](easy)
    assert step == pytest.approx(0.1579 + 3.6365)


def test_the_keys_are_those_that_programs_rely_on():
    assert [name for name, _ in FORMULAS] == [
        "flesch_kincaid",
        "flesch_ease",
        "smog",
        "gunning_fog",
        "coleman_liau",
        "ari",
        "dale_chall",
        "new_dale_chall",
    ]
