"""The page in a real Chromium: axe, keyboard, narrow screens, no script, paper."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.screens import MODES, NARROW, PHONE, WIDE, violations
from tests.web import samples

pytestmark = pytest.mark.browser


@contextmanager
def shown(service, page):
    """Serve another sample for a while."""
    before = service.pages["patient"]
    service.pages["patient"] = page
    yield
    service.pages["patient"] = before


@pytest.mark.parametrize("audience", samples.LABELS)
@pytest.mark.parametrize(
    ("size", "mode"),
    [(WIDE, "dark"), (NARROW, "light")],  # closed, `every_page` has them in every mode
    ids=["dark", "narrow"],
)
def test_axe_finds_nothing_on_an_edition(open_page, audience, mode, size):
    page = open_page(f"/m/zeltrina/{audience}", viewport=size, **MODES[mode])
    for details in page.locator("article details").all()[:4]:
        details.locator("summary").click()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("mode", "review"), [("light", "DONE"), ("dark", "LAPSED"), ("forced", "DOUBTED")]
)
def test_axe_finds_nothing_in_any_state_of_review(open_page, service, mode, review):
    with shown(service, samples.published(review=getattr(samples, review))):
        page = open_page("/m/zeltrina/patient", **MODES[mode])
        assert violations(page) == []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_an_open_word_card(open_page, mode):
    page = open_page("/m/zeltrina/patient", **MODES[mode])
    page.locator("button.term").first.click()
    assert violations(page) == []


def test_axe_finds_nothing_on_a_withdrawal_notice(browser, site, service):
    with shown(service, samples.published(withdrawn=samples.NOTICE)):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{site}/m/zeltrina/patient")
        assert violations(page) == []
        context.close()


def test_a_keyboard_alone_changes_the_reader(open_page):
    page = open_page("/m/zeltrina/patient")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "patient":
            break
    ring = page.evaluate("getComputedStyle(document.activeElement.closest('.choice')).outlineWidth")
    assert ring == "3px"
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/m/zeltrina/caregiver")
    expect(page.locator(".choice:has(:checked)")).to_contain_text("Reading now.")
    assert page.evaluate("document.activeElement.value") == "caregiver"


def test_the_first_tab_skips_to_the_text(open_page):
    page = open_page("/m/zeltrina/patient")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("address", ["/", "/m/zeltrina", "/m/zeltrina/clinician"])
@pytest.mark.parametrize("width", [320, 360, 720, 992, 1100, 1280])
def test_no_page_scrolls_sideways(open_page, address, width):
    page = open_page(address, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_twice_as_large_does_not_scroll_sideways(open_page):
    page = open_page("/m/zeltrina", viewport={"width": 640, "height": 700})
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    for details in page.locator("details.origin").all()[:3]:
        details.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_an_open_note_does_not_scroll_a_narrow_page_sideways(open_page):
    page = open_page("/m/zeltrina", viewport=NARROW)
    page.locator(".passage:has(#s-dose) summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_clinician_sentence_opens_without_a_script(open_page, size):
    page = open_page("/m/zeltrina/patient", java_script_enabled=False, viewport=size)
    note = page.locator(".passage:has(#s-dose) .note")
    expect(note).to_be_hidden()
    page.locator(".passage:has(#s-dose) summary").click()
    expect(note).to_contain_text("do not exceed 60\xa0g per week or 8\xa0weeks of treatment.")
    expect(note).to_be_in_viewport()


def test_on_a_wide_page_the_clinician_sentence_stands_in_the_margin(open_page):
    page = open_page("/m/zeltrina/patient")
    passage = page.locator(".passage:has(#s-dose)")
    before = passage.bounding_box()
    passage.locator("summary").click()
    note = passage.locator(".note").bounding_box()
    assert note["x"] > before["x"] + before["width"]
    assert note["x"] + note["width"] <= 1280
    assert passage.bounding_box()["height"] == before["height"]


def test_a_choice_works_without_a_script(open_page):
    page = open_page("/m/zeltrina", java_script_enabled=False)
    page.get_by_label("I am a clinician").check()
    page.get_by_role("button", name="Show this version").click()
    expect(page.locator("article h2", has_text="Contraindications")).to_be_visible()
    assert page.url.endswith("/m/zeltrina/clinician")
    expect(page.locator("[data-print]")).to_be_hidden()


def test_a_word_card_opens_beside_its_word_without_a_script_and_closes(open_page):
    page = open_page("/m/zeltrina", java_script_enabled=False)
    word = page.locator("button.term").first
    word.click()
    card = page.locator(".card:popover-open")
    expect(card).to_contain_text("A common kind of eczema.")
    expect(card).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_on_a_phone_the_dock_opens_the_contents_without_a_script(open_page):
    page = open_page("/m/zeltrina", java_script_enabled=False, viewport=PHONE)
    expect(page.locator("#contents")).to_be_hidden()
    page.locator(".dock a", has_text="Contents").click()
    expect(page.locator("#contents")).to_be_in_viewport()
    page.locator("#contents a", has_text="How do I use it?").click()
    expect(page.locator("#sec-dosage")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keys_open_the_clinician_sentence_and_escape_closes_it(open_page, key):
    page = open_page("/m/zeltrina/patient")
    button = page.locator(".passage:has(#s-dose) summary")
    note = page.locator(".passage:has(#s-dose) .note")
    button.focus()
    page.keyboard.press(key)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(button).to_be_focused()


def test_escape_closes_a_word_card_and_returns_to_its_word(open_page):
    page = open_page("/m/zeltrina/patient")
    word = page.locator("button.term").first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card:popover-open")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".card:popover-open")).to_have_count(0)
    expect(word).to_be_focused()


def test_a_word_card_closes_before_the_clinician_sentence_around_it(open_page):
    page = open_page("/m/zeltrina/patient")
    passage = page.locator(".passage:has(button.term):has(.origin)").first
    passage.locator("summary").click()
    passage.locator("button.term").first.click()
    page.keyboard.press("Escape")
    expect(page.locator(".card:popover-open")).to_have_count(0)
    expect(passage.locator(".note")).to_be_visible()


RINGS = """() => {
    const focused = document.activeElement;
    const one = focused.closest('.choice') ?? focused;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const seen = box.bottom > 0 && box.top < innerHeight;
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return [one.tagName, one.className, ring, seen];
}"""
"""A card of the choice has the ring of its button."""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_stop_of_the_tab_key_shows_its_focus(open_page, size):
    page = open_page("/m/zeltrina/patient", viewport=size)
    stops = page.locator("a[href]:visible, button:visible, summary:visible, [tabindex='0']:visible")
    for _ in range(stops.count()):
        page.keyboard.press("Tab")
        tag, name, ring, seen = page.evaluate(RINGS)
        assert ring, (tag, name)
        assert seen, (tag, name)


def test_a_low_window_is_not_covered_by_the_dock(open_page):
    page = open_page("/m/zeltrina", viewport={"width": 320, "height": 256})
    assert page.evaluate("getComputedStyle(document.querySelector('.dock')).position") == "static"
    page = open_page("/m/zeltrina", viewport=PHONE)
    assert page.evaluate("getComputedStyle(document.querySelector('.dock')).position") == "fixed"


SPACED = """* {
    line-height: 1.5 !important;
    letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important;
}
p, li { margin-block-end: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll('main *')]
    .filter((one) => getComputedStyle(one).overflowX !== 'visible' && one.clientWidth > 1)
    .filter((one) => !one.closest('svg') && !one.matches('.table-frame, .contents'))
    .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)
    .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_wider_text_spacing_clips_nothing(open_page, size):
    page = open_page("/m/zeltrina/patient", viewport=size)
    page.evaluate(
        """(text) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            document.adoptedStyleSheets = [sheet];
        }""",
        SPACED,
    )
    page.locator(".passage:has(#s-dose) summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(CLIPPED) == []
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.choice *, .step *, .box *, .help *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth).length"""
    )
    assert outside == 0


def test_without_a_script_a_source_number_leads_to_its_source_and_back(open_page):
    page = open_page("/m/zeltrina", java_script_enabled=False)
    page.locator("#cite-3-1").click()
    expect(page.locator("#source-3")).to_be_in_viewport(ratio=1)
    page.locator("#source-3 .backs a").first.click()
    expect(page.locator("#cite-3-1")).to_be_in_viewport()


def test_main_targets_are_large_enough_for_a_thumb(open_page):
    page = open_page("/m/zeltrina", viewport=PHONE)
    for selector, least in ((".choice", 44), (".dock > :visible", 44), (".origin > summary", 24)):
        for one in page.locator(selector).all():
            box = one.bounding_box()
            assert min(box["width"], box["height"]) >= least, selector


def test_on_paper_the_text_is_black_and_controls_are_gone(open_page):
    page = open_page("/m/zeltrina", color_scheme="dark")
    page.emulate_media(media="print")
    for gone in (".who", ".contents", ".dock", ".origin", "[data-print]", ".skip"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    color = page.evaluate("getComputedStyle(document.querySelector('.edition .said')).color")
    assert color == "rgb(0, 0, 0)"
    expect(page.locator(".box")).to_be_visible()
    expect(page.locator(".status .caution")).to_contain_text("No health professional has checked")
    expect(page.locator(".leftout-entry").first).to_be_visible()


def test_the_print_button_appears_with_a_script(open_page):
    expect(open_page("/m/zeltrina").locator("[data-print]")).to_be_visible()


def test_every_printed_sheet_repeats_version_and_review(open_page):
    page = open_page("/m/zeltrina", viewport=PHONE)
    page.emulate_media(media="print")
    style = page.evaluate(
        """() => {
            const foot = getComputedStyle(document.querySelector('.foot'));
            return [foot.display, foot.breakInside, foot.margin, foot.padding];
        }"""
    )
    assert style == ["table-footer-group", "avoid", "0px", "0px"]
    expect(page.locator(".foot")).to_contain_text("version 4f1c 9a2e")
    expect(page.locator(".foot")).to_contain_text("Under review.")


def test_lines_for_questions_are_on_paper_only(open_page):
    page = open_page("/m/zeltrina")
    expect(page.locator(".paper-only")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".paper-only")).to_be_visible()


def test_a_comma_after_a_taught_word_does_not_start_a_line(open_page):
    page = open_page("/m/zeltrina", viewport=NARROW)
    for button in page.locator("button.term").all():
        whole = button.locator("xpath=..").bounding_box()
        assert whole["height"] < 2 * button.bounding_box()["height"]
