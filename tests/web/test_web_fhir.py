"""The FHIR addresses: documents, what is spoken, errors as outcomes, in JSON and in XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from patiented.errors import StoreError
from patiented.web import create_app
from tests import fhir_rules
from tests.web import samples

BUNDLE = "/fhir/Bundle/zeltrina-patient"
JSON, XML = "application/fhir+json", "application/fhir+xml"
SITE = "https://health.example.org"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


@pytest.fixture
def named(service):
    """A client of a site that has a public address."""
    settings = samples.replace(samples.settings(), public_url=SITE)
    return create_app(settings, service=service).test_client()


def outcome_of(answer):
    """The code and the words of an answer that is a valid outcome."""
    assert answer.content_type == f"{JSON}; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    data = answer.json
    assert data["resourceType"] == "OperationOutcome"
    assert fhir_rules.form_problems(data, fhir_rules.model(data)) == []
    (issue,) = data["issue"]
    return issue["code"], issue["details"]["text"]


@pytest.mark.parametrize("audience", samples.LABELS)
def test_every_edition_is_there_as_a_valid_document(client, audience):
    answer = client.get(f"/fhir/Bundle/zeltrina-{audience}")
    assert answer.status_code == 200
    assert answer.content_type == f"{JSON}; charset=utf-8"
    assert answer.json["id"] == f"zeltrina-{audience}"
    assert fhir_rules.problems(answer.json) == []


def test_addresses_are_whole_and_lead_to_the_page_and_to_the_clinician_text(named, client):
    made = named.get(BUNDLE).json
    assert [one["url"] for one in made["link"]] == [f"{SITE}{BUNDLE}", f"{SITE}/m/zeltrina/patient"]
    source = made["entry"][0]["resource"]["relatesTo"][0]["document"]["url"]
    assert source == f"{SITE}/fhir/Bundle/zeltrina-clinician"
    for url in (*(one["url"] for one in made["link"]), source):
        assert named.get(url.removeprefix(SITE)).status_code == 200
    assert client.get(BUNDLE).json["link"][0]["url"] == f"http://localhost{BUNDLE}"


@pytest.mark.parametrize(
    ("query", "accept", "form"),
    [
        ("", None, JSON),
        ("", "*/*", JSON),
        ("", "application/*;q=0.5", JSON),
        ("", JSON, JSON),
        ("", "application/json", JSON),
        ("", f"{JSON}; fhirVersion=5.0", JSON),
        ("", f"{JSON}; fhirVersion=4.0, {XML}; fhirVersion=5.0.0", XML),
        ("", f"text/html, {XML};q=0.9, */*;q=0.1", XML),
        ("", f"*/*, {JSON};q=0, {XML};q=0.1", XML),
        ("", f"*/*, {XML};q=0.1", JSON),
        ("", f"*/*;q=0.1, application/*;q=0.5, {XML};q=0.4", JSON),
        ("", f"{XML}, {JSON}", JSON),
        ("", "application/json;q=0.4, application/xml;q=0.9, */*;q=0.8", XML),
        ("?_format=json", XML, JSON),
        ("?_format=xml", JSON, XML),
        ("?_format=application/fhir+json", None, JSON),
        ("?_format=application/fhir%2Bxml", None, XML),
        ("?_format=XML&_pretty=true", None, XML),
    ],
)
@pytest.mark.parametrize("address", [BUNDLE, "/fhir/metadata"])
def test_the_form_is_the_one_that_is_asked_for(client, address, query, accept, form):
    headers = {"Accept": accept} if accept else {}
    answer = client.get(f"{address}{query}", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, form)
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert answer.json if form == JSON else ET.fromstring(answer.data)  # noqa: S314  (ours)


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("", "text/html"),
        ("", f"{JSON}; fhirVersion=4.0"),
        ("", f"{JSON};q=0"),
        ("?_format=ttl", JSON),
        ("?_format=", JSON),
        ("?_format=html", None),
    ],
)
def test_a_form_that_is_not_spoken_is_406(client, query, accept):
    answer = client.get(f"{BUNDLE}{query}", headers={"Accept": accept} if accept else {})
    assert answer.status_code == 406
    assert outcome_of(answer)[0] == "not-supported"


def test_both_forms_say_the_same(client):
    made = fhir_rules.model(client.get(BUNDLE).json)
    read = type(made).model_validate_xml(client.get(f"{BUNDLE}?_format=xml").data)
    assert read.identifier == made.identifier
    assert len(read.entry[0].resource.section) == len(made.entry[0].resource.section)


@pytest.mark.parametrize(
    "address",
    [
        "/fhir/Bundle/none-patient",
        "/fhir/Bundle/zeltrina",
        "/fhir/Bundle/zeltrina-nurse",
        "/fhir/Bundle/zeltrina-",
        "/fhir/Bundle/-patient",
        "/fhir/Bundle/patient",
        "/fhir/Bundle/..%2fx-patient",
        "/fhir/Bundle/%00-patient",
        "/fhir/Bundle/" + "x" * 500 + "-patient",
        "/fhir/Bundle",
        "/fhir/Patient/1",
        "/fhir/",
    ],
)
def test_what_is_not_there_is_an_outcome(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert outcome_of(answer)[0] == "not-found"


@pytest.mark.parametrize("name", ["..", "%00", "a.b", "%3Cscript%3E", "x" * 500, "é"])
def test_a_name_that_is_none_never_reaches_the_library(client, service, name):
    service.has = None
    assert client.get(f"/fhir/Bundle/{name}-patient").status_code == 404


def test_a_document_that_is_held_back_is_an_outcome_without_its_text(client, service):
    service.pages["patient"] = samples.published(publishable=False)
    answer = client.get(BUNDLE)
    code, words = outcome_of(answer)
    assert (answer.status_code, code) == (404, "not-found")
    assert words.startswith("This version is not ready.")


@pytest.mark.parametrize("query", ["", "?_format=xml"])
def test_a_withdrawn_document_is_gone_and_says_why(client, service, query):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    answer = client.get(f"{BUNDLE}{query}")
    assert answer.status_code == 410
    assert "The dose is wrong." in answer.text
    assert "60 g" not in answer.text
    assert answer.mimetype == (XML if query else JSON)
    if not query:
        assert outcome_of(answer)[0] == "deleted"
    assert client.get("/fhir/Bundle/zeltrina-caregiver").status_code == 200


def test_a_withdrawal_is_seen_before_the_view_is_asked(client, service):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    service.published = None
    assert client.get(BUNDLE).status_code == 410


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_sending_is_405_and_says_what_is_allowed(client, method):
    answer = getattr(client, method)(BUNDLE)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert outcome_of(answer)[0] == "not-supported"


def test_a_failure_below_is_an_outcome_and_tells_nothing_of_the_inside(client, service):
    service.failure = StoreError("/var/secret.db is away")
    answer = client.get(BUNDLE)
    code, words = outcome_of(answer)
    assert (answer.status_code, code) == (503, "transient")
    assert "secret" not in words


def test_pages_elsewhere_keep_their_own_errors(client):
    assert client.get("/m/none").mimetype == "text/html"
    assert client.get("/fhirless").mimetype == "text/html"


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("query", ["", "?_format=xml"])
def test_what_a_client_has_is_not_sent_again_until_it_changes(client, service, query, encoding):
    packed = {"Accept-Encoding": encoding}
    first = client.get(f"{BUNDLE}{query}", headers=packed)
    assert (first.headers.get("Content-Encoding") == "gzip") == (encoding == "gzip")
    known = {**packed, "If-None-Match": first.headers["ETag"]}
    again = client.get(f"{BUNDLE}{query}", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert set(again.headers["Vary"].split(", ")) == {"Accept", "Accept-Encoding"}
    service.pages["patient"] = samples.published(review=samples.DONE)
    assert client.get(f"{BUNDLE}{query}", headers=known).status_code == 200


def test_the_two_forms_have_tags_of_their_own(client):
    json, xml = (client.get(f"{BUNDLE}?_format={one}").headers["ETag"] for one in ("json", "xml"))
    assert json != xml


def test_one_form_is_never_kept_for_the_other(client):
    for form in (JSON, XML, JSON):
        assert client.get(BUNDLE, headers={"Accept": form}).mimetype == form


def test_the_page_of_any_site_may_read_it(client):
    for address in (BUNDLE, "/fhir/metadata"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_the_statement_names_the_address_and_the_version(named):
    data = named.get("/fhir/metadata").json
    assert fhir_rules.form_problems(data, fhir_rules.model(data)) == []
    assert data["implementation"]["url"] == f"{SITE}/fhir"


def test_a_text_that_is_not_in_the_language_of_the_address_is_404(client):
    assert client.get(f"/es{BUNDLE}").status_code == 404


def test_of_two_audiences_the_longer_one_counts_if_its_monograph_is_there(service):
    short = samples.AUDIENCES[0]
    long = samples.replace(short, id="zeltrina-patient")
    service.audiences = lambda: (short, long)
    service.pages["zeltrina-patient"] = samples.published(audience="zeltrina-patient")
    client = create_app(samples.settings(), service=service).test_client()
    assert client.get(BUNDLE).json["id"] == "zeltrina-patient"
    service.has = lambda name: name in {"zeltrina", "zeltrina-zeltrina"}
    tag = client.get("/fhir/Bundle/zeltrina-zeltrina-patient").json["meta"]["tag"][0]
    assert tag["code"] == "zeltrina-patient"
