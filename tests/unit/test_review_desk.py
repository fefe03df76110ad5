"""The review desk's use cases: queue, sheet, decisions, own wording, trail."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from patiented.errors import StoreError, UsageError
from patiented.publishing.moving import MovedOnError, Seen
from patiented.publishing.review_sheet import Refusal, Standing
from patiented.publishing.reviewing import Act
from patiented.review import EditionKey, Status
from patiented.store import Store
from tests.store_fixtures import NOW, statement_id

KEY = EditionKey("m", "patient")
LINES = ("Use 60 g.", "Stop after 8 weeks.", "Not for children.")
FIRST, SECOND, LAST = map(statement_id, LINES)


@pytest.fixture
def store(tmp_path, _migrated_sqlite):
    """SQLite alone: these are rules; `test_store_decisions` asks both databases."""
    shutil.copy(_migrated_sqlite, tmp_path / "kept.db")
    opened = Store(f"sqlite:///{tmp_path / 'kept.db'}")
    yield opened
    opened.close()


@pytest.fixture
def publisher(small_library):
    small_library.publisher.submit("m", "patient", by="Wes")
    return small_library.publisher


def sheet(publisher, viewer="Ada"):
    return publisher.reviewing.sheet("m", "patient", viewer=viewer)


def decide(publisher, act, *statements, by="Ada", note="", seen=None):
    at = seen or sheet(publisher, by).seen
    publisher.reviewing.decide(act, KEY, by=by, seen=at, statements=statements, note=note)


def rows(publisher, viewer="Ada"):
    return {row.statement: row for row in sheet(publisher, viewer).rows()}


def standings(publisher):
    return [row.standing.value for row in sheet(publisher).rows()]


def review(publisher):
    return publisher.published("m", "patient").review


# Deciding about statements.


def test_the_first_decision_starts_the_review(publisher):
    decide(publisher, Act.APPROVE, FIRST)
    state = review(publisher)
    assert (state.status, state.approved) == (Status.UNDER_REVIEW, {FIRST})
    assert [one.status for one in state.steps] == [Status.SUBMITTED, Status.UNDER_REVIEW]
    assert standings(publisher) == ["approved", "open", "open"]
    assert rows(publisher)[FIRST].approval.by == "Ada"


def test_the_review_can_be_started_without_a_decision(publisher):
    decide(publisher, Act.START)
    assert review(publisher).status is Status.UNDER_REVIEW
    assert standings(publisher) == ["open"] * 3


def test_what_nobody_handed_in_is_not_decided_about(small_library):
    for act, named in ((Act.APPROVE, FIRST), (Act.ASK, FIRST), (Act.APPROVE_EDITION, "")):
        with pytest.raises(UsageError):
            decide(small_library.publisher, act, *filter(None, [named]), note="x")
    assert review(small_library.publisher).steps == ()


def test_an_approval_is_taken_back_and_the_others_stay(publisher):
    decide(publisher, Act.APPROVE, FIRST, SECOND)
    decide(publisher, Act.TAKE_BACK, FIRST, by="Bo")
    assert review(publisher).approved == {SECOND}
    assert review(publisher).status is Status.UNDER_REVIEW


def test_taking_one_approval_back_ends_that_of_the_edition(publisher):
    decide(publisher, Act.APPROVE_EDITION)
    assert review(publisher).status is Status.APPROVED
    decide(publisher, Act.TAKE_BACK, LAST)
    state = review(publisher)
    assert (state.status, state.lapsed) == (Status.UNDER_REVIEW, {LAST})


@pytest.mark.parametrize(
    ("act", "named", "note"),
    [
        (Act.APPROVE, (), ""),
        (Act.APPROVE, ("nope",), ""),
        (Act.TAKE_BACK, (FIRST,), ""),
        (Act.ASK, (FIRST,), "  "),
        (Act.ASK, (FIRST,), "a\x00b"),
        (Act.ASK, (), "Why?"),
        (Act.REQUEST_CHANGES, (), ""),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_nothing_is_written(
    publisher, act, named, note
):
    before = publisher.reviewing.trail()
    with pytest.raises(UsageError):
        decide(publisher, act, *named, note=note)
    assert publisher.reviewing.trail() == before


def test_a_change_asked_for_stands_with_its_note_until_the_text_changes(small_library, publisher):
    decide(publisher, Act.APPROVE, LAST)
    decide(publisher, Act.ASK, LAST, note="Say the age.")
    row = rows(publisher)[LAST]
    assert (row.standing, row.ask.note, row.ask.by) == (Standing.ASKED, "Say the age.", "Ada")
    assert review(publisher).approved == frozenset()
    small_library.word("Not for children. = Not for anyone under 12 years.")
    row = rows(publisher)[LAST]
    assert (row.standing, row.text) == (Standing.ANSWERED, "Not for anyone under 12 years.")
    assert row.former.text == "Plainly: Not for children."
    decide(publisher, Act.APPROVE, LAST)
    row = rows(publisher)[LAST]
    assert (row.standing, row.ask, row.former) == (Standing.APPROVED, None, None)


# The whole edition.


def test_approving_the_edition_grants_the_rest_and_keeps_who_approved_before(publisher):
    decide(publisher, Act.APPROVE, FIRST, by="Bo")
    decide(publisher, Act.APPROVE_EDITION)
    assert review(publisher).status is Status.APPROVED
    by = {row.statement: row.approval.by for row in sheet(publisher).rows()}
    assert by == {FIRST: "Bo", SECOND: "Ada", LAST: "Ada"}


def test_what_was_only_submitted_is_started_and_approved_in_two_steps(publisher):
    decide(publisher, Act.APPROVE_EDITION)
    assert [one.status for one in review(publisher).steps][1:] == [
        Status.UNDER_REVIEW,
        Status.APPROVED,
    ]


def test_an_edition_with_an_unanswered_ask_is_not_approved_over_it(publisher):
    decide(publisher, Act.ASK, FIRST, note="Say how often.")
    assert sheet(publisher).refusals == (Refusal.ASKED,)
    with pytest.raises(UsageError, match="a change is asked for"):
        decide(publisher, Act.APPROVE_EDITION)
    assert review(publisher).status is Status.UNDER_REVIEW


def test_asks_of_statements_are_note_enough_for_the_whole(publisher):
    decide(publisher, Act.ASK, FIRST, note="Say how often.")
    decide(publisher, Act.REQUEST_CHANGES)
    assert review(publisher).status is Status.CHANGES_REQUESTED
    assert rows(publisher)[FIRST].standing is Standing.ASKED


def test_a_must_fact_that_is_lost_blocks_its_row_and_the_edition(small_library, publisher):
    small_library.write("LOST 60 g.", *LINES[1:])
    lost = statement_id("LOST 60 g.")
    assert rows(publisher)[lost].refusal is Refusal.FACTS
    assert sheet(publisher).refusals == (Refusal.FACTS,)
    for act, named in ((Act.APPROVE, (lost, SECOND)), (Act.APPROVE_EDITION, ())):
        with pytest.raises(UsageError, match="cannot approve"):
            decide(publisher, act, *named)
    decide(publisher, Act.APPROVE, SECOND)
    assert review(publisher).approved == {SECOND}


# Own wording.


def test_nobody_approves_their_own_wording_alone_or_with_the_whole(publisher):
    publisher.reviewing.wrote(KEY, [SECOND], "Ada")
    assert rows(publisher)[SECOND].refusal is Refusal.OWN
    assert rows(publisher)[SECOND].author == "Ada"
    assert sheet(publisher).refusals == (Refusal.OWN,)
    for act, named in ((Act.APPROVE, (FIRST, SECOND)), (Act.APPROVE_EDITION, ())):
        with pytest.raises(UsageError, match=r"Ada wrote|your own"):
            decide(publisher, act, *named)
    assert review(publisher).approved == frozenset()
    decide(publisher, Act.APPROVE, FIRST)
    decide(publisher, Act.APPROVE_EDITION, by="Bo")
    assert review(publisher).status is Status.APPROVED


@pytest.mark.parametrize("name", ["ada", " ADA ", "\N{FULLWIDTH LATIN CAPITAL LETTER A}da"])
def test_another_spelling_of_a_name_is_the_same_person(publisher, name):
    publisher.reviewing.wrote(KEY, [FIRST], "Ada")
    with pytest.raises(UsageError, match="wrote the wording"):
        decide(publisher, Act.APPROVE, FIRST, by=name)


def test_the_command_refuses_own_wording_too(publisher):
    publisher.reviewing.wrote(KEY, [FIRST], "Ada")
    publisher.start("m", "patient", by="Ada")
    with pytest.raises(UsageError, match="Ada wrote the wording"):
        publisher.approve("m", "patient", by="Ada")
    assert publisher.approve("m", "patient", by="Bo").review.status is Status.APPROVED


def test_asking_for_changes_to_ones_own_wording_is_allowed(publisher):
    publisher.reviewing.wrote(KEY, [FIRST], "Ada")
    decide(publisher, Act.ASK, FIRST, note="I can do better.")
    decide(publisher, Act.REQUEST_CHANGES)
    assert review(publisher).status is Status.CHANGES_REQUESTED


def test_only_a_statement_of_the_edition_is_written(publisher):
    with pytest.raises(UsageError, match="has no statement nope"):
        publisher.reviewing.wrote(KEY, [FIRST, "nope"], "Ada")
    assert publisher.reviewing.trail("m")[-1].action == "submitted"


# Two reviewers.


def test_a_text_that_changed_meanwhile_is_not_approved(small_library, publisher):
    seen = sheet(publisher).seen
    small_library.word("Use 60 g. = Use 600 g.")
    with pytest.raises(MovedOnError, match="has changed since you looked"):
        decide(publisher, Act.APPROVE, FIRST, seen=seen)
    with pytest.raises(MovedOnError):
        decide(publisher, Act.APPROVE_EDITION, seen=dataclasses.replace(seen, fingerprint="f"))


def test_a_database_that_is_away_is_not_taken_for_another_reviewer(
    small_library, publisher, monkeypatch
):
    def away(*_, **__):
        raise StoreError("it is away", code="E502")

    seen = sheet(publisher).seen
    monkeypatch.setattr(type(small_library.store.reviews), "append", away)
    with pytest.raises(StoreError, match="it is away"):
        decide(publisher, Act.APPROVE, FIRST, seen=seen)


# What lapsed.


def test_a_changed_source_is_paired_with_the_sentence_it_was(small_library, publisher):
    decide(publisher, Act.APPROVE_EDITION)
    small_library.write(*LINES[:2], "Not for small children.", "Wash your hands first.")
    found = list(sheet(publisher).rows())
    assert [row.standing.value for row in found] == ["approved", "approved", "lapsed", "new"]
    assert found[2].former.source == "Not for children."
    assert sheet(publisher).gone == ()


def test_a_statement_that_is_gone_is_told_with_its_text(small_library, publisher):
    decide(publisher, Act.APPROVE_EDITION)
    small_library.write(*LINES[:2])
    assert [one.source for one in sheet(publisher).gone] == [LINES[2]]
    assert standings(publisher) == ["approved", "approved"]


def test_that_approvals_lapsed_is_told_as_well(small_library, publisher):
    decide(publisher, Act.APPROVE_EDITION)
    small_library.word("Use 60 g. = Take 60 g.")
    last = sheet(publisher).happened[-1]
    assert (last.kind, last.count, last.at) == ("lapsed", 1, NOW)


# The queue.


def test_what_waits_longest_stands_first(small_library):
    publisher = small_library.publisher
    times = iter(["2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z"])
    for audience, at in zip(("patient", "clinician"), times, strict=True):
        publisher._mover._clock = lambda at=at: at
        publisher.submit("m", audience, by="Wes")
    assert [one.key.audience for one in publisher.reviewing.queue().waiting] == [
        "clinician",
        "patient",
    ]


def test_a_source_that_cannot_be_read_does_not_hide_the_queue(small_library, publisher):
    small_library.write("!")
    (line,) = publisher.reviewing.queue().waiting
    assert "a stray mark" in line.problem


# The trail.


def test_the_command_records_in_which_statements_it_asks(publisher):
    publisher.start("m", "patient", by="Ada")
    publisher.request_changes("m", "patient", by="Ada", note="Say the age.", statements=frozenset())
    publisher.submit("m", "patient", by="Wes")
    decide(publisher, Act.APPROVE_EDITION)
    publisher.request_changes(
        "m", "patient", by="Ada", note="Say the age.", statements=frozenset({LAST})
    )
    assert rows(publisher)[LAST].ask.note == "Say the age."


def test_a_read_only_look_writes_nothing(publisher):
    before = publisher.reviewing.trail()
    sheet(publisher)
    publisher.reviewing.queue()
    assert publisher.reviewing.trail() == before


def test_what_is_seen_names_text_and_steps(publisher):
    seen = sheet(publisher).seen
    assert seen == Seen(publisher.published("m", "patient").edition.fingerprint, 1)
