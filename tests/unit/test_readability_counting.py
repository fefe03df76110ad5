"""What one sentence adds to the counts, and which words are familiar or complex."""

from __future__ import annotations

import pytest

from patiented.readability.counting import count_sentence
from patiented.readability.familiar import is_complex, is_familiar
from patiented.readability.formulas import Counts
from patiented.readability.syllables import count_syllables
from patiented.readability.taught import taught_pattern


def counts(text, *taught):
    counted = count_sentence(text, taught_pattern(taught))
    assert counted is not None
    return counted


def test_a_percentage_with_a_decimal_counts_five_words():
    assert counts("94.6%").counts.words == 5


def test_letters_leave_out_marks_and_characters_leave_out_spaces():
    counted = counts("Don't stop, ever.").counts
    assert (counted.letters, counted.characters) == (12, 15)


def test_a_hyphenated_word_and_a_contraction_are_one_word_each():
    assert counts("It isn't well-known").counts.words == 3


@pytest.mark.parametrize("mark", ["", "   ", "---", "[1]", "...", "\u2022"])
def test_what_is_not_said_is_no_sentence(mark):
    assert count_sentence(mark) is None


def test_the_capital_of_the_first_word_does_not_make_it_a_name():
    assert counts("Medication helps").counts.complex_words == 1
    assert counts("We visited Philadelphia").counts.complex_words == 0


@pytest.mark.parametrize(("word", "polysyllables"), [("water", 0), ("medicine", 1)])
def test_three_syllables_make_a_word_count_for_smog(word, polysyllables):
    assert counts(f"The {word}").counts.polysyllables == polysyllables


def test_counts_add_up_field_by_field():
    total = Counts(1, 1, 2, 3, 4, 5, 6, 7, 8) + Counts(1, 1, 1, 1, 1, 1, 1, 1, 1)
    assert total == Counts(2, 2, 3, 4, 5, 6, 7, 8, 9)


@pytest.mark.parametrize(
    "word",
    [
        "cat",
        "cats",
        "cat's",
        "carries",
        "carried",
        "hoping",
        "stopped",
        "slowly",
        "older",
        "oldest",
        "happier",
        "can't",
        "cross-eyed",
        "ice-cold",
    ],
)
def test_listed_words_and_their_plain_inflections_are_familiar(word):
    assert is_familiar(word)


@pytest.mark.parametrize(
    "word", ["dermatitis", "efficacy", "placebo", "percent", "ice-dermatitis", "walker's-palsy"]
)
def test_words_that_children_do_not_know_are_unfamiliar(word):
    assert not is_familiar(word)


@pytest.mark.parametrize(
    "word", ["medicine", "infection", "immunity", "patient-reported"[:7] + "-infection"]
)
def test_three_syllables_make_a_word_complex(word):
    assert is_complex(word, count_syllables(word))


@pytest.mark.parametrize(
    "word", ["treated", "created", "expanding", "grandmother", "butterfly", "twice-daily", "dog"]
)
def test_endings_easy_compounds_and_short_words_are_not_complex(word):
    assert not is_complex(word, count_syllables(word))


def test_a_taught_name_counts_as_a_familiar_short_word_in_the_adjusted_counts_alone():
    counted = counts("Use ruxolitinib now", "ruxolitinib")
    assert counted.counts.syllables == 7
    assert counted.adjusted.syllables == 4
    assert (counted.counts.polysyllables, counted.adjusted.polysyllables) == (1, 0)
    assert counted.adjusted.difficult_words == counted.counts.difficult_words - 1
    assert counted.adjusted.words == counted.counts.words


def test_a_taught_name_counts_six_letters_in_the_adjusted_counts():
    counted = counts("Use ruxolitinib now.", "ruxolitinib")
    assert (counted.counts.letters, counted.counts.characters) == (17, 18)
    assert (counted.adjusted.letters, counted.adjusted.characters) == (12, 13)


@pytest.mark.parametrize(
    "text",
    [
        "Atopic dermatitis itches",
        "atopic-dermatitis itches",
        "ATOPIC DERMATITIS itches",
        "The atopic dermatitis's itch",
        "Atopic dermatites itch",
    ],
)
def test_a_taught_name_of_two_words_is_found_in_any_form(text):
    assert counts(text, "atopic dermatitis").adjusted.polysyllables == 0


@pytest.mark.parametrize(
    ("term", "form"),
    [
        ("allergy", "allergies"),
        ("biopsy", "biopsy's"),
        ("steroid", "steroids"),
        ("diagnosis", "diagnoses"),
    ],
)
def test_plurals_and_possessives_of_a_taught_name_are_taught(term, form):
    assert counts(f"More {form} came", term).taught == (False, True, False)


@pytest.mark.parametrize("word", ["antisteroid", "steroidal"])
def test_a_taught_name_is_not_found_inside_another_word(word):
    assert not any(counts(f"The {word} cream", "steroid").taught)


def test_a_taught_name_may_hold_figures_and_signs():
    assert counts("JAK1 (a+b) matters", "JAK1").taught[:2] == (True, True)
