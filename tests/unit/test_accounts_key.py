"""The key that cookies are signed with: one for all processes, for its owner's eyes only."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from threading import Barrier, Thread

import pytest

from patiented.accounts import signing_key
from patiented.accounts.opening import key_file
from patiented.errors import UsageError
from patiented.settings import load_settings
from tests.web.desk_samples import settings_of

MAKE = "import sys; from tests.unit.test_accounts_key import made; print(made(sys.argv[1]))"


def made(folder):
    """Return the key as one process of a site sees it."""
    from pathlib import Path  # noqa: PLC0415  (another process runs this)

    return signing_key(settings_of(Path(folder)))


def test_processes_that_start_together_have_one_key(tmp_path):
    command = [sys.executable, "-c", MAKE, str(tmp_path)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(4)
    ]
    keys = {one.communicate(timeout=60)[0] for one in running}
    assert len(keys) == 1
    assert len(keys.pop().strip()) == 64
    assert [one.name for one in tmp_path.iterdir()] == ["desks.key"]


def test_whoever_comes_second_takes_the_key_of_the_first(tmp_path):
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        start, keys = Barrier(6), set()

        def take(start=start, keys=keys, folder=folder):
            start.wait()
            keys.add(signing_key(settings_of(folder)))

        running = [Thread(target=take) for _ in range(6)]
        for one in running:
            one.start()
        for one in running:
            one.join()
        assert len(keys) == 1


def test_the_file_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        signing_key(settings_of(tmp_path))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "desks.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    signing_key(settings_of(tmp_path))
    (tmp_path / "desks.key").chmod(mode)
    with pytest.raises(UsageError, match=r"desks\.key: others could read or change this key"):
        signing_key(settings_of(tmp_path))


@pytest.mark.parametrize("content", ["", "short", "\x00" * 8])
def test_what_is_no_key_is_refused(tmp_path, content):
    signing_key(settings_of(tmp_path))
    (tmp_path / "desks.key").write_text(content)
    with pytest.raises(UsageError, match="this is no key of 32 characters"):
        signing_key(settings_of(tmp_path))


def test_where_no_file_can_be_kept_the_setting_is_named(tmp_path):
    with pytest.raises(UsageError, match="set PATIENTED_SECRET_KEY"):
        signing_key(settings_of(tmp_path / "none" / "there"))


def test_a_key_that_is_set_needs_no_file_and_shows_in_no_repr(tmp_path):
    key = "0123456789abcdef" * 2
    settings = settings_of(tmp_path, secret_key=key)
    assert signing_key(settings) == key
    assert key not in repr(settings)
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_too_short_is_refused_and_not_repeated(tmp_path):
    (tmp_path / "monographs").mkdir()
    environ = {"PATIENTED_SECRET_KEY": "hunter2"}
    with pytest.raises(UsageError) as caught:
        load_settings(environ=environ, start=tmp_path)
    assert "expected 32 characters or more" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_beside_a_server_the_key_is_kept_in_the_library(tmp_path):
    settings = settings_of(tmp_path)
    object.__setattr__(settings, "database_url", "postgresql://db.example/x")
    assert key_file(settings) == settings.library / "var" / "patiented.key"
