"""The same document as XML, and what a FHIR server says of itself and of errors."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from patiented.export.fhir.answers import ISSUES, capabilities, outcome
from patiented.export.fhir.xml import data_to_xml
from tests import fhir_rules
from tests.unit.test_fhir_document import CLINICIAN, SITE, document, meta
from tests.web import samples

FHIR = "{http://hl7.org/fhir}"
UNDATED = samples.published(review=samples.DRAFT, meta=meta(updated=""))


def read_back(data):
    """The model that the XML of data is read into."""
    kind = type(fhir_rules.model(data))
    return kind.model_validate_xml(data_to_xml(data).encode())


def plain(data):
    """Data with its narratives in one way of writing: the reader escapes what need not be."""
    for one in fhir_rules.narratives(data):
        one["div"] = ET.canonicalize(one["div"])
    return data


@pytest.mark.parametrize(
    "made",
    [document(), document(places=SITE), document(audience=CLINICIAN), document(UNDATED)],
    ids=["file", "site", "clinician", "undated"],
)
def test_xml_says_what_json_says(made):
    assert plain(read_back(made).model_dump()) == plain(fhir_rules.model(made).model_dump())


@pytest.mark.parametrize("text", ["\"<&>'", "a\nb\tc\rd", "]]>", "\N{NO-BREAK SPACE}é😀"])
def test_xml_keeps_every_sign_of_a_text(text):
    made = outcome(400, text)
    root = ET.fromstring(data_to_xml(made))  # noqa: S314  (our own answer)
    assert root.find(f"{FHIR}issue/{FHIR}details/{FHIR}text").get("value") == text


def test_xml_has_the_extension_in_place_of_a_date_that_is_unknown():
    assert (
        '<date><extension url="http://hl7.org/fhir/StructureDefinition/data-absent-reason">'
        '<valueCode value="unknown"/></extension></date>'
    ) in data_to_xml(document(UNDATED))


@pytest.mark.parametrize("status", [*ISSUES, 418, 500, 502])
def test_an_error_of_every_status_is_a_valid_outcome(status):
    made = outcome(status, "What happened.")
    assert fhir_rules.form_problems(made, fhir_rules.model(made)) == []
    assert made["issue"][0]["details"]["text"] == "What happened."


# https://hl7.org/fhir/R5/valueset-issue-type.html
ISSUE_TYPES = {
    "invalid", "forbidden", "not-found", "not-supported", "deleted", "too-long", "throttled",
    "transient", "exception", "processing",
}  # fmt: skip


def test_every_issue_has_a_code_of_the_list():
    assert {outcome(one, "x")["issue"][0]["code"] for one in (*ISSUES, 418, 500)} == ISSUE_TYPES


def test_the_statement_of_what_is_spoken_is_valid_and_names_what_there_is():
    made = capabilities("https://health.example.org/fhir", "0.1.0")
    assert fhir_rules.form_problems(made, fhir_rules.model(made)) == []
    assert made["fhirVersion"] == "5.0.0"
    assert made["rest"][0]["resource"][0]["interaction"] == [{"code": "read"}]
