"""A keyboard alone: choose, read, open a word, ask, print."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PRINTED = "window.printed = 0; window.print = () => { window.printed += 1; };"
MOST_STOPS = 120


def tab_to(page, selector):
    """Press Tab until what the selector names has the focus; a page that never gives it fails."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_choose(open_page):
    page = open_page("/m/zeltrina/patient")
    tab_to(page, "#who input")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/m/zeltrina/caregiver")
    expect(page.locator("article")).to_have_attribute("aria-label", "Caregiver edition")


def test_read_a_section_from_the_list_of_contents(open_page):
    page = open_page("/m/zeltrina/patient")
    tab_to(page, '#contents a[href="#sec-dosage"]')
    page.keyboard.press("Enter")
    expect(page.locator("#sec-dosage")).to_be_in_viewport()
    tab_to(page, ".part *")


def test_open_a_word_and_close_it(open_page):
    page = open_page("/m/zeltrina/patient")
    tab_to(page, "button.term")
    page.keyboard.press("Enter")
    expect(page.locator(".card:popover-open")).to_contain_text("A common kind of eczema.")
    page.keyboard.press("Escape")
    expect(page.locator(".card:popover-open")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('button.term')")


def test_ask(open_page):
    page = open_page("/m/zeltrina/patient")
    tab_to(page, "#ask-q")
    page.keyboard.type("how much cream in a week")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?*")
    expect(page.locator(".found a").first).to_be_visible()
    tab_to(page, ".found a[href*='#s-dose']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/m/zeltrina/patient#s-dose")
    expect(page.locator("#s-dose")).to_be_in_viewport()


def test_print(open_page):
    page = open_page("/m/zeltrina/patient", script=PRINTED)
    tab_to(page, "[data-print]")
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed") == 1


def test_change_the_language(open_page):
    page = open_page("/m/zeltrina/patient")
    tab_to(page, "[popovertarget=languages]")
    page.keyboard.press("Enter")
    tab_to(page, '#languages a[hreflang="ar"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/m/zeltrina/patient")
    assert page.evaluate("document.documentElement.dir") == "rtl"
