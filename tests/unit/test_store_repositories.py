"""What the repositories keep and give back; every test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from patiented.errors import StoreError
from patiented.review import Approval, EditionKey, ReviewStep, Status, Withdrawal
from patiented.store import AuditEntry, KeptEdition, ReviewRecord, Versions
from tests.store_fixtures import NOW, make_edition

if TYPE_CHECKING:
    from patiented.store import Keeping, Store

KEY = EditionKey("m", "patient")
WHOLE = Withdrawal("m", None, "Recalled", "Ada", NOW)
ONE = Withdrawal("m", "patient", "Misprint", "Ada", NOW)


def _step(status: Status = Status.SUBMITTED, note: str = "") -> ReviewStep:
    return ReviewStep(status, NOW, "Ada", note, "f")


def _append(store: Keeping, step: ReviewStep, after: int, **effects: object) -> None:
    effects = {"granted": {}, "revoked": ()} | effects
    store.reviews.append(KEY, step, after=after, **effects)  # type: ignore[arg-type]


def test_the_store_keeps_its_written_interface(store: Store) -> None:
    kept: Keeping = store  # mypy compares the two; here we only see that it can be used as such.
    assert kept.audit.entries() == ()


def test_a_kept_edition_comes_back_as_it_was(store: Store) -> None:
    edition = make_edition()
    assert store.editions.keep(edition, at=NOW)
    assert store.editions.get("f") == edition


def test_an_edition_that_was_never_kept_is_none(store: Store) -> None:
    assert store.editions.get("nothing") is None


def test_keeping_an_edition_again_changes_nothing(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    assert not store.editions.keep(make_edition(), at="later")
    assert [one.made_at for one in store.editions.history(KEY)] == [NOW]


def test_history_lists_the_versions_of_one_key_newest_first(store: Store) -> None:
    for fingerprint in ("f1", "f2"):
        store.editions.keep(make_edition(fingerprint=fingerprint), at=NOW)
    store.editions.keep(make_edition(audience="clinician", fingerprint="f3"), at=NOW)
    assert store.editions.history(KEY) == (KeptEdition("f2", "", NOW), KeptEdition("f1", "", NOW))


def test_versions_are_counted_for_every_key_with_the_time_of_the_latest(store: Store) -> None:
    store.editions.keep(make_edition(fingerprint="f1"), at="2026-01-01T00:00:00Z")
    store.editions.keep(make_edition(fingerprint="f2"), at="2026-02-01T00:00:00Z")
    store.editions.keep(make_edition(audience="clinician", fingerprint="f3"), at=NOW)
    assert store.editions.versions() == {
        KEY: Versions(2, "2026-02-01T00:00:00Z"),
        EditionKey("m", "clinician"): Versions(1, NOW),
    }


def test_a_key_without_a_review_has_an_empty_record(store: Store) -> None:
    assert store.reviews.record(KEY) == ReviewRecord()


def test_steps_and_approvals_come_back_in_order(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    first, second = _step(note="ü 日本"), _step(Status.APPROVED)
    _append(store, first, 0)
    _append(store, second, 1, granted={"s1": "h1", "s2": "h2"})
    approvals = tuple(Approval(f"s{n}", f"h{n}", "Ada", NOW, "f") for n in (1, 2))
    assert store.reviews.record(KEY) == ReviewRecord((first, second), approvals)


def test_a_revoked_approval_no_longer_counts(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(), 0, granted={"s1": "h1", "s2": "h2"})
    _append(store, _step(), 1, revoked={"s1"})
    assert [one.statement for one in store.reviews.record(KEY).approvals] == ["s2"]


def test_a_later_approval_of_a_statement_replaces_the_earlier(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(), 0, granted={"s1": "old"})
    _append(store, _step(), 1, granted={"s1": "new"})
    assert [one.text_hash for one in store.reviews.record(KEY).approvals] == ["new"]


def test_a_second_person_at_the_same_step_is_told_to_look_again(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(), 0)
    with pytest.raises(StoreError, match="somebody else moved this review"):
        _append(store, _step(), 0, granted={"s1": "h"})
    assert store.reviews.record(KEY) == ReviewRecord((_step(),))


def test_a_failed_step_leaves_no_line_in_the_audit_trail(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(), 0)
    with pytest.raises(StoreError):
        _append(store, _step(), 0)
    assert len(store.audit.entries()) == 1


def test_a_step_on_an_edition_that_was_never_kept_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        _append(store, _step(), 0)


def test_reviews_of_other_audiences_and_languages_are_apart(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(), 0, granted={"s1": "h"})
    assert store.reviews.record(EditionKey("m", "clinician")) == ReviewRecord()
    assert store.reviews.record(EditionKey("m", "patient", "es")) == ReviewRecord()


def test_the_latest_step_of_every_key_is_found_at_once(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(), 0)
    _append(store, _step(Status.UNDER_REVIEW), 1)
    other = EditionKey("m", "clinician")
    store.reviews.append(other, _step(), after=0, granted={}, revoked=())
    assert store.reviews.latest() == {KEY: _step(Status.UNDER_REVIEW), other: _step()}


def test_a_withdrawal_is_in_force_until_it_is_ended(store: Store) -> None:
    store.withdrawals.withdraw(WHOLE)
    assert store.withdrawals.active() == (WHOLE,)
    store.withdrawals.reinstate(WHOLE)
    assert store.withdrawals.active() == ()


def test_ending_one_scope_leaves_the_other_withdrawn(store: Store) -> None:
    store.withdrawals.withdraw(WHOLE)
    store.withdrawals.withdraw(ONE)
    store.withdrawals.reinstate(ONE)
    assert store.withdrawals.active("m") == (WHOLE,)
    assert store.withdrawals.active("another") == ()


def test_a_second_notice_of_one_scope_replaces_the_first(store: Store) -> None:
    store.withdrawals.withdraw(ONE)
    later = Withdrawal("m", "patient", "Another reason", "Bo", NOW)
    store.withdrawals.withdraw(later)
    assert store.withdrawals.active() == (later,)


def test_the_audit_trail_says_who_did_what_in_order(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    _append(store, _step(note="please"), 0)
    store.withdrawals.withdraw(WHOLE)
    assert store.audit.entries("m") == (
        AuditEntry(NOW, "Ada", "submitted", "m", "patient", "en", "f", "please"),
        AuditEntry(NOW, "Ada", "withdrawn", "m", None, None, "", "Recalled"),
    )
    assert store.audit.entries("another") == ()


def test_a_closed_store_opens_again_on_its_next_use(store: Store) -> None:
    store.editions.keep(make_edition(), at=NOW)
    store.close()
    assert store.editions.get("f") is not None
