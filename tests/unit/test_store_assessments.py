"""Answers of people to instruments in the database: by version of an edition, the latest counts."""

from __future__ import annotations

import pytest

from patiented.errors import QueryError, UsageError
from tests.store_fixtures import NOW


@pytest.fixture
def desk(small_library):
    return small_library.publisher.assessments


@pytest.fixture
def edition(small_library):
    return small_library.publisher.published("m", "patient").edition


def kept(desk, edition):
    return {(one.instrument, one.item): one.answer for one in desk.answers(edition)}


def test_an_answer_is_kept_with_its_name_and_day(desk, edition):
    desk.keep(edition, "cdc", {"1": "yes", "17": "no"}, "Ada")
    assert kept(desk, edition) == {("cdc", "1"): "yes", ("cdc", "17"): "no"}
    assert {(one.by, one.at) for one in desk.answers(edition)} == {("Ada", NOW)}


def test_the_latest_answer_counts_and_can_be_taken_back(desk, edition):
    desk.keep(edition, "cdc", {"1": "yes", "2": "yes"}, "Ada")
    desk.keep(edition, "cdc", {"1": "no", "2": ""}, "Bo")
    assert kept(desk, edition) == {("cdc", "1"): "no"}


def test_the_same_answer_again_is_not_kept_again(desk, edition, small_library):
    assert len(desk.keep(edition, "cdc", {"1": "yes"}, "Ada")) == 1
    assert desk.keep(edition, "cdc", {"1": "yes"}, "Bo") == ()
    assert [one.by for one in desk.answers(edition)] == ["Ada"]


def test_answers_stand_in_the_trail(desk, edition, small_library):
    desk.keep(edition, "pemat-p", {"1": "yes", "2": "no"}, "Ada")
    entry = small_library.store.audit.entries("m")[-1]
    assert (entry.action, entry.by, entry.fingerprint) == ("assessed", "Ada", edition.fingerprint)
    assert entry.note == "pemat-p: 1: yes, 2: no"


def test_an_edition_with_other_words_starts_without_answers(desk, edition, small_library):
    desk.keep(edition, "cdc", {"1": "yes"}, "Ada")
    small_library.write("Use 30 g.")
    changed = small_library.publisher.published("m", "patient").edition
    assert changed.fingerprint != edition.fingerprint
    assert desk.answers(changed) == ()
    assert len(desk.answers(edition)) == 1


@pytest.mark.parametrize(
    ("name", "changed", "by", "error"),
    [
        ("flesch", {"1": "yes"}, "Ada", QueryError),
        ("cdc", {"21": "yes"}, "Ada", QueryError),
        ("cdc", {"1": "na"}, "Ada", QueryError),
        ("cdc", {"1": "maybe"}, "Ada", QueryError),
        ("cdc", {"1": "yes"}, " ", UsageError),
    ],
)
def test_an_answer_that_there_is_not_keeps_nothing(desk, edition, name, changed, by, error):
    with pytest.raises(error):
        desk.keep(edition, name, {"2": "yes", **changed}, by)
    assert desk.answers(edition) == ()
