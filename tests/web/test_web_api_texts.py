"""The API on texts that are sent: the shapes of the commands, nothing kept, limits that hold."""

from __future__ import annotations

import json
import logging
import time
from threading import Thread

import pytest

from patiented.web import create_app
from patiented.web import engine as engine_desk
from tests.web import samples
from tests.web.api_site import API, api_app, check_problem, engine

ASK = f"{API}/monographs/zeltrina/ask"


@pytest.fixture(scope="module")
def client():
    return api_app().test_client()


def pair(**more):
    return {
        "id": "a",
        "source": "Take 5 mg twice daily.",
        "rewrite": "Take 5 mg twice a day.",
    } | more


def pointers(problem):
    return [one["pointer"] for one in problem["errors"]]


def test_score_has_the_shape_of_the_command(client):
    answer = client.post(f"{API}/score", json={"text": "Take one tablet. Drink water."})
    assert list(answer.json) == [
        "counts",
        "formulas",
        "adjusted",
        "difficulty",
        "hard_words",
        "sentences",
    ]
    assert [one["text"] for one in answer.json["sentences"]] == ["Take one tablet.", "Drink water."]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_taught_terms_are_scored_as_familiar(client):
    sent = {
        "text": "Ruxolitinib is a cream. Use ruxolitinib once a day.",
        "taught": ["ruxolitinib"],
    }
    said = client.post(f"{API}/score", json=sent).json
    assert said["adjusted"]["flesch_kincaid"] < said["formulas"]["flesch_kincaid"]


def test_another_language_is_scored_by_its_own_formulas(client):
    said = client.post(f"{API}/score", json={"text": "Tome una pastilla.", "lang": "es"}).json
    assert "fernandez_huerta" in said["formulas"]
    assert "flesch_kincaid" not in said["formulas"]


def test_guard_judges_each_pair_in_order(client):
    pairs = [pair(), pair(id=7, rewrite="Take 50 mg twice a day.", role="dosage"), pair(rewrite="")]
    results = client.post(f"{API}/guard", json={"pairs": pairs}).json["results"]
    assert [(one["id"], one["ok"], one["proved"]) for one in results[:2]] == [
        ("a", True, True),
        (7, False, False),
    ]
    assert results[1]["findings"][0]["level"] == "error"
    assert not results[2]["proved"]
    assert list(results[0]) == ["id", "ok", "proved", "facts", "findings"]


def test_rewrite_gives_what_the_engine_gives(client):
    line = {"id": "x", "source": "Take 5 mg twice daily.", "role": "dosage"}
    results = client.post(f"{API}/rewrite", json={"audience": "patient", "lines": [line]}).json[
        "results"
    ]
    assert list(results[0]) == ["id", "output", "origin", "changes", "findings"]
    own = engine().rewrite("Take 5 mg twice daily.", "patient", samples.Role.DOSAGE)
    assert results[0]["output"] == own.output


def test_a_question_is_answered_word_for_word_with_its_place(client):
    said = client.post(ASK, json={"question": "how much cream in a week", "audience": "patient"})
    assert said.headers["Cache-Control"] == "no-store"
    assert "/m/zeltrina/patient#s-dose" in [one["url"] for one in said.json["answers"]]
    assert list(said.json) == ["answers", "declined", "urgent", "emergency", "help"]


@pytest.mark.parametrize("question", ["how much does it cost", " ", "???"])
def test_what_the_edition_does_not_answer_is_declined_and_names_who_does(client, question):
    said = client.post(ASK, json={"question": question, "audience": "patient"}).json
    assert (said["declined"], said["answers"]) == (True, [])
    assert [one["kind"] for one in said["help"]] == ["professional", "in_case"]


def test_an_emergency_is_told(client):
    sent = {"question": "i took the whole tube and cant breathe", "audience": "patient"}
    said = client.post(ASK, json=sent).json
    assert said["urgent"] is True
    assert said["help"][0] == {
        "kind": "emergency",
        "text": "Call 911 now, or go to the nearest emergency room.",
        "number": "911",
    }


