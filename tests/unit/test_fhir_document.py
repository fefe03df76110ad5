"""An edition as a FHIR R5 document: whole, valid, and saying what the edition says."""

from __future__ import annotations

import json

import pytest

from patiented.export.fhir.bundle import NO_MOMENT, Addresses
from patiented.model import MonographKind, Role
from patiented.publishing.documents import fhir_document
from patiented.rendering.speaking import Speaker
from patiented.review import ReviewState, Status
from tests import fhir_rules
from tests.web import samples

PATIENT, CAREGIVER, CLINICIAN = samples.AUDIENCES
SITE = Addresses(
    "https://health.example.org/fhir/Bundle/zeltrina-patient",
    "https://health.example.org/m/zeltrina/patient",
    "https://health.example.org/fhir/Bundle/zeltrina-clinician",
)


def document(published=None, audience=PATIENT, places=None):
    """The document of a sample edition."""
    published = published or samples.published(audience.id)
    places = {"addresses": places} if places else {}
    return fhir_document(published, audience, Speaker(), **places)


def meta(**more):
    return samples.replace(samples.META, **more)


def composition(*arguments, **more):
    return document(*arguments, **more)["entry"][0]["resource"]


def titles(sections):
    return [one["title"] for one in sections]


@pytest.mark.parametrize("places", [None, SITE], ids=["file", "site"])
@pytest.mark.parametrize("audience", samples.AUDIENCES, ids=list(samples.LABELS))
def test_every_edition_is_a_valid_document_with_all_its_words_and_no_others(audience, places):
    made = document(audience=audience, places=places)
    assert fhir_rules.problems(made) == []
    assert fhir_rules.words_of_body(made) == fhir_rules.words_of_edition(
        samples.edition(audience.id)
    )


@pytest.mark.parametrize("kind", list(MonographKind))
@pytest.mark.parametrize("places", [None, SITE], ids=["file", "site"])
def test_a_document_of_every_kind_with_as_little_as_can_be_is_valid(kind, places):
    bare = samples.replace(
        samples.META, kind=kind, updated="", board="", editorial_policy="", summary="", taught=()
    )
    made = document(
        samples.published(meta=bare, references=(), left_out=(), taught=(), review=samples.DRAFT),
        places=places,
    )
    assert fhir_rules.problems(made) == []


def test_a_broken_document_breaks_the_rules_that_are_checked():
    made = document()
    whole = made["entry"][0]["resource"]
    whole["status"] = "approved"
    whole["section"][0]["text"]["div"] = "<div><h2 onclick='x'> </h2></div>"
    whole["section"][1] = {"title": "Nothing"}
    whole["author"][0]["reference"] = "urn:uuid:0"
    made["entry"][1]["fullUrl"] = made["entry"][0]["fullUrl"]
    found = " ".join(fhir_rules.problems(made))
    for rule in ("bdl-7", "references", "approved in ", "namespace", "txt-1", "txt-2", "cmp-1"):
        assert rule in found


def test_the_same_edition_is_the_same_document_byte_for_byte():
    assert json.dumps(document()) == json.dumps(document())


def test_another_text_review_or_site_is_another_document_of_the_same_composition():
    plain = document()
    others = [
        document(samples.published(review=samples.DONE)),
        document(samples.published(fingerprint="0dd")),
    ]
    names = {one["identifier"]["value"] for one in (plain, *others)}
    assert len(names) == 3
    assert {one["entry"][0]["fullUrl"] for one in others} == {plain["entry"][0]["fullUrl"]}
    elsewhere = document(places=SITE)
    assert elsewhere["entry"][0]["fullUrl"] != plain["entry"][0]["fullUrl"]


OTHER = tuple(
    samples.replace(step, fingerprint="before")
    for step in (samples.SUBMITTED, samples.STARTED, samples.APPROVED)
)
AGAIN = ReviewState(
    Status.APPROVED,
    (*OTHER, samples.ASKED, samples.SUBMITTED, samples.STARTED, samples.APPROVED),
)
SAME = ReviewState(Status.APPROVED, (*samples.DONE.steps, samples.STARTED, samples.APPROVED))


@pytest.mark.parametrize(
    ("review", "publishable", "status"),
    [
        (samples.DRAFT, True, "preliminary"),
        (samples.WAITING, True, "preliminary"),
        (samples.PENDING, True, "preliminary"),
        (samples.DOUBTED, True, "preliminary"),
        (samples.LAPSED, True, "preliminary"),
        (samples.DONE, True, "final"),
        (AGAIN, True, "amended"),
        (SAME, True, "final"),
        (samples.DONE, False, "partial"),
        (samples.DRAFT, False, "partial"),
    ],
)
def test_only_an_approval_that_holds_makes_a_document_final(review, publishable, status):
    made = composition(samples.published(review=review, publishable=publishable))
    assert made["status"] == status


