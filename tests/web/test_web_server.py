"""The production server: it says where it is, serves, and stops when told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import urllib.request

import pytest

from tests.web import samples

SCRIPT = textwrap.dedent(
    """
    from tests.web import samples
    from patiented.web import create_app
    from patiented.web.server import serve

    def make_app():
        return create_app(samples.settings(), service=samples.SampleService())

    serve(make_app, "127.0.0.1", 0, 2, quiet=True)
    """
)


@pytest.fixture
def server(tmp_path):
    path = str(samples.ROOT)
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        env={
            **{name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"},
            "PYTHONPATH": path,
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_serve_prints_its_address_serves_and_stops_gracefully(server, tmp_path):
    line = server.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:[1-9]\d*/", line)[0]
    with urllib.request.urlopen(f"{address}m/zeltrina", timeout=20) as answer:  # noqa: S310  (ours)
        assert answer.status == 200
        assert "Zeltrina" in answer.read().decode()
        assert not answer.headers["Server"].lower().startswith("werkzeug")
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0
    assert server.stderr.read() == ""
    assert list(tmp_path.iterdir()) == [], "it opens no control socket in the user's home"
