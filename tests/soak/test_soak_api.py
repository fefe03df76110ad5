"""The API under two hundred cases for each operation, made from its description."""

from __future__ import annotations

import pytest

from tests.web.api_fuzzing import fuzz


@pytest.mark.soak
def test_what_the_description_promises_is_kept_two_hundred_times():
    sent, failed = fuzz(200, phases=("examples", "coverage", "fuzzing", "stateful"))
    assert sum(sent.values()) > 1000
    assert failed == []
