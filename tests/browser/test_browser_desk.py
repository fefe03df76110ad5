"""The writer's desk in a real Chromium: a story, what the guard blocks, that nothing is lost."""

from __future__ import annotations

import statistics

import pytest
from playwright.sync_api import expect

from tests.browser.screens import MODES, violations
from tests.desking import RUTH, desk_app, served, write_library
from tests.engines import shipped_engine

pytestmark = pytest.mark.browser

DESK = "/write/alphadrug/patient"
BAN = "Do not use Alphadrug in pregnant women."
DOSE = "Take 5 mg twice daily."
CHILD = "Do not exceed 2.5 mg per day in children younger than 12 years."
FULL = {"width": 1440, "height": 960}


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def desk(tmp_path, engine):
    app, who = desk_app(write_library(tmp_path), engine=engine)
    with served(app) as address:
        yield address, who


@pytest.fixture
def page(browser, desk):
    complaints = []
    context = browser.new_context(viewport=FULL)
    one = context.new_page()
    one.on("pageerror", lambda error: complaints.append(str(error)))
    one.goto(f"{desk[0]}{DESK}")
    yield one
    context.close()
    assert complaints == []


def row(page, source):
    return page.locator(".row", has=page.locator(".row-source", has_text=source))


def write(page, source, text):
    one = row(page, source)
    one.locator("[data-open]").click()
    one.locator("textarea").fill(text)
    expect(page.locator("#desk")).to_have_attribute("data-tried", f"{identity(one)} {text}")
    return one


def identity(one):
    return one.get_attribute("id").removeprefix("row-")


def test_a_story(page, desk):
    """Somebody new mends the hardest sentence; a reader sees it; a reviewer approves it."""
    page.goto(f"{desk[0]}/write")
    page.get_by_role("link", name="Patient, English").click()
    before = page.locator("[data-part=ready]").inner_text()
    page.keyboard.press("Alt+h")
    area = page.locator("textarea")
    expect(area).to_be_focused()
    one = page.locator(".row[data-now]")
    assert CHILD in one.locator(".row-source").inner_text()
    # Why it is hard stands beside it, and what it would take is one sentence away.
    expect(page.locator("[data-part=why] h2").first).to_be_visible()
    level = float(page.locator(".level-now strong").inner_text())
    text = "Children younger than 12 years must not take more than 2.5 mg a day."
    area.fill(text)
    save = one.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_enabled()
    assert float(page.locator(".level-now strong").inner_text()) <= level
    page.keyboard.press("Control+s")
    expect(page.locator("[data-said]")).to_have_text("Saved")
    expect(row(page, CHILD).locator("[data-say]")).to_have_text(text)
    assert page.locator("[data-part=ready]").inner_text() != before
    write(page, BAN, "Do not use Alphadrug if you are pregnant.")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-said]")).to_have_text("Saved")
    page.get_by_role("button", name="Send for review").click()
    expect(page.locator(".desk-top")).to_contain_text("Submitted")
    page.goto(f"{desk[0]}/m/alphadrug/patient")
    expect(page.locator(".status [aria-current=step]")).to_contain_text("Submitted")
    expect(page.locator(".edition")).to_contain_text("12\u00a0years must not take more than")
    # Somebody else looks at it, and signs.
    desk[1]["person"] = RUTH
    page.goto(f"{desk[0]}/review/")
    page.get_by_role("link", name="Alphadrug").first.click()
    page.get_by_role("button", name="Approve edition").click()
    expect(page.locator(".rv-step[aria-current]")).to_contain_text("Approved")
    page.goto(f"{desk[0]}/m/alphadrug/patient")
    expect(page.locator(".status [aria-current=step]")).to_contain_text("Approved")
    expect(page.locator(".status")).to_contain_text("Ruth Reviewer")


def test_who_saves_before_the_answer_is_there_has_it_saved_and_no_older_answer_judges_it(page):
    """Answers take their time here; each is of the text that was sent, not of what stands there."""
    said = []

    def slow(route):
        said.append(route.request.post_data_json["text"])
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/try", slow)
    one = row(page, DOSE)
    one.locator("[data-open]").click()
    area = one.locator("textarea")
    area.fill("Take 50 mg two times a day.")
    page.keyboard.press("Control+s")
    area.fill("Take 5 mg two times a day.")
    expect(one.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-said]")).to_have_text("Saved")
    expect(row(page, DOSE).locator("[data-say]")).to_have_text("Take 5 mg two times a day.")
    assert said[-1] == "Take 5 mg two times a day."


