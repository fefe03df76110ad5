"""The source at the desk in a real Chromium: a story, nothing typed is lost, every page for all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.screens import MODES, violations
from tests.desking import RUTH, desk_app, served, write_library
from tests.engines import shipped_engine
from tests.unit.test_writing import SOURCE
from tests.web.test_web_sourcing import reported

pytestmark = pytest.mark.browser

AT = "/write/alphadrug/source"
DOSE, NEW_DOSE = "Take 5 mg twice daily.", "Take 10 mg twice daily."
FULL = {"width": 1440, "height": 960}


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def site(tmp_path, engine):
    app, _ = desk_app(write_library(tmp_path), engine=engine)
    with served(app) as address:
        yield address, app, tmp_path / "monographs" / "alphadrug" / "monograph.md"


@pytest.fixture
def page(browser, site):
    complaints = []
    context = browser.new_context(viewport=FULL)
    one = context.new_page()
    one.on("pageerror", lambda error: complaints.append(str(error)))
    one.goto(f"{site[0]}{AT}")
    yield one
    context.close()
    assert complaints == []


def approve(app):
    publisher = app.extensions["patiented"].service.editions
    for move in (publisher.submit, publisher.start, publisher.approve):
        move("alphadrug", "patient", by=RUTH.name)


def area(page):
    return page.locator("#source-text")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_a_story(page, site):
    """Somebody changes a dose in the source, sees what lapses, saves; the reader's page says so."""
    address, app, file = site
    approve(app)
    page.goto(f"{address}/write")
    page.get_by_role("link", name="Source").click()
    expect(button(page, "Save")).to_be_disabled()
    area(page).fill(SOURCE.replace(DOSE, NEW_DOSE))
    button(page, "Check").click()
    told = page.locator(".source-told")
    expect(told).to_contain_text("1 wording becomes a draft, 1 approval ends")
    expect(told.locator("del .m-words")).to_have_text("5")
    expect(told.locator("ins .m-words")).to_have_text("10")
    expect(told).to_contain_text("5 mg is now 10 mg")
    assert file.read_text(encoding="utf-8") == SOURCE
    button(page, "Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto(f"{address}/write/alphadrug/patient")
    row = page.locator(".row", has=page.locator(".row-source", has_text=NEW_DOSE))
    expect(row).to_contain_text("A draft waits")
    expect(row).to_contain_text("Lapsed")
    page.goto(f"{address}/m/alphadrug/patient")
    expect(page.locator(".status [aria-current=step]")).to_contain_text("Under review")
    expect(page.locator(".edition")).to_contain_text("10\u00a0mg")


def test_a_fault_leads_to_its_place(page):
    area(page).fill(SOURCE.replace("kind: drug", "kind: potion"))
    button(page, "Check").click()
    page.get_by_role("link", name="Line 4, column 7").click()
    expect(area(page)).to_be_focused()
    selected = (
        "const a = document.getElementById('source-text'); return [a.selectionStart, a.value]"
    )
    place, value = page.evaluate(f"() => {{ {selected} }}")
    assert value[place:].startswith("potion")
    expect(button(page, "Save")).to_be_disabled()


def test_a_text_that_is_changed_after_its_check_is_checked_again(page, site):
    area(page).fill(SOURCE.replace(DOSE, NEW_DOSE))
    page.keyboard.press("Control+s")
    expect(button(page, "Save")).to_be_enabled()
    area(page).press("Control+End")
    area(page).press_sequentially("Keep it dry.")
    expect(button(page, "Save")).to_be_disabled()
    page.keyboard.press("Control+s")
    expect(button(page, "Save")).to_be_enabled()
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert NEW_DOSE in site[2].read_text(encoding="utf-8")


def test_nothing_typed_is_lost_and_leaving_is_asked_about(page, site):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    area(page).press_sequentially("Half a sentence")
    page.goto(f"{site[0]}/write")
    assert asked == ["beforeunload"]
    page.goto(f"{site[0]}{AT}")
    expect(area(page)).to_have_value(SOURCE)
    button(page, "Take it").click()
    assert "Half a sentence" in area(page).input_value()
    page.goto(f"{site[0]}{AT}")
    button(page, "Throw it away").click()
    page.reload()
    expect(page.locator("[data-kept]")).to_be_hidden()
    # What was saved is kept no longer.
    area(page).fill(SOURCE.replace(DOSE, NEW_DOSE))
    button(page, "Check").click()
    button(page, "Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto(f"{site[0]}{AT}")
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert len(asked) == 2


def test_it_works_without_javascript(browser, site):
    context = browser.new_context(viewport=FULL, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site[0]}{AT}")
    area(page).fill(SOURCE.replace(DOSE, NEW_DOSE))
    button(page, "Check").click()
    button(page, "Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert site[2].read_text(encoding="utf-8") == SOURCE.replace(DOSE, NEW_DOSE)
    context.close()


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_the_pages_beside_the_wording(browser, site, mode):
    address, app, file = site
    reported(app)
    text = SOURCE.replace("kind: drug", "kind: drug\nreview_due: 2020-01-01")
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport=FULL, **MODES[mode])
    page = context.new_page()
    for where in ("/write/due", "/write/reports", "/write/alphadrug/withdraw"):
        page.goto(f"{address}{where}")
        assert violations(page) == [], where
    page.get_by_label("Every edition").check()
    page.get_by_label("Why?").fill("A dose is wrong.")
    button(page, "See what readers will see").click()
    expect(page.locator(".preview")).to_contain_text("A dose is wrong.")
    assert violations(page) == []
    page.goto(f"{address}{AT}")
    for body in (text.replace(DOSE, NEW_DOSE), text.replace("kind: drug", "kind: potion")):
        area(page).fill(body)
        button(page, "Check").click()
        assert violations(page) == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size(FULL)
    context.close()
