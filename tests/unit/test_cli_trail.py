"""`review trail`: who did what and when, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
import json

import pytest

from patiented.cli import main
from tests.street import make_library


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(make_library(tmp_path))

    def ran(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["review", *arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return ran


def test_the_trail_is_printed_as_csv_or_json_for_one_monograph_or_all(run):
    move = ("submit", "alphadrug", "--audience", "patient", "--by", "Wes")
    assert run(*move, "--note", '=HYPERLINK("https://evil.example")')[0] == 0
    code, out, err = run("trail")
    assert (code, err) == (0, "")
    (line,) = csv.DictReader(io.StringIO(out))
    assert (line["by"], line["action"], line["monograph"]) == ("Wes", "submitted", "alphadrug")
    assert line["note"].startswith("'=HYPERLINK(")
    (entry,) = json.loads(run("trail", "alphadrug", "--format", "json")[1])
    assert entry["note"].startswith("=HYPERLINK(")
    assert json.loads(run("trail", "other", "--format", "json")[1]) == []
    assert run("trail", "other")[1].splitlines() == [
        '"at","by","action","monograph","audience","lang","fingerprint","note"'
    ]
