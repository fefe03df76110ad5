"""Editions as bytes and back."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patiented import model
from patiented.errors import StoreError
from patiented.store import codec
from tests.store_fixtures import make_edition

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SENTENCES = st.builds(model.SentenceScore, grade=NUMBERS, difficulty=NUMBERS)
PAIRS = st.lists(st.tuples(st.text(max_size=5), NUMBERS), max_size=2).map(tuple)
SCORES = st.builds(
    model.Scores,
    formulas=PAIRS,
    adjusted=PAIRS,
    difficulty=NUMBERS,
    sentences=st.lists(SENTENCES, max_size=2).map(tuple),
)


def _some(kind: type) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.from_type(kind), max_size=2).map(tuple)


EDITIONS = st.builds(
    model.Edition,
    sections=_some(model.EditionSection),
    ledger=_some(model.LedgerRow),
    left_out=_some(model.LeftOut),
    references=_some(model.Reference),
    findings=_some(model.Finding),
    scores=SCORES,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITIONS)
def test_every_edition_comes_back_as_it_was_and_as_the_same_bytes(edition: model.Edition) -> None:
    data = codec.dumps(edition)
    back = codec.loads(data)
    assert back == edition
    assert codec.dumps(back) == data


def test_the_types_come_back_and_not_only_equal_values() -> None:
    row = model.LedgerRow(
        model.Fact("f", model.FactKind.AGE, "12", "12", (0, 2), ("arm",)),
        "s",
        model.Obligation.MUST,
        model.Fate.KEPT,
        model.Proof.PERSON,
    )
    back = codec.loads(codec.dumps(dataclasses.replace(make_edition(), ledger=(row,)))).ledger[0]
    assert type(back.fact.kind) is model.FactKind
    assert type(back.fact.span) is tuple
    assert back.where is None


def test_the_keys_are_sorted_so_that_a_moved_field_changes_no_byte() -> None:
    data = codec.dumps(make_edition())
    again = json.dumps(json.loads(data), sort_keys=True, separators=(",", ":"))
    assert data == again.encode()


def test_any_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from store_fixtures import make_edition\n"
        "from patiented.store import codec\n"
        "sys.stdout.buffer.write(codec.dumps(make_edition()))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert outputs == {codec.dumps(make_edition())}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_not_kept(number: float) -> None:
    scores = model.Scores((), (), (), number)
    with pytest.raises(ValueError, match="JSON"):
        codec.dumps(dataclasses.replace(make_edition(), scores=scores))


def test_an_older_row_without_a_field_that_has_a_default_still_reads() -> None:
    held = json.loads(codec.dumps(make_edition()))
    del held["edition"]["extra"]
    assert codec.loads(json.dumps(held).encode()) == make_edition()


def _damage(change: str) -> bytes:
    held = json.loads(codec.dumps(make_edition()))
    edition = held["edition"]
    if change == "form":
        held["form"] = 99
    elif change == "unknown":
        edition["surprise"] = 1
    elif change == "missing":
        del edition["fingerprint"]
    elif change == "kind":
        edition["monograph"] = 7
    elif change == "flag":
        edition["scores"]["difficulty"] = True
    elif change == "enum":
        edition["sections"][0]["role"] = "menu"
    elif change == "list":
        edition["sections"] = {}
    elif change == "pair":
        edition["extra"] = [["a"]]
    elif change == "record":
        edition["meta"] = []
    return json.dumps(held).encode()


@pytest.mark.parametrize(
    "change",
    ["form", "unknown", "missing", "kind", "flag", "enum", "list", "pair", "record"],
)
def test_damaged_bytes_are_a_store_error(change: str) -> None:
    with pytest.raises(StoreError, match="cannot be read back"):
        codec.loads(_damage(change))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff", b"{" * 100_000])
def test_bytes_that_are_no_edition_are_a_store_error(data: bytes) -> None:
    with pytest.raises(StoreError):
        codec.loads(data)
