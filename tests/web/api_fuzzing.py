"""The API under schemathesis: cases that its description allows or forbids, made by the hundred."""

from __future__ import annotations

from collections import Counter

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from tests.web.api_site import API, api_app

ITSELF = f"GET {API}/openapi.json"
"""Schemathesis does not test the address that it read the description from."""


def fuzz(examples, *, phases):
    """Send that many random cases to each operation, beside those of the other phases.

    Return how many cases each operation was sent, and what of the description did not hold.
    """
    config = SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": examples, "deterministic": True},
            # A client in process does not unpack.
            "headers": {"Accept-Encoding": "identity"},
            "phases": {
                name: {"enabled": name in phases}
                for name in ("examples", "coverage", "fuzzing", "stateful")
            },
        }
    )
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", api_app(), config=config)
    sent, failed = Counter(), []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            failed.append(str(event))
        if isinstance(event, events.ScenarioFinished):
            sent[event.recorder.label] += len(event.recorder.cases)
            failed += _failures(event)
    return sent, failed


def _failures(event):
    if event.status in {Status.SUCCESS, Status.SKIP}:
        return []
    found = [
        f"{event.recorder.label}: {one.failure_info.failure}: {one.failure_info.code_sample}"
        for checks in event.recorder.checks.values()
        for one in checks
        if one.failure_info
    ]
    return found or [f"{event.recorder.label}: {event.status}"]
