"""Every page that a reader can open, in every state of a device: nothing for axe to find."""

from __future__ import annotations

import pytest

from tests.browser.screens import NARROW, WIDE, violations
from tests.web.test_web_pages import ADDRESSES

pytestmark = pytest.mark.browser

ENLARGED = {"width": 320, "height": 256}
"""What is left of a window of 1280 by 1024 when a page is enlarged to 400 % (WCAG 1.4.10)."""

DEVICES = {
    "light": ({"color_scheme": "light"}, WIDE),
    "dark": ({"color_scheme": "dark"}, WIDE),
    "forced colors": ({"forced_colors": "active"}, WIDE),
    "320 px": ({"color_scheme": "light"}, NARROW),
    "400 %": ({"color_scheme": "light"}, ENLARGED),
}
OTHER_FORMS = (
    *(".json", ".txt", ".md", ".pdf", ".xml", ".js", "brand.css"),
    *("/healthz", "/static/", "/api/", "/fhir/", "/oembed", "/infobutton"),
)
PAGES = [one for one in ADDRESSES.values() if not any(form in one for form in OTHER_FORMS)]


ARABIC = ["/ar/", "/ar/policy", "/ar/privacy", "/ar/m/zeltrina/patient", "/ar/m/zeltrina/clinician"]
MISSING = ["/m/nothing-here", "/ar/m/nothing-here"]


@pytest.mark.parametrize("address", [*PAGES, *ARABIC, *MISSING])
def test_axe_finds_nothing_on_any_device(open_page, address):
    page = open_page(address, quiet=address in MISSING)
    found = {}
    for name, (media, size) in DEVICES.items():
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        page.set_viewport_size(size)
        sideways = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        # Enlarged to 400 % a page is as wide as on a phone: axe has seen it.
        seen = [] if size is ENLARGED else violations(page)
        found[name] = seen + ["scrolls sideways"] * sideways
    assert {name: problems for name, problems in found.items() if problems} == {}
