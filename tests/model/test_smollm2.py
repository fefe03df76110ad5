"""Drafting with a real model whose weights lie in its package: `make model-test`.

A model of 135 million parameters writes badly. That is what it is good for here: whatever it says,
nothing that the guard refuses may reach the catalogue, and no draft may reach a reader.
"""

from __future__ import annotations

import json
import shutil

import pytest

from patiented.audience import load_audiences
from patiented.cli import main
from patiented.drafting import Judge, tasks_for
from patiented.drafting.records import is_draft
from patiented.drafting.replies import read_reply
from patiented.edition import Engine
from patiented.proposing.catalogue import Catalogue
from patiented.reading import read
from patiented.settings import shipped_root

pytestmark = pytest.mark.model

LIMIT = 10
RULES = """
task = "Rewrite one sentence of a medical text in simple words. Keep all numbers, names and facts."
rules = ["Write one or two short sentences."]
grade = "Use short words."
data = "The sentence stands between <source> and </source>."
answer = "Answer with the new sentence alone."
ask = "Rewrite the sentence in simple words."

[address]
you = []
caregiver = []
professional = []
"""
"""Rules of few words: with all those that are shipped, a model so small repeats its prompt."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A library with the shipped Opzelura monograph, without its wording, and rules of its own."""
    common = tmp_path / "audiences" / "common"
    common.mkdir(parents=True)
    (common / "drafting.toml").write_text(RULES, encoding="utf-8")
    place = tmp_path / "monographs" / "opzelura"
    place.mkdir(parents=True)
    shutil.copy(shipped_root() / "monographs" / "opzelura" / "monograph.md", place)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    return place


def _patiented(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    printed = capsys.readouterr()
    return stopped.value.code, printed.out, printed.err


def test_what_a_real_model_writes_is_judged_kept_as_a_draft_and_shown_to_nobody(folder, capsys):
    _patiented(capsys, "wording", "extract", "opzelura", "--audience", "patient")
    page = ("render", "opzelura", "--audience", "patient", "--format", "json")
    before = _patiented(capsys, *page)
    code, out, err = _patiented(
        capsys,
        *("wording", "draft", "opzelura", "--audience", "patient", "--model", "SmolLM2"),
        *("--limit", str(LIMIT), "--format", "json"),
    )
    summary = json.loads(out)
    assert summary["drafted"] + len(summary["dropped"]) == LIMIT, err
    assert code == bool(summary["dropped"])
    assert _patiented(capsys, *page) == before

    engine = Engine(load_audiences([shipped_root() / "audiences"]))
    monograph, audience = read(folder / "monograph.md"), engine.audience("patient")
    edition = engine.edition(monograph, "patient")
    tasks = {
        one.statement.text: one for one in tasks_for(monograph, audience, edition, engine.guard)
    }
    judge = Judge(engine.guard, audience, monograph.meta, translated=False)
    entries = Catalogue.load(folder / "wording" / "patient.en.po").entries
    drafts = [entry for entry in entries if entry.wording]
    assert len(drafts) == summary["drafted"]
    for entry in drafts:
        task = tasks[entry.source]
        assert is_draft(entry)
        assert read_reply(entry.wording, task.statement).findings == ()
        assert judge(task, entry.wording).refused == ()
    logs = [path.name for path in (folder.parents[1] / "llm").iterdir()]
    assert logs == []
