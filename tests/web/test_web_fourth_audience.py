"""A fourth reader, a teenager, comes by adding a folder alone: commands, chooser, page, checks."""

from __future__ import annotations

import json
import sys
from io import BytesIO, TextIOWrapper

import pytest

from patiented.audience import load_audiences
from patiented.cli import main
from patiented.edition import Engine
from patiented.publishing.opening import open_publisher
from patiented.settings import load_settings
from patiented.web import create_app
from patiented.web.service import LibraryService
from tests.street import make_library
from tests.web.page_tree import tree

PROFILE = """\
label = "I am a teenager"
order = 4
description = "The short version, for you."
based_on = "patient"

[targets]
flesch_kincaid = 5.0

[[section]]
role = "dosage"
obligation = "must"
heading = "How do I use {name} myself?"
"""


@pytest.fixture
def library(tmp_path):
    """A library whose `audiences/` holds nothing but the new folder."""
    folder = make_library(tmp_path)
    teen = folder / "audiences" / "teen"
    teen.mkdir(parents=True)
    (teen / "profile.toml").write_text(PROFILE, encoding="utf-8")
    (teen / "README.md").write_text("# Teenagers\n\nThey read alone.\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(library, capsys, monkeypatch):
    """Run a command on the library; returns exit code and standard output."""
    monkeypatch.chdir(library)

    def ran(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        return stopped.value.code, capsys.readouterr().out

    return ran


@pytest.fixture
def client(library):
    settings = load_settings(environ={}, start=library)
    engine = Engine(load_audiences(settings.audience_roots))
    publisher = open_publisher(settings, engine=engine)
    service = LibraryService(publisher, tuple(engine.data.audiences.values()))
    yield create_app(settings, service=service).test_client()
    publisher.close()


def test_the_new_edition_is_rendered_under_its_own_headings(run):
    code, out = run("render", "alphadrug", "--audience", "teen", "--format", "json")
    edition = json.loads(out)
    dosage = edition["sections"][0]
    texts = [one["text"] for block in dosage["blocks"] for one in block["statements"]]
    assert code == 0
    assert dosage["heading"] == "How do I use Alphadrug myself?"
    assert texts == ["Do not use more than 60 grams in one week."]
    assert all(row["fate"] == "kept" for row in edition["ledger"] if row["obligation"] == "must")


def test_the_patterns_of_the_parent_rewrite_for_it(run):
    line = b'{"id": 1, "source": "Do not use more than 60 g per week.", "role": "dosage"}\n'
    code, out = run("rewrite", "--audience", "teen", "--lines", "-", stdin=line)
    row = json.loads(out)
    assert code == 0
    assert (row["output"], row["origin"]) == (
        "Do not use more than 60 grams in one week.",
        "pattern",
    )


def test_check_judges_it_by_its_own_targets(run):
    code, out = run("check", "--format", "json")
    rows = {row["audience"]: row for row in json.loads(out)}
    assert code == 1
    assert list(rows) == ["patient", "caregiver", "clinician", "teen"]
    assert "needs-writer" in {finding["rule"] for finding in rows["teen"]["findings"]}
    grade = rows["teen"]["formulas"]["flesch_kincaid"]
    missed = [one for one in rows["teen"]["findings"] if one["rule"] == "target-missed"]
    assert any(one["expected"] == "5" for one in missed) == (grade > 5)


def test_the_chooser_offers_four_readers_and_the_page_is_there(client):
    root = tree(client.get("/m/alphadrug").text)
    links = [a.attrs["href"] for a in root.all("a")]
    offered = [f"/m/alphadrug/{one}" for one in ("patient", "caregiver", "clinician", "teen")]
    assert [one for one in offered if one in links] == offered
    page = client.get("/m/alphadrug/teen")
    assert page.status_code == 200
    assert "How do I use Alphadrug myself?" in page.text
    assert "I am a teenager" in page.text


@pytest.mark.parametrize("form", ["json", "txt", "md"])
def test_the_new_edition_comes_in_every_form(client, form):
    answer = client.get(f"/m/alphadrug/teen.{form}")
    assert answer.status_code == 200
    assert "60 grams" in answer.text


def test_a_record_system_gets_the_new_edition_after_those_of_the_same_recipient(client):
    asked = {"mainSearchCriteria.v.dn": "Alphadrug", "knowledgeResponseType": "application/json"}
    entries = client.get("/infobutton", query_string=asked).json["feed"]["entry"]
    links = [one["link"][0]["href"].rpartition("/")[2] for one in entries]
    assert links == ["patient", "caregiver", "teen"]


def test_without_the_folder_there_is_no_such_reader(client, library, run):
    (library / "audiences" / "teen" / "profile.toml").unlink()
    (library / "audiences" / "teen" / "README.md").unlink()
    (library / "audiences" / "teen").rmdir()
    assert run("render", "alphadrug", "--audience", "teen")[0] == 2
