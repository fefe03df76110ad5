"""`reports`: the desk reads what readers report, and ends it."""

from __future__ import annotations

import json

import pytest

from patiented.cli import main
from patiented.cli.workspace import opened
from patiented.publishing import place_of
from tests.street import make_library


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = make_library(tmp_path)
    monkeypatch.chdir(root)
    with opened(root) as (publisher, _):
        edition = publisher.published("alphadrug", "patient").edition
        shown = next(one for one in edition.statements() if one.text)
        place = place_of(edition, f"s-{shown.id}")
        publisher.reports.file(edition, place, "number", "It says\n30 g.")
        publisher.reports.file(edition, place_of(edition, ""), "hard", "")
    return shown


@pytest.fixture
def run(capsys, library):
    def ran(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return ran


def test_a_report_is_listed_with_the_sentence_and_the_readers_words(run, library):
    code, out, _ = run("reports")
    assert code == 0
    assert "alphadrug patient en  number" in out
    assert f"shown: {' '.join(library.text.split())}" in out
    assert "reader: It says 30 g." in out
    assert "hard  the whole page" in out


def test_reports_come_as_data(run, library):
    first, second = json.loads(run("reports", "--format", "json")[1])
    assert first["statement"] == library.id
    assert (first["kind"], first["words"], first["closed"]) == ("number", "It says\n30 g.", None)
    assert (second["statement"], second["text"]) == ("", "")
    assert json.loads(run("reports", "--monograph", "other", "--format", "json")[1]) == []


def test_a_report_is_closed_and_its_words_can_be_deleted(run):
    code, out, _ = run("reports", "close", 1, "--by", "Ada", "--note", "Mended.", "--erase")
    assert code == 0
    assert "report 1 is closed" in out
    assert "deleted" in out
    assert [one["number"] for one in json.loads(run("reports", "--format", "json")[1])] == [2]
    listed = run("reports", "--all")[1]
    assert "by Ada: Mended." in listed
    assert "30 g" not in listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((9, "--by", "Ada", "--note", "x"), "there is no report 9"),
        ((1, "--by", "Ada", "--note", " "), "needs a note"),
        ((1, "--by", " ", "--note", "x"), "a name is"),
        (("x", "--by", "Ada", "--note", "x"), "not a valid integer"),
    ],
)
def test_what_cannot_be_closed_is_one_clear_line(run, arguments, said):
    code, _, err = run("reports", "close", *arguments)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1


def test_an_empty_desk_says_so(run):
    for number in (1, 2):
        run("reports", "close", number, "--by", "Ada", "--note", "Mended.")
    assert run("reports")[1] == "no open reports\n"
