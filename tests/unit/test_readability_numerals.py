"""Numbers in English words."""

from __future__ import annotations

import pytest

from patiented.readability import numerals


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (42, "forty two"),
        (100, "one hundred"),
        (305, "three hundred five"),
        (1024, "one thousand twenty four"),
        (2_000_000, "two million"),
        (10**12 + 1, "one trillion one"),
    ],
)
def test_whole_numbers_are_said_without_and(number, words):
    assert numerals.cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty first"),
        (100, "one hundredth"),
    ],
)
def test_ranks_change_the_last_word_only(number, words):
    assert numerals.ordinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1900, "nineteen hundred"),
        (1906, "nineteen oh six"),
        (1998, "nineteen ninety eight"),
        (2005, "two thousand five"),
        (2010, "twenty ten"),
    ],
)
def test_years_are_said_in_pairs(number, words):
    assert numerals.year(number) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 2, "one half"), (3, 4, "three quarters"), (2, 3, "two thirds"), (1, 10, "one tenth")],
)
def test_proper_fractions_are_said_as_parts(part, whole, words):
    assert numerals.fraction(part, whole) == words


@pytest.mark.parametrize(("part", "whole"), [(120, 80), (1, 1), (0, 5), (1, 0), (5, 200)])
def test_what_is_no_everyday_fraction_is_not_said_as_one(part, whole):
    assert numerals.fraction(part, whole) is None
