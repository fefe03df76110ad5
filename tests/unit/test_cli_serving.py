"""`serve` says what is wrong before it starts: in one line, with exit 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from tests.street import make_library


@pytest.fixture
def serve(tmp_path):
    make_library(tmp_path)

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "patiented", "serve", str(tmp_path), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert done.stderr.count("\n") == 1, done.stderr
        return done.returncode, done.stderr

    return run


def test_a_port_in_use_is_one_line_and_exit_2(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = serve("--port", str(port))
    assert code == 2
    assert f"cannot listen on 127.0.0.1 port {port}: Address already in use" in said


def test_an_unknown_host_is_one_line_and_exit_2(serve):
    code, said = serve("--host", "999.0.0.1", "--port", "0")
    assert code == 2
    assert "cannot listen on 999.0.0.1 port 0" in said


def test_a_broken_audience_is_blamed_by_place_before_any_server_starts(serve, tmp_path):
    teen = tmp_path / "audiences" / "teen"
    teen.mkdir(parents=True)
    (teen / "profile.toml").write_text("labell = 3\n", encoding="utf-8")
    code, said = serve("--port", "0")
    assert code == 2
    assert "profile.toml:1:1: unknown key 'labell'; did you mean 'label'?" in said
