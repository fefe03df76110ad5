"""Hard words of an edition that the shared tables explain."""

from __future__ import annotations

import pytest

from patiented.audience import load_audiences
from patiented.edition.words import MOST, hard_words, load_meanings
from patiented.model import Meta, TaughtTerm
from tests.web import samples


@pytest.fixture(scope="module")
def meanings():
    return load_meanings(load_audiences([samples.ROOT / "audiences"]).lexicon)


def found(meanings, *texts, taught=(), name=""):
    terms = tuple(TaughtTerm(term, "x") for term in taught)
    words = hard_words(texts, meanings, Meta(title="", name=name, taught=terms))
    return {word.term: word.gloss for word in words}


def test_a_rare_term_gets_the_explanation_of_the_tables(meanings):
    words = found(meanings, "Take the diuretic in the morning.")
    assert words == {"diuretic": meanings.plain["diuretic"]}


def test_everyday_words_get_no_card_even_where_a_table_has_them(meanings):
    assert "fever" not in found(meanings, "Call your doctor if you have a fever.")


def test_the_longest_term_at_a_place_is_explained(meanings):
    words = found(meanings, "Some people got acute coronary syndrome.")
    assert list(words) == ["acute coronary syndrome"]


@pytest.mark.parametrize("shown", ["anticoagulants", "Anticoagulants", "ANTICOAGULANTS"])
def test_a_plural_or_shouted_word_is_listed_as_the_table_has_it(meanings, shown):
    assert list(found(meanings, f"Tell us about {shown} that you take.")) == ["anticoagulant"]


def test_an_abbreviation_keeps_its_capitals(meanings):
    assert "eGFR" in found(meanings, "Your eGFR is checked.")


def test_an_abbreviation_spelled_out_in_rare_words_explains_nothing(meanings):
    assert "JAK" not in found(meanings, "A JAK blocks signals.")


def test_what_the_monograph_teaches_is_not_explained_twice(meanings):
    assert found(meanings, "Take the diuretic.", taught=("diuretic",)) == {}


def test_the_name_of_the_page_is_not_explained(meanings):
    assert "colonoscopy" not in found(meanings, "A colonoscopy is a test.", name="Colonoscopy")


def test_a_word_that_the_sentence_explains_itself_gets_no_card(meanings):
    plain = meanings.plain["diuretic"]
    assert found(meanings, f"A diuretic ({plain}) may help.") == {}


def test_too_many_words_leave_the_rarest_in_the_order_of_the_text(meanings):
    text = " ".join(f"{term}." for term in sorted(meanings.plain)[:900])
    words = found(meanings, text)
    assert len(words) == MOST
    places = [text.lower().index(word.lower()) for word in words]
    assert places == sorted(places)


def test_every_explanation_is_in_other_words_than_its_term(meanings):
    same = [term for term, plain in meanings.plain.items() if plain.lower() == term]
    assert same == []
