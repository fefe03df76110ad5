"""The source at the desk, due reviews, reports and withdrawals through Flask's client."""

from __future__ import annotations

import re

import pytest

from patiented.accounts import DeskRole, Person
from patiented.publishing import place_of
from patiented.writing import source_files
from tests.desking import ANA, RUTH, desk_app, write_library
from tests.engines import shipped_engine
from tests.unit.test_writing import SOURCE
from tests.web.page_tree import tree

DOSE, NEW_DOSE = "Take 5 mg twice daily.", "Take 10 mg twice daily."
EDITED = SOURCE.replace(DOSE, NEW_DOSE)
AT = "/write/alphadrug/source"
OFF = "/write/alphadrug/withdraw"
ADA = Person("ada", "Ada Admin", frozenset({DeskRole.ADMIN}))


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def app(tmp_path, engine):
    return desk_app(write_library(tmp_path), engine=engine, tokens=False)


@pytest.fixture
def client(app):
    return app[0].test_client()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "monographs" / "alphadrug" / "monograph.md"


def hidden(answer):
    """What the form of a page sends along by itself."""
    inputs = [one.attrs for one in tree(answer.text).all("input")]
    return {one["name"]: one["value"] for one in inputs if one.get("type") == "hidden"}


def fields(answer):
    found = hidden(answer)
    return {name: found[name] for name in ("base", "token", "sign")}


def text_of(answer):
    """The text in the field: a browser drops the first line break after the tag."""
    found = re.search(
        r"<textarea[^>]*id=\"source-text\"[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL
    )
    return found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace(
        "&amp;", "&"
    )  # fmt: skip


def check(client, text, **more):
    return client.post(AT, data=fields(client.get(AT)) | {"text": text, "do": "check"} | more)


def save(client, text, checked):
    return client.post(AT, data=fields(checked) | {"text": text, "do": "save"})


def words(answer):
    return tree(answer.text).words.replace("\u00a0", " ")


def test_the_source_is_shown_as_its_file_reads_and_saves_only_after_a_check(client):
    answer = client.get(AT)
    assert text_of(answer) == SOURCE
    buttons = {one.words: one.attrs for one in tree(answer.text).all("button")}
    assert "disabled" in buttons["Save"]
    assert "disabled" not in buttons["Check"]


def test_a_long_source_is_read_with_the_token_of_its_page_and_with_no_other(tmp_path, engine):
    client = desk_app(write_library(tmp_path), engine=engine)[0].test_client()
    sent = hidden(client.get(AT)) | {"text": EDITED + " " * 700_000, "do": "check"}
    assert client.post(AT, data=sent).status_code == 200
    assert client.post(AT, data=sent | {"csrf_token": "other"}).status_code == 400


def test_a_check_shows_the_words_that_change_the_facts_and_what_lapses(client, file):
    answer = check(client, EDITED)
    root = tree(answer.text)
    assert answer.status_code == 200
    assert [one.words for one in root.all(class_="m-words")] == ["5", "10"]
    said = words(answer)
    assert "5 mg is now 10 mg" in said
    assert "Patient, English: the wording lapses" in said
    assert "1 wording becomes a draft" in said
    assert "Take 5 mg twice a day." in said
    assert text_of(answer) == EDITED
    assert "disabled" not in next(one.attrs for one in root.all("button") if one.words == "Save")
    assert file.read_text(encoding="utf-8") == SOURCE


def test_saving_leads_back_and_readers_see_the_new_text(client, file):
    answer = save(client, EDITED, check(client, EDITED))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{AT}?saved=1")
    assert "Saved." in words(client.get(answer.headers["Location"]))
    assert file.read_text(encoding="utf-8") == EDITED
    assert "10 mg" in words(client.get("/m/alphadrug/patient"))
    assert "A draft waits" in words(client.get("/write/alphadrug/patient"))


def test_another_text_than_the_checked_one_is_not_saved_but_checked(client, file):
    answer = save(client, EDITED.replace("10 mg", "20 mg"), check(client, EDITED))
    assert answer.status_code == 422
    assert "this is not the text that was checked" in words(answer)
    assert "5 mg is now 20 mg" in words(answer)
    assert file.read_text(encoding="utf-8") == SOURCE
    again = save(client, EDITED.replace("10 mg", "20 mg"), answer)
    assert again.status_code == 303


