"""The review desk in a real Chromium: what axe finds, the keys, and a reviewer's day as a story."""

from __future__ import annotations

import logging
import shutil
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from patiented.publishing.reviewing import Act
from patiented.review import EditionKey
from patiented.store import Store
from patiented.web.people import Person
from tests.browser.screens import MODES, NARROW, violations
from tests.store_fixtures import SmallLibrary, statement_id
from tests.web import samples
from tests.web.desk import REVIEWER, desk_app, serve_from

pytestmark = pytest.mark.browser

SHEET = "/review/m/patient"
KEY = EditionKey("m", "patient")
LINES = ("Use 60 g.", "Stop after 8 weeks.", "Not for children.", "LOST 5 g.")
FIRST, SECOND, LAST = map(statement_id, LINES[:3])
DESK = {"width": 1440, "height": 960}
BO = Person("Bo", frozenset({"reviewer"}))


@pytest.fixture(scope="module")
def app():
    return desk_app(None, settings=replace(samples.settings(), page_cache_mb=0))


@pytest.fixture(scope="module")
def site(app):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app[0], threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def library(app, tmp_path, _migrated_sqlite):
    shutil.copy(_migrated_sqlite, tmp_path / "kept.db")
    store = Store(f"sqlite:///{tmp_path / 'kept.db'}")
    made = SmallLibrary(tmp_path / "library", store)
    made.write(*LINES[:3])
    made.publisher.submit("m", "patient", by="Wes")
    serve_from(app[0], made.publisher)
    app[1].who = REVIEWER
    yield made
    store.close()


def decide(library, act, *statements, by="Bo", note=""):
    desk = library.publisher.reviewing
    seen = desk.sheet("m", "patient", viewer=by).seen
    desk.decide(act, KEY, by=by, seen=seen, statements=statements, note=note)


@pytest.fixture
def mixed(library):
    """One row of each kind: approved, lapsed, asked, own, with a lost fact."""
    decide(library, Act.APPROVE_EDITION)
    library.write(*LINES, "Wash your hands.")
    library.word("Stop after 8 weeks. = Plainly: Stop after six weeks.")
    decide(library, Act.ASK, LAST, note="Say the age.")
    library.publisher.reviewing.wrote(KEY, [statement_id("Wash your hands.")], "Ada")


def test_axe_finds_nothing_on_either_page_in_any_colors_or_on_a_phone(mixed, open_page):
    for address in (SHEET, "/review/"):
        page = open_page(address, viewport=DESK)
        found = {}
        for mode, media in MODES.items():
            page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
            found[mode] = violations(page)
        page.set_viewport_size(NARROW)
        found["narrow"] = violations(page)
        assert {name: one for name, one in found.items() if one} == {}, address


