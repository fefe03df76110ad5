"""The guard's data: strict, blamed by path and line, and one meaning for a phrase."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from patiented.errors import DataError
from patiented.guard import Guard, load_tables
from patiented.model import Statement

COMMON = Path(__file__).parents[2] / "audiences" / "common"


@pytest.fixture
def common(tmp_path):
    folder = tmp_path / "common"
    folder.mkdir()
    shutil.copytree(COMMON / "guard", folder / "guard")
    shutil.copytree(COMMON / "terms", folder / "terms")
    shutil.copy(COMMON / "plain_words.txt", folder / "plain_words.txt")
    return folder


def append(path, line):
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_a_phrase_with_two_meanings_is_refused_with_its_line(common):
    path = common / "guard" / "severity.tsv"
    append(path, "odd\tliver")
    with pytest.raises(DataError, match=r"severity\.tsv:\d+:1: 'liver' is already organ"):
        Guard.from_dir(common)


def test_an_unknown_comparator_is_refused(common):
    append(common / "guard" / "comparators.tsv", "before\tapprox\tsome")
    with pytest.raises(DataError, match="side or comparator unknown"):
        Guard.from_dir(common)


def test_a_new_row_teaches_the_guard_a_plain_form(common):
    source, rewrite = "Ageusia may occur.", "You may lose all taste."
    assert not Guard.from_dir(common).judge(Statement("s", source), rewrite).proved
    append(common / "guard" / "condition.tsv", "ageusia\tageusia | lose all taste")
    assert Guard.from_dir(common).judge(Statement("s", source), rewrite).proved


def test_a_narrower_or_many_sensed_term_proves_nothing(common):
    for relation in "<?":
        tables = load_tables((common,), [("ageusia", "no taste", relation)])
        judgement = Guard.from_tables(tables).judge(
            Statement("s", "Ageusia occurred."), "No taste."
        )
        assert not judgement.proved


def test_an_equal_term_proves_its_plain_form(common):
    tables = load_tables((common,), [("ageusia", "lack of taste", "=")])
    judgement = Guard.from_tables(tables).judge(
        Statement("s", "Ageusia occurred."), "A lack of taste occurred."
    )
    assert judgement.proved
