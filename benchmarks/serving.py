"""Requests a second of kept and newly made pages, against Flask's "hello" on the same server.

Both run under gunicorn with two processes of four threads; `wrk -c4` asks them in turn. Beside
the rates stands the processor time that the server spent on a request, which other work on the
machine disturbs less.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.publishing.opening import open_publisher
from patiented.settings import Settings, shipped_root
from patiented.store import schema
from patiented.web import create_app
from patiented.web.service import LibraryService

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "/m/opzelura/patient"
WIDGET = "/embed/opzelura?audience=patient"
ROUNDS = 5
SECONDS = 3
WARM_UP_S = 4.0
"""Longer than files must stand before their stamps are trusted (publishing/prints.py)."""
DATABASE = "PATIENTED_BENCHMARK_DATABASE"
GUNICORN = (
    *("-m", "gunicorn", "--workers", "2", "--worker-class", "gthread", "--threads", "4"),
    *("--log-level", "warning", "--no-control-socket"),
)
LOG = ("--access-logfile", os.devnull)


@dataclass(frozen=True)
class Measure:
    """One run: requests a second, the 99th percentile, and the server's work on a request."""

    rate: float
    p99_ms: float
    cpu_us: float


@dataclass(frozen=True)
class Server:
    """A running gunicorn: its address and its process."""

    address: str
    pid: int


def hello() -> Flask:
    """Return the smallest Flask app."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def site() -> Flask:
    """Return the site over the shipped library."""
    settings = Settings(library=shipped_root(), database_url=os.environ[DATABASE])
    engine = Engine(load_audiences(settings.audience_roots))
    service = LibraryService(
        open_publisher(settings, engine=engine), tuple(engine.data.audiences.values())
    )
    return create_app(settings, service=service)


def main() -> None:
    """Print one line a case, without and with an access log."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (Debian: apt-get install wrk)")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATABASE] = f"sqlite:///{folder}/reviews.db"
        schema.upgrade(os.environ[DATABASE])
        for label, log in (("no access log", ()), ("access log", LOG)):
            print(f"-- {label}, median of {ROUNDS} interleaved runs of {SECONDS} s")
            with _running("hello", log) as bare, _running("site", log) as ours:
                _print(_measured(bare, ours))


def _measured(bare: Server, ours: Server) -> dict[str, list[Measure]]:
    tag = _tag(ours.address + PAGE)
    time.sleep(WARM_UP_S)
    cases = {
        "hello": (bare, "/", ()),
        "kept": (ours, PAGE, ()),
        "kept, gzip": (ours, PAGE, ("Accept-Encoding: gzip",)),
        "304": (ours, PAGE, (f"If-None-Match: {tag}",)),
        "made anew": (ours, f"{PAGE}?x=1", ()),
        "widget": (ours, WIDGET, ()),
        "oembed": (ours, f"/oembed?url={quote(ours.address + PAGE, safe='')}", ()),
    }
    for server, path, headers in cases.values():
        _run(server, path, headers, seconds=1)
    found: dict[str, list[Measure]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, case in cases.items():
            found[name].append(_run(*case, seconds=SECONDS))
    return found


def _print(found: dict[str, list[Measure]]) -> None:
    base = found["hello"]
    print(
        f"{'case':12} {'req/s':>7} {'p99 ms':>7} {'cpu us':>7}  {'rate':>6} {'p99':>6} {'cpu':>6}"
    )
    for name, runs in found.items():
        rate, p99, cpu = (
            statistics.median(getattr(one, field) for one in runs)
            for field in ("rate", "p99_ms", "cpu_us")
        )
        # Ratios of neighbors in time: what disturbed one run disturbed the other.
        pairs = list(zip(runs, base, strict=True))
        rates = statistics.median(one.rate / other.rate for one, other in pairs)
        p99s = statistics.median(one.p99_ms / other.p99_ms for one, other in pairs)
        cpus = statistics.median(other.cpu_us / one.cpu_us for one, other in pairs)
        print(f"{name:12} {rate:7.0f} {p99:7.2f} {cpu:7.0f}  {rates:6.2f} {p99s:6.2f} {cpus:6.2f}")


@contextmanager
def _running(app: str, log: tuple[str, ...]) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, *GUNICORN, *log),
        *("--bind", f"127.0.0.1:{port}", f"benchmarks.serving:{app}()"),
    ]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root) as process:  # noqa: S603  # ours
        try:
            server = Server(f"http://127.0.0.1:{port}", process.pid)
            _wait(server.address)
            yield server
        finally:
            process.terminate()


def _wait(address: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"{address}/") as answer:  # noqa: S310  # ours
                answer.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _tag(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # ours
        return str(answer.headers["ETag"])


def _run(server: Server, path: str, headers: tuple[str, ...], *, seconds: int) -> Measure:
    command = ["wrk", "-t1", "-c4", f"-d{seconds}s", "--latency", server.address + path]
    for header in headers:
        command += ["-H", header]
    before = _cpu_s(server.pid)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    spent = _cpu_s(server.pid) - before
    requests = int(re.search(r"(\d+) requests in", said)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    if "Non-2xx or 3xx" in said or "Socket errors" in said:
        print(f"  {path}: wrk saw errors")
    p99_ms = float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]
    return Measure(rate, p99_ms, spent / requests * 1e6)


def _cpu_s(pid: int) -> float:
    """Return the processor seconds that the children of a process have used so far (Linux)."""
    ticks = 0
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
