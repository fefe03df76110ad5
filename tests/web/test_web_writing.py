"""The writer's desk through Flask's client: what it shows, what it refuses, whom it lets in."""

from __future__ import annotations

import json

import pytest

from tests.desking import RUTH, desk_app, write_library
from tests.engines import shipped_engine
from tests.web.page_tree import tree

DESK = "/write/alphadrug/patient"


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def app(tmp_path, engine):
    return desk_app(write_library(tmp_path), engine=engine, tokens=False)


@pytest.fixture
def client(app):
    return app[0].test_client()


def rows(client):
    found = tree(client.get(DESK).text).all(class_="row")
    return [json.loads(one.attrs["data-row"]) for one in found]


def row(client, words):
    return next(one for one in rows(client) if words in one["text"] or words in one["wording"])


def test_the_list_shows_how_far_each_edition_is(client):
    root = tree(client.get("/write").text)
    links = [one.attrs["href"] for one in root.all("a") if "/write/" in one.attrs["href"]]
    assert links == [
        *("/write/due", "/write/reports", "/write/alphadrug/source"),
        *("/write/alphadrug/patient", "/write/alphadrug/caregiver"),
    ]
    assert "target 6" in root.words
    assert "ready" in root.words


def test_the_desk_shows_source_and_wording_side_by_side_with_levels(client):
    root = tree(client.get(DESK).text)
    sources = [one.words for one in root.all(class_="row-source")]
    assert "Take 5 mg twice daily." in sources
    assert "Take 5 mg twice a day." in root.words
    assert [one.attrs["class"] for one in root.all("rect", class_="heat-bar")]
    assert root.one("svg", class_="gauge").attrs["role"] == "img"
    assert "target 6" in root.one("svg", class_="gauge").words


def test_a_text_that_is_tried_names_the_changed_fact_and_how_to_repair_it(client):
    dose = row(client, "twice a day")
    answer = client.post(
        f"{DESK}/try", json={"statement": dose["statement"], "text": "Take 5 mg once a day."}
    )
    root = tree(answer.text)
    tried = json.loads(root.all("div")[0].attrs["data-tried"])
    assert tried["canSave"] is False
    assert [kind for *_, kind in tried["marks"]][:1] == ["changed"]
    assert "A fact changed" in root.words
    assert "The source says “twice daily”. Your sentence says “once a day”." in root.words
    repair = next(one for one in root.all("button") if "data-repair" in one.attrs)
    assert repair.attrs["data-repair"] == "Take 5 mg twice daily."
    chips = {one.words.split()[0]: one.attrs["class"] for one in root.all(class_="fact")}
    assert chips["twice"] == "fact fact-changed"


def test_saving_answers_with_the_row_and_readers_see_it(client):
    ban = next(one for one in rows(client) if one["base"] == "none")
    text = "Do not use Alphadrug if you are pregnant."
    answer = client.post(
        f"{DESK}/save", json={"statement": ban["statement"], "base": ban["base"], "text": text}
    )
    assert answer.status_code == 200
    saved = json.loads(tree(answer.text).one(class_="row").attrs["data-row"])
    assert saved["wording"] == text
    assert saved["base"] != ban["base"]
    assert text in tree(client.get("/m/alphadrug/patient").text).words.replace("\u00a0", " ")


def test_what_the_guard_does_not_pass_is_not_saved(client):
    dose = row(client, "twice a day")
    answer = client.post(
        f"{DESK}/save",
        json={"statement": dose["statement"], "base": dose["base"], "text": "Take 50 mg."},
    )
    assert answer.status_code == 422
    assert answer.json["message"].startswith("cannot save: ")
    assert row(client, "twice a day") == dose


def test_the_second_of_two_writers_is_shown_the_text_of_the_first(client):
    dose = row(client, "twice a day")
    mine = {"statement": dose["statement"], "base": dose["base"]}
    client.post(f"{DESK}/save", json=mine | {"text": "Take 5 mg two times a day."})
    answer = client.post(f"{DESK}/save", json=mine | {"text": "Take 5 mg twice daily."})
    assert answer.status_code == 409
    root = tree(answer.text)
    assert "Take 5 mg two times a day." in root.words
    met = json.loads(root.one(class_="trouble").attrs["data-met"])
    again = client.post(
        f"{DESK}/save", json=mine | {"base": met["base"], "text": "Take 5 mg twice a day."}
    )
    assert again.status_code == 200


