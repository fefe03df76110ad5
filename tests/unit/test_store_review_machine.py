"""Any order of moves and edits, on both databases, against a model kept in plain dictionaries."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from patiented.errors import UsageError
from patiented.review import Move, Status
from tests.store_fixtures import SmallLibrary, statement_id

if TYPE_CHECKING:
    from pathlib import Path

    from patiented.publishing import Published
    from patiented.store import Store

SENTENCES = st.sampled_from([f"Sentence {letter}." for letter in "ABCDEF"])
MOVES = {
    Move.SUBMIT: "submit",
    Move.START: "start",
    Move.APPROVE: "approve",
    Move.REQUEST_CHANGES: "request_changes",
}
NEXT = {
    (Status.DRAFT, Move.SUBMIT): Status.SUBMITTED,
    (Status.CHANGES_REQUESTED, Move.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Move.START): Status.UNDER_REVIEW,
    (Status.UNDER_REVIEW, Move.APPROVE): Status.APPROVED,
    (Status.UNDER_REVIEW, Move.REQUEST_CHANGES): Status.CHANGES_REQUESTED,
    (Status.APPROVED, Move.REQUEST_CHANGES): Status.CHANGES_REQUESTED,
}
_numbers = itertools.count()


class ReviewMachine(RuleBasedStateMachine):
    """One monograph under review; each run takes another id, for nothing kept can be deleted."""

    def __init__(self, root: Path, store: Store) -> None:
        super().__init__()
        self.library = SmallLibrary(root, store)
        self.id = f"m{next(_numbers)}"
        self.sentences: list[str] = []
        self.status = Status.DRAFT  # of the last recorded step
        self.signed: set[str] = set()  # sentences whose approval was given and not ended
        self.ever = False
        self.steps = 0

    @initialize(sentences=st.lists(SENTENCES, min_size=1, max_size=4, unique=True))
    def write_first(self, sentences: list[str]) -> None:
        self.sentences = sentences
        self.library.write(*sentences, monograph=self.id)

    @rule(sentence=SENTENCES, place=st.integers(0, 3))
    def change_or_add(self, sentence: str, place: int) -> None:
        if sentence not in self.sentences:
            self.sentences[place : place + 1] = [sentence]
            self.library.write(*self.sentences, monograph=self.id)

    @precondition(lambda self: len(self.sentences) > 1)
    @rule(place=st.integers(0, 3))
    def remove(self, place: int) -> None:
        del self.sentences[place % len(self.sentences)]
        self.library.write(*self.sentences, monograph=self.id)

    @rule()
    def reorder(self) -> None:
        self.sentences.reverse()
        self.library.write(*self.sentences, monograph=self.id)

    @rule(move=st.sampled_from(Move))
    def move(self, move: Move) -> None:
        expected = NEXT.get((self.expected_status(), move))
        act = getattr(self.library.publisher, MOVES[move])
        try:
            act(self.id, "patient", by="Ada")
        except UsageError:
            assert expected is None
            return
        assert expected is not None
        self.note(move, expected)

    def note(self, move: Move, status: Status) -> None:
        if move is Move.APPROVE:
            self.signed, self.ever = set(self.sentences), True
        elif move is Move.REQUEST_CHANGES and self.expected_status() is Status.APPROVED:
            self.signed = set()
        self.status = status
        self.steps += 1

    def expected_status(self) -> Status:
        if self.status is Status.APPROVED and self.signed != set(self.sentences):
            return Status.UNDER_REVIEW
        return self.status

    def published(self) -> Published:
        return self.library.publisher.published(self.id, "patient")

    @invariant()
    def the_page_says_what_the_model_says(self) -> None:
        if not self.sentences:
            return
        now, signed = set(self.sentences), self.signed
        state = self.published().review
        assert state.status is self.expected_status()
        assert state.approved == {statement_id(one) for one in now & signed}
        assert state.lapsed == {statement_id(one) for one in now - signed if self.ever}
        assert state.removed == {statement_id(one) for one in signed - now}
        assert len(state.steps) == self.steps

    @invariant()
    def another_process_sees_the_same(self) -> None:
        if self.sentences:
            other = self.library.open().published(self.id, "patient")
            assert other == self.published()

    @invariant()
    def the_audit_trail_has_a_line_for_every_step(self) -> None:
        trail = self.library.store.audit.entries(self.id)
        steps = self.library.store.reviews
        record = self.published().review.steps if self.sentences else ()
        assert [one.action for one in trail] == [one.status.value for one in record]
        assert steps is self.library.store.reviews


def test_every_order_of_moves_and_edits_agrees_with_the_model(store: Store, tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: ReviewMachine(tmp_path / "library", store),
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
