"""Library, report form, privacy and error pages in a real Chromium: axe, keys, small screens."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.screens import MODES, NARROW, WIDE, violations

pytestmark = pytest.mark.browser

SCREENS = {name: {"viewport": WIDE, **mode} for name, mode in MODES.items()} | {
    "narrow": {"viewport": NARROW}
}
REPORT = "/m/zeltrina/patient/report"
PAGES = {
    "library": "/",
    "found": "/?q=zeltrna&state=under_review",
    "nothing": "/?q=seltrino&exact=1",
    "report": f"{REPORT}?statement=s-dose",
    "report a page": "/m/zeltrina/clinician/report",
    "thanks": f"{REPORT}/sent",
    "privacy": "/privacy",
    "error": "/m/zeltrna",
}


@pytest.fixture
def open_page(browser, site):
    """Open an address; what the policy or a script complains about fails the test."""
    contexts, complaints = [], []

    def opened(address, **options):
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    # The browser itself tells of every answer that is no 200.
    assert [one for one in complaints if "the server responded with a status of" not in one] == []


@pytest.mark.parametrize("mode", list(SCREENS)[:2])  # most of them are in `every_page` as well
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name, mode):
    page = open_page(PAGES[name], **SCREENS[mode])
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_narrow_screen(open_page, name):
    page = open_page(PAGES[name], viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_a_data_block_breaks_no_policy_and_is_read_as_json(open_page):
    page = open_page("/m/zeltrina/patient")
    read = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    assert page.evaluate(read)["@type"] == "MedicalWebPage"


def test_a_search_by_keyboard_and_without_script(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("examplib")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 page about examplib")


def test_the_boxes_stand_open_beside_a_wide_list_and_closed_above_a_narrow_one(open_page):
    box = "input[value=under_review]"
    assert open_page("/").locator(box).is_visible()
    narrow = open_page("/", viewport=NARROW)
    assert not narrow.locator(box).is_visible()
    narrow.get_by_text("Narrow the list").click()
    assert narrow.locator(box).is_visible()


def test_a_mistake_is_reported_from_its_sentence_without_script(open_page, service):
    page = open_page("/m/zeltrina/patient", java_script_enabled=False)
    note = page.locator("#s-dose details.origin")
    note.locator("summary").click()
    note.get_by_role("link", name="Report a mistake in this sentence").click()
    expect(page.locator(".report-quote")).to_contain_text("Do not use more than 60 grams")
    page.get_by_label("A number is wrong").check()
    page.get_by_label("What should it say?").fill("It says 30 g.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("h1")).to_have_text("Thank you for your report")
    assert service.reports.filed == [("patient", "dose", "number", "It says 30 g.")]


def test_the_trap_for_programs_is_out_of_reach_of_readers(open_page):
    page = open_page(f"{REPORT}?statement=s-dose")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || ''"))
    assert "words" in reached
    assert "website" not in reached


def test_a_form_on_another_site_is_refused_by_what_the_browser_says(browser, site, service):
    before = len(service.reports.filed)
    context = browser.new_context()
    page = context.new_page()
    page.set_content(
        f'<form method="post" action="{site}{REPORT}"><input name="kind" value="other">'
        "<button>Win</button></form>"
    )
    page.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("This did not come from a page of this site")
    assert len(service.reports.filed) == before
    context.close()