def test_a_fault_is_shown_with_its_place_and_line(client, file):
    text = SOURCE.replace("kind: drug", "kind: potion")
    answer = check(client, text)
    root = tree(answer.text)
    assert answer.status_code == 200
    link = next(one for one in root.all("a") if "data-line" in one.attrs)
    assert (link.words, link.attrs["data-line"], link.attrs["data-column"]) == (
        "Line 4, column 7",
        "4",
        "7",
    )
    assert root.one("pre").words == "kind: potion"
    assert text_of(answer) == text
    for sent in (answer, client.get(AT)):
        assert save(client, text, sent).status_code == 422
    assert file.read_text(encoding="utf-8") == SOURCE


@pytest.mark.parametrize("do", ["check", "save"])
def test_the_second_of_two_editors_sees_both_texts(client, file, do):
    mine, opened = EDITED.replace("10 mg", "7 mg"), fields(client.get(AT))
    save(client, EDITED, check(client, EDITED))
    answer = client.post(AT, data=opened | {"text": mine, "do": do})
    assert answer.status_code == 409
    assert text_of(answer) == mine
    assert NEW_DOSE in tree(answer.text).all("textarea")[1].words
    assert file.read_text(encoding="utf-8") == EDITED
    again = client.post(AT, data=fields(answer) | {"text": mine, "do": "check"})
    assert "10 mg is now 7 mg" in words(again)
    assert save(client, mine, again).status_code == 303


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: &a [*a]\n---\n\nText.\n",
        "---\n!!python/object/apply:os.system ['true']\n---\n",
        SOURCE.replace("5 mg", "5\x00mg"),
        SOURCE.replace("5 mg", "5\u202emg"),
        "",
        "</textarea><script>alert(1)</script>",
        "# A\n\n" + "[" * 30_000,
        "x" * 2_100_000,
    ],
    ids=["alias", "object", "nul", "bidi", "empty", "html", "brackets", "2 MB"],
)
def test_hostile_texts_are_answered_and_change_nothing(client, file, text):
    answer = check(client, text)
    assert answer.status_code in {200, 413}
    assert "<script>alert" not in answer.text
    assert file.read_text(encoding="utf-8") == SOURCE


def test_ten_megabytes_are_too_long(client, file):
    opened = fields(client.get(AT))
    for do in ("check", "save"):
        answer = client.post(AT, data=opened | {"text": "x" * 10_000_000, "do": do})
        assert answer.status_code == 413
    assert file.read_text(encoding="utf-8") == SOURCE


def test_a_form_in_another_encoding_is_refused_and_loses_no_letter(client, file):
    opened = fields(client.get(AT))
    sent = f"base={opened['base']}&do=check&sign=%E9&text=".encode() + b"# A%0A%0Acaf%E9%0A"
    answer = client.post(AT, data=sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert file.read_text(encoding="utf-8") == SOURCE


def test_windows_line_ends_of_a_form_change_nothing(client):
    answer = check(client, SOURCE.replace("\n", "\r\n"))
    assert "Nothing has changed." in words(answer)


@pytest.mark.parametrize("sent", [{}, {"text": "x"}, {"base": "x"}, {"text": "x", "base": "x"}])
def test_a_form_that_is_not_ours_is_refused(client, sent):
    assert client.post(AT, data=sent).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/write/none/source", "/write/../source", "/write/%2e%2e/source", "/write/a%00b/source",
     "/write/..%2f..%2fetc/source", "/write/none/withdraw", "/write/reports?page=2",
     "/write/reports?page=0"],
)  # fmt: skip
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404
    if address.endswith("source"):
        sent = {"text": "x", "base": "x", "sign": "é"}
        assert client.post(address, data=sent).status_code in {404, 405}


def test_a_source_in_another_format_is_read_only(client, file):
    file.unlink()
    (file.parent / "monograph.txt").write_text(
        "ALPHADRUG\n\nTake 5 mg twice daily.\n", encoding="utf-8"
    )
    answer = client.get(AT)
    assert "only sources in Markdown are edited here" in words(answer)
    assert "readonly" in tree(answer.text).one("textarea").attrs
    sent = fields(answer) | {"text": "ALPHADRUG\n\nTake 6 mg.\n", "do": "save"}
    assert client.post(AT, data=sent).status_code == 422


