"""Ten thousand hostile requests at once, to the real server: a clear 4xx, and nothing written."""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

REQUESTS = 10_000
THREADS = 64
MOST_SECONDS = 240
ROOT = Path(__file__).parents[2]

LONG = "z" * 3_000
EVIL = (
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "%0d%0aSet-Cookie:%20a=b",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "\u202e\ufeff",
    "\N{GRINNING FACE}" * 50,
    "-1",
    "1e999",
    "NaN",
    LONG,
)
READS = (
    "/m/{}",
    "/m/opzelura/{}",
    "/m/opzelura.{}",
    "/embed/{}",
    "/embed/opzelura?audience={}",
    "/embed/opzelura?theme={}&sections={}",
    "/embed/opzelura?accent={}",
    "/embed/brand.css?font={}",
    "/embed-{}.js",
    "/oembed?url={}",
    "/oembed?url=http%3A%2F%2F127.0.0.1%2Fm%2Fopzelura&maxwidth={}",
    "/infobutton?mainSearchCriteria.v.c={}&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90",
    "/infobutton?mainSearchCriteria.v.dn=Opzelura&knowledgeResponseType={}",
    "/infobutton?mainSearchCriteria.v.dn=Opzelura&knowledgeResponseType=application/javascript&callback={}",
    "/infobutton?mainSearchCriteria.v.dn=Opzelura&age.v.v={}&age.v.u={}",
    "/fhir/Bundle/{}",
    "/fhir/Bundle/opzelura-patient?_format={}",
    "/api/v1/{}",
    "/api/v1/monographs?q={}&page={}",
    "/api/v1/monographs/{}/editions/patient",
    "/api/v1/monographs/opzelura/editions/patient?format={}&lang={}",
    "/{}/m/opzelura",
    "/static/{}",
    "/m/opzelura/ask?q={}",
)
BODIES = (b"", b"{", b"[" * 5_000, b'{"text": 1}', b"\xff\xfe", b'{"text": "' + b"a " * 400 + b'"}')
WRITES = (
    "/api/v1/score",
    "/api/v1/guard",
    "/api/v1/rewrite",
    "/api/v1/monographs/opzelura/ask",
    "/m/opzelura/patient/report",
    "/embed/opzelura",
    "/infobutton",
    "/fhir/Bundle/opzelura-patient",
)


SMUGGLED = (
    b"POST /api/v1/score HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
)


@pytest.fixture
def server(tmp_path):
    """The real server over a copy of the shipped library; yields its port and that library."""
    library = tmp_path / "library"
    library.mkdir()
    shutil.copytree(ROOT / "monographs", library / "monographs")
    command = [sys.executable, "-m", "patiented", "serve", str(library), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path
    ) as process:
        try:
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                    break
            # Its log must not fill the pipe.
            drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)  # noqa: S607
            yield int(found[1]), library
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            drain.wait(10)


def requests():
    """Made-up requests, the same ones every time."""
    dice = random.Random(5)  # noqa: S311
    for _ in range(REQUESTS):
        if dice.random() < 0.8:
            path = dice.choice(READS)
            values = [quote(dice.choice(EVIL), safe="%/.") for _ in range(path.count("{}"))]
            yield "GET", path.format(*values), None
        else:
            yield dice.choice(["POST", "PUT", "DELETE"]), dice.choice(WRITES), dice.choice(BODIES)


def ask(port, request):
    method, path, body = request
    headers = {"Content-Type": "application/json"} if body is not None else {}
    headers |= {"X-Forwarded-For": "1.2.3.4", "If-None-Match": "W/" + "x" * 200}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
    finally:
        connection.close()
    assert b"Traceback" not in text
    assert "Set-Cookie" not in answer.headers
    return answer.status


def files(library):
    """Every file and what is in it, but for the database's own journal."""
    paths = (path for path in sorted(library.rglob("*")) if path.is_file())
    return {path: path.read_bytes() for path in paths if not path.name.endswith(("-wal", "-shm"))}


def raw(port, data):
    """Send bytes that no client library would send; return the status, or 0 for a closed line."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while part := line.recv(65_536):
            answer += part
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(found[1]) if found else 0


@pytest.mark.soak
def test_ten_thousand_hostile_requests_are_answered_in_time_and_change_nothing(server):
    port, library = server
    ask(port, ("GET", "/m/opzelura", None))
    before = files(library)
    started = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        statuses = Counter(pool.map(lambda one: ask(port, one), requests()))
    seconds = time.monotonic() - started
    said = f"{REQUESTS} requests in {seconds:.0f} s: {dict(sorted(statuses.items()))}"
    assert not [status for status in statuses if status >= 500 and status != 501], said
    assert seconds < MOST_SECONDS, said
    sys.stdout.write(f"{said}\n")
    assert files(library) == before
    assert ask(port, ("GET", "/m/opzelura", None)) == 200


@pytest.mark.soak
def test_bytes_that_are_no_request_are_refused(server):
    port, _ = server
    for data in (
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
        b"POST /api/v1/score HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        SMUGGLED,
        os.urandom(4_000),
    ):
        status = raw(port, data)
        assert status == 0 or 400 <= status < 500, data[:60]
    assert ask(port, ("GET", "/m/opzelura", None)) == 200
