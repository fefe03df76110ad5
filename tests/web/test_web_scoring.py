"""`/write/score`: any text or file scored and not kept; an edition with what people answer."""

from __future__ import annotations

import pytest

from patiented.accounts import DeskRole, Person
from tests import documents
from tests.web import samples
from tests.web.desk import sample_desk
from tests.web.page_tree import tree

TEXT = (
    "Use this cream twice a day. Patients should be monitored for thrombocytopenia. "
    "Call us if it burns."
)
ADA, BO = (Person(n.lower(), n, frozenset({DeskRole.WRITER})) for n in ("Ada", "Bo"))
EDITION = "/write/score/zeltrina/patient"


@pytest.fixture(scope="module")
def service():
    return samples.SampleService()


@pytest.fixture(scope="module")
def client(service):
    return sample_desk(service, tokens=False)[0].test_client()


def sent(client, **fields):
    return client.post("/write/score", data={"text": TEXT, **fields})


def upload(client, name, data):
    # Written by hand: the client would leave a temporary file open for a large one.
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return client.post("/write/score", data=body, content_type=kind)


def shown(answer):
    return tree(answer.get_data(as_text=True))


def words(answer):
    return " ".join(answer.get_data(as_text=True).split())


def test_a_text_is_scored_by_every_formula_ours_and_that_of_textstat(client):
    rows = [
        [cell.text for cell in row.children if getattr(cell, "tag", "") in {"th", "td"}]
        for row in shown(sent(client)).all("tr")
    ][1:]
    assert [row[0] for row in rows] == [
        "Flesch-Kincaid", "Flesch Reading Ease", "SMOG", "Gunning Fog", "Coleman-Liau", "ARI",
        "Dale-Chall", "New Dale-Chall",
    ]  # fmt: skip
    assert all(float(row[column]) is not None for row in rows for column in (1, 2, 3))
    assert all("This text is shorter." in row[4] for row in rows)


def test_a_hard_sentence_says_why_and_offers_plain_words(client):
    page = words(sent(client))
    assert "thrombocytopenia" in page
    assert "low platelet count" in page
    assert "hides who acts" in page


def test_the_level_is_told_against_the_goal_of_the_reader_that_is_chosen(client):
    easy = "Use it now. Call us soon. Stop at once."
    assert "meets the goal" in words(sent(client, text=easy, audience="patient"))
    assert "misses the goal" in words(sent(client, audience="patient"))
    assert "no goal" in words(sent(client, audience="clinician"))


def test_taught_names_lower_the_second_score_alone(client):
    page = shown(sent(client, taught="thrombocytopenia"))
    row = next(row for row in page.all("tr") if "SMOG" in row.text)
    as_it_is, familiar = [cell.text for cell in row.all("td")][:2]
    assert float(familiar) < float(as_it_is)


def test_both_instruments_are_there_item_by_item_and_without_a_total(client):
    page = shown(sent(client))
    ids = [one.attrs.get("id", "") for one in page.all("li")]
    assert len([one for one in ids if one.startswith("item-cdc-")]) == 20
    assert len([one for one in ids if one.startswith("item-pemat-p-")]) == 24
    assert "There is no total here" in page.text
    assert not page.all("input", type="radio", name="answer-1")


def test_no_answer_to_a_text_may_be_stored_and_none_sets_a_cookie(client):
    answer = sent(client)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_text_of_a_stranger_is_escaped(client):
    answer = sent(client, text="</textarea><script>alert(1)</script>", form="text")
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_a_text_from_another_site_is_refused(client):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/write/score", data={"text": TEXT}, headers=headers).status_code == 403
    assert client.post(EDITION, data={}, headers=headers).status_code == 403


def test_spanish_gets_the_formulas_that_were_made_for_it(client):
    page = words(sent(client, text="Lave sus manos. Tome dos pastillas al día.", lang="es"))
    assert "Fernández-Huerta" in page
    assert "Flesch-Kincaid" not in page


def test_a_language_without_a_formula_says_so(client):
    page = words(sent(client, text="اغسل يديك. خذ حبتين.", lang="ar"))
    assert "We know no formula" in page


