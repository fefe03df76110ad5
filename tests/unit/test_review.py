"""Review states and moves, without a database."""

from __future__ import annotations

import dataclasses

import pytest

from patiented.errors import UsageError
from patiented.model import EditionStatement, LeftOut, Origin, Role, StatementKind
from patiented.review import (
    MOVES,
    Approval,
    Move,
    ReviewState,
    ReviewStep,
    Status,
    checked_name,
    checked_note,
    revoked_by_request,
    state_of,
    statement_hashes,
    step,
)
from tests.store_fixtures import make_edition

AT = "2026-01-02T03:04:05Z"
STATEMENT = EditionStatement(
    "s1", "Apply 60 g.", "Use 60 g.", StatementKind.SENTENCE, Origin.PATTERN
)


def _steps(*statuses: Status) -> tuple[ReviewStep, ...]:
    return tuple(ReviewStep(status, AT, "Ada") for status in statuses)


APPROVED = _steps(Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", Move)
def test_a_move_is_taken_only_from_the_states_it_starts_from(status: Status, move: Move) -> None:
    state = ReviewState(status)
    if move in state.moves:
        assert step(state, move, at=AT, by="Ada").status is MOVES[move][1]
    else:
        with pytest.raises(UsageError):
            step(state, move, at=AT, by="Ada")


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        (Status.DRAFT, (Move.SUBMIT,)),
        (Status.SUBMITTED, (Move.START,)),
        (Status.UNDER_REVIEW, (Move.APPROVE, Move.REQUEST_CHANGES)),
        (Status.CHANGES_REQUESTED, (Move.SUBMIT,)),
        (Status.APPROVED, (Move.REQUEST_CHANGES,)),
    ],
)
def test_each_state_allows_exactly_these_moves(status: Status, moves: tuple[Move, ...]) -> None:
    assert ReviewState(status).moves == moves


def test_a_refused_move_says_which_are_allowed() -> None:
    with pytest.raises(UsageError) as caught:
        step(ReviewState(Status.UNDER_REVIEW), Move.SUBMIT, at=AT, by="Ada")
    assert str(caught.value) == (
        "cannot submit: the edition is under review; allowed now: approve or request-changes"
    )


def test_a_step_records_who_when_and_why() -> None:
    taken = step(ReviewState(), Move.SUBMIT, at=AT, by=" Ada ", note="First\r\nversion ")
    assert taken == ReviewStep(Status.SUBMITTED, AT, "Ada", "First\nversion")


@pytest.mark.parametrize("name", ["", "  ", "A\nB", "A\x00", "A" * 201, "A\u202eB"])
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        checked_name(name)


@pytest.mark.parametrize(
    "note", ["a\x00b", "a\x1b[31m", "a\x85b", "a\u202eb", "a\udcffb", "a" * 10_001]
)
def test_a_note_with_control_characters_or_too_long_is_refused(note: str) -> None:
    with pytest.raises(UsageError):
        checked_note(note)


@pytest.mark.parametrize("note", ["", "Zeile 1\nZeile 2\tüber", "注意", "a" * 10_000])
def test_a_note_in_any_language_and_with_line_breaks_is_kept_as_it_is(note: str) -> None:
    assert checked_note(note) == note


def test_an_edition_without_steps_is_a_draft_with_a_caution() -> None:
    state = state_of((), {}, {"s1": "a"})
    assert (state.status, state.pending, state.lapsed) == (Status.DRAFT, True, frozenset())


def test_an_approved_edition_that_reads_the_same_stays_approved() -> None:
    state = state_of(APPROVED, {"s1": "a", "s2": "b"}, {"s1": "a", "s2": "b"})
    assert state.status is Status.APPROVED
    assert state.approved == {"s1", "s2"}
    assert not state.pending


def test_a_changed_statement_alone_lapses_and_the_edition_is_under_review_again() -> None:
    state = state_of(APPROVED, {"s1": "a", "s2": "b"}, {"s1": "a", "s2": "changed"})
    assert state.status is Status.UNDER_REVIEW
    assert (state.approved, state.lapsed) == ({"s1"}, {"s2"})


