"""The review desk through Flask's client: queue, sheet, forms, what strangers and late ones get."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace

import pytest

from patiented.accounts import DeskRole, Person
from patiented.errors import StoreError
from patiented.review import EditionKey, Status
from patiented.store import Store
from tests.store_fixtures import SmallLibrary, statement_id
from tests.web import samples
from tests.web.desk import REVIEWER, desk_app, serve_from
from tests.web.page_tree import tree

SHEET = "/review/m/patient"
LINES = ("Use 60 g.", "Stop after 8 weeks.", "Not for children.")
FIRST, SECOND, LAST = map(statement_id, LINES)
BO = Person("bo", "Bo", frozenset({DeskRole.REVIEWER}))
ADMIN = Person("root", "Root", frozenset({DeskRole.ADMIN}))
WRITER = Person("wes", "Wes", frozenset({DeskRole.WRITER}))


@pytest.fixture
def library(tmp_path, _migrated_sqlite):
    shutil.copy(_migrated_sqlite, tmp_path / "kept.db")
    store = Store(f"sqlite:///{tmp_path / 'kept.db'}")
    made = SmallLibrary(tmp_path / "library", store)
    made.write(*LINES)
    made.publisher.submit("m", "patient", by="Wes")
    yield made
    store.close()


@pytest.fixture(scope="module")
def site():
    """One app for all tests: its templates are compiled once; it remembers no page."""
    return desk_app(None, settings=replace(samples.settings(), page_cache_mb=0), tokens=False)


@pytest.fixture
def door(site, library):
    app, door = site
    serve_from(app, library.publisher)
    door.who = REVIEWER
    return door


@pytest.fixture
def client(site, door):
    return site[0].test_client()


def hidden(client, address=SHEET):
    """What every form of the sheet says that the person has seen."""
    root = tree(client.get(address).text)
    return {
        name: root.all("input", type="hidden", name=name)[0].attrs["value"]
        for name in ("fingerprint", "steps")
    }


def send(client, act, statement="", note="", *, seen=None, **more):
    data = {**(seen or hidden(client)), "act": act, "note": note}
    return client.post(SHEET, data=data | ({"statement": statement} if statement else {}), **more)


def review(library):
    return library.publisher.published("m", "patient").review


def row(page, statement):
    return tree(page.text).one("article", id=f"s-{statement}")


def test_the_queue_leads_to_the_sheet(client):
    root = tree(client.get("/review/").text)
    (link,) = [one for one in root.all("a") if one.attrs["href"] == SHEET]
    assert "3 to decide" in link.words
    assert client.get(link.attrs["href"]).status_code == 200


def test_the_sheet_has_both_texts_and_the_fate_of_each_fact(client):
    page = client.get(SHEET)
    shown = row(page, FIRST)
    assert shown.one("div", class_="rv-source").words.endswith("Use 60 g.")
    assert "Plainly: Use 60 g." in shown.one("div", class_="rv-text").words
    assert shown.one("ul", class_="rv-chips").words == "60 g: found"
    assert "3 of 3 found." in page.text


@pytest.mark.parametrize("address", ["/review/", SHEET, "/review/trail.csv"])
def test_desk_pages_are_not_stored_not_listed_and_not_framed(client, address):
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert "ETag" not in headers


def test_a_statement_is_approved_and_the_answer_leads_back_to_its_row(client, library):
    answer = send(client, "approve", FIRST)
    assert (answer.status_code, answer.location) == (303, f"{SHEET}#s-{FIRST}")
    assert review(library).approved == {FIRST}
    assert "Approved" in row(client.get(SHEET), FIRST).one("p", class_="rv-label").words


def test_an_approval_is_taken_back(client, library):
    send(client, "approve", FIRST)
    assert send(client, "take-back", FIRST).status_code == 303
    assert review(library).approved == frozenset()


def test_a_change_is_asked_for_with_a_note_that_everybody_sees(client, library):
    send(client, "ask", LAST, "Say the age.\n<b>now</b>")
    page = client.get(SHEET)
    assert "Say the age." in row(page, LAST).words
    assert "<b>now" not in page.text
    assert send(client, "request-changes").location == f"{SHEET}#whole"
    assert review(library).status is Status.CHANGES_REQUESTED


def test_the_whole_edition_is_approved_and_readers_are_told(client, library):
    assert "may approve it" in client.get(SHEET).text
    assert send(client, "approve-edition", note="Fine.").status_code == 303
    assert review(library).status is Status.APPROVED
    page = client.get("/m/m/patient").text
    assert "Ada approved this version on" in page


def test_asking_without_a_note_says_so(client, library):
    answer = send(client, "ask", LAST, "  ")
    assert answer.status_code == 400
    root = tree(answer.text)
    assert "Write a note first" in root.one("div", role="alert").words
    assert root.one("title").text.startswith("Problem: ")
    assert len(review(library).steps) == 1


def test_who_comes_second_sees_what_happened_and_keeps_their_note(client, door, library):
    seen = hidden(client)
    door.who = BO
    send(client, "ask", LAST, "Say the age.")
    send(client, "request-changes", note="See above.")
    door.who = REVIEWER
    answer = send(client, "ask", FIRST, "Name the cream & <the> dose.", seen=seen)
    assert answer.status_code == 409
    alert = tree(answer.text).one("div", role="alert").words
    assert "Your decision was not recorded" in alert
    assert "Bo asked for a change, Jan 2, 2026, 03:04 UTC." in alert
    assert "Bo asked for changes, Jan 2, 2026, 03:04 UTC." in alert
    assert review(library).status is Status.CHANGES_REQUESTED
    assert review(library).approved == frozenset()


def test_the_note_that_was_not_recorded_stands_in_its_box(client, door, library):
    seen = hidden(client)
    door.who = BO
    send(client, "approve", SECOND)
    door.who = REVIEWER
    answer = send(client, "ask", FIRST, "Name the <cream>.", seen=seen)
    box = tree(answer.text).one("textarea", id=f"note-s-{FIRST}")
    assert box.text == "Name the <cream>."
    whole = send(client, "request-changes", note="All of it.", seen=seen)
    assert tree(whole.text).one("textarea", id="note").text == "All of it."
    again = send(client, "ask", FIRST, box.text)
    assert again.status_code == 303


def test_a_text_that_changed_since_is_not_approved(client, library):
    seen = hidden(client)
    library.word("Use 60 g. = Use 600 g.")
    answer = send(client, "approve", FIRST, seen=seen)
    assert answer.status_code == 409
    assert "The text of this edition has changed since you opened it." in answer.text
    assert "Use 600 g." in row(answer, FIRST).words
    assert review(library).approved == frozenset()


def test_own_wording_has_no_button_and_is_refused(client, library):
    library.publisher.reviewing.wrote(EditionKey("m", "patient"), [FIRST], "Ada")
    page = client.get(SHEET)
    shown = row(page, FIRST)
    assert "You wrote this wording" in shown.words
    assert [one.attrs["value"] for one in shown.all("button")] == ["ask"]
    assert "disabled" in tree(page.text).one("button", class_="rv-locked").attrs
    for act, named in (("approve", FIRST), ("approve-edition", "")):
        answer = send(client, act, named)
        assert answer.status_code == 400, act
    assert review(library).approved == frozenset()


def test_a_lost_must_fact_offers_only_to_ask(client, library):
    library.write("LOST 60 g.", *LINES[1:])
    shown = row(client.get(SHEET), statement_id("LOST 60 g."))
    assert "not found" in shown.one("ul", class_="rv-chips").words
    assert "Cannot be approved" in shown.one("p", class_="rv-label").words
    assert [one.attrs["value"] for one in shown.all("button")] == ["ask"]
    assert send(client, "approve-edition").status_code == 400


def test_the_words_that_changed_since_the_approval_are_marked(client, library):
    send(client, "approve-edition")
    library.word("Stop after 8 weeks. = Plainly: Stop after six weeks.")
    shown = row(client.get(SHEET), SECOND)
    assert "Lapsed" in shown.one("p", class_="rv-label").words
    marked = shown.one("div", class_="rv-text").all("span", class_="m-words")
    assert [one.text for one in marked] == ["six"]
    gone = shown.one("div", class_="rv-before").all("span", class_="m-gone")
    assert [one.text for one in gone] == ["8"]


def test_a_withdrawn_edition_can_still_be_reviewed(client, library):
    library.publisher.withdraw("m", reason="The dose is wrong.", by="Ada")
    page = client.get(SHEET)
    assert "This page is withdrawn: The dose is wrong." in page.text
    assert send(client, "approve", FIRST).status_code == 303
    assert client.get("/m/m/patient").status_code == 410


# Who may.


@pytest.mark.parametrize("who", [WRITER, Person("x", "X")])
@pytest.mark.parametrize("address", ["/review/", SHEET, "/review/trail.json"])
def test_only_reviewers_and_admins_come_in(client, door, who, address):
    door.who = who
    answer = client.get(address)
    assert answer.status_code == 403
    assert "60 g" not in answer.text


@pytest.mark.parametrize("address", ["/review/", SHEET])
def test_whoever_is_not_logged_in_is_led_to_the_login(client, door, address):
    door.who = None
    assert client.get(address).location.startswith("/account/login?next=/review/")


@pytest.mark.parametrize("who", [WRITER, ADMIN])
def test_only_a_reviewer_decides(client, door, library, who):
    seen = hidden(client)
    door.who = who
    assert send(client, "approve", FIRST, seen=seen).status_code == 403
    assert len(review(library).steps) == 1


def test_an_admin_reads_without_buttons(client, door):
    door.who = ADMIN
    root = tree(client.get(SHEET).text)
    assert [one for one in root.all("button") if one.attrs.get("name") == "act"] == []
    assert "Only a reviewer decides" in root.words


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_a_form_of_another_site_is_refused(client, library, headers):
    assert send(client, "approve", FIRST, headers=headers).status_code == 403
    assert len(review(library).steps) == 1


# Hostile and broken forms.


@pytest.mark.parametrize(
    "change",
    [
        {"act": "nonsense"},
        {"act": ""},
        {"steps": "-1"},
        {"steps": "9" * 40},
        {"steps": "\N{ARABIC-INDIC DIGIT ONE}"},
        {"steps": ""},
        {"fingerprint": ""},
        {"statement": "<script>"},
        {"statement": ""},
        {"statement": "x" * 5_000},
        {"note": "a\x00b", "act": "ask"},
        {"note": "a\u202eb", "act": "ask"},
        {"note": "x" * 10_001, "act": "ask"},
    ],
)
def test_a_broken_form_is_refused_and_records_nothing(client, library, change):
    data = {**hidden(client), "act": "approve", "statement": FIRST, "note": ""} | change
    answer = client.post(SHEET, data=data)
    assert answer.status_code in {400, 409}
    assert "<script>" not in answer.text
    assert len(review(library).steps) == 1


def test_a_form_that_is_too_large_is_refused(client, library):
    answer = send(client, "ask", FIRST, "x" * 200_000)
    assert answer.status_code == 413
    assert len(review(library).steps) == 1


@pytest.mark.parametrize(
    "address",
    ["/review/none/patient", "/review/m/nobody", f"{SHEET}?lang=es", f"{SHEET}?lang=../../x"],
)
def test_what_is_not_offered_is_not_here(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address, data={}).status_code == 404


def test_a_database_that_is_away_is_a_503_and_no_traceback(client, library, monkeypatch):
    seen = hidden(client)

    def away(*_, **__):
        raise StoreError("the database at /secret/path is away", code="E502")

    monkeypatch.setattr(type(library.store.reviews), "append", away)
    answer = send(client, "approve", FIRST, seen=seen)
    assert answer.status_code == 503
    assert "/secret/path" not in answer.text


# Languages.


def test_the_desk_speaks_english_and_shows_an_edition_in_its_own_language(client, library):
    library.word("Use 60 g. = Use 60 g, por favor.", catalogue="patient.es.po")
    led = client.get(f"/es{SHEET}?lang=es")
    assert (led.status_code, led.location) == (302, f"{SHEET}?lang=es")
    root = tree(client.get(f"{SHEET}?lang=es").text)
    assert "60 g, por favor" in root.words.replace("\N{NO-BREAK SPACE}", " ")
    form = root.one("article", id=f"s-{FIRST}").all("form")
    assert all(one.attrs["action"] == f"{SHEET}?lang=es" for one in form)


# The trail.


def test_the_trail_is_given_out_as_csv_and_json(client, library):
    send(client, "ask", LAST, "Say the age.")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{SHEET}/trail.csv").text)))
    data = json.loads(client.get(f"{SHEET}/trail.json").text)
    assert [one["action"] for one in rows] == ["submitted", "changes asked for"]
    assert [one["action"] for one in data] == ["submitted", "changes asked for"]
    assert rows[1]["note"] == f"{LAST}: Say the age."
    assert (data[1]["by"], data[1]["monograph"]) == ("Ada", "m")
    headers = client.get(f"{SHEET}/trail.csv").headers
    assert headers["Content-Disposition"] == 'attachment; filename="trail-m-patient.csv"'


def test_the_trail_of_an_edition_has_what_was_done_to_its_page_and_nothing_of_others(
    client, library
):
    library.publisher.submit("m", "clinician", by="Wes")
    library.publisher.withdraw("m", reason="Recalled", by="Ada")
    data = json.loads(client.get(f"{SHEET}/trail.json").text)
    assert [one["action"] for one in data] == ["submitted", "withdrawn"]
    assert len(json.loads(client.get("/review/trail.json").text)) == 3


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@x", "\uff1d1", "  =1"])
def test_a_cell_of_the_csv_is_never_a_formula(client, library, note):
    send(client, "request-changes", note=note)
    last = list(csv.DictReader(io.StringIO(client.get(f"{SHEET}/trail.csv").text)))[-1]
    assert last["note"] == f"'{note.strip()}"
    assert json.loads(client.get(f"{SHEET}/trail.json").text)[-1]["note"] == note.strip()


@pytest.mark.parametrize("address", [f"{SHEET}/trail.xml", "/review/trail.txt"])
def test_no_other_form_of_the_trail_is_there(client, address):
    assert client.get(address).status_code == 404
