"""`serve` and `write` say what is wrong before they start: in one line, with exit 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from patiented.cli import main
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


def refused(capsys, *arguments):
    """Return what `write` says on stderr when it does not start."""
    with pytest.raises(SystemExit) as stopped:
        main(["write", *arguments, "--port", "0"])
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said.count("\n") == 1
    return said


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.0.2.1", "example.org", "localhost.evil.org"],  # noqa: S104
)
def test_a_desk_without_a_login_listens_on_this_machine_only(capsys, host):
    said = refused(capsys, "--host", host)
    assert "asks for no login and listens on 127.0.0.1 only" in said


def test_a_key_that_others_can_read_opens_no_desk(capsys, tmp_path):
    make_library(tmp_path)
    (tmp_path / "var").mkdir()
    key = tmp_path / "var" / "patiented.key"
    key.write_text("k" * 64)
    key.chmod(0o644)
    assert "others could read or change this key" in refused(capsys, str(tmp_path))


def test_a_desk_of_ones_own_is_open_here_and_signed_with_the_name(tmp_path):
    make_library(tmp_path)
    # A setting for `serve` must not open it to others.
    (tmp_path / "patiented.toml").write_text('host = "0.0.0.0"\n', encoding="utf-8")
    command = [sys.executable, "-m", "patiented", "write", str(tmp_path), "--port", "0", "--quiet"]
    running = subprocess.Popen(
        [*command, "--name", "Ada Lovelace"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        where = running.stdout.readline().split()[3]
        assert where.startswith("http://127.0.0.1:")
        page = urlopen(f"{where}account/", timeout=20).read().decode()  # noqa: S310  (our own)
        assert "You are Ada Lovelace." in page
        with pytest.raises(HTTPError, match="403"):
            urlopen(Request(f"{where}account/", headers={"Host": "evil.example"}), timeout=20)  # noqa: S310
    finally:
        running.terminate()
        running.wait(20)
        running.stdout.close()
