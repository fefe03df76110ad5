"""The change token: the same while nobody writes, another one after every commit of anybody."""

from __future__ import annotations

import os
import threading

import pytest

from patiented.errors import StoreError
from patiented.review import EditionKey, ReviewStep, Status, Withdrawal
from patiented.store import Store
from tests.store_fixtures import NOW, make_edition
from tests.unit.test_store_processes import _together

NOTICE = Withdrawal("m", None, "Recalled", "Ada", NOW)


def test_the_token_stays_while_nobody_writes(store: Store) -> None:
    first = store.changes()
    store.withdrawals.active()
    assert [store.changes() for _ in range(3)] == [first] * 3


@pytest.mark.parametrize("deed", ["withdraw", "reinstate", "review", "edition"])
def test_each_deed_of_this_process_changes_the_token(store: Store, deed: str) -> None:
    store.editions.keep(make_edition(), at=NOW)
    before = store.changes()
    if deed == "withdraw":
        store.withdrawals.withdraw(NOTICE)
    elif deed == "reinstate":
        store.withdrawals.reinstate(NOTICE)
    elif deed == "edition":
        store.editions.keep(make_edition(fingerprint="g"), at=NOW)
    else:
        step = ReviewStep(Status.SUBMITTED, NOW, "Ada", "", "f")
        store.reviews.append(EditionKey("m", "patient"), step, after=0, granted={}, revoked=())
    assert store.changes() != before


def test_a_deed_of_another_process_changes_the_token(store: Store, database_url: str) -> None:
    before = store.changes()
    program = """
from patiented.review import Withdrawal
store.withdrawals.withdraw(Withdrawal("m", None, "Recalled", "Ada", NOW))
"""
    _together(database_url, program, 1)
    assert store.changes() != before


def test_no_token_comes_twice_though_the_connection_is_opened_anew(store: Store) -> None:
    tokens = []
    for _ in range(4):
        tokens.append(store.changes())
        store._changes.close()
        store.withdrawals.withdraw(NOTICE)
    assert len(set(tokens)) == 4


def test_threads_share_one_token(store: Store) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(store.changes())) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 8
    assert set(found) == {store.changes()}


def test_a_child_process_asks_on_a_connection_of_its_own(store: Store, database_url: str) -> None:
    program = """
import os
store.changes()
mine = store._changes._connection
child = os.fork()
if child == 0:
    store.changes()
    os._exit(0 if store._changes._connection is not mine else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), bool(store.changes()))
"""
    assert _together(database_url, program, 1) == ["0 True"]


def test_a_connection_that_broke_is_opened_again(store: Store) -> None:
    store.changes()
    store._changes._connection.close()
    assert store.changes()


def test_a_database_that_went_away_is_told_in_one_line(tmp_path) -> None:
    store = Store(f"sqlite:///{tmp_path}/var/patiented.db")
    store.changes()
    store._changes.close()
    store._connector.close()
    for path in (tmp_path / "var").iterdir():
        path.unlink()
    os.rmdir(tmp_path / "var")  # noqa: PTH106  (nothing may be left)
    with pytest.raises(StoreError, match="cannot be opened"):
        store.changes()
    store.close()
