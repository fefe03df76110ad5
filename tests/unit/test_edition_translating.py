"""An edition in another language: proved against the English wording, or open, never passed off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patiented.edition import check_edition
from patiented.model import FactKind, Fate, Level, Obligation, Origin, Proof
from patiented.proposing import Catalogue
from patiented.proposing.catalogue_work import extract
from patiented.publishing import is_publishable
from patiented.reading import read
from tests.engines import shipped_engine
from tests.street import make_library

SPANISH_PO = """\
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "title"
msgid "What is Alphadrug?"
msgstr "¿Qué es Alphadrug?"

msgid "Alphadrug can cause death."
msgstr "Alphadrug puede provocar la muerte."

msgid "Do not use more than 60 g per week."
msgstr "No use más de 60 gramos por semana."

msgid "Take 5 mg twice daily."
msgstr "Tome 5 mg dos veces al día."

#. omit: Trata de cómo actúa dentro de la célula.
msgid "Alphadrug inhibits kinases in the cytosol."
msgstr ""
"""


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture(scope="module")
def opzelura(root):
    folder = root / "monographs" / "opzelura"
    english = Catalogue.load(folder / "wording" / "patient.en.po")
    spanish = Catalogue.load(folder / "wording" / "patient.es.po").over(english)
    return read(folder / "monograph.md"), spanish


@pytest.fixture(scope="module")
def shipped(engine, opzelura):
    monograph, spanish = opzelura
    return engine.edition(monograph, "patient", lang="es", catalogue=spanish)


@pytest.fixture
def make(tmp_path, engine):
    def made(spanish=SPANISH_PO, *, with_english=True):
        place = make_library(tmp_path) / "monographs" / "alphadrug"
        path = place / "wording" / "patient.es.po"
        path.write_text(spanish, encoding="utf-8")
        english = Catalogue.load(path.with_name("patient.en.po")) if with_english else None
        catalogue = Catalogue.load(path).over(english)
        return engine.edition(
            read(place / "monograph.md"), "patient", lang="es", catalogue=catalogue
        )

    return made


def said(edition, part):
    return next(one for one in edition.statements() if part in one.source)


def test_the_shipped_spanish_edition_is_whole_and_proved_by_the_program(shipped):
    musts = [row for row in shipped.ledger if row.obligation is Obligation.MUST]
    assert len(musts) > 80
    assert {row.fate for row in musts} == {Fate.KEPT}
    assert {row.proof for row in musts} == {Proof.PROGRAM}
    assert not [row for row in shipped.ledger if row.proof is Proof.PERSON]
    assert {one.origin for one in shipped.statements()} == {Origin.WORDING}
    assert not [one for one in shipped.statements() if one.needs_writer]


def test_the_shipped_spanish_edition_has_no_finding_at_error_level(shipped, engine):
    found = check_edition(shipped, engine.audience("patient"))
    assert [one for one in found if one.level is Level.ERROR] == []
    assert is_publishable(shipped)


def test_its_title_words_and_headings_are_spanish(shipped):
    assert shipped.meta.title == "¿Qué es Opzelura (ruxolitinib)?"
    assert {one.term for one in shipped.taught} >= {"dermatitis atópica", "Jakafi"}
    assert all(section.heading[0] in "¿PELD V" for section in shipped.sections)
    assert all("sencilla" in one.reason for one in shipped.left_out if one.facts)


def test_a_kept_fact_is_placed_in_the_spanish_text(shipped):
    dose = said(shipped, "no more than 60 g per week")
    spans = [one.rewrite_span for one in dose.facts if one.fact.kind is FactKind.QUANTITY]
    assert [dose.text[slice(*span)] for span in spans] == ["como máximo 60 gramos"]


def test_when_the_english_wording_changes_the_translation_is_no_longer_shown(engine, opzelura):
    monograph, spanish = opzelura
    entries = tuple(
        replace(one, wording="Opzelura is a cream. It blocks JAK1 and JAK2 inside cells.")
        if one.wording.startswith("Opzelura (ruxolitinib) is a cream")
        else one
        for one in spanish.pivot.entries
    )
    moved = spanish.over(replace(spanish.pivot, entries=entries))
    edition = engine.edition(monograph, "patient", lang="es", catalogue=moved)
    assert said(edition, "is a topical cream").origin is Origin.CANONICAL
    assert moved.fingerprint != spanish.fingerprint


def test_what_the_table_does_not_know_is_open_and_the_source_stays(make):
    warning = said(make(), "can cause death")
    assert warning.origin is Origin.CANONICAL
    assert warning.needs_writer
    assert {"word-new", "fact-open"} <= {one.rule for one in warning.findings}


def test_a_person_confirms_each_open_point_in_the_catalogue(make):
    opened = said(make(), "can cause death").findings
    values = {one.fact for one in opened if one.rule == "fact-open"}
    words = {one.found for one in opened if not one.fact and one.level is Level.WARNING}
    for missing in sorted(values | words):
        some = sorted((values | words) - {missing})
        edition = make(_confirmed("Alphadrug can cause", some))
        assert said(edition, "can cause death").needs_writer
    edition = make(_confirmed("Alphadrug can cause", sorted(values | words)))
    assert said(edition, "can cause death").text == "Alphadrug puede provocar la muerte."
    assert Proof.PERSON in {row.proof for row in edition.ledger}


def _confirmed(source, points, text=SPANISH_PO):
    lines = "".join(f"#. confirmed: {one} by Ana Ruiz\n" for one in points)
    return text.replace(f'msgid "{source}', f'{lines}msgid "{source}')


def test_a_wrong_number_cannot_be_confirmed(make):
    wrong = SPANISH_PO.replace("Tome 5 mg", "Tome 50 mg")
    first = said(make(wrong), "Take 5 mg")
    points = {one.found for one in first.findings} | {one.fact for one in first.findings}
    edition = make(_confirmed("Take 5 mg", sorted(points - {""}), wrong))
    assert "50 mg" not in said(edition, "Take 5 mg").text


def test_a_title_is_shown_when_it_is_proved_and_a_summary_without_wording_is_told(make):
    edition = make()
    assert edition.meta.title == "¿Qué es Alphadrug?"
    assert edition.meta.summary == "Alphadrug is a tablet."
    assert "text-unworded" in {one.rule for one in edition.findings}


def test_a_title_that_says_something_else_is_not_shown(make):
    edition = make(SPANISH_PO.replace("¿Qué es Alphadrug?", "¿Para qué sirve Alphadrug?"))
    assert edition.meta.title == "What is Alphadrug?"
    assert "text-unproved" in {one.rule for one in edition.findings}


def test_a_translation_can_be_made_straight_from_the_source(make):
    title = make(with_english=False).meta.title
    assert title == "¿Qué es Alphadrug?"


def test_extracting_a_translation_asks_for_the_front_matter_and_keeps_it(opzelura):
    monograph, spanish = opzelura
    fresh = extract(monograph, "patient", None, lang="es")
    assert [one.context for one in fresh.entries[:3]] == ["title", "summary", "board"]
    assert "title" not in {one.context for one in extract(monograph, "patient").entries}
    again = extract(monograph, "patient", spanish, lang="es")
    assert again.obsolete == ()
    assert {(e.context, e.source, e.wording) for e in again.entries} == {
        (e.context, e.source, e.wording) for e in spanish.entries
    }
