"""JSON from others: what could be understood in two ways is refused."""

from __future__ import annotations

import pytest

from patiented.reading.strict_json import JsonError, is_text, read_json


def test_what_is_json_is_read():
    assert read_json('{"a": [1, "é", null]}'.encode()) == {"a": [1, "é", None]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"dose": "5 mg", "dose": "50 mg"}', "'dose' is said twice"),
        (b'[{"a": {"b": 1, "b": 1}}]', "'b' is said twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b"[-Infinity]", "-Infinity is no number"),
        (b'"\xff"', "not UTF-8 at byte 2"),
        (b'{"a": 1', "not JSON: "),
        (b"", "not JSON: "),
        (b"[" * 100_000, "not JSON that can be read here"),
        (b"1" * 10_000, "not JSON that can be read here"),
        ("\ufeff1".encode(), "not JSON: "),
        ('"a"'.encode("utf-16"), "not UTF-8"),
    ],
)
def test_what_is_not_is_told(data, said):
    with pytest.raises(JsonError, match=r"^not ") as refused:
        read_json(data)
    assert said in refused.value.message


def test_a_mistake_has_a_place():
    with pytest.raises(JsonError) as refused:
        read_json(b'{\n "a": x}')
    assert (refused.value.line, refused.value.column) == (2, 7)


@pytest.mark.parametrize(
    ("value", "text"), [("", True), ("5 µg \U0001f48a", True), ("\ud83d", False), (5, False)]
)
def test_text_can_be_written_again(value, text):
    assert is_text(value) is text
