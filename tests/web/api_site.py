"""The API over the sample editions, with one engine and one asker for all tests of a process."""

from __future__ import annotations

from functools import cache

from patiented.asking import Asker
from patiented.web import create_app
from tests.engines import shipped_engine
from tests.web import samples

API = "/api/v1"
PROBLEM = "application/problem+json"


@cache
def engine():
    """The engine over the shipped audiences."""
    return shipped_engine()


@cache
def asker():
    """What answers questions."""
    return Asker(engine().data.lexicon)


def api_app(service=None, **more):
    """The site, with limits that no test reaches unless it says so."""
    plenty = {"api_read_limit": "999999 per minute", "api_work_limit": "999999 per minute"}
    settings = samples.replace(samples.settings(), **(plenty | more))
    return create_app(
        settings, service=service or samples.SampleService(), asker=asker(), engine=engine()
    )


def check_problem(answer, status, name):
    """Assert the one shape of an error, and return it."""
    problem = answer.get_json(force=True)
    assert answer.status_code == status, answer.text
    assert answer.content_type == PROBLEM
    assert answer.headers["Cache-Control"] == "no-store"
    assert problem["type"] == f"urn:patiented:problem:{name}"
    assert problem["status"] == status
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail", "instance"}
    assert all(problem[key] for key in ("title", "detail", "instance"))
    return problem