def test_a_new_statement_lapses_although_it_was_never_approved() -> None:
    state = state_of(APPROVED, {"s1": "a"}, {"s1": "a", "s3": "c"})
    assert state.status is Status.UNDER_REVIEW
    assert state.lapsed == {"s3"}


def test_a_removed_statement_ends_the_approval_of_the_edition() -> None:
    state = state_of(APPROVED, {"s1": "a", "s2": "b"}, {"s1": "a"})
    assert state.status is Status.UNDER_REVIEW
    assert (state.approved, state.lapsed, state.removed) == ({"s1"}, frozenset(), {"s2"})


def test_nothing_lapses_before_the_first_approval() -> None:
    state = state_of(_steps(Status.SUBMITTED, Status.UNDER_REVIEW), {}, {"s1": "a"})
    assert state.lapsed == frozenset()


def test_the_latest_approval_is_remembered_after_it_lapsed() -> None:
    state = state_of(APPROVED, {"s1": "a"}, {"s1": "b"})
    assert state.approval == APPROVED[-1]


def test_asking_for_changes_ends_the_approval_of_the_named_statements_only() -> None:
    state = state_of(APPROVED, {"s1": "a", "s2": "b"}, {"s1": "a", "s2": "b"})
    assert revoked_by_request(state, frozenset({"s2"})) == {"s2"}


def test_asking_for_changes_to_an_approved_edition_without_naming_any_doubts_all() -> None:
    state = state_of(APPROVED, {"s1": "a", "s2": "b"}, {"s1": "a", "s2": "b"})
    assert revoked_by_request(state, frozenset()) == {"s1", "s2"}


def test_asking_for_changes_while_a_statement_is_open_leaves_the_rest_approved() -> None:
    state = state_of(APPROVED, {"s1": "a", "s2": "b"}, {"s1": "a", "s2": "changed"})
    assert revoked_by_request(state, frozenset()) == frozenset()


def test_asking_for_changes_to_an_unknown_statement_is_refused() -> None:
    with pytest.raises(UsageError, match="s9"):
        revoked_by_request(state_of(APPROVED, {"s1": "a"}, {"s1": "a"}), frozenset({"s9"}))


@pytest.mark.parametrize(
    "change",
    [{"source": "Apply 6 g."}, {"text": "Use 6 g."}, {"role": Role.DOSAGE}, {"cells": ("60 g",)}],
)
def test_the_hash_of_a_statement_changes_with_what_was_approved(change: dict[str, object]) -> None:
    changed = dataclasses.replace(STATEMENT, **change)  # type: ignore[arg-type]
    before = statement_hashes(make_edition(statements=(STATEMENT,)))
    assert statement_hashes(make_edition(statements=(changed,)))["s1"] != before["s1"]


@pytest.mark.parametrize("change", [{"citations": (7,)}, {"line": 99}, {"origin": Origin.WORDING}])
def test_the_hash_of_a_statement_ignores_what_the_reader_does_not_read(
    change: dict[str, object],
) -> None:
    changed = dataclasses.replace(STATEMENT, **change)  # type: ignore[arg-type]
    before = statement_hashes(make_edition(statements=(STATEMENT,)))
    assert statement_hashes(make_edition(statements=(changed,))) == before


def test_source_and_text_cannot_trade_places_under_one_hash() -> None:
    swapped = dataclasses.replace(STATEMENT, source=STATEMENT.text, text=STATEMENT.source)
    before = statement_hashes(make_edition(statements=(STATEMENT,)))
    assert statement_hashes(make_edition(statements=(swapped,))) != before


def test_a_left_out_statement_is_approved_as_left_out() -> None:
    left = LeftOut("s2", Role.EFFICACY, "A trial of 60 people.", "trial design")
    edition = dataclasses.replace(make_edition(statements=(STATEMENT,)), left_out=(left,))
    changed = dataclasses.replace(left, source="A trial of 6 people.")
    other = dataclasses.replace(edition, left_out=(changed,))
    assert statement_hashes(edition)["s2"] != statement_hashes(other)["s2"]
    assert statement_hashes(edition)["s1"] == statement_hashes(other)["s1"]


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Approval("s", "h", "Ada", AT).by = "Eve"  # type: ignore[misc]