@pytest.mark.parametrize(
    ("source", "text", "named"),
    [
        (DOSE, "Take 50 mg twice a day.", "5 mg"),
        (DOSE, "Take 5 mg once a day.", "twice daily"),
        (BAN, "Use Alphadrug if you are pregnant.", "not"),
        (BAN, "Do not use Alphadrug.", "pregnant women"),
        (CHILD, "Do not take more than 2.5 mg a day.", "12 years"),
    ],
    ids=["dose", "how often", "not", "population", "age"],
)
def test_the_guard_keeps_a_changed_or_lost_fact_from_being_saved(page, source, text, named):
    one = write(page, source, text)
    expect(one.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    expect(one.locator(".fact-changed, .fact-open").first).to_be_visible()
    assert named in " ".join(one.locator(".trouble, .fact").all_inner_texts())
    page.keyboard.press("Control+s")
    page.reload()
    expect(row(page, source).locator("[data-say]")).not_to_have_text(text)


def test_both_places_of_a_changed_fact_are_marked_and_one_key_puts_it_back(page):
    one = write(page, DOSE, "Take 5 mg once a day.")
    expect(one.locator(".row-source mark.changed")).to_have_text("twice daily")
    expect(one.locator(".editor-back mark.changed")).to_have_text("once a day")
    page.keyboard.press("Alt+f")
    expect(one.locator("textarea")).to_have_value("Take 5 mg twice daily.")
    expect(one.get_by_role("button", name="Save", exact=True)).to_be_enabled()


def test_an_open_fact_is_confirmed_with_one_key(page):
    text = "Take 5 mg with your breakfast and your evening meal, that is twice a day."
    one = write(page, DOSE, text)
    save = one.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_disabled()
    for _ in range(8):
        if save.is_enabled():
            break
        page.keyboard.press("Alt+o")
        page.wait_for_timeout(250)
    expect(save).to_be_enabled()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-said]")).to_have_text("Saved")


def test_nothing_typed_is_lost_on_reload_or_without_a_connection(page):
    text = "Take 5 mg two times"
    write(page, DOSE, text)
    page.reload()
    expect(row(page, DOSE).locator("[data-kept]")).to_be_visible()
    row(page, DOSE).locator("[data-open]").click()
    expect(page.locator("textarea")).to_have_value(text)
    page.context.set_offline(True)
    page.locator("textarea").fill("Take 5 mg two times a day.")
    expect(page.locator("[data-said]")).to_contain_text("No connection")
    page.context.set_offline(False)
    save = row(page, DOSE).get_by_role("button", name="Save", exact=True)
    expect(save).to_be_enabled()
    save.click()
    expect(row(page, DOSE).locator("[data-say]")).to_have_text("Take 5 mg two times a day.")
    page.reload()
    expect(row(page, DOSE).locator("[data-kept]")).to_be_hidden()


def test_what_was_saved_can_be_taken_back(page):
    write(page, DOSE, "Take 5 mg two times a day.")
    page.keyboard.press("Control+s")
    expect(row(page, DOSE).locator("[data-say]")).to_have_text("Take 5 mg two times a day.")
    page.get_by_role("button", name="Undo").click()
    expect(row(page, DOSE).locator("[data-say]")).to_have_text("Take 5 mg twice a day.")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_two_writers_of_one_sentence_meet(page, browser, desk):
    other = browser.new_page(viewport=FULL)
    other.goto(f"{desk[0]}{DESK}")
    write(other, DOSE, "Take 5 mg two times a day.")
    other.keyboard.press("Control+s")
    expect(other.locator("[data-said]")).to_have_text("Saved")
    one = write(page, DOSE, "Take 5 mg twice daily.")
    page.keyboard.press("Control+s")
    met = one.locator("[data-met]")
    expect(met).to_contain_text("Take 5 mg two times a day.")
    expect(one.locator("textarea")).to_have_value("Take 5 mg twice daily.")
    met.get_by_role("button", name="Keep mine").click()
    expect(row(page, DOSE).locator("[data-say]")).to_have_text("Take 5 mg twice daily.")
    other.close()


def test_a_suggestion_is_taken_with_one_key(page):
    row(page, BAN).locator("[data-open]").click()
    offer = page.locator(".offer [data-text]").first
    expect(offer).to_be_visible()
    text = offer.inner_text()
    page.keyboard.press("Alt+1")
    expect(page.locator("textarea")).to_have_value(text)


def test_the_keyboard_alone_goes_from_sentence_to_sentence(page):
    page.keyboard.press("Alt+ArrowDown")
    first = page.locator(".row[data-now]").get_attribute("id")
    page.keyboard.press("Alt+ArrowDown")
    assert page.locator(".row[data-now]").get_attribute("id") != first
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator(".row[data-now]").get_attribute("id") == first
    page.keyboard.press("Escape")
    expect(page.locator("textarea")).to_have_count(0)
    expect(page.locator(f"#{first} [data-open]")).to_be_focused()


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_at_the_desk(browser, desk, mode):
    context = browser.new_context(viewport=FULL, **MODES[mode])
    page = context.new_page()
    page.goto(f"{desk[0]}/write")
    assert violations(page) == []
    page.goto(f"{desk[0]}{DESK}")
    assert violations(page) == []
    write(page, DOSE, "Take 5 mg once a day, notwithstanding comorbidities.")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_answers_come_while_somebody_types(page):
    """Every key is answered; how fast stands in `benchmarks/desk.py`."""
    one = write(page, DOSE, "Take 5 mg")
    one.locator("textarea").press_sequentially(" twice a day.", delay=120)
    expect(one.get_by_role("button", name="Save", exact=True)).to_be_enabled()
    times = page.evaluate("performance.getEntriesByName('desk-key').map((one) => one.duration)")
    assert len(times) > 5
    assert statistics.median(times) > 0