def test_a_broken_source_can_be_mended_at_the_desk(client, file):
    file.write_text(SOURCE.replace("kind: drug", "kind: potion"), encoding="utf-8")
    assert "kind must be one of" in words(client.get(AT))
    assert AT in client.get("/write").text
    assert save(client, EDITED, check(client, EDITED)).status_code == 303
    assert client.get("/m/alphadrug/patient").status_code == 200


def test_only_writers_come_in(app, client):
    _, who = app
    for person, status in ((None, 303), (RUTH, 403)):
        who["person"] = person
        for address in (AT, OFF, "/write/due", "/write/reports"):
            answer = client.get(address)
            assert answer.status_code == status
            assert answer.headers["Cache-Control"] == "no-store"
        for address in (AT, OFF, "/write/alphadrug/reinstate", "/write/reports/1/close"):
            assert client.post(address, data={"text": "x", "base": "x"}).status_code == status


def test_a_form_of_another_site_changes_nothing(app, client, file):
    checked = check(client, EDITED)
    number, _ = reported(app[0])
    forms = (
        (AT, fields(checked) | {"text": EDITED, "do": "save"}),
        (OFF, {"do": "withdraw", "audience": "", "reason": "A prank."}),
        (f"/write/reports/{number}/close", {"note": "A prank."}),
    )
    for address, sent in forms:
        for given in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert client.post(address, data=sent, headers=given).status_code == 403
    assert file.read_text(encoding="utf-8") == SOURCE
    assert client.get("/m/alphadrug/patient").status_code == 200
    assert "1 report is open." in words(client.get("/write/reports"))


def test_what_is_due_is_listed_with_its_desk(client, file):
    assert "Nothing is due." in words(client.get("/write/due"))
    file.write_text(
        SOURCE.replace("kind: drug", "kind: drug\nreview_due: 2020-02-29"), encoding="utf-8"
    )
    root = tree(client.get("/write/due").text)
    assert "February 29, 2020" in root.words
    assert "days overdue" in root.words
    links = {one.words: one.attrs["href"] for one in root.all("a")}
    assert links["Patient, English"] == "/write/alphadrug/patient"
    assert links["Clinician, English"] == AT


def reported(app, words="It is 50 mg.", audience="patient"):
    publisher = app.extensions["patiented"].service.editions
    edition = publisher.published("alphadrug", audience).edition
    dose = next(one for one in edition.statements() if "5 mg" in one.text)
    place = place_of(edition, f"s-{dose.id}")
    return publisher.reports.file(edition, place, "number", words), dose.id


