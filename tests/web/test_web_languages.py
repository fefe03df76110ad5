"""Pages in other languages: a language in front of any address, a visible fall back, alternates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.page_tree import tree
from tests.web.shipped import shipped_app

SPANISH, ARABIC = "/es/m/opzelura/patient", "/ar/m/opzelura/patient"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    app, publisher = shipped_app(tmp_path_factory.mktemp("shipped"))
    yield app.test_client()
    publisher.close()


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return tree(answer.text)


def test_a_spanish_page_is_spanish_in_text_and_frame(client):
    root = page(client, SPANISH)
    assert root.one("html").attrs["lang"] == "es"
    assert root.one("h1").words.startswith("¿Qué es Opzelura")
    assert "En breve" in root.words
    assert "Which best describes you?" not in root.words


def test_its_links_stay_in_the_language_and_its_files_too(client):
    root = page(client, SPANISH)
    inner = [one.attrs["href"] for one in root.one("nav", id="contents").all("a")]
    others = [one for one in inner if one.startswith("/")]
    assert others == ["/es/m/opzelura/caregiver", "/es/m/opzelura/clinician"]
    assert root.one("form", id="who").attrs["action"] == "/es/m/opzelura"
    assert "Opzelura" in client.get("/es/m/opzelura/patient.txt").text


def test_styles_and_scripts_have_one_address_in_every_language(client):
    english, spanish = page(client, "/m/opzelura/patient"), page(client, SPANISH)
    sheet = english.one("link", rel="stylesheet").attrs["href"]
    assert spanish.one("link", rel="stylesheet").attrs["href"] == sheet
    assert sheet.startswith("/static/")


def test_a_text_that_is_not_there_is_shown_in_english_and_the_page_says_so(client):
    root = page(client, ARABIC)
    assert root.one("html").attrs["dir"] == "rtl"
    note = root.one("p", class_="language-note").words
    assert "العربية" in note
    assert root.one("h1").attrs["lang"] == "en"
    assert root.one("h1").attrs["dir"] == "ltr"
    assert (
        root.one("link", rel="canonical").attrs["href"].endswith("//localhost/m/opzelura/patient")
    )
    assert root.one("meta", name="robots").attrs["content"] == "noindex"


def test_a_text_that_must_not_be_shown_is_shown_in_english(client, monkeypatch):
    publisher = client.application.extensions["patiented"].service.editions
    published = publisher.published

    def held_back(monograph, audience, lang="en"):
        return replace(published(monograph, audience, lang), publishable=lang == "en")

    monkeypatch.setattr(publisher, "published", held_back)
    root = page(client, f"{SPANISH}?x=1")
    assert root.one("h1").attrs["lang"] == "en"
    assert "inglés" in root.one("p", class_="language-note").words
    assert alternates(client, "opzelura", "?x=1") == []


def test_help_and_choice_speak_the_readers_language_where_the_text_does_not(client):
    root = page(client, ARABIC)
    assert "أنا مريض" in root.one("form", id="who").words
    assert "اتصل بالرقم 911" in root.one("section", class_="help").words


def test_a_file_is_never_in_another_language_than_its_address(client):
    assert client.get("/ar/m/opzelura/patient.txt").status_code == 404


def test_every_page_names_its_languages_in_themselves(client):
    links = page(client, "/policy").one("nav", class_="languages").all("a")
    names = {one.attrs["hreflang"]: one.words for one in links}
    assert names["es"] == "Español"
    assert names["ar"] == "العربية"
    assert [one.attrs["href"] for one in links if one.attrs["hreflang"] == "es"] == ["/es/policy"]
    assert [one.words for one in links if "aria-current" in one.attrs] == ["English"]


def alternates(client, name, query=""):
    links = page(client, f"/m/{name}/patient{query}").all("link", rel="alternate")
    return [one for one in links if "hreflang" in one.attrs]


def test_only_languages_of_the_text_are_alternates(client):
    found = {one.attrs["hreflang"]: one.attrs["href"] for one in alternates(client, "opzelura")}
    assert found == {
        "en": "/m/opzelura/patient",
        "es": SPANISH,
        "x-default": "/m/opzelura/patient",
    }
    assert alternates(client, "epilepsy") == []


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/en/m/opzelura", "/m/opzelura"),
        ("/es/m/opzelura/ask?q=x", "/m/opzelura/ask?q=x"),
        ("/ar/m/opzelura/compare", "/m/opzelura/compare"),
    ],
)
def test_english_has_no_prefix_and_what_is_english_only_leads_there(client, address, leads):
    answer = client.get(address)
    assert answer.status_code in {302, 308}
    assert answer.location == leads


@pytest.mark.parametrize("address", ["/de/m/opzelura", "/xx/", "/es", "/es/m/none/patient"])
def test_a_language_that_is_not_spoken_is_no_address(client, address):
    assert client.get(address).status_code == (200 if address == "/es" else 404)


def test_an_error_speaks_the_language_of_its_address(client):
    answer = client.get("/es/m/none/patient")
    assert "Esta página no está aquí" in answer.text


def test_pages_of_two_languages_have_two_tags(client):
    tags = {client.get(one).headers["ETag"] for one in ("/policy", "/es/policy", "/ar/policy")}
    assert len(tags) == 3


def test_a_withdrawal_holds_in_every_language(tmp_path):
    app, publisher = shipped_app(tmp_path)
    client = app.test_client()
    assert client.get(SPANISH).status_code == 200
    publisher.withdraw("opzelura", "patient", reason="The dose was wrong.", by="A. Reviewer")
    for address in (SPANISH, ARABIC, "/es/m/opzelura"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "The dose was wrong." in answer.text
    publisher.close()
