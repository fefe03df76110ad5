"""Accounts and sessions in the database, and what of them stands in the trail."""

from __future__ import annotations

import pytest

from patiented.errors import UsageError
from patiented.store import Account, AuditEntry, Change, Session
from tests.store_fixtures import NOW

ENTRY = AuditEntry(NOW, "Test", "account added", "")


def account(login="ada", name="Ada", **more):
    return Account(login, name, name.casefold(), frozenset({"writer"}), NOW, "hash", **more)


def test_an_account_comes_back_as_it_was_kept(store):
    kept = store.people.add(account(), ENTRY)
    assert kept.number > 0
    assert store.people.find("ada") == kept == store.people.all()[0]
    assert (kept.name, kept.roles, kept.password) == ("Ada", frozenset({"writer"}), "hash")
    assert (kept.active, kept.version, kept.created_at) == (True, 1, NOW)
    assert store.people.find("bo") is None


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (account(name="Bo"), "the login ada is taken"),
        (account(login="bo", name="ADA"), "the name ADA is taken"),
    ],
)
def test_neither_a_login_nor_a_name_is_given_twice(store, other, said):
    store.people.add(account(), ENTRY)
    with pytest.raises(UsageError, match=said):
        store.people.add(other, ENTRY)
    assert len(store.people.all()) == len(store.audit.entries()) == 1


def test_somebody_from_outside_is_known_by_issuer_and_subject(store):
    one = store.people.add(account(issuer="https://a.example", subject="7"), ENTRY)
    assert store.people.known_as("https://a.example", "7") == one
    assert store.people.known_as("https://b.example", "7") is None
    other = account("bo", "Bo", issuer="https://a.example", subject="7")
    with pytest.raises(UsageError):
        store.people.add(other, ENTRY)


def test_people_without_a_service_are_many(store):
    store.people.add(account(), ENTRY)
    store.people.add(account("bo", "Bo"), ENTRY)
    assert [one.login for one in store.people.all()] == ["ada", "bo"]


@pytest.mark.parametrize(
    "change",
    [
        Change(password="other"),  # noqa: S106
        Change(roles=frozenset({"admin", "reviewer"})),
        Change(active=False),
    ],
)
def test_a_change_is_kept_stands_in_the_trail_and_ends_the_sessions(store, change):
    kept = store.people.add(account(), ENTRY)
    store.people.start(Session("d", kept.number, kept.version, NOW), since="2025")
    assert store.people.session("d") is not None
    entry = AuditEntry(NOW, "Test", "account changed", "", note="ada")
    changed = store.people.change("ada", change, entry)
    assert store.people.session("d") is None
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 0
    assert changed == store.people.find("ada")
    for name in ("password", "roles", "active"):
        wanted = getattr(change, name)
        assert getattr(changed, name) == (getattr(kept, name) if wanted is None else wanted)
    assert store.audit.entries()[-1] == entry


def test_a_session_of_a_login_that_raced_with_a_change_does_not_count(store):
    before = store.people.add(account(), ENTRY)
    store.people.change("ada", Change(active=True), ENTRY)
    store.people.start(Session("d", before.number, before.version, NOW), since="2025")
    assert store.people.session("d") is None


def test_a_change_of_nobody_is_refused_and_leaves_no_trace(store):
    with pytest.raises(UsageError, match="nobody has the login bo"):
        store.people.change("bo", Change(active=False), ENTRY)
    assert store.audit.entries() == ()


def test_a_session_ends_alone_and_old_ones_are_dropped(store):
    kept = store.people.add(account(), ENTRY)
    for digest, at in (("a", "2026-01-01T00:00:00Z"), ("b", NOW)):
        store.people.start(Session(digest, kept.number, 1, at), since="2025")
    store.people.start(Session("c", kept.number, 1, NOW), since="2026-01-02T00:00:00Z")
    found = {one for one in "abc" if store.people.session(one)}
    assert found == {"b", "c"}
    store.people.end("b")
    store.people.end("never there")
    assert store.people.session("b") is None
    assert store.people.session("c") == (Session("c", kept.number, 1, NOW), kept)


def test_nothing_secret_stands_in_a_repr(store):
    kept = store.people.add(account(), ENTRY)
    shown = repr((kept, Change(password="hash"), Session("digest-1", 1, 1, NOW)))  # noqa: S106
    assert "hash" not in shown
    assert "digest-1" not in shown
