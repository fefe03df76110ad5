"""The bars of the shipped monographs: reading level, obligatory facts, no writer needed."""

from __future__ import annotations

import pytest

from patiented.edition import check_edition
from patiented.model import Fate, Level, Obligation, Origin, Proof
from patiented.proposing import Catalogue
from patiented.publishing import Published
from patiented.publishing.documents import fhir_document
from patiented.reading import read
from patiented.rendering.speaking import Speaker
from patiented.review import ReviewState
from tests import fhir_rules
from tests.engines import shipped_engine

MONOGRAPHS = ("opzelura", "epilepsy")
READERS = ("patient", "caregiver")
AUDIENCES = (*READERS, "clinician")


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture(scope="module")
def editions(root, engine):
    made = {}
    for name in MONOGRAPHS:
        folder = root / "monographs" / name
        monograph = read(folder / "monograph.md")
        for audience in AUDIENCES:
            path = folder / "wording" / f"{audience}.en.po"
            catalogue = Catalogue.load(path) if path.is_file() else None
            edition = engine.edition(monograph, audience, catalogue=catalogue)
            made[name, audience] = (edition, check_edition(edition, engine.audience(audience)))
    return made


@pytest.mark.parametrize("name", MONOGRAPHS)
def test_patient_edition_is_at_its_reading_level(editions, name):
    scores = editions[name, "patient"][0].scores
    assert scores.formula("flesch_kincaid") <= 6.0
    assert scores.formula("smog", adjusted=True) <= 6.0
    assert scores.formula("smog") <= 8.0


@pytest.mark.parametrize("name", MONOGRAPHS)
def test_caregiver_edition_is_at_its_reading_level(editions, name):
    scores = editions[name, "caregiver"][0].scores
    assert scores.formula("flesch_kincaid") <= 8.0
    assert scores.formula("smog", adjusted=True) <= 8.0


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", MONOGRAPHS)
def test_no_statement_needs_a_writer_and_check_finds_no_error(editions, name, audience):
    edition, findings = editions[name, audience]
    assert not [one.source for one in edition.statements() if one.needs_writer]
    assert not [one for one in findings if one.level is Level.ERROR]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", MONOGRAPHS)
def test_every_obligatory_fact_is_kept_and_proved_by_the_program(editions, name, audience):
    ledger = editions[name, audience][0].ledger
    musts = [row for row in ledger if row.obligation is Obligation.MUST]
    assert len(musts) > 50
    assert {row.fate for row in musts} == {Fate.KEPT}
    assert {row.proof for row in musts} == {Proof.PROGRAM}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", MONOGRAPHS)
def test_no_person_is_named_as_having_confirmed_anything(editions, name, audience):
    assert not [row for row in editions[name, audience][0].ledger if row.proof is Proof.PERSON]


OPZELURA_MUSTS = (
    ("serious infection", ("serious infections",)),
    ("death", ("death", "die")),
    ("cancer", ("cancer", "malignancy")),
    ("heart and blood vessels", ("heart",  "cardiovascular")),
    ("blood clots", ("blood clot", "thrombosis")),
    ("share of the skin", ("20%",)),
    ("amount a week", ("60 g",)),
    ("time limit", ("8 weeks",)),
    ("age", ("12 years or older",)),
    ("immune system", ("immune system", "immunocompromised")),
)  # fmt: skip


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(("fact", "words"), OPZELURA_MUSTS, ids=[one for one, _ in OPZELURA_MUSTS])
def test_opzelura_says_each_fact_that_people_act_on(editions, audience, fact, words):
    text = " ".join(one.text for one in editions["opzelura", audience][0].statements()).lower()
    assert any(word in text for word in words), fact


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", MONOGRAPHS)
def test_every_edition_is_a_valid_fhir_document_with_all_its_words(
    editions, engine, name, audience
):
    edition = editions[name, audience][0]
    published = Published(edition, ReviewState(), None, publishable=True)
    made = fhir_document(published, engine.audience(audience), Speaker())
    assert fhir_rules.problems(made) == []
    assert fhir_rules.words_of_body(made) == fhir_rules.words_of_edition(edition)


@pytest.mark.parametrize("audience", READERS)
@pytest.mark.parametrize("name", MONOGRAPHS)
def test_readers_editions_are_written_by_people_or_left_out_on_purpose(editions, name, audience):
    edition = editions[name, audience][0]
    assert {one.origin for one in edition.statements()} == {Origin.WORDING}
    assert all(one.reason for one in edition.left_out)


@pytest.mark.parametrize("name", MONOGRAPHS)
def test_caregiver_edition_is_not_the_patient_edition(editions, name):
    patient = {one.id: one.text for one in editions[name, "patient"][0].statements()}
    caregiver = {one.id: one.text for one in editions[name, "caregiver"][0].statements()}
    shared = patient.keys() & caregiver.keys()
    different = sum(patient[one] != caregiver[one] for one in shared)
    assert different > len(shared) / 3
