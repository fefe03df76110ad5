"""`patiented learn`: confirmations become rows of the tables, after a reviewer's word on each."""

import json

import pytest

from patiented.audience.learned import LessonState, read_lessons
from patiented.audience.lexicon import load_lexicon
from patiented.cli import main
from patiented.errors import DataError
from patiented.settings import shipped_root

PAGE = """\
---
title: Alphadrug
name: Alphadrug
kind: drug
drugs: [Alphadrug]
---

## Warnings

Tell your doctor if you have a wimbly gudgeon.

Use Alphadrug no more than 5 mg.
"""
WORDING = """\
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"

{confirmed}msgid "Tell your doctor if you have a wimbly gudgeon."
msgstr "Tell your doctor if you have a floppy plonk."
"""


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv("PATIENTED_DATABASE_URL", f"sqlite:///{tmp_path}/kept.db")
    folder = tmp_path / "monographs" / "alphadrug"
    (folder / "wording").mkdir(parents=True)
    (folder / "monograph.md").write_text(PAGE, encoding="utf-8")
    write(tmp_path, "")
    return tmp_path


def write(root, confirmed):
    path = root / "monographs/alphadrug/wording/patient.en.po"
    path.write_text(WORDING.replace("{confirmed}", confirmed), encoding="utf-8")


@pytest.fixture
def run(library, capsys):
    def ran(*arguments, fails=0):
        with pytest.raises(SystemExit) as stopped:
            main([*arguments, "--library", str(library)])
        printed = capsys.readouterr()
        assert fails is None or (stopped.value.code or 0) == fails, printed.err
        return printed.out or printed.err

    return ran


def table(library):
    return library / "audiences/common/learned.tsv"


def rendered(run):
    """Return the statement of the patient edition that the wording is for."""
    printed = run("render", "alphadrug", "--audience", "patient", "--format", "json", fails=None)
    blocks = (block for one in json.loads(printed)["sections"] for block in one["blocks"])
    statements = (one for block in blocks for one in block["statements"])
    return next(one for one in statements if "wimbly" in one["source"])


@pytest.fixture
def confirmed(library, run):
    """Confirm every open fact and every new word of the wording."""
    values = {one["fact"] or one["found"] for one in rendered(run)["findings"]} - {""}
    write(library, "".join(f"#. confirmed: {value} by Ada Lee\n" for value in sorted(values)))


def test_nothing_is_learned_where_nothing_was_confirmed(library, run):
    assert "0 new, 0 to be reviewed" in run("learn")
    assert not table(library).exists()


def test_a_confirmation_waits_for_a_reviewer(library, run, confirmed):
    assert "wimbly" in run("learn")
    lessons = read_lessons(table(library))
    assert {one.state for one in lessons} == {LessonState.PROPOSED}
    assert {one.confirmed_by for one in lessons} == {"Ada Lee"}
    assert "0 new" in run("learn")
    lexicon = load_lexicon([shipped_root() / "audiences/common", library / "audiences/common"])
    assert not any(term.note.startswith("taught") for term in lexicon.terms)


def test_an_accepted_pair_is_proved_from_then_on(library, run, confirmed):
    run("learn")
    for lesson in read_lessons(table(library)):
        told = run("learn", "accept", lesson.id, "--relation", "=", "--by", "Dr. B")
    assert "the guard proves it now" in told
    write(library, "")
    assert rendered(run)["text"] == "Tell your doctor if you have a floppy plonk."
    (lesson, *_) = read_lessons(table(library))
    assert lesson.reviewed_by == "Dr. B"


def test_a_refused_pair_stays_out_and_is_not_asked_again(library, run, confirmed):
    run("learn")
    for lesson in read_lessons(table(library)):
        run("learn", "refuse", lesson.id, "--by", "Dr. B")
    assert "0 new, 0 to be reviewed" in run("learn")
    write(library, "")
    assert rendered(run)["needs_writer"]


def test_an_unknown_lesson_is_one_clear_line(run):
    told = run("learn", "refuse", "nothing", "--by", "Dr. B", fails=2)
    assert "no lesson 'nothing'" in told


def test_a_row_that_nobody_reviewed_is_no_accepted_row(library, run, confirmed):
    run("learn")
    path = table(library)
    path.write_text(path.read_text(encoding="utf-8").replace("proposed", "accepted"), "utf-8")
    with pytest.raises(DataError, match=r"learned\.tsv:\d+:.*who reviewed it"):
        read_lessons(path)
