"""When editions are due to be reviewed again: by the source, or after the last approval."""

from __future__ import annotations

import json

import pytest

from patiented.cli import main
from patiented.publishing.opening import open_publisher
from patiented.settings import Settings
from tests.databases import database_in
from tests.engines import shipped_engine
from tests.street import MONOGRAPH, make_library

NOW = {"at": "2026-03-31T10:00:00Z"}


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def publisher(tmp_path, engine):
    make_library(tmp_path)
    settings = Settings(library=tmp_path, database_url=database_in(tmp_path))
    NOW["at"] = "2026-03-31T10:00:00Z"
    made = open_publisher(settings, engine=engine, clock=lambda: NOW["at"])
    yield made
    made.close()


def say_due(folder, day):
    path = folder / "monographs" / "alphadrug" / "monograph.md"
    text = MONOGRAPH.replace("kind: drug", f"kind: drug\nreview_due: {day}")
    path.write_text(text, encoding="utf-8")


def approve(publisher, audience="patient"):
    for move in (publisher.submit, publisher.start, publisher.approve):
        move("alphadrug", audience, by="Ada Board")


def told(found):
    return [(one.key.audience, one.on, one.days, one.by_source) for one in found]


def test_without_a_date_or_an_interval_nothing_is_due(publisher):
    approve(publisher)
    assert publisher.due.list(within_days=9_999) == ()


def test_the_date_of_the_source_holds_for_each_of_its_editions(publisher, tmp_path):
    say_due(tmp_path, "2026-03-30")
    found = publisher.due.list()
    assert {one.key.audience for one in found} == {"patient", "caregiver", "clinician"}
    assert {(one.on, one.days, one.overdue) for one in found} == {("2026-03-30", -1, True)}


@pytest.mark.parametrize(
    ("day", "days"), [("2026-03-31", [0, 0, 0]), ("2026-05-30", [60, 60, 60]), ("2026-05-31", [])]
)
def test_the_list_looks_sixty_days_ahead_and_today_is_not_late(publisher, tmp_path, day, days):
    say_due(tmp_path, day)
    found = publisher.due.list()
    assert [one.days for one in found] == days
    assert not any(one.overdue for one in found)


def test_an_interval_counts_from_the_last_approval(publisher):
    NOW["at"] = "2025-08-31T23:59:59Z"
    approve(publisher)
    NOW["at"] = "2026-03-31T10:00:00Z"
    # The month of February has no 31st.
    assert told(publisher.due.list(months=6)) == [("patient", "2026-02-28", -31, False)]
    publisher.request_changes("alphadrug", "patient", by="Ada Board", note="Look again.")
    approve(publisher)
    assert publisher.due.list(months=6) == ()
    assert told(publisher.due.list(months=1)) == [("patient", "2026-04-30", 30, False)]


def test_the_date_of_the_source_goes_before_the_interval(publisher, tmp_path):
    say_due(tmp_path, "2026-04-01")
    approve(publisher)
    assert {one.on for one in publisher.due.list(months=1)} == {"2026-04-01"}


def test_a_source_that_cannot_be_read_does_not_hide_the_others(publisher, tmp_path):
    approve(publisher)
    place = tmp_path / "monographs" / "broken"
    place.mkdir()
    (place / "monograph.md").write_text("---\nnever ends\n", encoding="utf-8")
    assert told(publisher.due.list(months=1)) == [("patient", "2026-04-30", 30, False)]


def test_what_is_withdrawn_is_listed_and_marked(publisher, tmp_path):
    say_due(tmp_path, "2026-03-01")
    publisher.withdraw("alphadrug", "patient", reason="A dose is wrong.", by="Ada")
    found = {one.key.audience: one.withdrawn for one in publisher.due.list()}
    assert found == {"patient": True, "caregiver": False, "clinician": False}


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    make_library(tmp_path)
    monkeypatch.chdir(tmp_path)

    def ran(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["review", "due", *arguments])
        return stopped.value.code, capsys.readouterr().out

    return ran


def test_the_command_says_what_is_late_and_ends_with_1(run, tmp_path):
    assert run() == (0, "nothing is due in the next 60 days\n")
    say_due(tmp_path, "2020-01-01")
    code, out = run()
    assert code == 1
    assert out.startswith("2020-01-01  alphadrug")
    assert "overdue for" in out
    code, out = run("--format", "json")
    first = json.loads(out)[0]
    assert code == 1
    assert (first["due"], first["overdue"], first["from"]) == ("2020-01-01", True, "front matter")


def test_what_is_due_later_is_listed_on_request_and_is_no_failure(run, tmp_path):
    say_due(tmp_path, "9999-12-31")
    assert run() == (0, "nothing is due in the next 60 days\n")
    say_due(tmp_path, "2030-01-01")
    code, out = run("--within", "36500")
    assert code == 0
    assert "in " in out


def test_the_setting_is_what_the_command_goes_by(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATIENTED_REVIEW_DUE_MONTHS", "1")
    with pytest.raises(SystemExit):
        main(["review", "submit", "alphadrug", "--audience", "patient", "--by", "Ada"])
    for move in ("start", "approve"):
        with pytest.raises(SystemExit):
            main(["review", move, "alphadrug", "--audience", "patient", "--by", "Ada"])
    code, out = run()
    assert code == 0
    assert "(last approval)" in out
