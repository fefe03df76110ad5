"""A check on several processes: the same answers in the same order, whatever becomes of one."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace

import pytest

from patiented.export.checks.records import Unchecked
from patiented.publishing.checking import Checker, Wish
from patiented.publishing.checking_all import AHEAD, check_all
from patiented.settings import load_settings
from tests.engines import shipped_engine
from tests.street import make_library
from tests.unit.checked import checked

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
WISHES = [Wish(f"m{number:02}", ("patient",)) for number in range(16)]


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def settings(tmp_path):
    return load_settings(environ={}, start=tmp_path, library=make_library(tmp_path))


@pytest.fixture
def work(monkeypatch, settings):
    """Check with a function in place of the engine; it is inherited by the processes."""

    def checks(function, workers=2, wishes=WISHES):
        def check(_, wish):
            yield from function(wish)

        monkeypatch.setattr(Checker, "check", check)
        return check_all(settings, None, wishes, workers=workers)

    monkeypatch.setattr(
        "patiented.publishing.checking_all.open_checker",
        lambda *_: Checker(Closed(), None, None),
    )
    return checks


class Closed:
    def close(self):
        pass


def told(wish):
    """Answer with the process that was asked; every third takes longer than those after it."""
    if wish.monograph.endswith(("0", "3", "6")):
        time.sleep(0.05)
    yield checked(monograph=wish.monograph, status=str(os.getpid()))


def test_answers_come_in_order_from_several_processes(work):
    done = [one for outcomes in work(told) for one in outcomes]
    assert [one.monograph for one in done] == [one.monograph for one in WISHES]
    assert len({one.status for one in done} - {str(os.getpid())}) == 2


def test_one_worker_is_this_process(work):
    assert {one.status for (one,) in work(told, workers=1)} == {str(os.getpid())}


def test_a_small_library_is_not_worth_a_process(work):
    assert {one.status for (one,) in work(told, wishes=WISHES[:7])} == {str(os.getpid())}


def test_a_process_that_dies_is_told_of_by_its_monograph_and_the_others_go_on(work):
    def dies(wish):
        if wish.monograph == "m05":
            os.kill(os.getpid(), signal.SIGKILL)
        yield from told(wish)

    done = [one for outcomes in work(dies) for one in outcomes]
    assert [one.monograph for one in done] == [one.monograph for one in WISHES]
    assert [one.message for one in done if isinstance(one, Unchecked)] == [
        "m05: the process that checked it died (signal 9)"
    ]


def test_when_every_process_has_died_the_check_ends_in_one_line(work):
    def dies(wish):
        os._exit(3)
        yield

    with pytest.raises(Exception, match="every process of the check has died; try --workers 1"):
        list(work(dies))


def test_a_failing_disk_is_told_of(work):
    def fails(wish):
        if wish.monograph == "m01":
            raise OSError(28, "No space left on device", "here.db")
        yield from told(wish)

    done = [one for outcomes in work(fails) for one in outcomes]
    assert done[1] == Unchecked("m01", "here.db: No space left on device")


def test_the_processes_do_not_run_ahead_of_what_is_awaited(work, tmp_path):
    def marks(wish):
        (tmp_path / f"{wish.monograph}.done").touch()
        if wish.monograph == "m00":
            time.sleep(0.5)
        yield from told(wish)

    running = work(marks, wishes=[Wish(f"m{number:02}", ()) for number in range(30)])
    next(running)
    assert len(list(tmp_path.glob("*.done"))) <= 2 * AHEAD + 1
    running.close()


def test_the_processes_end_with_a_check_that_is_not_read_to_its_end(work):
    running = work(told)
    (first,) = next(running)
    running.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.status), 0)


def test_processes_and_one_process_find_the_same(tmp_path, engine):
    for number in range(8):
        make_library(tmp_path / "made")
        (tmp_path / "made/monographs/alphadrug").rename(tmp_path / f"alphadrug-{number}")
    (tmp_path / "made/monographs").rmdir()
    (tmp_path / "library/monographs").mkdir(parents=True)
    for number in range(8):
        place = tmp_path / f"library/monographs/alphadrug-{number}"
        (tmp_path / f"alphadrug-{number}").rename(place)
    settings = load_settings(environ={}, start=tmp_path, library=tmp_path / "library")
    other = replace(settings, database_url=f"sqlite:///{tmp_path / 'other.db'}")
    wishes = [Wish(f"alphadrug-{number}", ("patient", "clinician")) for number in range(8)]
    many = list(check_all(settings, engine, wishes, workers=2))
    assert many == list(check_all(other, engine, wishes, workers=1))
    assert [len(outcomes) for outcomes in many] == [2] * 8
