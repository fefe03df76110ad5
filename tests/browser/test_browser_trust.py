"""Comparison, versions and source cards in a real Chromium."""

from __future__ import annotations

import logging
import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from patiented.web import create_app
from tests.browser.screens import MODES, NARROW, PHONE, WIDE, violations
from tests.web import samples

pytestmark = pytest.mark.browser

COMPARE = "/m/zeltrina/compare"
HISTORY = "/m/zeltrina/patient/history"
OLD = f"{HISTORY}?version=0dd0fade11"
PAGES = (COMPARE, f"{COMPARE}?left=patient&right=caregiver", HISTORY, OLD)
IDS = ("source", "audiences", "history", "old version")


@pytest.fixture(scope="module")
def site():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    service = samples.SampleService()
    service.past = samples.replace(service.past, trail=service.past.trail[:1])
    service.past.kept.insert(0, (samples.old_version("0dd0fade00"), "2025-05-01T09:00:00Z"))
    service.past.kept[1] = (service.past.kept[1][0], "2025-08-02T09:00:00Z")
    app = create_app(samples.settings(), service=service)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("address", PAGES, ids=IDS)
@pytest.mark.parametrize(
    ("size", "mode"),
    [(WIDE, "dark"), (NARROW, "light")],
    ids=["dark", "narrow"],
)
def test_axe_finds_nothing(open_page, address, size, mode):
    page = open_page(address, viewport=size, **MODES[mode])
    assert page.locator("h1").count() == 1
    assert violations(page) == []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_an_open_source_card(open_page, mode):
    page = open_page("/m/zeltrina/patient", **MODES[mode])
    page.locator(".cite a").first.click()
    expect(page.locator("#source-card")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("address", PAGES, ids=IDS)
@pytest.mark.parametrize("width", [320, 720, 1100])
def test_no_page_scrolls_sideways(open_page, address, width):
    page = open_page(address, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_source_stands_below_its_sentence(open_page):
    page = open_page(COMPARE, viewport=PHONE)
    left, right = (
        page.locator(f"#s-contra .cell-{side}").bounding_box() for side in ("left", "right")
    )
    assert right["y"] >= left["y"] + left["height"]
    assert right["width"] <= 360


def test_on_a_wide_page_the_two_sides_stand_beside_each_other(open_page):
    page = open_page(COMPARE)
    left, right = (
        page.locator(f"#s-contra .cell-{side}").bounding_box() for side in ("left", "right")
    )
    assert right["x"] >= left["x"] + left["width"]
    assert right["y"] == left["y"]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_it_stays_a_table_for_those_who_hear_it(open_page, size):
    page = open_page(COMPARE, viewport=size)
    expect(page.get_by_role("columnheader", name="Patient edition")).to_be_visible()
    cells = page.locator("#s-contra").get_by_role("cell")
    expect(cells).to_have_count(3)


def test_the_choice_works_without_a_script(open_page):
    page = open_page(COMPARE, java_script_enabled=False)
    page.get_by_label("Right").select_option("caregiver")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("thead")).to_contain_text("Caregiver edition")


def test_a_link_from_the_left_out_list_leads_to_the_clinician_sentence(open_page):
    page = open_page("/m/zeltrina/patient")
    page.locator(".leftout", has_text="What is Zeltrina").locator("summary").click()
    page.locator(".leftout[open] a", has_text="See it in the clinician text").click()
    expect(page.locator("#s-over")).to_be_in_viewport()
    assert "/clinician#s-over" in page.url


def test_a_source_number_opens_its_source_beside_the_sentence(open_page):
    page = open_page("/m/zeltrina/patient")
    link = page.locator("#cite-3-1")
    link.click()
    card = page.locator("#source-card")
    expect(card).to_contain_text("Source 3")
    expect(card).to_contain_text("A trial of Zeltrina.")
    expect(card).to_be_in_viewport(ratio=1)
    expect(link).to_be_in_viewport()
    gap = link.bounding_box()["y"] - card.bounding_box()["y"]
    assert abs(gap) < 400
    assert page.url.endswith("/patient")


def test_the_card_follows_the_number_that_opened_it(open_page):
    page = open_page("/m/zeltrina/patient")
    page.locator("#cite-3-1").click()
    page.keyboard.press("Escape")
    page.locator("#cite-2-1").click()
    card = page.locator("#source-card")
    expect(card).to_contain_text("A guide to eczema creams.")
    expect(card).not_to_contain_text("A trial of Zeltrina.")


def test_a_keyboard_opens_a_source_and_escape_returns_to_its_number(open_page):
    page = open_page("/m/zeltrina/patient")
    link = page.locator("#cite-3-1")
    link.focus()
    page.keyboard.press("Enter")
    card = page.locator("#source-card")
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()


def test_the_close_button_returns_to_the_number(open_page):
    page = open_page("/m/zeltrina/patient")
    page.locator("#cite-3-1").click()
    page.locator("#source-card .card-close").click()
    expect(page.locator("#source-card")).to_be_hidden()
    expect(page.locator("#cite-3-1")).to_be_focused()


def test_the_card_leads_to_the_list_of_sources(open_page):
    page = open_page("/m/zeltrina/patient")
    page.locator("#cite-3-1").click()
    page.locator("#source-card").get_by_role("link", name="list of sources").click()
    expect(page.locator("#source-3")).to_be_in_viewport()
    expect(page.locator("#source-card")).to_be_hidden()


def test_where_no_popover_is_known_a_source_number_is_a_link(browser, site):
    context = browser.new_context(viewport=WIDE)
    context.add_init_script("delete HTMLElement.prototype.showPopover")
    page = context.new_page()
    page.goto(f"{site}/m/zeltrina/patient")
    page.locator("#cite-3-1").click()
    assert page.url.endswith("#source-3")
    context.close()


def test_a_source_opens_beside_its_number_after_the_reader_was_changed_in_place(open_page):
    page = open_page("/m/zeltrina/patient")
    page.get_by_label("I care for someone").check()
    page.wait_for_url("**/m/zeltrina/caregiver")
    page.locator("#cite-3-1").click()
    expect(page.locator("#source-card")).to_contain_text("A trial of Zeltrina.")
