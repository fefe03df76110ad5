"""Several processes on one database, and processes that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from patiented.review import EditionKey, ReviewStep, Status
from patiented.store import Store, schema
from patiented.store.tables import REVISIONS
from tests.store_fixtures import NOW, make_edition

TESTS = Path(__file__).parents[1]
START = """
import sys, time
sys.path.insert(0, {tests!r})
from tests.store_fixtures import NOW, make_edition
from patiented.errors import StoreError
from patiented.review import EditionKey, ReviewStep, Status
from patiented.store import Store
store = Store({url!r})
print("ready", flush=True)
sys.stdin.readline()
"""


def _together(url: str, program: str, count: int) -> list[str]:
    """Run `program` in `count` processes that start at once; return what each says."""
    code = START.format(tests=str(TESTS), url=url) + program
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(count)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    return [one.communicate(timeout=60)[0].strip() for one in running]


def _killed(url: str, program: str) -> None:
    """Run `program` in a process and kill it once it says that it is in the middle."""
    code = START.format(tests=str(TESTS), url=url) + program
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as one:
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdin.write("\n")
        one.stdin.flush()
        assert [one.stdout.readline() for _ in range(2)] == ["ready\n", "middle\n"]
        os.kill(one.pid, signal.SIGKILL)
        assert one.wait(60) == -signal.SIGKILL


def test_two_processes_that_keep_one_edition_keep_it_once(database_url: str) -> None:
    program = """
editions = [make_edition(fingerprint=f"f{n}") for n in range(20)]
print(sum(store.editions.keep(one, at=NOW) for one in editions))
"""
    answers = _together(database_url, program, 2)
    assert sum(map(int, answers)) == 20
    store = Store(database_url)
    assert len(store.editions.history(EditionKey("m", "patient"))) == 20
    store.close()


def test_two_reviewers_at_once_leave_one_step_and_one_told(store: Store, database_url: str) -> None:
    store.editions.keep(make_edition(), at=NOW)
    program = """
step = ReviewStep(Status.SUBMITTED, NOW, "Ada", "", "f")
try:
    store.reviews.append(EditionKey("m", "patient"), step, after=0, granted={}, revoked=())
    print("moved")
except StoreError as error:
    print(error.error_code)
"""
    assert sorted(_together(database_url, program, 3)) == ["E511", "E511", "moved"]
    assert len(store.reviews.record(EditionKey("m", "patient")).steps) == 1
    assert len(store.audit.entries()) == 1


def test_processes_that_start_on_a_missing_file_make_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/patiented.db"
    program = "print(store.editions.keep(make_edition(), at=NOW))"
    assert sorted(_together(url, program, 3)) == ["False", "False", "True"]
    assert schema.check(url) == ()


def test_upgrades_at_once_take_turns(empty_database_url: str) -> None:
    program = f"""
from patiented.store import schema
print(schema.upgrade({empty_database_url!r}))
"""
    assert _together(empty_database_url, program, 3) == [REVISIONS[-1]] * 3
    assert schema.check(empty_database_url) == ()


def test_a_withdrawal_is_seen_by_a_process_that_is_already_running(
    store: Store, database_url: str
) -> None:
    assert store.withdrawals.active() == ()
    program = """
from patiented.review import Withdrawal
store.withdrawals.withdraw(Withdrawal("m", None, "Recalled", "Ada", NOW))
"""
    _together(database_url, program, 1)
    assert [one.reason for one in store.withdrawals.active()] == ["Recalled"]


def test_a_process_killed_in_the_middle_of_a_step_leaves_nothing_half_written(
    store: Store, database_url: str
) -> None:
    store.editions.keep(make_edition(), at=NOW)
    program = """
import patiented.store.reviews as reviews
def stop(*_):
    print("middle", flush=True)
    time.sleep(60)
reviews.record_audit = stop
step = ReviewStep(Status.SUBMITTED, NOW, "Ada", "", "f")
store.reviews.append(EditionKey("m", "patient"), step, after=0, granted={"s": "h"}, revoked=())
"""
    _killed(database_url, program)
    key = EditionKey("m", "patient")
    assert store.reviews.record(key).steps == ()
    assert store.reviews.record(key).approvals == ()
    step = ReviewStep(Status.SUBMITTED, NOW, "Bo", "", "f")
    store.reviews.append(key, step, after=0, granted={}, revoked=())
    assert store.reviews.record(key).steps == (step,)


def test_a_process_killed_in_the_middle_of_an_upgrade_leaves_nothing_half_made(
    empty_database_url: str,
) -> None:
    program = f"""
from patiented.store import schema
import patiented.store.migrations.guarding as guarding
def stop(*_):
    print("middle", flush=True)
    time.sleep(60)
guarding.make_append_only = stop
schema.upgrade({empty_database_url!r})
"""
    _killed(empty_database_url, program)
    assert schema.current(empty_database_url) is None
    assert schema.upgrade(empty_database_url) == REVISIONS[-1]
    assert schema.check(empty_database_url) == ()


def test_a_child_process_opens_connections_of_its_own(store: Store, database_url: str) -> None:
    program = """
import os
store.editions.keep(make_edition(), at=NOW)
with store.reading() as connection:
    of_parent = connection.connection.driver_connection
child = os.fork()
if child == 0:
    new = store.editions.keep(make_edition(fingerprint="child"), at=NOW)
    with store.reading() as connection:
        own = connection.connection.driver_connection is not of_parent
    os._exit(0 if new and own else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), store.editions.get("child") is not None)
"""
    assert _together(database_url, program, 1) == ["0 True"]
    assert store.editions.get("child") is not None
