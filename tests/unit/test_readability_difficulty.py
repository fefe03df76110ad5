"""Difficulty follows the rarity of words, as people's judgements do."""

from __future__ import annotations

import pytest

from patiented.readability.counting import count_sentence
from patiented.readability.difficulty import EASIEST, HARDEST, sentence_difficulty
from patiented.readability.frequency import RAREST, zipf


def difficulty(text):
    counted = count_sentence(text)
    assert counted is not None
    return sentence_difficulty(counted)


@pytest.mark.parametrize(
    ("plain", "clinical"),
    [
        ("You may itch.", "Pruritus may occur."),
        ("Tell your doctor if you bleed.", "Hemorrhagic complications require discontinuation."),
        ("X can make it hard to fight germs.", "X induces immunosuppression and neutropenia."),
        ("Most people felt better.", "The majority achieved clinical remission."),
    ],
)
def test_plain_wording_is_easier_than_the_clinical_sentence(plain, clinical):
    assert difficulty(plain) < difficulty(clinical) - 0.5


def test_difficulty_stays_between_one_and_six():
    assert difficulty("Go.") >= EASIEST
    assert difficulty("Pneumonoultramicroscopicsilicovolcanoconiosis " * 30) <= HARDEST


def test_common_words_are_frequent_and_unknown_words_rarest():
    assert zipf("the") > zipf("doctor") > zipf("lymphoma") > zipf("ruxolitinib") == RAREST


def test_a_hyphenated_word_is_as_rare_as_its_rarest_part():
    assert zipf("doctor-pruritus") == zipf("pruritus")


def test_a_possessive_is_as_common_as_its_word():
    assert zipf("dermatologist's") == zipf("dermatologist")
