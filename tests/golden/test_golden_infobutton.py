"""Answers to Infobutton requests, in both forms, as a person can review them: `make golden`."""

from __future__ import annotations

import json
import shutil
from urllib.parse import urlencode, urlsplit

import pytest

from patiented.model import CODE_SYSTEMS
from patiented.publishing.opening import open_publisher
from patiented.publishing.subtopics import SUBTOPICS
from patiented.store import schema
from patiented.web import create_app
from patiented.web.service import LibraryService
from tests import atom
from tests.engines import shipped_engine
from tests.street import MONOGRAPH, make_library
from tests.web import samples
from tests.web.page_tree import tree

SITE = "https://health.example.org"
CODES = """\
rxnorm: ["90000001"]
ndc: [0123-4567, 54321-987-10]
icd9: ["691"]
loinc: ["99990-1"]
"""
ALPHADRUG = MONOGRAPH.replace("updated:", f"{CODES}updated:")
RXNORM, ICD10, SNOMED, NDC, ICD9, LOINC = (
    f"2.16.840.1.113883.6.{arc}" for arc in (88, 90, 96, 69, 103, 1)
)


def main(number="", **parts):
    """Parameters of one main search criterion: `c`, `cs`, `dn`, `ot`."""
    return {f"mainSearchCriteria.v.{part}{number}": value for part, value in parts.items()}


CASES = {
    "rxnorm": main(cs=RXNORM, c="90000001"),
    "ndc-package-of-ten-digits": main(cs=NDC, c="54321-987-30"),
    "ndc-of-eleven-digits": main(cs=NDC, c="00123456789"),
    "icd-10-cm": main(cs=ICD10, c="L20.9"),
    "icd-10-cm-below-its-category": main(cs=ICD10, c="G40.119", dn="Some epilepsy"),
    "icd-9-cm-below-its-category": main(cs=ICD9, c="691.8"),
    "snomed-ct": main(cs=SNOMED, c="24079001", dn="Atopic dermatitis (disorder)"),
    "loinc": main(cs=LOINC, c="99990-1"),
    "display-name": main(
        cs=RXNORM, c="1", dn="ruxolitinib 15 MG/ML Topical Cream [Opzelura]", ot="a cream"
    ),
    "original-text": main(cs=ICD10, c="Z99.9", dn="Not known here", ot="epilepsy"),
    "clinician": main(dn="Epilepsy") | {"informationRecipient": "PROV"},
    "patient": main(dn="Alphadrug") | {"informationRecipient": "PAT"},
    "spanish": main(cs=ICD10, c="L80") | {"informationRecipient.languageCode.c": "es"},
    "subtopic": main(dn="Alphadrug")
    | {"subTopic.v.cs": "2.16.840.1.113883.6.177", "subTopic.v.c": "Q000008"},
    "child": main(dn="Alphadrug") | {"age.v.v": "30", "age.v.u": "mo"},
    "task": main(dn="Alphadrug") | {"taskContext.c.c": "PROBLISTREV", "performer": "PROV"},
    "several": main(cs=ICD10, c="G40")
    | main("1", cs=RXNORM, c="90000001", dn="Alphadrug 5 MG Oral Tablet"),
    "nothing": main(cs=ICD10, c="Z99.9"),
    "approved": main(dn="Betadrug") | {"informationRecipient": "PROV"},
    "taken-down": main(dn="Betadrug"),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """The shipped monographs, one with the codes that they have not, and one that is reviewed."""
    library = make_library(tmp_path_factory.mktemp("library"), monograph=ALPHADRUG)
    folder = library / "monographs"
    for name in ("opzelura", "epilepsy"):
        shutil.copytree(samples.ROOT / "monographs" / name, folder / name)
    (folder / "betadrug").mkdir()
    source = MONOGRAPH.replace("Alphadrug", "Betadrug").replace("updated: 2026-01-31\n", "")
    (folder / "betadrug" / "monograph.md").write_text(source, encoding="utf-8")
    url = f"sqlite:///{library / 'reviews.db'}"
    settings = samples.replace(samples.settings(library), database_url=url, public_url=SITE)
    schema.upgrade(url)
    engine = shipped_engine()
    publisher = open_publisher(settings, engine=engine, clock=lambda: "2026-03-04T05:06:07Z")
    for step in (publisher.submit, publisher.start, publisher.approve):
        step("betadrug", "clinician", by="R. Reviewer")
    for audience in ("patient", "caregiver"):
        publisher.withdraw("betadrug", audience, reason="The dose is\nwrong.", by="S. Owner")
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    yield create_app(settings, service=service).test_client()
    publisher.close()


def ask(client, parameters, **more):
    return client.get("/infobutton", query_string=urlencode(parameters | more))


def as_json(client, name):
    answer = ask(client, CASES[name], knowledgeResponseType="application/json")
    assert answer.content_type == "application/json; charset=utf-8"
    return answer


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_valid_atom_and_reads_as_the_golden_file_says(client, golden, name):
    answer = ask(client, CASES[name])
    assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
    assert atom.problems(answer.data) == []
    golden(f"infobutton/{name}.xml", answer.text)


@pytest.mark.parametrize("name", CASES)
def test_json_says_the_same_and_reads_as_the_golden_file_says(client, golden, name):
    answer = as_json(client, name)
    assert atom.heart_of_json(answer.json) == atom.heart_of_atom(ask(client, CASES[name]).data)
    golden(f"infobutton/{name}.json", answer.text)


def test_jsonp_hands_the_same_to_a_function(client, golden):
    answer = ask(
        client, CASES["loinc"], knowledgeResponseType="application/javascript", callback="$ehr.show"
    )
    assert answer.content_type == "application/javascript; charset=utf-8"
    start, end = "/**/$ehr.show(", ");\n"
    assert answer.text.startswith(start)
    assert answer.text.endswith(end)
    assert json.loads(answer.text[len(start) : -len(end)]) == as_json(client, "loinc").json
    golden("infobutton/jsonp.js", answer.text)


@pytest.mark.parametrize("name", CASES)
def test_every_link_leads_to_a_place_on_a_page_in_its_language(client, name):
    for entry in as_json(client, name).json["feed"]["entry"]:
        (link,) = entry["link"]
        where = urlsplit(link["href"])
        page = client.get(where.path)
        assert page.status_code == 200
        assert tree(page.text).one("html").attrs["lang"] == link["hreflang"] == entry["lang"]
        if where.fragment:
            assert tree(page.text).one(id=where.fragment).tag == "h2"


@pytest.mark.parametrize("name", CASES)
def test_a_feed_can_be_asked_for_again_by_its_own_link(client, name):
    first = ask(client, CASES[name])
    (link,) = as_json(client, name).json["feed"]["link"]
    where = urlsplit(link["href"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == f"{SITE}/infobutton"
    assert client.get(f"{where.path}?{where.query}").data == first.data


def documented():
    """The requests in the documentation."""
    lines = (samples.ROOT / "docs" / "infobutton.md").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("    GET ") for line in lines if line.startswith("    GET ")]


@pytest.mark.parametrize("address", documented())
def test_the_requests_of_the_documentation_find_something(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "/m/opzelura/" in answer.text


def test_the_documentation_has_every_subtopic_and_code_system():
    text = (samples.ROOT / "docs" / "infobutton.md").read_text(encoding="utf-8")
    for code in (*(one.code for one in SUBTOPICS), *(one.oid for one in CODE_SYSTEMS)):
        assert code in text
