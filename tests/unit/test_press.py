"""The printing process and its time limit, with real processes; and what the printer keeps."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from patiented.errors import PrintError
from patiented.export import press as export_press
from patiented.export import printer as export_printer
from patiented.export.pdf import PrintJob
from patiented.export.press import Press, can_print
from patiented.export.printer import Printer
from tests import pdf_reading as reading

PAGE = "<!doctype html><html lang='en'><title>T</title><p>{}</p>"
JOB = PrintJob((PAGE.format("x"),), "", "A4", "id")
LONG = PrintJob(
    ("<!doctype html><html lang='en'><title>T</title>" + "<p>word</p>" * 60_000,), "", "A4", "id"
)
SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")
DIES = (sys.executable, "-c", "pass")


@pytest.fixture
def press_of():
    made = []

    def make(*arguments):
        made.append(Press(*arguments))
        return made[-1]

    yield make
    for press in made:
        press.close()


@reading.needs_pango
def test_a_job_that_is_too_slow_is_stopped_in_time_and_the_next_one_is_printed(press_of):
    press = press_of(6)
    assert press.print(JOB).startswith(b"%PDF")
    process = press._process
    begun = time.monotonic()
    with pytest.raises(PrintError, match="not made within 6 s") as caught:
        press.print(LONG)
    assert 5.9 <= time.monotonic() - begun < 9
    assert caught.value.error_code == "E602"
    assert process.poll() is not None
    assert press.print(JOB).startswith(b"%PDF")


def test_a_process_that_never_reads_does_not_hang_the_site(press_of):
    begun = time.monotonic()
    with pytest.raises(PrintError, match="not made within"):
        press_of(0.5, SLEEPS).print(LONG)
    assert time.monotonic() - begun < 3


def test_a_process_that_ends_at_once_is_an_error_and_not_a_loop(press_of):
    with pytest.raises(PrintError, match="ended without an answer") as caught:
        press_of(20, DIES).print(JOB)
    assert caught.value.error_code == "E602"


@reading.needs_pango
def test_a_process_that_has_gone_to_rest_is_started_again(press_of):
    press = press_of(30)
    first = press.print(JOB)
    press._process.kill()
    press._process.wait()
    assert press.print(JOB) == first


@reading.needs_pango
def test_the_process_ends_with_the_site(press_of):
    press = press_of(30)
    press.print(JOB)
    process, press._process = press._process, None
    process.stdin.close()
    assert process.wait(timeout=10) == 0
    process.stdout.close()


def test_what_the_library_lacks_comes_back_by_its_code(press_of, monkeypatch):
    lacks = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from patiented.export.press_work import main; main()"
    )
    with pytest.raises(PrintError, match="Pango") as caught:
        press_of(30, (sys.executable, "-c", lacks)).print(JOB)
    assert caught.value.error_code == "E601"


@reading.needs_pango
def test_a_job_that_fails_says_why_and_the_process_goes_on(press_of):
    press = press_of(30)
    with pytest.raises(PrintError, match="no page to print"):
        press.print(PrintJob((), "", "A4", "id"))
    process = press._process
    assert press.print(JOB).startswith(b"%PDF")
    assert press._process is process


@reading.needs_pango
def test_a_stuck_process_ends_by_itself_when_the_site_has_gone(press_of, monkeypatch):
    press = press_of(1.5)
    monkeypatch.setattr(Press, "close", lambda _: None)  # a site that cannot stop it any more
    with pytest.raises(PrintError):
        press.print(LONG)
    assert press._process.wait(timeout=10) < 0, "the system ended it"
    monkeypatch.undo()


def test_a_machine_without_pango_cannot_print(monkeypatch):
    monkeypatch.setattr(export_press, "LIBRARIES", (("libno-such-library.so.0",),))
    assert not can_print()


def test_a_machine_without_weasyprint_cannot_print(monkeypatch):
    monkeypatch.setattr(export_press, "find_spec", lambda _: None)
    assert not can_print()


# What the printer keeps.


class Maker:
    """Makes `size` bytes for each job, slowly if told to; counts."""

    def __init__(self, size=10):
        self.size = size
        self.calls = 0
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()
        self.error = None

    def __call__(self, _):
        self.calls += 1
        self.begun.set()
        self.go.wait(10)
        if self.error:
            raise self.error
        return bytes(self.size)


def fetch(printer, key):
    return printer.pdf(key, lambda: JOB)


def test_what_was_made_is_not_made_again():
    maker = Maker()
    printer = Printer(maker)
    assert fetch(printer, "a") is fetch(printer, "a")
    assert maker.calls == 1


def test_the_longest_unasked_goes_first_when_the_bound_is_reached():
    maker = Maker(size=10)
    printer = Printer(maker, most_bytes=25)
    for key in ("a", "b", "a", "c"):
        fetch(printer, key)
    assert maker.calls == 3
    fetch(printer, "a")
    assert maker.calls == 3, "a was asked for after b"
    fetch(printer, "b")
    assert maker.calls == 4


def test_who_asks_for_the_same_at_once_waits_for_one_making():
    maker = Maker()
    maker.go.clear()
    printer = Printer(maker)
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(fetch(printer, "a"))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    assert maker.begun.wait(5)
    maker.go.set()
    for thread in threads:
        thread.join(5)
    assert len(results) == 5
    assert maker.calls == 1


def test_too_many_different_ones_at_once_are_told_to_come_again(monkeypatch):
    monkeypatch.setattr(export_printer, "MOST_AT_ONCE", 1)
    maker = Maker()
    maker.go.clear()
    printer = Printer(maker)
    first = threading.Thread(target=fetch, args=(printer, "a"))
    first.start()
    assert maker.begun.wait(5)
    with pytest.raises(PrintError, match="too many") as caught:
        fetch(printer, "b")
    assert caught.value.error_code == "E602"
    maker.go.set()
    first.join(5)
    assert fetch(printer, "b")


def test_what_failed_is_not_tried_again_for_a_minute():
    now = [0.0]
    maker = Maker()
    maker.error = PrintError("too slow", code="E602")
    printer = Printer(maker, clock=lambda: now[0])
    for second in (0, 59):
        now[0] = second
        with pytest.raises(PrintError, match="too slow"):
            fetch(printer, "a")
    assert maker.calls == 1
    maker.error = None
    now[0] = 61
    assert fetch(printer, "a")


def test_an_error_nobody_expected_lets_the_next_one_try():
    maker = Maker()
    maker.error = ZeroDivisionError()
    printer = Printer(maker)
    with pytest.raises(ZeroDivisionError):
        fetch(printer, "a")
    with pytest.raises(PrintError, match="could not be made"):
        fetch(printer, "a")
    maker.error = None
    assert fetch(printer, "b")
