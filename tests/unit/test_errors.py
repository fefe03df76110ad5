from __future__ import annotations

import pytest

from patiented.errors import DataError, PatientedError, SourceError, StoreError, UsageError


def test_message_is_one_line_whatever_it_quotes():
    assert str(UsageError("no such thing: 'a\n\tb'")) == "no such thing: 'a b'"


def test_placed_error_says_path_line_and_column_first():
    assert str(DataError("bad row", path="a.tsv", line=3, column=7)) == "a.tsv:3:7: bad row"


@pytest.mark.parametrize("kind", [UsageError, StoreError])
def test_expected_failures_exit_with_2(kind):
    assert kind("x").exit_code == 2


def test_code_is_stable_and_can_be_narrowed():
    assert SourceError("x", path="p").error_code == "E201"
    assert PatientedError("x", code="E999").error_code == "E999"
