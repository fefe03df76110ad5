"""The street from a read monograph to an edition: plan, propose, guard, choose, score, ledger."""

from __future__ import annotations

from patiented.edition.engine import ENGINE_VERSION, Engine, Rewritten
from patiented.edition.targets import check_edition

__all__ = ["ENGINE_VERSION", "Engine", "Rewritten", "check_edition"]
