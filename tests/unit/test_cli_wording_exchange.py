"""`wording export`, `import` and `status`, run as people run them."""

from __future__ import annotations

import json

import pytest

from tests.street import make_library
from tests.unit.test_cli import run

__all__ = ["run"]

NAME = "monographs/alphadrug/wording/patient.en.po"
ASKED = ("alphadrug", "--audience", "patient")


@pytest.fixture
def library(tmp_path):
    return make_library(tmp_path)


@pytest.fixture
def exported(run, library, tmp_path):
    """Export the wording of Alphadrug; returns the file."""

    def export(form="xliff"):
        target = tmp_path / f"out.{form}"
        code, out, err = run("wording", "export", *ASKED, "--format", form, "-o", target)
        assert (code, out, err) == (0, "", "")
        return target

    return export


def edited(file, old="Take 5 mg twice a day.", new="Take 5 mg 2 times each day."):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


@pytest.mark.parametrize("form", ["po", "xliff", "xliff2"])
def test_a_file_that_was_not_touched_changes_nothing(run, library, exported, form):
    before = (library / NAME).read_bytes()
    code, out, _ = run("wording", "import", exported(form))
    assert code == 0
    assert "unchanged" in out
    assert (library / NAME).read_bytes() == before


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_changed_wording_comes_into_the_catalogue(run, library, exported, form):
    file = edited(exported(form))
    before = (library / NAME).read_bytes()
    code, out, _ = run("wording", "import", file, "--dry-run")
    assert (code, (library / NAME).read_bytes()) == (0, before)
    assert "1 changed" in out
    assert "nothing is written" in out
    assert run("wording", "import", file)[0] == 0
    assert 'msgstr "Take 5 mg 2 times each day."' in (library / NAME).read_text("utf-8")
    assert b"exported" not in (library / NAME).read_bytes()


def test_a_conflict_keeps_the_newer_wording_and_exits_1(run, library, exported):
    file = edited(exported())
    edited(library / NAME, new="Take 5 mg two times a day.")
    code, out, _ = run("wording", "import", file, "--format", "json")
    data = json.loads(out)
    assert (code, data["counts"]) == (1, {"conflict": 1})
    change = data["changes"][0]
    assert change["before"] == "Take 5 mg two times a day."
    assert change["after"] == "Take 5 mg 2 times each day."
    assert f'"{change["before"]}"' in (library / NAME).read_text("utf-8")
    assert run("wording", "import", file, "--on-conflict", "take")[0] == 0
    assert f'"{change["after"]}"' in (library / NAME).read_text("utf-8")


def test_a_file_makes_the_catalogue_where_there_is_none(run, library, exported):
    file = exported()
    whole = (library / NAME).read_text("utf-8")
    (library / NAME).unlink()
    assert run("wording", "import", file)[0] == 0
    assert whole.partition("\n\n")[2] in (library / NAME).read_text("utf-8")


def test_export_of_a_catalogue_that_is_not_there_is_told_in_one_line(run, library):
    code, _, err = run("wording", "export", *ASKED, "--lang", "fr")
    assert code == 2
    assert "wording extract" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (">alphadrug<", "><", "give --monograph"),
        (">patient<", "><", "give --audience"),
        (">patient<", ">nobody<", "nobody"),
        ('target-language="en"', "", "give --lang"),
        (">alphadrug<", ">../../etc/monograph.md<", "is a path"),
        (">alphadrug<", ">betadrog<", "no monograph"),
        ("<header>", '<header a="&x;">', "out.xliff:4:"),
    ],
)
def test_a_file_that_does_not_say_what_it_is_for_is_one_clear_line(
    run, library, exported, old, new, words
):
    code, _, err = run("wording", "import", edited(exported(), old, new))
    assert code == 2
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_options_say_what_the_file_does_not_and_never_the_contrary(run, library, exported):
    file = edited(exported(), ">patient<", "><")
    assert run("wording", "import", file, "--audience", "patient")[0] == 0
    code, _, err = run("wording", "import", exported(), "--audience", "caregiver")
    assert code == 2
    assert "'patient', not 'caregiver'" in err


def test_a_language_code_of_the_tool_gives_way_to_the_option(run, library, exported):
    file = edited(exported(), 'target-language="en"', 'target-language="en-x-plain"')
    assert run("wording", "import", file, "--lang", "en")[0] == 0
    assert [path.name for path in (library / NAME).parent.iterdir()] == ["patient.en.po"]


def test_a_refused_entry_is_told_with_its_place_and_the_rest_is_taken(run, library, exported):
    file = edited(exported(), "Take 5 mg twice a day.", '<x id="1"/>')
    code, out, _ = run("wording", "import", file)
    assert code == 1
    assert "out.xliff:" in out
    assert "refused: an inline element <x>" in out


def test_what_a_file_says_commands_nothing_in_a_terminal(run, library, exported):
    file = edited(exported("po"), new="Take \x1b[2J 5 mg.")
    file = edited(file, 'msgid "Take', 'msgid "\x1b[2JTake')
    code, out, _ = run("wording", "import", file)
    assert code == 1
    assert "\x1b" not in out


def test_status_is_a_table_against_the_source_as_it_reads_now(run, library):
    code, out, _ = run("wording", "status")
    assert code == 0
    heading, *lines = out.splitlines()
    assert heading.split()[:4] == ["monograph", "audience", "lang", "total"]
    assert "words to write" in heading
    assert lines[0].split()[:3] == ["alphadrug", "patient", "en"]
    row = json.loads(run("wording", "status", "alphadrug", "--format", "json")[1])[0]
    assert (row["monograph"], row["audience"], row["lang"]) == (*ASKED[::2], "en")
    assert row["total"] == row["worded"] + row["left_out"] + row["fuzzy"] + row["missing"]
    assert row["missing"] > 0  # what no entry speaks for, though the file does not list it
    assert row["percent"] == 100 * (row["worded"] + row["left_out"]) // row["total"]
    assert row["words_to_write"] >= row["missing"]


def test_a_statement_that_was_edited_is_fuzzy_in_the_table_before_it_is_extracted(run, library):
    def fuzzy():
        return json.loads(run("wording", "status", "alphadrug", "--format", "json")[1])[0]["fuzzy"]

    before = fuzzy()
    edited(library / "monographs/alphadrug/monograph.md", "5 mg", "6 mg")
    assert fuzzy() > before