def test_the_board_stands_for_the_text_only_while_it_is_approved():
    made = composition(samples.published(review=samples.DONE))
    (attester,) = made["attester"]
    assert attester["time"] == samples.APPROVED.at
    assert attester["party"] == made["author"][0]
    assert attester["party"]["display"] == "Medical Advisory Board"
    assert "attester" not in composition(samples.published(review=samples.LAPSED))


def test_without_a_board_the_person_who_approved_is_named_and_the_program_is_the_author():
    page = samples.published(review=samples.DONE, meta=meta(board=""))
    made = composition(page)
    assert made["attester"][0]["party"] == {"display": "R. Reviewer"}
    assert made["author"] == [{"display": "patiented"}]
    assert composition(page, places=SITE)["author"][0]["display"] == "health.example.org"


@pytest.mark.parametrize(
    ("review", "updated", "timestamp", "date"),
    [
        (samples.DRAFT, "2025-08-28", "2025-08-28T00:00:00Z", "2025-08-28"),
        (samples.DONE, "2025-08-28", samples.APPROVED.at, samples.APPROVED.at),
        (samples.DONE, "2025-09-05", samples.APPROVED.at, samples.APPROVED.at),
        (samples.LAPSED, "2026-01-31", "2026-01-31T00:00:00Z", "2026-01-31"),
        (samples.WAITING, "", samples.SUBMITTED.at, samples.SUBMITTED.at),
        (samples.DRAFT, "", NO_MOMENT, None),
    ],
)
def test_the_time_is_that_of_the_last_step_or_of_a_later_text(review, updated, timestamp, date):
    made = document(samples.published(review=review, meta=meta(updated=updated)))
    assert made["timestamp"] == timestamp
    assert made["entry"][0]["resource"].get("date") == date


def test_a_text_without_any_date_says_that_it_is_unknown():
    made = composition(samples.published(review=samples.DRAFT, meta=meta(updated="")))
    assert made["_date"]["extension"][0]["valueCode"] == "unknown"


@pytest.mark.parametrize("review", [samples.DRAFT, samples.PENDING, samples.LAPSED])
def test_the_caution_is_the_first_thing_to_read_until_the_text_is_approved(review):
    made = composition(samples.published(review=review))
    for div in (made["text"]["div"], made["section"][0]["text"]["div"]):
        assert "No health professional has checked" in div
    approved = composition(samples.published(review=samples.DONE))
    assert "No health professional" not in json.dumps(approved)
    assert "R. Reviewer approved this version on" in approved["text"]["div"]


def test_an_edition_that_readers_may_not_see_says_so_before_anything_else():
    page = samples.published(publishable=False, ledger=samples.ledger(lost=2))
    div = composition(page)["section"][0]["text"]["div"]
    assert "Do not use this version yet. 2 facts that every reader must have are missing" in div


def test_sections_stand_in_the_order_of_the_page_and_deeper_ones_below():
    made = composition()
    assert titles(made["section"]) == [
        "About this version",
        "Boxed warning: What is the most important safety warning?",
        "In an emergency",
        "What is Zeltrina?",
        "Who is it for?",
        "Who must not use it?",
        "How do I use it?",
        "How well does it work?",
        "What this version leaves out",
        "Words on this page",
        "Sources",
        "Please note",
    ]
    assert titles(made["section"][6]["section"]) == ["If a dose is missed", "Children"]


def test_a_boxed_warning_that_is_called_so_is_not_called_so_twice():
    made = composition(audience=CLINICIAN)
    assert "Boxed warning" in titles(made["section"])


def test_sections_of_a_drug_have_the_codes_of_their_roles_and_of_others_none():
    found = dict(fhir_rules.titled(composition()["section"]))
    assert found["How do I use it?"]["code"]["coding"] == [
        {"system": "http://loinc.org", "code": "34068-7"}
    ]
    assert "code" not in found["Children"]  # the part of a section is not the section
    page = samples.published(meta=meta(kind=MonographKind.CONDITION))
    assert not list(fhir_rules.codes(composition(page)["section"], "http://loinc.org"))


def test_a_section_without_text_is_kept_only_for_those_below_it():
    text = samples.paragraph(samples.said("a", "s", "Text."))
    nothing = samples.paragraph(samples.said("b", "s", ""))
    sections = (
        samples.section(Role.DOSAGE, "Empty", nothing, identity="1"),
        samples.section(Role.DOSAGE, "Upper", identity="2"),
        samples.section(Role.DOSAGE, "Lower", text, level=3, identity="3"),
        samples.section(Role.OTHER, "Last", identity="4"),
    )
    made = composition(samples.published(sections=sections))["section"]
    assert [one for one in titles(made) if one in {"Empty", "Upper", "Last"}] == ["Upper"]
    assert titles(made[2]["section"]) == ["Lower"]
    assert "text" not in made[2]


