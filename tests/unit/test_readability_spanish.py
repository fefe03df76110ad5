"""Spanish: syllables by its spelling, numbers read aloud, formulas as textstat has them."""

from __future__ import annotations

import pytest
from textstat.textstat import textstatistics

from patiented.readability import Passage, score, score_text
from patiented.readability.languages import fernandez_huerta, szigriszt_pazos
from patiented.readability.spanish import count_syllables, number, read_aloud


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("crema", 2), ("dermatitis", 4), ("atópica", 4), ("día", 2), ("país", 2), ("aéreo", 4),
        ("leía", 3), ("ahí", 2), ("ahora", 3), ("ciudad", 2), ("guerra", 2), ("pingüino", 3),
        ("rey", 1), ("y", 1), ("playa", 2), ("medicamento", 5), ("sanguíneos", 4), ("buey", 1),
        ("averiguáis", 4), ("huevo", 2), ("queso", 2), ("poeta", 3), ("héroe", 3), ("caída", 3),
        ("vehículo", 4), ("paranoia", 4), ("prohibido", 3), ("JAK", 1), ("MACE", 2), ("FDA", 4),
    ],
)  # fmt: skip
def test_syllables_follow_the_spelling(word, syllables):
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("0", "cero"),
        ("21", "veintiuno"),
        ("94,6", "noventa y cuatro coma seis"),
        ("100", "cien"),
        ("104", "ciento cuatro"),
        ("1.500", "mil quinientos"),
        ("2.000.000", "dos millones"),
    ],
)
def test_numbers_are_said_in_words(figures, said):
    assert number(figures) == said


def test_units_are_said_with_their_number():
    assert read_aloud("20 % y 1 g") == "veinte por ciento y uno gramo"


def test_the_formulas_are_those_of_textstat():
    text = "El gato duerme en casa. La crema se pone dos veces al día."
    engine = textstatistics()
    engine.set_lang("es")
    words, sentences = engine.lexicon_count(text), engine.sentence_count(text)
    syllables = engine.syllable_count(text)
    ours = fernandez_huerta(words, sentences, syllables)
    assert ours == pytest.approx(engine.fernandez_huerta(text), abs=0.6)
    ours = szigriszt_pazos(words, sentences, syllables)
    assert ours == pytest.approx(engine.szigriszt_pazos(text), abs=0.6)


def test_the_stops_of_an_abbreviation_end_no_sentence():
    counts = dict(score_text("La FDA de EE. UU. ha aprobado la crema.", lang="es").counts)
    assert counts["sentences"] == 1


def test_english_grades_are_never_given_for_another_language():
    scores = score([Passage("La crema se pone en la piel.")], lang="es")
    assert {name for name, _ in scores.formulas} == {"fernandez_huerta", "szigriszt_pazos"}
    assert not scores.has("flesch_kincaid")


def test_taught_words_count_as_known():
    text = [Passage("La dermatitis atópica es un eccema.")]
    known = score(text, taught=("dermatitis atópica",), lang="es")
    assert known.formula("fernandez_huerta", adjusted=True) > known.formula("fernandez_huerta")


def test_french_has_the_formula_that_textstat_has_and_arabic_has_none():
    french = score([Passage("Le chat dort dans le jardin.")], lang="fr")
    arabic = score([Passage("القطة تنام في الحديقة.")], lang="ar")
    assert [name for name, _ in french.formulas] == ["flesch_ease"]
    assert arabic.formulas == ()
    assert dict(arabic.counts)["words"] == 4


def test_an_empty_text_has_an_ease_of_nothing():
    assert score([], lang="es").formula("fernandez_huerta") == 0.0
