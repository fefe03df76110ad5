"""Scoring in a real browser: while somebody types, and nothing for axe to find on any device."""

from __future__ import annotations

import pytest

from tests.browser.screens import violations
from tests.browser.test_browser_every_page import DEVICES
from tests.desking import served
from tests.web.desk import sample_desk

pytestmark = pytest.mark.browser

TEXT = """# Your cream

Use this cream **twice a day**. The administration of corticosteroids necessitates monitoring.

- redness
- itching
- swelling
"""


@pytest.fixture(scope="module")
def site(service):
    with served(sample_desk(service)[0]) as address:
        yield address


def test_a_text_is_scored_while_it_is_typed_and_again_when_it_changes(open_page):
    page = open_page("/write/score")
    page.select_option("#score-form", "markdown")
    page.fill("#score-text", TEXT)
    page.wait_for_selector("#s2")
    assert "Grade" in page.inner_text("#s2 .heat-meta")
    assert page.evaluate("document.activeElement.id") == "score-text"
    page.fill("#score-text", "Use it now.")
    page.wait_for_selector("#s2", state="detached")
    assert page.inner_text("#s1 p") == "Use it now."


def test_the_patterns_of_the_heat_map_are_drawn(open_page):
    page = open_page("/write/score")
    page.fill("#score-text", TEXT)
    page.wait_for_selector(".heat-bar")
    fill = page.eval_on_selector(".heat-bar rect", "one => getComputedStyle(one).fill")
    assert fill.startswith('url("#heat-')


@pytest.mark.parametrize(
    ("address", "devices"),
    [
        ("/write/score", ("light", "dark")),
        ("/write/score/zeltrina/patient", ("forced colors", "320 px")),
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, address, devices):
    page = open_page(address)
    if address.endswith("score"):
        page.fill("#score-text", TEXT)
        page.wait_for_selector("#cdc")
    found = {}
    for name in devices:
        media, size = DEVICES[name]
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        page.set_viewport_size(size)
        sideways = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        found[name] = violations(page) + ["scrolls sideways"] * sideways
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_without_a_script_the_form_is_sent_and_read(open_page):
    page = open_page("/write/score", java_script_enabled=False)
    page.fill("#score-text", "Use it now. Call us if it burns.")
    page.click(".score-form .main-button")
    assert page.inner_text("#level") == "Reading level"
    assert page.input_value("#score-text").startswith("Use it now.")
