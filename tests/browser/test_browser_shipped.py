"""The shipped pages in a real Chromium: no accessibility violation, no sideways scroll."""

from __future__ import annotations

import logging
import threading

import pytest
from werkzeug.serving import make_server

from tests.browser.screens import MODES, violations
from tests.web.shipped import shipped_addresses, shipped_app

pytestmark = pytest.mark.browser

OTHERS = ("/", "/policy", "/m/nothing-here")
"""The library, the policy and an address that leads nowhere."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app, publisher = shipped_app(tmp_path_factory.mktemp("shipped"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    publisher.close()


@pytest.mark.parametrize(
    ("mode", "address"),
    [
        *(("light", address) for address in (*OTHERS, *shipped_addresses())),
        *((mode, "/m/opzelura/patient") for mode in ("dark", "forced")),
        *((mode, address) for mode in ("dark", "forced") for address in OTHERS),
    ],
)
def test_axe_finds_nothing_on_a_shipped_page(browser, site, address, mode):
    with browser.new_context(**MODES[mode]) as context:
        page = context.new_page()
        page.goto(f"{site}{address}")
        assert violations(page) == []


@pytest.mark.parametrize("address", [*OTHERS, *shipped_addresses()])
def test_no_shipped_page_scrolls_sideways_at_320_px(browser, site, address):
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{site}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
