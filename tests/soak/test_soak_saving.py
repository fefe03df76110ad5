"""The server is killed while a writer saves, a hundred times: what was acknowledged is there."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from patiented.proposing.catalogue import Catalogue
from tests.desking import write_library

KILLS = 100
ROOT = Path(__file__).parents[2]
TEXTS = ("Take 5 mg two times a day.", "Take 5 mg twice a day.", "Take 5 mg twice daily.")
PATH = "/write/alphadrug/patient"
SERVER = """
import sys
from pathlib import Path
from wsgiref.simple_server import make_server
from tests.desking import desk_app
app, _ = desk_app(Path(sys.argv[1]))
with make_server("127.0.0.1", 0, app) as server:
    print(f"at {server.server_port}", flush=True)
    server.serve_forever()
"""


def start(library):
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(library)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ,
    )  # fmt: skip
    return process, int(re.search(r"at (\d+)", process.stdout.readline())[1])


def ask(port, method, path, body=None):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"} if body else {}
    line.request(method, path, json.dumps(body) if body else None, headers)
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def dose(port):
    text = ask(port, "GET", PATH)[1]
    rows = [
        json.loads(one.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&"))
        for one in re.findall(r'data-row="([^"]*)"', text)
    ]
    return next(one for one in rows if "5 mg" in one["text"])


def keep_saving(port, acknowledged):
    """Save one text after the other until the line breaks."""
    try:
        row = dose(port)
        for number in range(1_000):
            text = TEXTS[number % len(TEXTS)]
            wanted = {"statement": row["statement"], "base": row["base"], "text": text}
            acknowledged.append(("asked", text))
            status, answer = ask(port, "POST", f"{PATH}/save", wanted)
            if status != 200:
                return
            acknowledged.append(("saved", text))
            row = {"statement": row["statement"], "base": re.search(
                r"&#34;base&#34;: &#34;(\w+)&#34;", answer
            )[1]}  # fmt: skip
    except (OSError, http.client.HTTPException):
        return


@pytest.mark.soak
def test_a_kill_at_any_moment_leaves_all_that_was_acknowledged(tmp_path):
    library = write_library(tmp_path)
    catalogue = library / "monographs" / "alphadrug" / "wording" / "patient.en.po"
    dice = random.Random(7)  # noqa: S311
    saved = 0
    for _ in range(KILLS):
        process, port = start(library)
        told = []
        writer = threading.Thread(target=keep_saving, args=(port, told))
        writer.start()
        # The first request loads the tables: wait for the first save, then at any moment.
        deadline = time.monotonic() + 60
        while not any(word == "saved" for word, _ in told) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(dice.uniform(0.0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        writer.join()
        entry = next(one for one in Catalogue.load(catalogue).entries if "5 mg" in one.source)
        done = [text for word, text in told if word == "saved"]
        asked = [text for word, text in told if word == "asked"]
        saved += len(done)
        if done:
            # The last acknowledged text, or the one that was under way and reached the disk.
            assert entry.wording in {done[-1], asked[-1]}
        with sqlite3.connect(library / "reviews.db") as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    assert saved >= KILLS