def test_wording_can_be_taken_away_again(client):
    dose = row(client, "twice a day")
    wanted = {"statement": dose["statement"], "base": dose["base"], "clear": True}
    answer = client.post(f"{DESK}/save", json=wanted)
    assert json.loads(tree(answer.text).one(class_="row").attrs["data-row"])["wording"] == ""


def test_handing_in_leads_back_and_shows_on_the_readers_page(client):
    answer = client.post(f"{DESK}/submit")
    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    assert "Submitted" in tree(client.get(DESK).text).words
    assert "Submitted" in client.get("/m/alphadrug/patient").text
    button = next(one for one in tree(client.get(DESK).text).all("button") if "review" in one.words)
    assert "disabled" in button.attrs


def test_what_differs_from_the_saved_text_is_marked_on_both_sides(client):
    dose = row(client, "twice a day")
    answer = client.post(
        f"{DESK}/try", json={"statement": dose["statement"], "text": "Take 5 mg two times a day."}
    )
    sides = tree(answer.text).one("details", class_="sides")
    assert [one.words for one in sides.all("span", class_="m-gone")] == ["twice"]
    assert [one.words for one in sides.all("span", class_="m-words")] == ["two times"]


def test_the_trend_shows_how_the_level_went(client):
    assert not tree(client.get(DESK).text).all(class_="trend")
    dose = row(client, "twice a day")
    wanted = {"statement": dose["statement"], "base": dose["base"]}
    client.post(f"{DESK}/save", json=wanted | {"text": "Take 5 mg two times a day."})
    figure = tree(client.get(DESK).text).one(class_="trend")
    assert "in 2 versions" in figure.words
    assert figure.one("svg").attrs["aria-label"].startswith("From grade")


def test_only_writers_come_in_and_nothing_is_kept_by_a_browser(app, client):
    _, who = app
    page = client.get(DESK)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Frame-Options"] == "DENY"
    for person, status in ((None, 401), (RUTH, 403)):
        who["person"] = person
        for address in ("/write", DESK):
            assert client.get(address).status_code in {302, 303, 403}
        for what in ("try", "save", "suggest", "submit"):
            assert client.post(f"{DESK}/{what}", json={}).status_code == status


def test_nothing_changes_without_the_token_of_the_page(tmp_path, engine):
    client = desk_app(write_library(tmp_path), engine=engine)[0].test_client()
    page = tree(client.get(DESK).text)
    token = page.one("meta", name="csrf-token").attrs["content"]
    assert page.one("input", name="csrf_token").attrs["value"] == token
    for what in ("try", "save", "suggest", "submit"):
        assert client.post(f"{DESK}/{what}", json={}).status_code == 400
    dose = row(client, "twice a day")
    sent = {"statement": dose["statement"], "text": dose["text"]}
    answer = client.post(f"{DESK}/try", json=sent, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


@pytest.mark.parametrize("address", ["/write/none/patient", "/write/alphadrug/nobody",
                                     "/write/alphadrug/clinician", f"{DESK}?lang=xx",
                                     "/write?page=99"])  # fmt: skip
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b'{"statement": 1}',
        b'{"statement": "s-none", "text": "x"}',
        b'{"statement": "s-none", "text": "x", "confirmed": [1]}',
        b"\xff",
    ],
)
@pytest.mark.parametrize("what", ["try", "save", "suggest"])
def test_what_makes_no_sense_is_refused_in_words(client, what, sent):
    answer = client.post(f"{DESK}/{what}", data=sent, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json["message"]


def test_a_model_is_offered_only_where_one_is_named(app, client):
    assert "data-draft=" not in client.get(DESK).text.replace("data-drafting", "")
    assert not tree(client.get(DESK).text).all("button", data_draft="")
    writer = app[0].extensions["patiented.writing"].desk

    class Model:
        name = "a small model"

        def __call__(self, *_):
            return "Take 5 mg two times a day."

    writer.drafter = Model()
    assert "Ask a small model for a draft" in tree(client.get(DESK).text).words
    dose = row(client, "twice a day")
    answer = client.post(f"{DESK}/draft", json={"statement": dose["statement"]})
    offer = tree(answer.text).one(class_="offer")
    assert "Take 5 mg two times a day." in offer.words
    assert "a draft by a small model, read by nobody yet" in offer.words


def test_hostile_text_stays_text(client):
    dose = row(client, "twice a day")
    evil = "</textarea><script>alert(1)</script> \" onload='x'"
    answer = client.post(f"{DESK}/try", json={"statement": dose["statement"], "text": evil})
    assert "<script>" not in answer.text
    assert not [one for one in tree(answer.text).walk() if one.tag == "script"]
