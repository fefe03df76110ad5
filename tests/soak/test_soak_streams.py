"""A million lines through `guard`, in constant memory; only `make soak` runs it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

LINES = 1_000_000
CHECK_EVERY = 100_000
HEADROOM_KB = 20_000


def _line(number):
    dose = number % 997 + 1
    return json.dumps(
        {
            "id": number,
            "source": f"Take {dose} mg of drug{number} twice daily.",
            "rewrite": f"Take {dose} mg of drug{number} twice a day.",
        }
    )


def _resident_kb(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


@pytest.mark.soak
def test_guard_streams_a_million_lines_in_constant_memory():
    command = [sys.executable, "-m", "patiented", "guard", "--pairs", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as guard:

        def feed():
            with guard.stdin as stream:
                for number in range(LINES):
                    stream.write(f"{_line(number)}\n".encode())

        threading.Thread(target=feed, daemon=True).start()
        sizes = []
        for number, line in enumerate(guard.stdout):
            if number % CHECK_EVERY == CHECK_EVERY - 1:
                sizes.append(_resident_kb(guard.pid))
                assert json.loads(line)["id"] == number
    assert guard.returncode == 0
    assert len(sizes) == LINES // CHECK_EVERY
    assert sizes[-1] - sizes[0] < HEADROOM_KB, sizes