def test_a_word_document_is_scored(client):
    answer = upload(client, "letter.docx", documents.LETTER)
    assert answer.status_code == 200
    assert "Use it twice a day." in words(answer)
    assert "The file letter.docx." in words(answer)


@pytest.mark.parametrize("name", documents.hostile())
def test_a_hostile_upload_is_answered_with_what_to_do(client, name):
    answer = upload(client, *documents.hostile()[name])
    assert answer.status_code == 400
    assert 'class="blocked"' in words(answer)
    assert "Traceback" not in words(answer)


def test_an_upload_of_50_megabytes_is_refused_before_it_is_read(client):
    answer = upload(client, "a.docx", b"\0" * 50_000_000)
    assert answer.status_code == 413


def test_a_file_above_the_limit_is_refused(client):
    answer = upload(client, "a.txt", b"a " * 2_600_000)
    assert answer.status_code == 400
    assert "larger than 5 MB" in words(answer)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "  "}, "Paste a text"),
        ({"text": "..."}, "There is no text"),
        ({"text": "word " * 50_000}, "longer than 200,000"),
        ({"form": "rtf"}, "no form"),
        ({"audience": "nobody"}, "no reader"),
        ({"lang": "xx"}, "no language"),
    ],
)
def test_what_cannot_be_scored_comes_back_with_the_reason(client, fields, said):
    answer = sent(client, **fields)
    assert answer.status_code == 400
    assert said in words(answer)


def test_a_form_in_another_language_of_the_site_leads_to_the_english_one(client):
    answer = client.get("/es/write/score")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/write/score"


# An edition, and what people answer.


def answers(client):
    page = shown(client.get(EDITION))
    return {
        box.attrs["name"]: box.attrs["value"]
        for box in page.all("input")
        if box.attrs.get("type") == "radio" and "checked" in box.attrs and box.attrs.get("value")
    }


def answered(client, service, **fields):
    version = service.pages["patient"].edition.fingerprint
    data = {"instrument": "cdc", "version": version, **fields}
    return client.post(EDITION, data={key.replace("_", "-"): v for key, v in data.items()})


@pytest.fixture
def own():
    """A site of its own: answers last."""
    fresh = samples.SampleService()
    app, door = sample_desk(fresh, ADA, tokens=False)
    client = app.test_client()
    client.door = door
    return client, fresh


def test_an_answer_is_kept_and_shown_with_its_name(own):
    client, service = own
    answer = answered(client, service, answer_1="yes", was_1="")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{EDITION}#cdc")
    assert answers(client) == {"answer-1": "yes"}
    assert "Ada, August 28, 2025" in words(client.get(EDITION))


def test_an_answer_that_was_not_changed_leaves_that_of_another_person(own):
    client, service = own
    client.door.who = BO
    answered(client, service, answer_1="yes", was_1="")
    client.door.who = ADA
    answered(client, service, answer_1="", was_1="", answer_2="no", was_2="")
    assert answers(client) == {"answer-1": "yes", "answer-2": "no"}


def test_the_total_comes_with_the_last_answer(own):
    client, service = own
    first = {f"answer_{n}": "yes" for n in range(1, 20)}
    answered(client, service, **first)
    assert "Items that wait for a person: 1 (20)" in words(client.get(EDITION))
    answered(client, service, answer_20="yes")
    assert "19 of 20 points, 95%" in words(client.get(EDITION))


def test_answers_to_a_text_that_has_changed_are_not_kept(own):
    client, service = own
    answer = answered(client, service, version="other", answer_1="yes")
    assert answer.status_code == 400
    assert "has changed" in words(answer)
    assert answers(client) == {}


@pytest.mark.parametrize(
    "fields",
    [{"instrument": "x"}, {"answer_1": "maybe"}, {"answer_99": "yes"}],
)
def test_a_wrong_answer_is_told_and_keeps_nothing(own, fields):
    client, service = own
    answer = answered(client, service, **{"answer_2": "yes", **fields})
    assert answer.status_code == 400
    assert answers(client) == {}


def test_an_edition_that_is_not_there_is_not_found(client):
    assert client.get("/write/score/none/patient").status_code == 404
    assert client.get("/write/score/zeltrina/nobody").status_code == 404
    assert client.get(f"{EDITION}?lang=fr").status_code == 404
