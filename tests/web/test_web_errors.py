"""Errors: kind, plain, with a way on; and as data where data was asked for."""

from __future__ import annotations

import logging

import pytest

from patiented.errors import RefusedError, StoreError
from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree

MEDIA = {"json": "application/json", "txt": "text/plain", "md": "text/plain"}


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/m/none", "/m/none/patient", "/m/none/nurse", "/m/zeltrina/patient/more"],
)
def test_an_unknown_page_is_404_with_a_way_to_the_library(client, address):
    answer = client.get(address)
    root = tree(answer.text)
    assert answer.status_code == 404
    assert root.one("h1").words == "This page is not here"
    assert root.one("ul", class_="go").all("a")[-1].attrs["href"] == "/"


@pytest.mark.parametrize("address", ["/m/zeltrna", "/m/Zeltrina-cream/patient", "/m/zeltrina/a/b"])
def test_a_mistyped_page_names_the_pages_that_look_like_it(client, address):
    links = tree(client.get(address).text).one("ul", class_="go").all("a")
    assert (links[0].words, links[0].attrs["href"]) == (samples.META.title, "/m/zeltrina/patient")


def test_a_page_that_is_not_here_has_the_search_box_of_the_library(client):
    form = tree(client.get("/m/none").text).one("form", role="search")
    assert form.attrs["action"] == "/"
    assert form.one("input").attrs["name"] == "q"


def test_a_wrong_address_is_404_even_when_no_name_can_be_looked_up(client, service):
    service.near = lambda _: (_ for _ in ()).throw(StoreError("away"))
    assert client.get("/m/none").status_code == 404


@pytest.mark.parametrize("name", ["nurse", "history"])
def test_an_unknown_audience_is_404_and_lists_the_choices(client, name):
    answer = client.get(f"/m/zeltrina/{name}")
    links = [a.attrs["href"] for a in tree(answer.text).one("ul", class_="go").all("a")]
    assert answer.status_code == 404
    assert links == [f"/m/zeltrina/{one}" for one in samples.LABELS] + ["/"]


@pytest.mark.parametrize("address", ["/m/zeltrina.epub", "/m/zeltrina/patient.docx"])
def test_an_unknown_form_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/m/..%2f..%2fetc%2fpasswd", "/m/%00", "/m/zeltrina/%3Cscript%3E", "/m/" + "x" * 500, "/m/é"],
)
def test_an_id_that_is_none_never_reaches_the_library(client, service, address):
    service.published = None
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_sending_is_405_and_says_what_is_allowed(client, method):
    answer = getattr(client, method)("/m/zeltrina")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert tree(answer.text).one("h1").words == "This page can only be read"


@pytest.mark.parametrize("address", ["/m/zeltrina", "/m/zeltrina/patient"])
def test_a_withdrawn_page_is_410_with_the_notice_and_without_the_text(client, service, address):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    answer = client.get(address)
    assert answer.status_code == 410
    assert "The dose is wrong." in answer.text
    assert "September 9, 2025" in answer.text
    assert "60" not in tree(answer.text).one("main").words
    assert "S. Owner" not in answer.text


@pytest.mark.parametrize("suffix", ["json", "txt", "md"])
def test_a_withdrawn_edition_is_gone_in_every_form(client, service, suffix):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    answer = client.get(f"/m/zeltrina/patient.{suffix}")
    assert answer.status_code == 410
    assert answer.content_type.startswith(MEDIA[suffix])
    assert "The dose is wrong." in answer.text
    assert "60" not in answer.text


def test_a_withdrawal_shows_even_when_the_source_is_broken(client, service):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    service.published = lambda *_: (_ for _ in ()).throw(RefusedError("unsafe", path="m.md"))
    assert client.get("/m/zeltrina/patient").status_code == 410


def test_an_unpublishable_edition_is_held_back_and_the_others_are_named(client, service):
    service.pages["patient"] = samples.published(publishable=False)
    answer = client.get("/m/zeltrina/patient")
    links = [a.attrs["href"] for a in tree(answer.text).one("ul", class_="go").all("a")]
    assert answer.status_code == 404
    assert "This version is not ready" in answer.text
    assert links == ["/m/zeltrina/caregiver", "/m/zeltrina/clinician", "/"]


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (StoreError("/var/secret.db is locked"), 503),
        (RefusedError("unsafe", path="/srv/secret/m.md"), 500),
        (RuntimeError("secret"), 500),
    ],
)
def test_a_failure_below_is_told_plainly_and_keeps_its_details(
    client, service, failure, status, caplog
):
    service.failure = failure
    with caplog.at_level(logging.ERROR):
        answer = client.get("/m/zeltrina/patient")
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert "secret" in caplog.text
    assert tree(answer.text).one("h1").words.startswith("We cannot show this page")


@pytest.mark.parametrize(
    ("address", "status"), [("/m/none.json", 404), ("/m/zeltrina/nurse.json", 404)]
)
def test_data_errors_have_one_shape(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) == {"code", "message"}
    assert answer.json["error"]["code"] == f"E{status}"


def test_health_fails_as_data(client, service):
    service.audiences = lambda: (_ for _ in ()).throw(StoreError("away"))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "E503")


def test_errors_are_not_kept_and_not_indexed(client):
    answer = client.get("/m/none")
    assert answer.headers["Cache-Control"] == "no-store"
    assert tree(answer.text).one("meta", name="robots").attrs["content"] == "noindex"
