"""Handouts over the web: addresses, tags, links, and what is said when there is none."""

from __future__ import annotations

import pytest

from patiented.errors import PrintError
from patiented.export.press import Press
from patiented.web import create_app
from patiented.web import printing as web_printing
from patiented.web.printing import EXTENSION
from tests import pdf_reading as reading
from tests.web import samples
from tests.web.page_tree import tree

pytestmark = reading.needs_pango


@pytest.fixture(scope="module")
def press():
    press = Press(60)
    yield press
    press.close()


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def app(service, press):
    app = create_app(samples.settings(), service=service)
    app.extensions[EXTENSION].printer._make = press.print
    return app


@pytest.fixture
def client(app):
    return app.test_client()


def links(answer):
    root = tree(answer.text)
    return {link.text: link.attrs["href"] for link in root.all("a") if ".pdf" in link.attrs["href"]}


def test_the_address_with_pdf_behind_it_is_the_handout(client):
    answer = client.get("/m/zeltrina/caregiver.pdf")
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="zeltrina-caregiver.pdf"'
    with reading.opened(answer.data) as pdf:
        assert str(pdf.docinfo.Title).endswith("Caregiver handout")


def test_without_an_audience_it_is_the_patients_handout(client):
    with reading.opened(client.get("/m/zeltrina.pdf").data) as pdf:
        assert str(pdf.docinfo.Title).endswith("Patient handout")


def test_it_is_made_once_and_asked_for_anew_each_time(client, press, monkeypatch):
    first = client.get("/m/zeltrina/patient.pdf")
    monkeypatch.setattr(press, "print", None)  # a second making would fail
    assert client.get("/m/zeltrina/patient.pdf").data == first.data
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_a_browser_that_has_it_gets_no_body_and_nothing_is_made(client, app):
    tag = client.get("/m/zeltrina/patient.pdf").headers["ETag"]
    app.extensions[EXTENSION].printer._kept.clear()
    app.extensions[EXTENSION].printer._make = None
    again = client.get("/m/zeltrina/patient.pdf", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag


def test_a_new_review_makes_a_new_handout(client, service):
    before = client.get("/m/zeltrina/patient.pdf")
    service.pages["patient"] = samples.published("patient", samples.DONE)
    after = client.get("/m/zeltrina/patient.pdf", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.data != before.data


def test_large_print_and_the_short_form_are_asked_for_in_the_address(client):
    asked = ("", "?large=1", "?short=1", "?large=1&short=1", "?large=0")
    answers = [client.get(f"/m/zeltrina/patient.pdf{one}") for one in asked]
    assert len({answer.headers["ETag"] for answer in answers}) == 4
    assert answers[0].data == answers[4].data
    pages = []
    for answer in answers[:3]:
        with reading.opened(answer.data) as pdf:
            pages.append(len(pdf.pages))
    assert pages[1] > pages[0] > pages[2]


@reading.needs_pdftotext
def test_it_prints_the_address_that_the_reader_asked_for(client):
    answer = client.get("/m/zeltrina.pdf", base_url="https://health.example.net/sub")
    text = reading.text_of(answer.data)
    assert "https://health.example.net/sub/m/zeltrina/patient" in text


@reading.needs_pdftotext
def test_it_prints_the_address_of_the_setting(service, press):
    settings = samples.replace(samples.settings(), public_url="https://health.example.org")
    app = create_app(settings, service=service)
    app.extensions[EXTENSION].printer._make = press.print
    answer = app.test_client().get("/m/zeltrina.pdf", base_url="http://127.0.0.1:8000/inside")
    assert "https://health.example.org/inside/m/zeltrina/patient" in reading.text_of(answer.data)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/m/none.pdf", 404), ("/m/zeltrina/nobody.pdf", 404), ("/m/none/patient.pdf", 404)],
)
def test_what_is_not_there_is_not_printed(client, address, status):
    assert client.get(address).status_code == status


def test_what_was_taken_down_is_not_printed(client, service):
    client.get("/m/zeltrina/patient.pdf")
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    answer = client.get("/m/zeltrina/patient.pdf")
    assert answer.status_code == 410
    assert "The dose is wrong." in answer.text


def test_what_is_held_back_is_not_printed(client, service):
    service.pages["patient"] = samples.published(publishable=False)
    assert client.get("/m/zeltrina/patient.pdf").status_code == 404


# Links.


def test_the_page_links_to_its_handouts_and_each_is_there(client):
    found = links(client.get("/m/zeltrina/patient"))
    assert found == {
        "PDF": "/m/zeltrina/patient.pdf",
        "PDF, large print": "/m/zeltrina/patient.pdf?large=1",
        "PDF, short": "/m/zeltrina/patient.pdf?short=1",
    }
    assert all(client.get(address).status_code == 200 for address in found.values())


def test_where_no_pdf_can_be_made_the_page_links_to_none(client, monkeypatch):
    monkeypatch.setattr(web_printing, "can_print", lambda: False)
    assert links(client.get("/m/zeltrina/patient")) == {}


# None can be made.


def failing(app, code):
    def make(_):
        raise PrintError("secret path /srv/x", code=code)

    app.extensions[EXTENSION].printer._make = make


def test_a_site_that_lacks_the_library_says_so_and_leads_to_the_page(app, client):
    failing(app, "E601")
    answer = client.get("/m/zeltrina/patient.pdf")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3600"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type.startswith("text/html")
    assert "This site cannot make PDF files" in answer.text
    assert "You can print the page instead" in answer.text
    assert "secret" not in answer.text
    assert client.get(tree(answer.text).one("main").one("a").attrs["href"]).status_code == 200


def test_one_that_takes_too_long_is_said_to_come_later(app, client):
    app.extensions[EXTENSION].printer._make = Press(0.01).print
    answer = client.get("/m/zeltrina/patient.pdf")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "The PDF is not ready" in answer.text
    assert links(client.get("/m/zeltrina/patient"))


def test_where_the_text_is_in_another_language_there_is_no_handout_and_no_link(client):
    page = client.get("/es/m/zeltrina/patient")
    assert page.status_code == 200
    assert links(page) == {}
    assert client.get("/es/m/zeltrina/patient.pdf").status_code == 404
