"""The street from a read monograph to an edition: plan, propose, guard, choose, score, ledger."""

from __future__ import annotations

from patiented.edition.engine import Engine, Rewritten
from patiented.edition.targets import Measured, Places, check_edition, measure
from patiented.edition.version import engine_version

__all__ = [
    "Engine",
    "Measured",
    "Places",
    "Rewritten",
    "check_edition",
    "engine_version",
    "measure",
]
