"""What all tests share: where things are, and the options that change how they run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.engines import _one_engine  # noqa: F401  # as below
from tests.store_fixtures import (  # noqa: F401  # fixtures work where they are imported
    _migrated_postgres,
    _migrated_sqlite,
    database_url,
    empty_database_url,
    postgres_server,
    small_library,
    store,
)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CHROMIUM_NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")


def pytest_addoption(parser):
    parser.addoption("--write-golden", action="store_true", help="write the golden files anew")


def pytest_collection_modifyitems(items):
    marks = {
        "shared": (SHARED.is_dir(), "the evaluation folder is not beside the checkout"),
        "browser": (any(map(shutil.which, CHROMIUM_NAMES)), "no Chromium is installed"),
    }
    for item in items:
        for name, (present, reason) in marks.items():
            if not present and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def root():
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared():
    """The evaluation folder; only for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def write_golden(request):
    """Whether golden files are to be written instead of compared."""
    return request.config.getoption("--write-golden")


@pytest.fixture
def golden(write_golden):
    """Compare a text with a file below tests/golden/, or write it with `--write-golden`."""

    def compare(name, text):
        path = ROOT / "tests" / "golden" / name
        if write_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} has changed: `make golden`"

    return compare
