"""The first view as Chromium loads it, and stylesheets as it reads them."""

from __future__ import annotations

import pytest

from patiented.rendering.tightening import tight_css
from tests.browser.test_browser_shipped import site  # noqa: F401  # a fixture works where it is imported
from tests.web import samples
from tests.web.shipped import shipped_addresses
from tests.web.test_web_weight import MOST_BYTES, MOST_REQUESTS

pytestmark = pytest.mark.browser

RULES = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const texts = [...sheet.cssRules].map((rule) => rule.cssText);
  return texts.map((text) => text.replace(/\\s*([,{}])\\s*|(:)\\s+/g, "$1$2"));
}"""
"""The rules; the value of a custom property is kept as it was written, space and all."""


@pytest.mark.parametrize("address", shipped_addresses())
def test_the_first_view_takes_few_requests_of_this_site_only_and_sets_no_cookie(
    browser,
    site,  # noqa: F811
    address,
):
    with browser.new_context() as context:
        page = context.new_page()
        answers = []
        page.on("response", lambda one: answers.append(one))  # noqa: PLW0108  (no built-in is taken)
        page.goto(f"{site}{address}", wait_until="networkidle")
        sizes = [one.request.sizes()["responseBodySize"] for one in answers]
        assert context.cookies() == []
    assert all(one.url.startswith(site) for one in answers)
    assert all(one.headers["content-encoding"] == "gzip" for one in answers)
    assert 0 < sum(sizes) <= MOST_BYTES
    assert 3 <= len(answers) <= MOST_REQUESTS


@pytest.mark.parametrize(
    "path", sorted((samples.ROOT / "templates" / "static").glob("*.css")), ids=lambda one: one.name
)
def test_chromium_reads_the_same_rules_from_a_tight_stylesheet(browser, path):
    text = path.read_text(encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        rules = page.evaluate(RULES, text)
        assert len(rules) > 0
        assert page.evaluate(RULES, tight_css(text)) == rules
