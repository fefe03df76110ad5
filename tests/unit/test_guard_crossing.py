"""What crosses languages: values are values, whatever a language calls them; the rest is open."""

from __future__ import annotations

import pytest

from patiented.errors import DataError
from patiented.guard.crossing import Comparer
from patiented.guard.crossing_tables import load_crossing, words_of
from patiented.model import Level
from tests.guarding import COMMON


@pytest.fixture(scope="module")
def comparer():
    standing = (("Call 911 now", "Llame al 911 ahora mismo"),)
    return Comparer(load_crossing((COMMON,), "es"), ("Opzelura", "Jakafi"), standing)


def rules(comparer, english, spanish):
    return {one.rule for one in comparer.compare(english, spanish).findings}


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("The strength is 1.5%.", "La concentración es de 1,5 %."),
        ("Use 60 g.", "Use 60 gramos."),
        ("Use 0.5 g.", "Use 500 mg."),
        ("Use 1,500 mg.", "Use 1.500 mg."),
        ("Use 1,500 mg.", "Use 1,5 g."),
        ("Use the cream for 8 weeks.", "Use la crema durante 56 días."),
        ("twice daily", "dos veces al día"),
        ("Use 12 to 17 mg.", "Use de 12 a 17 mg."),
        ("≥ 12 years", "12 años o más"),
        ("people 12 years or older", "personas de 12 años o más"),
        ("people younger than 12 years", "personas menores de 12 años"),
        ("no more than 60 g", "como máximo 60 g"),
        ("no more than 60 g", "60 g como máximo"),
        ("about 95 out of 100 people (94.6%)", "unas 95 de cada 100 personas (94,6 %)"),
        ("Do not use Opzelura.", "No use Opzelura."),
        ("Do not use Opzelura.", "Nunca use Opzelura."),
        ("in one week", "en una semana"),
        ("a thin layer", "una capa fina"),
        ("Call 911 now.", "Llame al 911 ahora mismo."),
    ],
)
def test_the_same_said_in_spanish_is_proved(comparer, english, spanish):
    assert comparer.compare(english, spanish).proved


@pytest.mark.parametrize(
    ("english", "spanish", "rule"),
    [
        ("The strength is 1.5%.", "La concentración es de 15 %.", "measure-changed"),
        ("The strength is 1.5%.", "La concentración es de 1.5 %.", "measure-changed"),
        ("Use 60 g.", "Use 60 mg.", "measure-changed"),
        ("Use 28 days.", "Use un mes.", "measure-changed"),
        ("no more than 60 g", "más de 60 g", "measure-changed"),
        ("no more than 60 g", "60 g", "measure-changed"),
        ("12 years or older", "menores de 12 años", "measure-changed"),
        ("95 out of 100 people", "95 de cada 1.000 personas", "measure-changed"),
        ("twice a day", "una vez al día", "frequency-changed"),
        ("twice a day", "dos veces a la semana", "frequency-changed"),
        ("Do not use Opzelura.", "Use Opzelura.", "negation-changed"),
        ("Use Opzelura.", "No use Opzelura.", "negation-new"),
        ("Use Opzelura if pregnant.", "Use Opzelura a menos que embarazada.", "condition-changed"),
        ("Use Opzelura.", "Use Jakafi.", "name-changed"),
        ("Use Opzelura.", "Use Opzelura solo.", "condition-new"),
        ("Use Opzelura.", "Use Opzelura 8 semanas.", "measure-new"),
        ("60 g in 8 weeks", "8 semanas en 60 g", "numbers-crossed"),
    ],
)
def test_what_crosses_and_is_wrong_is_an_error(comparer, english, spanish, rule):
    found = comparer.compare(english, spanish)
    assert not found.proved
    assert rule in {one.rule for one in found.findings if one.level is Level.ERROR}


@pytest.mark.parametrize(
    ("english", "spanish", "rule"),
    [
        ("Serious infections", "Infecciones intensas", "word-new"),
        ("Use the cream.", "Use la pomada.", "word-new"),
        ("Use the thin cream.", "Use la crema.", "word-untranslated"),
        ("Opzelura is better than Jakafi", "Jakafi es mejor que Opzelura", "order-open"),
        ("placebo", "placebo", "word-new"),
    ],
)
def test_what_no_table_proves_is_open(comparer, english, spanish, rule):
    found = comparer.compare(english, spanish)
    assert not found.proved
    assert rule in {one.rule for one in found.findings if one.level is Level.WARNING}


def test_a_not_never_trades_places_with_a_quality(comparer):
    assert not comparer.compare("not serious", "grave no").proved
    assert comparer.compare("not serious", "no grave").proved


def test_a_false_friend_is_a_number(comparer):
    assert "measure-new" in rules(comparer, "once a week", "once semanas")


def test_a_text_without_anything_said_is_not_proved(comparer):
    assert not comparer.compare("", "").proved
    assert not comparer.compare("Use it.", "").proved


def test_a_language_without_tables_has_none():
    assert load_crossing((COMMON,), "xx") is None


def test_scripts_without_spaces_are_cut_into_characters():
    assert [word.norm for word in words_of("每天2次JAK1")] == ["每", "天", "2", "次", "jak1"]


@pytest.fixture
def own(tmp_path):
    """A library's own rows beside the shipped ones."""
    folder = tmp_path / "crossing"
    folder.mkdir()

    def write(rows):
        (folder / "es.tsv").write_text(f"kind\ten\tes\n{rows}\n", encoding="utf-8")
        return load_crossing((COMMON, tmp_path), "es")

    return write


def test_a_librarys_own_rows_add_to_the_shipped_ones(own):
    assert Comparer(own("term\tointment\tpomada"), ()).compare("ointment", "pomada").proved


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("term\tointment\tcrema", "'crema' already stands for 'term cream'"),
        ("word\tointment\tpomada", "unknown kind 'word'"),
        ("term\tointment\t", "a form in each language"),
    ],
)
def test_a_row_that_would_have_to_choose_is_refused_by_its_place(own, row, message):
    with pytest.raises(DataError, match=message) as caught:
        own(row)
    assert "es.tsv:2" in str(caught.value)
