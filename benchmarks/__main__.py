"""Runs every benchmark in turn."""

from __future__ import annotations

import os
import platform

from benchmarks import (
    checking,
    coverage,
    desk,
    edition,
    guard,
    pdf,
    readability,
    serving,
    weight,
)

print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
for module in (readability, edition, checking, pdf, coverage, guard, weight, serving, desk):
    print(f"== {module.__name__.partition('.')[2]}")
    module.main()
    print()
