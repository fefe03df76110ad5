"""`patiented diff`, run as people run it: exit codes, JSON shape, wording and approvals."""

from __future__ import annotations

import json

import pytest

from patiented.cli import main
from tests.street import MONOGRAPH, make_library

MASKED = """
#. slots: {dose} = 60 g
msgid "Do not use more than {dose} per week."
msgstr "Do not use more than {dose} each week."
"""


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command in the folder of a library; returns exit code and what was printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    make_library(tmp_path)

    def ran(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return ran


@pytest.fixture
def approved(run):
    for move in ("submit", "start", "approve"):
        assert run("review", move, "alphadrug", "--audience", "patient", "--by", "Dr. X")[0] == 0
    return run


@pytest.fixture
def new(tmp_path):
    """Write a new version, with one text put in the place of another."""

    def write(old, text):
        assert old in MONOGRAPH
        path = tmp_path / "new.md"
        path.write_text(MONOGRAPH.replace(old, text), encoding="utf-8")
        return path

    return write


def _json(run, old, path, audience="patient"):
    code, out, err = run("diff", old, path, "--audience", audience, "--format", "json")
    assert err == ""
    return code, json.loads(out)


def test_nothing_changed_is_exit_0(run, new):
    code, out, _ = run("diff", "alphadrug", new("5 mg", "5 mg"), "--audience", "patient")
    assert code == 0
    assert out == (
        "statements: 0 new, 0 gone, 0 changed, 0 moved, 5 unchanged; "
        "wording lapses: 0; no approval\n"
    )


def test_a_changed_number_lapses_its_wording_and_its_approval_and_no_other(approved, new):
    code, data = _json(approved, "alphadrug", new("5 mg twice", "4 mg twice"))
    assert code == 1
    assert data["statements"] == [
        {
            "status": "changed",
            "old": "Take 5 mg twice daily.",
            "new": "Take 4 mg twice daily.",
            "role": "dosage",
            "old_role": "dosage",
            "old_section": "Dosage > Eczema",
            "section": "Dosage > Eczema",
            "facts": [{"kind": "quantity", "old": "5 mg", "new": "4 mg"}],
            "wording": "lapses",
            "approval": "lapses",
        }
    ]
    assert data["counts"]["unchanged"] == 4
    assert (data["audience"], data["lang"], data["also_changed"]) == ("patient", "en", [])


def test_the_prediction_is_what_the_review_says_once_the_source_is_in_place(
    approved, new, tmp_path
):
    path = new("5 mg twice", "4 mg twice")
    before = tmp_path / "before.md"
    before.write_text(MONOGRAPH, encoding="utf-8")
    predicted = _json(approved, "alphadrug", path)[1]["counts"]["approval_lapses"]
    (tmp_path / "monographs" / "alphadrug" / "monograph.md").write_bytes(path.read_bytes())
    lines = json.loads(approved("review", "list", "--format", "json")[1])
    review = next(one for one in lines if one["audience"] == "patient")
    assert predicted == len(review["removed"]) == 1
    # Asked afterwards, when the wording has moved on and the former text lies elsewhere, too.
    assert approved("wording", "extract", "alphadrug", "--audience", "patient")[0] == 0
    assert _json(approved, before, "alphadrug")[1]["counts"]["approval_lapses"] == 1


def test_a_masked_entry_keeps_the_wording_while_the_approval_lapses(run, new, tmp_path):
    po = tmp_path / "monographs" / "alphadrug" / "wording" / "patient.en.po"
    po.write_text(po.read_text("utf-8") + MASKED, encoding="utf-8")
    for move in ("submit", "start", "approve"):
        assert run("review", move, "alphadrug", "--audience", "patient", "--by", "Dr. X")[0] == 0
    _, data = _json(run, "alphadrug", new("60 g", "50 g"))
    (row,) = data["statements"]
    assert (row["wording"], row["approval"]) == ("kept", "lapses")


def test_a_section_under_another_role_lapses_its_approval(approved, new):
    _, data = _json(approved, "alphadrug", new("### Eczema", "## Storage"))
    (row,) = data["statements"]
    assert (row["status"], row["old_role"], row["role"]) == ("moved", "dosage", "storage")
    assert (row["wording"], row["approval"]) == ("kept", "lapses")


def test_a_section_under_another_heading_of_its_role_lapses_nothing(approved, new):
    code, data = _json(approved, "alphadrug", new("### Eczema", "### Vitiligo"))
    (row,) = data["statements"]
    assert (code, row["status"], row["approval"]) == (1, "moved", "kept")


def test_sections_in_another_order_are_no_change(approved, new):
    last = "## Mechanism of action\n\nAlphadrug inhibits kinases in the cytosol.\n\n"
    there = "## Pharmacokinetics\n\nThe AUC was 12 ng/mL.\n\n"
    path = new(last + there, there + last)
    assert approved("diff", "alphadrug", path, "--audience", "patient")[0] == 0


def test_a_removed_sentence_lapses_and_an_added_one_has_nothing_yet(approved, new):
    path = new("Do not use more than 60 g per week.", "Keep the tube closed.")
    _, data = _json(approved, "alphadrug", path)
    assert [(one["status"], one["approval"]) for one in data["statements"]] == [
        ("gone", "lapses"),
        ("new", "none"),
    ]


def test_two_files_outside_the_library_have_no_approval(approved, new, tmp_path):
    other = tmp_path / "other.md"
    other.write_text(MONOGRAPH, encoding="utf-8")
    code, out, _ = approved("diff", other, new("60 g", "50 g"), "--audience", "patient")
    assert code == 1
    assert "    quantity 60 g → 50 g\n    no wording, no approval\n" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("alphadrug", "nope", "--audience", "patient"), "no monograph 'nope'"),
        (("alphadrug", "no.md", "--audience", "patient"), "no such file: 'no.md'"),
        (("alphadrug", "alphadrug", "--audience", "robot"), "no audience 'robot'"),
        (("alphadrug", "alphadrug", "--audience", "patient", "--lang", "es"), "'es'"),
        (("alphadrug", "--audience", "patient"), "Missing argument"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(run, arguments, said):
    code, out, err = run("diff", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