def test_a_reported_mistake_leads_to_the_sentence_and_is_closed_with_a_note(app, client):
    number, statement = reported(app[0])
    reported(app[0], words="")
    root = tree(client.get("/write/reports").text)
    titles = [one.words for one in root.all("h2") if one.words.startswith("Report ")]
    assert titles == [f"Report {n}: A number is wrong" for n in (number + 1, number)]
    links = [one.attrs["href"] for one in root.all("a")]
    assert f"/write/alphadrug/patient#row-{statement}" in links
    assert f"/m/alphadrug/patient#s-{statement}" in links
    assert f'id="row-{statement}"' in client.get("/write/alphadrug/patient").text
    assert f'id="s-{statement}"' in client.get("/m/alphadrug/patient").text
    assert "It is 50 mg." in root.words
    sent = {"note": "It is 5 mg; the label says so.", "erase": "1", "monograph": ""}
    answer = client.post(f"/write/reports/{number}/close", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/write/reports")
    said = words(client.get("/write/reports"))
    assert "It is 50 mg." not in said
    assert "by Ana Writer: It is 5 mg; the label says so." in said
    # What is closed stands behind what is open.
    assert said.index(f"Report {number + 1}") < said.index(f"Report {number}:")


def test_the_words_of_a_closed_report_can_still_be_erased(app, client):
    number, _ = reported(app[0])
    close = f"/write/reports/{number}/close"
    client.post(close, data={"note": "Mended."})
    assert "It is 50 mg." in words(client.get("/write/reports"))
    client.post(close, data={"note": "A name was in it.", "erase": "1"})
    assert "It is 50 mg." not in words(client.get("/write/reports"))


@pytest.mark.parametrize(
    ("number", "note", "said"),
    [(1, "", "needs a note"), (99, "Done.", "no report 99"), (1, "a\x00b", "control characters")],
)
def test_a_report_that_cannot_be_closed_says_why(app, client, number, note, said):
    reported(app[0])
    answer = client.post(f"/write/reports/{number}/close", data={"note": note})
    assert answer.status_code == 422
    assert said in words(answer)


def test_the_queue_is_narrowed_to_a_monograph(app, client):
    reported(app[0])
    assert "No report is open." in words(client.get("/write/reports?monograph=other"))
    assert "1 report is open." in words(client.get("/write/reports?monograph=alphadrug"))
    assert client.post("/write/reports/x/close").status_code == 404


def withdraw(client, audience, reason="A dose is wrong."):
    return client.post(OFF, data={"do": "withdraw", "audience": audience, "reason": reason})


def test_withdrawing_shows_the_notice_first_and_then_takes_every_page_off(client):
    shown = client.post(OFF, data={"do": "show", "audience": "", "reason": "A dose is wrong."})
    assert "This page was taken down" in words(shown)
    assert "The reason given: A dose is wrong." in words(shown)
    assert client.get("/m/alphadrug/patient").status_code == 200
    answer = client.post(OFF, data=hidden(shown) | {"do": "withdraw"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{OFF}?done=1")
    for audience in ("patient", "caregiver", "clinician"):
        gone = client.get(f"/m/alphadrug/{audience}")
        assert gone.status_code == 410
        assert "A dose is wrong." in gone.text
    # At the desk the text can be mended all the same.
    assert client.get("/write/alphadrug/patient").status_code == 200
    assert client.get(AT).status_code == 200


def test_one_edition_is_withdrawn_alone_and_an_administrator_brings_it_back(app, client):
    _, who = app
    withdraw(client, "patient")
    assert client.get("/m/alphadrug/patient").status_code == 410
    assert client.get("/m/alphadrug/caregiver").status_code == 200
    back = {"audience": "patient", "reason": "It is mended."}
    assert "An administrator can bring it back." in words(client.get(OFF))
    assert client.post("/write/alphadrug/reinstate", data=back).status_code == 403
    assert client.get("/m/alphadrug/patient").status_code == 410
    who["person"] = ADA
    assert "Show it again" in words(client.get(OFF))
    assert client.post("/write/alphadrug/reinstate", data=back).status_code == 303
    assert client.get("/m/alphadrug/patient").status_code == 200
    answer = client.post("/write/alphadrug/reinstate", data=back)
    assert answer.status_code == 422
    assert "is not withdrawn" in words(answer)
    who["person"] = ANA


@pytest.mark.parametrize("do", ["show", "withdraw"])
@pytest.mark.parametrize(
    ("audience", "reason", "said"),
    [
        ("", "  ", "needs a reason"),
        ("nobody", "A dose is wrong.", "choose which edition"),
        ("", "a\x1b[2J", "control characters"),
        ("", "x" * 10_001, "at most 10,000"),
    ],
)
def test_a_withdrawal_without_sense_is_refused_and_changes_nothing(
    client, do, audience, reason, said
):
    answer = client.post(OFF, data={"do": do, "audience": audience, "reason": reason})
    assert answer.status_code == 422
    assert said in words(answer)
    assert client.get("/m/alphadrug/patient").status_code == 200


def test_a_broken_source_can_be_withdrawn(client, file):
    file.write_text("---\nbroken\n", encoding="utf-8")
    assert client.get(OFF).status_code == 200
    assert withdraw(client, "").status_code == 303
    assert client.get("/m/alphadrug/patient").status_code == 410


def test_what_a_killed_save_left_behind_troubles_no_page(client, file):
    stage = file.parent / source_files.STAGE
    stage.mkdir()
    (stage / "monograph.md").write_text("half", encoding="utf-8")
    for address in ("/write", AT, "/write/alphadrug/patient", "/m/alphadrug/patient", "/"):
        assert client.get(address).status_code == 200
