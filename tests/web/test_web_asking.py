"""The page of a follow-up question: word for word, nothing kept, help first."""

from __future__ import annotations

import pytest

from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree


def client_of(**settings):
    chosen = samples.replace(samples.settings(), **settings)
    return create_app(chosen, service=samples.SampleService()).test_client()


@pytest.fixture(scope="module")
def client():
    return client_of()


def asked(client, question, audience="patient"):
    query = {"q": question, "audience": audience}
    return client.get("/m/zeltrina/ask", query_string=query)


def test_an_edition_offers_the_form_for_its_own_reader(client):
    form = tree(client.get("/m/zeltrina/caregiver").text).one("form", class_="ask")
    assert (form.attrs["action"], form.attrs["method"]) == ("/m/zeltrina/ask", "get")
    assert form.one("input", name="audience").attrs["value"] == "caregiver"


def test_an_answer_leads_to_its_place(client):
    root = tree(asked(client, "how much cream in a week").text)
    links = [one.attrs["href"] for one in root.one("ol", class_="found").all("a")]
    assert "/m/zeltrina/patient#s-dose" in links


def test_a_question_that_is_not_answered_names_who_to_ask_and_the_parts_of_the_page(client):
    root = tree(asked(client, "how much does it cost").text)
    assert "This page does not answer that." in root.words
    assert "Ask your doctor or pharmacist." in root.words
    assert root.one("ul", class_="go").all("a")


def test_an_emergency_stands_before_everything_else(client):
    root = tree(asked(client, "i took the whole tube and cant breathe").text)
    alert = root.one("section", role="alert")
    assert {one.attrs["href"] for one in alert.all("a")} >= {"tel:911"}
    assert root.words.index("Get help now") < root.words.index("Have a question?")


def test_the_number_is_that_of_the_country_that_is_set():
    root = tree(asked(client_of(emergency_country="GB"), "i have chest pain now").text)
    assert root.one("section", role="alert").one("a").attrs["href"] == "tel:999"


def test_nothing_keeps_the_page_of_a_question(client):
    answer = asked(client, "is it safe")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in answer.headers


def test_what_is_typed_is_shown_as_text(client):
    root = tree(asked(client, '"><script>x</script>').text)
    assert root.one("input", id="ask-q").attrs["value"] == '"><script>x</script>'
    assert "script>x" not in asked(client, "<script>x</script>").text


def test_no_question_is_kept_unless_the_operator_names_a_file(tmp_path):
    path = tmp_path / "asked.tsv"
    asked(client_of(), "how much does it cost")
    assert not path.exists()
    asked(client_of(questions_file=str(path)), "how much does it cost")
    assert path.read_text(encoding="utf-8").endswith("\tdeclined\thow much does it cost\n")


def test_a_file_that_cannot_be_written_does_not_cost_the_answer(tmp_path):
    answer = asked(client_of(questions_file=str(tmp_path)), "how much does it cost")
    assert answer.status_code == 200


def test_an_unknown_reader_is_offered_the_choices(client):
    assert asked(client, "x", "nurse").status_code == 404
