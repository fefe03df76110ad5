"""Runs the command line as `python -m patiented`."""

from __future__ import annotations

from patiented.cli import main

main()