def test_no_page_scrolls_sideways_at_any_width(mixed, open_page):
    for address in (SHEET, "/review/"):
        page = open_page(address, viewport=DESK)
        for width in (320, 768, 1279, 1280, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (address, width)


def test_the_three_panes_stand_beside_each_other_on_a_wide_window_only(mixed, open_page):
    page = open_page(SHEET, viewport=DESK)
    queue, main, side = (
        page.locator(f".rv-{one}").bounding_box() for one in ("queue", "main", "side")
    )
    assert queue["x"] + queue["width"] <= main["x"]
    assert main["x"] + main["width"] <= side["x"]
    page.set_viewport_size({"width": 1279, "height": 900})
    assert page.locator(".rv-side").bounding_box()["x"] == 0


def test_a_reviewer_approves_what_lapsed_and_readers_are_told(library, open_page):
    decide(library, Act.APPROVE_EDITION)
    library.word("Stop after 8 weeks. = Plainly: Stop after six weeks.")
    page = open_page("/review/", viewport=DESK)
    page.get_by_role("link", name="1 lapsed").click()
    page.wait_for_url(f"**{SHEET}")
    row = page.locator(f"#s-{SECOND}")
    expect(row.locator(".rv-label")).to_have_text("Lapsed")
    expect(row.locator(".rv-text .m-words")).to_have_text("six")
    expect(row.locator(".rv-before .m-gone")).to_have_text("8")
    row.get_by_role("button", name="Approve").click()
    expect(row.locator(".rv-label")).to_have_text("Approved")
    expect(row).to_be_focused()
    expect(page.locator("#rv-said")).to_have_text("Approved")
    page.get_by_role("button", name="Approve edition").click()
    expect(page.locator(".rv-step[aria-current]")).to_contain_text("Approved")
    page.get_by_role("link", name="What readers see").click()
    page.wait_for_url("**/m/m/patient")
    expect(page.locator(".status-answer")).to_contain_text("Ada approved this version")


def test_the_keys_go_from_row_to_row_approve_and_ask(library, open_page):
    page = open_page(SHEET, viewport=DESK)
    page.keyboard.press("a")  # no row has the focus: nothing is approved
    page.keyboard.press("j")
    expect(page.locator(f"#s-{FIRST}")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(f"#s-{SECOND}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(f"#s-{SECOND} .rv-label")).to_have_text("Approved")
    page.keyboard.press("j")
    page.keyboard.press("c")
    box = page.locator(f"#note-s-{LAST}")
    expect(box).to_be_focused()
    page.keyboard.type("jack, say the age")
    expect(box).to_have_value("jack, say the age")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"#s-{LAST} .rv-told")).to_contain_text("jack, say the age")
    review = library.publisher.published("m", "patient").review
    assert review.approved == {SECOND}


def test_the_keys_can_be_turned_off_for_good(library, open_page):
    page = open_page(SHEET, viewport=DESK)
    page.get_by_label("Keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator(".rv-row:focus")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Keys")).not_to_be_checked()


def test_who_comes_second_is_told_and_loses_no_word_that_was_typed(library, open_page):
    page = open_page(SHEET, viewport=DESK, quiet=True)  # the console names the 409
    for statement, words in ((FIRST, "Name the cream."), (LAST, "Say the age.")):
        page.locator(f"#s-{statement} summary").click()
        page.locator(f"#note-s-{statement}").fill(words)
    decide(library, Act.APPROVE, SECOND)
    page.locator(f"#s-{FIRST}").get_by_role("button", name="Send to the writer").click()
    expect(page.get_by_role("alert")).to_contain_text("Bo approved sentences")
    expect(page.locator(f"#s-{SECOND} .rv-label")).to_have_text("Approved")
    expect(page.locator(f"#note-s-{FIRST}")).to_have_value("Name the cream.")
    expect(page.locator(f"#note-s-{LAST}")).to_have_value("Say the age.")
    page.locator(f"#s-{FIRST}").get_by_role("button", name="Send to the writer").click()
    expect(page.locator(f"#s-{FIRST} .rv-label")).to_have_text("Change asked for")
    expect(page.locator(f"#note-s-{LAST}")).to_have_value("Say the age.")


def test_when_the_site_is_away_nothing_typed_is_lost(library, open_page):
    page = open_page(SHEET, viewport=DESK, quiet=True)
    page.route("**/review/**", lambda route: route.abort())
    page.locator(f"#s-{FIRST} summary").click()
    page.locator(f"#note-s-{FIRST}").fill("Name the cream.")
    page.locator(f"#s-{FIRST}").get_by_role("button", name="Send to the writer").click()
    expect(page.locator("#rv-lost")).to_be_visible()
    expect(page.locator(f"#note-s-{FIRST}")).to_have_value("Name the cream.")


def test_everything_works_without_a_script(library, open_page):
    page = open_page(SHEET, viewport=DESK, java_script_enabled=False)
    page.locator(f"#s-{FIRST}").get_by_role("button", name="Approve").click()
    page.wait_for_url(f"**{SHEET}#s-{FIRST}")
    page.locator(f"#s-{LAST} summary").click()
    page.locator(f"#note-s-{LAST}").fill("Say the age.")
    page.locator(f"#s-{LAST}").get_by_role("button", name="Send to the writer").click()
    page.wait_for_url(f"**{SHEET}#s-{LAST}")
    page.get_by_role("button", name="Ask for changes").click()
    page.wait_for_url(f"**{SHEET}#whole")
    expect(page.locator(".rv-step[aria-current]")).to_contain_text("Changes requested")
