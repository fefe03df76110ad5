"""Headers: what may run, what may be kept, what a browser is told when nothing changed."""

from __future__ import annotations

import pytest

from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import code_of, tree
from tests.web.test_web_pages import ADDRESSES

EVERYWHERE = [*ADDRESSES.values(), "/m/none", "/m/zeltrina/none", "/nothing/here"]


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


def directives(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {part.split(" ")[0]: part.split(" ")[1:] for part in parts}


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_has_a_strict_policy(client, address):
    answer = client.get(address)
    policy = directives(answer)
    assert policy["default-src"] == ["'none'"]
    framed = {"embed": ["*"], "write": ["'none'"]}.get(address.split("/")[1], ["'self'"])
    framed = ["'self'"] if address == "/embed" else framed
    assert policy["frame-ancestors"] == framed
    assert policy["base-uri"] == ["'none'"]
    for name in ("script-src", "style-src", "img-src"):
        assert policy[name] == ["'self'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    # A question stands in the address of its page: that goes nowhere.
    own = "no-referrer" if address.endswith("/ask") else "strict-origin-when-cross-origin"
    assert answer.headers["Referrer-Policy"] == own


@pytest.mark.parametrize("address", EVERYWHERE)
def test_no_answer_sets_a_cookie_or_varies_by_one(client, address):
    answer = client.get(address)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_owner_may_let_other_sites_frame_the_pages():
    settings = samples.replace(samples.settings(), frame_ancestors_pages="https://clinic.example")
    client = create_app(settings, service=samples.SampleService()).test_client()
    assert directives(client.get("/"))["frame-ancestors"] == ["https://clinic.example"]


@pytest.mark.parametrize("address", ["/", "/m/zeltrina", "/m/zeltrina/clinician", "/m/none"])
def test_pages_hold_no_inline_script_or_style_and_load_only_from_here(client, address):
    root = tree(client.get(address).text)
    assert root.all("style") == []
    assert all(node.text == "" and node.attrs["src"] for node in code_of(root))
    for node in root.walk():
        assert "style" not in node.attrs
        assert not [name for name in node.attrs if name.startswith("on")]
        if node.tag in {"link", "img", "iframe", "source"} or "src" in node.attrs:
            address_of = node.attrs.get("src") or node.attrs.get("href")
            is_loaded = node.attrs.get("rel") not in {"canonical", "alternate"}
            assert address_of.startswith("/") or not is_loaded


@pytest.mark.parametrize(
    "address", ["/", "/m/zeltrina", "/m/zeltrina/caregiver", "/m/zeltrina/patient.json"]
)
def test_a_page_is_asked_for_anew_and_answers_304_when_it_is_the_same(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "changed",
    [
        samples.published(review=samples.DONE),
        samples.published(review=samples.LAPSED),
        samples.published(fingerprint="another"),
    ],
    ids=["approved", "lapsed", "another edition"],
)
def test_the_tag_changes_with_review_and_edition(client, service, changed):
    before = client.get("/m/zeltrina/patient").headers["ETag"]
    service.pages["patient"] = changed
    answer = client.get("/m/zeltrina/patient", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != before


def test_the_tag_changes_when_another_sentence_lapses(client, service):
    service.pages["patient"] = samples.published(review=samples.LAPSED)
    before = client.get("/m/zeltrina/patient").headers["ETag"]
    lapsed = samples.replace(samples.LAPSED, lapsed=frozenset({"dose", "over"}))
    service.pages["patient"] = samples.published(review=lapsed)
    assert client.get("/m/zeltrina/patient").headers["ETag"] != before


def test_the_tag_changes_with_a_template(client, tmp_path):
    own = tmp_path / "templates" / "errors"
    own.mkdir(parents=True)
    (own / "error.html").write_text("{{ title }}", encoding="utf-8")
    (tmp_path / "monographs").mkdir()
    other = create_app(samples.settings(tmp_path), service=samples.SampleService()).test_client()
    address = "/m/zeltrina/patient"
    assert other.get(address).headers["ETag"] != client.get(address).headers["ETag"]


def test_the_four_forms_of_an_edition_have_four_tags(client):
    tags = {
        client.get(f"/m/zeltrina/patient{suffix}").headers["ETag"]
        for suffix in ("", ".json", ".txt", ".md")
    }
    assert len(tags) == 4


def test_a_withdrawn_page_is_never_answered_with_304(client, service):
    before = client.get("/m/zeltrina/patient").headers["ETag"]
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    answer = client.get("/m/zeltrina/patient", headers={"If-None-Match": before})
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"


def test_assets_are_kept_for_ever_under_their_own_version_only(client):
    root = tree(client.get("/m/zeltrina").text)
    addresses = [root.one("link", rel="stylesheet").attrs["href"]]
    addresses += [code_of(root)[0].attrs["src"], root.one("link", rel="icon").attrs["href"]]
    for address in addresses:
        assert "immutable" in client.get(address).headers["Cache-Control"]
        old = client.get(address.split("?")[0] + "?v=000000000000")
        assert "immutable" not in old.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["tokens.css", "../pages/edition.html", "none.css"])
def test_only_the_named_assets_are_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404
