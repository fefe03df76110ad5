"""The API on the library: lists, monographs, editions in every form, and who may keep them."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from patiented.export.data import edition_to_json
from patiented.export.press import can_print
from tests.web import samples
from tests.web.api_site import API, api_app, check_problem

EDITION = f"{API}/monographs/zeltrina/editions/patient"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return api_app(service).test_client()


def links_of(answer):
    """The links of an answer: relation and address, in order."""
    parts = [one.split("; ") for one in answer.headers["Link"].split(", ")]
    return [(part[1].removeprefix('rel="').rstrip('"'), part[0][1:-1]) for part in parts]


def test_the_list_names_each_monograph_with_its_editions(client):
    data = client.get(f"{API}/monographs").json
    first = next(one for one in data["monographs"] if one["id"] == "zeltrina")
    assert (data["total"], data["page"], data["pages"]) == (2, 1, 1)
    assert (first["title"], first["kind"], first["updated"]) == (
        "What is Zeltrina (examplib)?",
        "drug",
        "2025-08-28",
    )
    assert [one["audience"] for one in first["audiences"]] == list(samples.LABELS)
    for one in first["audiences"]:
        assert one["status"] == "under_review"
        assert client.get(one["links"]["edition"]).json["audience"] == one["audience"]
        assert client.get(one["links"]["page"]).status_code == 200


def test_a_monograph_that_cannot_be_read_is_listed_without_editions_and_paths(client):
    data = client.get(f"{API}/monographs/broken").json
    assert (data["title"], data["kind"], data["audiences"]) == ("broken", None, [])
    assert "monograph.md" not in json.dumps(data)


def test_a_search_finds_by_name_and_forgives_a_slip(client):
    found = client.get(f"{API}/monographs", query_string={"q": "zeltrna"}).json
    assert [one["id"] for one in found["monographs"]] == ["zeltrina"]


def test_a_page_after_the_last_is_empty_and_leads_back(client):
    answer = client.get(f"{API}/monographs?page=7")
    assert (answer.json["monographs"], answer.json["page"]) == ([], 7)
    assert ("prev", f"{API}/monographs?page=1") in links_of(answer)
    assert answer.json["links"]["next"] is None


def test_a_monograph_tells_which_editions_are_withdrawn_and_is_there(client, service):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    data = client.get(f"{API}/monographs/zeltrina").json
    assert [one["status"] for one in data["audiences"]] == [
        "withdrawn",
        "under_review",
        "under_review",
    ]


def test_the_audiences_are_listed_in_the_order_of_the_chooser(client):
    data = client.get(f"{API}/audiences").json["audiences"]
    assert [(one["id"], one["canonical"]) for one in data] == [
        ("patient", False),
        ("caregiver", False),
        ("clinician", True),
    ]


def test_an_edition_has_the_shape_of_the_render_command(client, service):
    answer = client.get(EDITION)
    assert answer.json == json.loads(json.dumps(edition_to_json(service.pages["patient"])))
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/markdown", "text/markdown"),
        ("text/plain;q=0.5, text/markdown;q=0.4", "text/plain"),
        ("application/json;q=0, */*;q=0.1", "text/markdown"),
        ("image/png, text/plain; charset=utf-8", "text/plain"),
        (",;", "application/json"),
    ],
)
def test_the_form_is_the_one_that_is_wanted_most(client, accept, media_type):
    answer = client.get(EDITION, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize(
    ("form", "page"), [("md", "/m/zeltrina/patient.md"), ("text", "/m/zeltrina/patient.txt")]
)
def test_format_goes_before_accept_and_gives_the_file_of_the_site(client, form, page):
    answer = client.get(f"{EDITION}?format={form}", headers={"Accept": "application/json"})
    assert answer.data == client.get(page).data


@pytest.mark.parametrize(
    "asked", [{"headers": {"Accept": "text/html,*/*;q=0.8"}}, {"query_string": "format=html"}]
)
def test_html_is_the_page_of_the_site(client, asked):
    answer = client.get(EDITION, **asked)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/m/zeltrina/patient")
    assert "Accept" in answer.headers["Vary"]
    assert "Retry-After" not in answer.headers


@pytest.mark.skipif(not can_print(), reason="nothing here can print")
def test_pdf_is_the_handout_of_the_site(client):
    answer = client.get(EDITION, headers={"Accept": "application/pdf"})
    page = client.get("/m/zeltrina/patient.pdf")
    assert answer.data.startswith(b"%PDF-")
    assert answer.data == page.data
    assert answer.headers["ETag"] == page.headers["ETag"]


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "*/*;q=0", "nonsense"])
def test_a_form_that_there_is_not_is_406(client, accept):
    problem = check_problem(client.get(EDITION, headers={"Accept": accept}), 406, "not-acceptable")
    assert "text/markdown" in problem["detail"]


@pytest.mark.parametrize(
    "path", ["/monographs", "/monographs/zeltrina", "/audiences", "/openapi.json"]
)
def test_what_is_json_alone_is_406_for_who_takes_none(client, path):
    answer = client.get(f"{API}{path}", headers={"Accept": "text/html"})
    check_problem(answer, 406, "not-acceptable")


def test_an_edition_names_where_else_it_is(client):
    links = links_of(client.get(f"{EDITION}?format=md"))
    named = dict(links)
    assert named["canonical"] == "http://localhost/m/zeltrina/patient"
    assert named["version-history"] == "/m/zeltrina/patient/history"
    assert named["up"] == f"{API}/monographs/zeltrina"
    assert named["service-desc"] == f"{API}/openapi.json"
    alternates = [address for relation, address in links if relation == "alternate"]
    assert [one for one in alternates if "format=json" in one]
    assert not [one for one in alternates if "format=md" in one]
    related = [address for relation, address in links if relation == "related"]
    assert [urlsplit(one).path.rpartition("/")[2] for one in related] == ["caregiver", "clinician"]
    for relation, address in links:
        assert client.get(address).status_code in {200, 303}, relation


@pytest.mark.parametrize(
    "path",
    [
        "/monographs",
        "/monographs/zeltrina",
        "/audiences",
        "/openapi.json",
        "/monographs/zeltrina/editions/patient",
        "/monographs/zeltrina/editions/patient?format=md",
    ],
)
@pytest.mark.parametrize("packed", ["", "gzip"])
def test_what_a_client_has_is_not_sent_again(client, path, packed):
    headers = {"Accept-Encoding": packed}
    first = client.get(API + path, headers=headers)
    tag = first.headers["ETag"]
    again = client.get(API + path, headers={**headers, "If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert set(again.headers["Vary"].split(", ")) == set(first.headers["Vary"].split(", "))
    assert first.headers["Vary"].count("Accept-Encoding") == 1
    assert (first.headers.get("Content-Encoding") == "gzip") is bool(packed)


def test_each_form_and_edition_has_a_tag_of_its_own(client, service):
    tags = [
        client.get(f"{EDITION}?format={form}").headers["ETag"] for form in ("json", "md", "text")
    ]
    service.pages["patient"] = samples.published(review=samples.DONE)
    tags.append(client.get(EDITION).headers["ETag"])
    assert len(set(tags)) == 4


def test_a_withdrawn_edition_is_gone_with_the_reason_and_without_the_text(client, service):
    before = client.get(EDITION).headers["ETag"]
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    for form in ("json", "md", "text", "html", "pdf"):
        answer = client.get(f"{EDITION}?format={form}", headers={"If-None-Match": before})
        problem = check_problem(answer, 410, "withdrawn")
        assert "The dose is wrong." in problem["detail"]
        assert "60 g" not in answer.text
        assert "S. Owner" not in answer.text


def test_an_edition_that_may_not_be_published_is_not_shown(client, service):
    service.pages["patient"] = samples.published(publishable=False)
    answer = client.get(EDITION)
    check_problem(answer, 404, "not-published")
    assert "60 g" not in answer.text


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        ("/monographs/none", "not-found", "openapi.json"),
        ("/monographs/none/editions/patient", "not-found", "openapi.json"),
        ("/monographs/none/editions/nurse", "not-found", "openapi.json"),
        ("/monographs/zeltrina/editions/nurse", "unknown-audience", "patient, caregiver"),
        ("/monographs/zeltrina/editions/patient?lang=fr", "not-found", "is in en"),
    ],
)
def test_what_is_not_there_is_404_and_says_what_is(client, path, name, said):
    assert said in check_problem(client.get(API + path), 404, name)["detail"]


def test_an_answer_depends_on_accept_and_is_never_kept_for_another_form(client):
    for _ in range(2):
        assert client.get(EDITION).mimetype == "application/json"
        markdown = client.get(EDITION, headers={"Accept": "text/markdown"})
        assert markdown.mimetype == "text/markdown"


def test_head_answers_like_get_without_a_body(client):
    answer = client.head(EDITION)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == client.get(EDITION).headers["ETag"]
