"""What commands do with the streams and files they are given: full, closed, linked, foreign."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from tests.street import make_library

PAIR = b'{"id": 1, "source": "Take 5 mg.", "rewrite": "Take 5 mg."}\n'


@pytest.fixture
def patiented(tmp_path):
    """Run a command in a process of its own; keywords go to `subprocess.run`."""
    make_library(tmp_path)
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}

    def run(*arguments, env=None, **given):
        return subprocess.run(
            [sys.executable, "-m", "patiented", *map(str, arguments)],
            stderr=subprocess.PIPE,
            check=False,
            cwd=tmp_path,
            env={**environment, **(env or {})},
            **given,
        )

    return run


def _said(done):
    """Return standard error, which is one line."""
    text = done.stderr.decode()
    assert text.count("\n") == 1, text
    return text


RENDER = ("render", "alphadrug", "--audience", "patient")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [RENDER, ("guard", "--pairs", "-"), ("--version",)])
def test_a_full_disk_is_one_line_and_exit_2(patiented, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = patiented(*arguments, stdout=full, input=PAIR)
    assert done.returncode == 2
    assert "No space left on device" in _said(done)


def test_a_reader_who_leaves_ends_the_command_without_a_word(patiented):
    reading, writing = os.pipe()
    os.close(reading)
    done = patiented("guard", "--pairs", "-", stdout=writing, input=PAIR * 50)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_is_no_traceback(patiented, closed):
    done = patiented(
        "guard", "--pairs", "-", stdout=subprocess.PIPE, preexec_fn=lambda: os.close(closed)
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_output_is_utf_8_whatever_the_locale_says(patiented):
    foreign = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    line = '{"id": "é", "source": "≥ 12 years.", "rewrite": "≥ 12 years."}'
    done = patiented(
        "guard", "--pairs", "-", env=foreign, stdout=subprocess.PIPE, input=line.encode()
    )
    assert done.returncode == 0, done.stderr
    assert '"id": "é"' in done.stdout.decode("utf-8")


def test_output_to_a_device_leaves_the_device_alone(patiented, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    done = patiented(*RENDER, "--format", "text", "-o", pipe)
    written = os.read(reader, 1_000_000)
    os.close(reader)
    assert done.returncode == 0, done.stderr
    assert b"5 mg" in written.replace(b"\xc2\xa0", b" ")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_output_through_a_link_keeps_the_link(patiented, tmp_path):
    target, link = tmp_path / "real.html", tmp_path / "link.html"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert patiented(*RENDER, "-o", link).returncode == 0
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_output_keeps_the_mode_of_a_file_and_heeds_the_umask_for_a_new_one(patiented, tmp_path):
    old, new = tmp_path / "old.html", tmp_path / "new.html"
    old.touch(mode=0o640)
    old.chmod(0o640)
    for path in (old, new):
        assert patiented(*RENDER, "-o", path, umask=0o077).returncode == 0
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o600


def test_a_hyphen_as_output_is_standard_output(patiented, tmp_path):
    done = patiented(*RENDER, "-o", "-", stdout=subprocess.PIPE)
    assert done.stdout.startswith(b"<!doctype html>")
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("render", "alphadrug"), "Missing option '--audience'"),
        (("render", "--nonsense"), "No such option"),
        ((*RENDER, "--format", "epub"), "'epub' is not one of"),
        (("nosuch",), "No such command 'nosuch'"),
        (("read", "a\nb.md"), "b.md"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_2(patiented, arguments, said):
    done = patiented(*arguments, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in _said(done)
