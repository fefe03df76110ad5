"""Workflow commands of GitHub: nothing in a text can end one, or open another."""

from __future__ import annotations

from patiented.export.checks import github
from patiented.export.checks.records import Unchecked
from patiented.model import Finding, Level
from tests.unit.checked import PATH, PENDING, checked, needs_writer


def test_a_command_has_its_place_its_rule_and_the_words():
    (line,) = github.commands(checked(needs_writer()))
    assert line == (
        f"::error file={PATH},line=20,col=3,title=needs-writer::alphadrug patient.en: "
        'this sentence still needs a writer (here: "Take 5 mg twice daily.")'
    )


def test_notes_are_left_out():
    assert list(github.commands(checked(PENDING))) == []


def test_marks_that_would_end_a_command_or_a_property_are_escaped():
    hostile = Finding(
        "heading-jump", Level.WARNING, "50%\r\n::error::x, y: z", path="a,b:c%\n.md", line=2
    )
    (line,) = github.commands(checked(hostile))
    assert line == (
        "::warning file=a%2Cb%3Ac%25%0A.md,line=2,title=heading-jump::"
        "alphadrug patient.en: 50%25%0D%0A::error::x, y: z"
    )


def test_a_failure_without_a_place_has_no_empty_properties():
    assert github.failure(Unchecked("x", "it died")) == "::error title=unreadable::it died"


def test_the_summary_has_a_row_for_what_is_to_be_mended_only():
    summary = github.Summary()
    wrong = checked(needs_writer(), monograph="a|b<c")
    rows = [summary.row(one, "grade 5") for one in (wrong, checked(PENDING), wrong)]
    assert rows[0].startswith("## patiented check\n\n| monograph |")
    assert rows[1] == ""
    assert rows[2] == "| a\\|b&lt;c | patient.en | grade 5 | 1 | 0 |\n"
    assert summary.total() == "\n3 editions checked: 2 errors, 0 warnings.\n"


def test_the_summary_of_a_large_library_has_an_end():
    summary = github.Summary()
    rows = [summary.row(checked(needs_writer()), "") for _ in range(github.MAX_ROWS + 1)]
    assert (rows[-2] != "", rows[-1]) == (True, "")
    assert f"{github.MAX_ROWS + 1} errors" in summary.total()
