"""The engine of the shipped audiences: made once in each process, as it remembers nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from patiented.audience import load_audiences
from patiented.cli import workspace
from patiented.edition import Engine
from patiented.publishing import checking, opening
from patiented.settings import shipped_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.audience import AudienceData

SHIPPED = shipped_root() / "audiences"


@cache
def shipped_data() -> AudienceData:
    """Return the shipped audiences."""
    return load_audiences([SHIPPED])


@cache
def shipped_engine() -> Engine:
    """Return the engine with the shipped audiences."""
    return Engine(shipped_data())


@pytest.fixture(scope="session", autouse=True)
def _one_engine() -> Iterator[None]:
    """Commands that a test runs in this process take it too, unless a library has audiences.

    Making it takes longer than most of what is tested; those run as processes of their own make it.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (workspace, checking, opening):
            patch.setattr(
                module,
                "load_audiences",
                lambda roots: shipped_data() if list(roots) == [SHIPPED] else load_audiences(roots),
            )
            patch.setattr(
                module,
                "Engine",
                lambda data: shipped_engine() if data is shipped_data() else Engine(data),
            )
        yield
