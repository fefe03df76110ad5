"""A site of samples and a real Chromium."""

from __future__ import annotations

import logging
import threading

import pytest
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import make_server

from patiented.web import create_app
from tests.browser.screens import WIDE
from tests.web import samples

# The workers of a suite share a small machine: a page may be slow here and right all the same.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def service():
    return samples.SampleService()


@pytest.fixture(scope="module")
def site(service):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(samples.settings(), service=service)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=samples.chromium(), args=list(samples.CHROMIUM_FLAGS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site):
    """Open an address; whatever the console or the policy complains about fails the test.

    `script` runs before any of the page, as the device would have it. `quiet`: the console may
    complain, as it does of a page that is not there.
    """
    contexts, complaints = [], []

    def opened(address, *, script="", quiet=False, **options):
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        if not quiet:
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(f"{site}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