def test_a_question_is_in_no_log_and_kept_only_where_the_operator_names_a_file(tmp_path, caplog):
    path = tmp_path / "asked.tsv"
    sent = {"question": "how much does marmalade cost", "audience": "patient"}
    with caplog.at_level(logging.DEBUG):
        api_app().test_client().post(ASK, json=sent)
    assert "marmalade" not in caplog.text
    api_app(questions_file=str(path)).test_client().post(ASK, json=sent)
    assert path.read_text("utf-8").endswith(
        "\tzeltrina\tpatient\tdeclined\thow much does marmalade cost\n"
    )


def test_a_question_about_a_withdrawn_edition_is_not_answered_and_others_are():
    service = samples.SampleService()
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    client = api_app(service).test_client()
    sent = {"question": "how much cream in a week"}
    gone = client.post(ASK, json=sent | {"audience": "patient"})
    assert "60" not in gone.text
    check_problem(gone, 410, "withdrawn")
    assert client.post(ASK, json=sent | {"audience": "clinician"}).status_code == 200


@pytest.mark.parametrize("path", ["/rewrite", "/monographs/zeltrina/ask"])
def test_an_unknown_audience_in_a_body_is_named(client, path):
    sent = {"audience": "nurse"}
    sent |= {"lines": [{"id": 1, "source": "a"}]} if path == "/rewrite" else {"question": "a"}
    problem = check_problem(client.post(API + path, json=sent), 422, "unprocessable-content")
    assert problem["errors"] == [
        {
            "detail": "There is no such audience; there are patient, caregiver, clinician",
            "pointer": "#/audience",
        }
    ]


@pytest.mark.parametrize(
    ("path", "sent", "where"),
    [
        ("/score", {}, ["#/text"]),
        ("/score", {"text": ""}, ["#/text"]),
        ("/score", {"text": 5}, ["#/text"]),
        ("/score", {"text": "a", "lang": "english!"}, ["#/lang"]),
        ("/score", {"text": "a", "taught": ["b"] * 21}, ["#/taught"]),
        ("/score", {"text": "a", "taught": "b"}, ["#/taught"]),
        ("/score", {"text": "a" * 30_001}, ["#/text"]),
        ("/score", {"text": "a", "txet": "b", "a/b~c": 1}, ["#/txet", "#/a~1b~0c"]),
        ("/score", [], ["#"]),
        ("/score", None, ["#"]),
        ("/guard", {"pairs": []}, ["#/pairs"]),
        ("/guard", {"pairs": [pair()] * 101}, ["#/pairs"]),
        ("/guard", {"pairs": [pair(), pair(source="a" * 1_501)]}, ["#/pairs/1/source"]),
        ("/guard", {"pairs": [pair(source="a" * 1_500)] * 11}, ["#"]),
        ("/guard", {"pairs": [pair(role="dose")]}, ["#/pairs/0/role"]),
        ("/guard", {"pairs": [pair(id=True)]}, ["#/pairs/0/id"]),
        ("/guard", {"pairs": [pair(id=2**60)]}, ["#/pairs/0/id"]),
        ("/guard", {"pairs": [pair(id={})]}, ["#/pairs/0/id"]),
        ("/rewrite", {"audience": "patient", "lines": [{"id": 1}]}, ["#/lines/0/source"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_its_place(client, path, sent, where):
    answer = client.post(API + path, data=json.dumps(sent), content_type="application/json")
    problem = check_problem(answer, 422, "unprocessable-content")
    assert pointers(problem) == where


def test_no_more_than_twenty_faults_are_told(client):
    answer = client.post(f"{API}/score", json={f"{n:0120}": 1 for n in range(400)})
    assert len(check_problem(answer, 422, "unprocessable-content")["errors"]) == 20
    assert len(answer.data) < 5_000


def test_the_engine_is_loaded_once_however_many_ask_at_once(monkeypatch):
    loaded = []

    def slowly(data):
        loaded.append(data)
        time.sleep(0.05)
        return engine()

    monkeypatch.setattr(engine_desk, "Engine", slowly)
    app = create_app(samples.settings(), service=samples.SampleService())
    answers = []

    def ask():
        answers.append(app.test_client().post(f"{API}/guard", json={"pairs": [pair()]}).status_code)

    threads = [Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert answers == [200] * 4
    assert len(loaded) == 1