@pytest.mark.parametrize(
    ("audience", "kind", "code"),
    [
        (PATIENT, MonographKind.DRUG, "68498-5"),
        (CAREGIVER, MonographKind.DRUG, "68498-5"),
        (CLINICIAN, MonographKind.DRUG, "34895-3"),
        (PATIENT, MonographKind.CONDITION, "34895-3"),
        (PATIENT, MonographKind.PROCEDURE, "34895-3"),
    ],
)
def test_the_type_is_patient_medication_information_or_an_education_note(audience, kind, code):
    made = composition(samples.published(audience.id, meta=meta(kind=kind)), audience)
    assert list(fhir_rules.codes(made["type"], "http://loinc.org")) == [code]


def test_the_codes_of_a_monograph_are_what_it_is_about_and_rxnorm_names_the_medicine():
    known = (("rxnorm", ("2569081",)), ("icd10", ("L20.9", "L80")), ("snomed", ("24079001",)))
    made = document(samples.published(meta=meta(codes=known)))
    assert fhir_rules.problems(made) == []
    about = [
        one["valueCodeableConcept"]["coding"]
        for one in made["entry"][0]["resource"]["useContext"]
        if one["code"]["code"] == "focus"
    ]
    assert [[coding["code"] for coding in one] for one in about] == [
        ["2569081"], ["L20.9"], ["L80"], ["24079001"]
    ]  # fmt: skip
    product = made["entry"][2]["resource"]
    assert product["resourceType"] == "MedicinalProductDefinition"
    assert product["code"] == [
        {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "2569081"}
    ]


def test_only_a_medicine_is_a_product():
    made = document(samples.published(meta=meta(kind=MonographKind.CONDITION)))
    assert "subject" not in made["entry"][0]["resource"]
    assert len(made["entry"]) == 2


def test_who_reads_it_is_said_as_the_infobutton_does():
    for audience, code in ((PATIENT, "PAT"), (CLINICIAN, "PROV")):
        first = composition(audience=audience)["useContext"][0]
        assert first["valueCodeableConcept"]["coding"][0]["code"] == code


def test_sources_are_data_and_text_and_only_web_addresses_are_links():
    references = (*samples.REFERENCES, samples.Reference(4, "x", "A trap.", "javascript:alert(1)"))
    made = composition(samples.published(references=references))
    cited = [one for one in made["relatesTo"] if one["type"] == "citation"]
    assert [one["label"] for one in cited] == ["1", "2", "3", "4"]
    assert cited[0]["document"] == {"url": "https://example.org/label"}
    assert "document" not in cited[3]
    div = made["section"][-2]["text"]["div"]
    assert '[1] Zeltrina label, section 2. <a href="https://example.org/label">' in div
    assert "javascript" not in json.dumps(made)


def test_an_edition_names_the_clinician_text_and_that_one_names_none():
    made = composition(places=SITE)
    assert made["relatesTo"][0] == {
        "type": "derived-from",
        "display": samples.META.title,
        "document": {"language": "en", "url": SITE.source},
    }
    assert "derived-from" not in json.dumps(composition(audience=CLINICIAN))


def test_addresses_are_those_of_the_site_and_a_file_has_none():
    made = document(places=SITE)
    assert made["link"] == [
        {"relation": "self", "url": SITE.document},
        {"relation": "alternate", "url": SITE.page},
    ]
    assert "link" not in document()


@pytest.mark.parametrize(
    ("monograph", "natural"),
    [("zeltrina", True), ("a.b-c", True), ("under_score", False), ("x" * 80, False)],
)
def test_the_id_is_that_of_the_page_where_fhir_allows_it(monograph, natural):
    made = document(samples.published(monograph=monograph))
    assert (made["id"] == f"{monograph}-patient") == natural
    assert fhir_rules.ID.fullmatch(made["id"])


def test_what_is_left_out_stands_with_its_reason():
    div = dict(fhir_rules.titled(composition()["section"]))["What this version leaves out"]["text"]
    assert "Examplib inhibits JAK1 and JAK2" in div["div"]
    assert "Left out. Why: it tells how the medicine works" in div["div"]
    assert "Here, but without these words: JAK inhibitor. Why:" in div["div"]
    none = composition(samples.published(left_out=()))
    assert "It leaves out no sentence." in json.dumps(none)


def test_the_page_of_the_docs_names_the_systems_of_the_tags(root):
    said = (root / "docs" / "fhir.md").read_text("utf-8")
    assert all(one["system"] in said for one in document()["meta"]["tag"])
