"""Changing the reader without loading the page anew, text size and colors, listening."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screens import PHONE

pytestmark = pytest.mark.browser

VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (text) => { window.said.push(text.text); setTimeout(() => text.onend(), %d); },
  cancel: () => {},
  addEventListener: () => {},
} });
"""
"""A device's voice: remembers what it was given and ends each sentence after some milliseconds."""

ENGLISH = '[{ lang: "en-US", name: "Someone" }]'
FORBID_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } });
"""


def choose(page, value):
    page.locator(f".choice:has([value={value}])").click()
    page.wait_for_url(f"**/m/zeltrina/{value}")


def test_a_choice_changes_the_text_and_the_address_without_a_reload(open_page):
    page = open_page("/m/zeltrina/patient")
    page.evaluate("window.same = true")
    choose(page, "clinician")
    expect(page.locator("article h2", has_text="Contraindications")).to_be_visible()
    expect(page).to_have_title(re.compile("Clinician edition"))
    assert page.evaluate("window.same") is True
    assert page.locator('link[rel="canonical"]').get_attribute("href").endswith("/clinician")


def test_a_choice_is_announced_and_keeps_the_focus(open_page):
    page = open_page("/m/zeltrina/patient")
    choose(page, "caregiver")
    expect(page.locator("#who [role=status]")).to_contain_text("I care for someone")
    assert page.evaluate("document.activeElement.value") == "caregiver"


def test_the_quiet_switch_keeps_the_place_in_the_text_and_the_focus(open_page):
    page = open_page("/m/zeltrina/patient")
    page.evaluate("document.getElementById('help').scrollIntoView({behavior: 'instant'})")
    page.locator("#contents [data-choose=caregiver]").scroll_into_view_if_needed()
    before = page.evaluate("document.getElementById('help').getBoundingClientRect().top")
    page.locator("#contents [data-choose=caregiver]").click()
    page.wait_for_url("**/m/zeltrina/caregiver")
    after = page.evaluate("document.getElementById('help').getBoundingClientRect().top")
    assert abs(after - before) < 3
    assert page.evaluate("document.activeElement.closest('#contents') !== null")


def test_going_back_shows_the_version_before(open_page):
    page = open_page("/m/zeltrina/patient")
    choose(page, "clinician")
    page.go_back()
    expect(page.locator(".choice:has(:checked)")).to_contain_text("I am the patient")
    expect(page.locator("article")).to_have_attribute("aria-label", "Patient edition")


def test_what_is_exchanged_works_as_at_first(open_page):
    page = open_page("/m/zeltrina/clinician")
    choose(page, "patient")
    page.locator("button.term").first.click()
    expect(page.locator(".card:popover-open")).to_contain_text("A common kind of eczema.")
    expect(page.locator("[data-print]")).to_be_visible()


def test_a_bare_address_shows_the_reader_chosen_last_and_says_so_in_the_address(open_page):
    page = open_page("/m/zeltrina/patient")
    choose(page, "caregiver")
    page.goto(re.sub(r"/caregiver$", "", page.url))
    page.wait_for_url("**/m/zeltrina/caregiver")
    expect(page.locator("article")).to_have_attribute("aria-label", "Caregiver edition")


def test_an_address_that_names_a_reader_is_never_overruled(open_page):
    page = open_page("/m/zeltrina/patient")
    choose(page, "caregiver")
    page.goto(page.url.replace("caregiver", "patient"))
    page.wait_for_timeout(400)
    expect(page.locator("article")).to_have_attribute("aria-label", "Patient edition")


def test_where_storage_is_forbidden_the_choice_works_all_the_same(open_page):
    page = open_page("/m/zeltrina", script=FORBID_STORAGE)
    choose(page, "caregiver")
    expect(page.locator("article")).to_have_attribute("aria-label", "Caregiver edition")


def test_passing_over_choices_with_arrow_keys_loads_only_the_last(open_page):
    page = open_page("/m/zeltrina/patient")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#who [value=patient]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/m/zeltrina/clinician")
    assert [url.rsplit("/", 1)[1] for url in asked if "/m/" in url] == ["clinician"]


def test_on_a_phone_the_dock_changes_the_reader(open_page):
    page = open_page("/m/zeltrina/patient", viewport=PHONE)
    page.locator(".dock button", has_text="Patient").click()
    page.locator("#switch a", has_text="I am a clinician").click()
    page.wait_for_url("**/m/zeltrina/clinician")
    expect(page.locator(".dock button").first).to_have_text("Clinician")


def test_the_dock_changes_the_reader_without_a_script_too(open_page):
    page = open_page("/m/zeltrina/patient", viewport=PHONE, java_script_enabled=False)
    page.locator(".dock button", has_text="Patient").click()
    page.locator("#switch a", has_text="I am a clinician").click()
    assert page.url.endswith("/m/zeltrina/clinician")


@pytest.mark.parametrize("scripted", [True, False])
def test_text_grows_with_the_chosen_size(open_page, scripted):
    page = open_page("/m/zeltrina", java_script_enabled=scripted)
    size = "parseFloat(getComputedStyle(document.querySelector('.passage')).fontSize)"
    before = page.locator(".passage").first.bounding_box()["height"]
    page.get_by_role("button", name="Text and colors").click()
    page.get_by_label("Very large").check()
    if scripted:
        assert page.evaluate(size) == pytest.approx(19 * 1.4, abs=0.2)
    assert page.locator(".passage").first.bounding_box()["height"] > before


def test_the_chosen_size_and_colors_come_back_on_the_next_page(open_page):
    page = open_page("/m/zeltrina", color_scheme="light")
    page.get_by_role("button", name="Text and colors").click()
    page.get_by_label("Very large").check()
    page.get_by_label("Dark").check()
    page.goto(page.url.rsplit("/m/", 1)[0] + "/policy")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "22.4px"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 24, 27)"


def test_light_colors_can_be_had_on_a_dark_device(open_page):
    page = open_page("/m/zeltrina", color_scheme="dark")
    page.get_by_role("button", name="Text and colors").click()
    page.get_by_label("Light", exact=True).check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(245, 248, 246)"


def test_the_largest_text_does_not_scroll_a_narrow_page_sideways(open_page):
    page = open_page("/m/zeltrina", viewport={"width": 320, "height": 700})
    page.evaluate("document.getElementById('size-3').checked = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("voices", ["[]", '[{ lang: "fr-FR" }]'])
def test_without_a_voice_for_the_language_nothing_offers_to_read_aloud(open_page, voices):
    page = open_page("/m/zeltrina/patient", script=VOICE % (voices, 10))
    expect(page.locator("[data-print]")).to_be_visible()
    expect(page.locator(".tools [data-listen]")).to_be_hidden()


def test_listening_reads_from_the_top_and_marks_the_sentence(open_page):
    page = open_page("/m/zeltrina/patient", script=VOICE % (ENGLISH, 100000))
    page.locator(".tools [data-listen]").click()
    expect(page.locator(".reading")).to_have_count(1)
    said = page.evaluate("window.said")
    assert said == [page.locator(".reading").text_content()]
    expect(page.locator(".tools [data-listen]")).to_have_text("Pause")


def test_listening_reads_sentences_without_their_source_numbers(open_page):
    page = open_page("/m/zeltrina/patient", script=VOICE % (ENGLISH, 1))
    page.locator(".tools [data-listen]").click()
    expect(page.locator(".tools [data-listen]")).to_have_text("Listen")
    said = page.evaluate("window.said")
    dose = page.evaluate(
        "[...document.querySelectorAll('#s-dose .said')].map((one) => one.textContent).join(' ')"
    )
    assert dose in said
    assert not any(re.search(r"[.]\\d+$", text) for text in said)


def test_a_pause_keeps_the_sentence_and_stop_forgets_it(open_page):
    page = open_page("/m/zeltrina/patient", script=VOICE % (ENGLISH, 100000))
    button = page.locator(".tools [data-listen]")
    button.click()
    button.click()
    expect(button).to_have_text("Listen")
    button.click()
    said = page.evaluate("window.said")
    assert len(said) == 2
    assert said[0] == said[1]
    page.locator(".tools [data-stop]").click()
    expect(page.locator(".reading")).to_have_count(0)


def test_changing_the_reader_ends_the_reading(open_page):
    page = open_page("/m/zeltrina/patient", script=VOICE % (ENGLISH, 100000))
    page.locator(".tools [data-listen]").click()
    choose(page, "caregiver")
    expect(page.locator(".reading")).to_have_count(0)
    expect(page.locator(".tools [data-listen]")).to_have_text("Listen")
