"""Logging in with a real browser: with a keyboard, on every device, with and without JavaScript."""

from __future__ import annotations

import logging
import threading

import pytest
from werkzeug.serving import make_server

from tests.browser.screens import NARROW, WIDE, violations
from tests.web.desk_samples import PASSWORD, Sites

pytestmark = pytest.mark.browser

DEVICES = {
    "light": ({"color_scheme": "light"}, WIDE),
    "dark": ({"color_scheme": "dark"}, WIDE),
    "forced colors": ({"forced_colors": "active"}, WIDE),
    "320 px": ({"color_scheme": "light"}, NARROW),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory, _migrated_sqlite):
    """The address of a site with desks; takes the place of the one of samples."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    sites = Sites(tmp_path_factory.mktemp("sites"), _migrated_sqlite)
    with sites.fresh(tmp_path_factory.mktemp("site")) as made:
        server = make_server("127.0.0.1", 0, made.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.port}"
        server.shutdown()
        thread.join()
        server.server_close()


def log_in(page, password=PASSWORD, login="wren"):
    page.get_by_label("Login").focus()
    page.keyboard.insert_text(login)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(password)  # as a password manager or a clipboard does
    page.keyboard.press("Enter")


def at_account(page):
    page.get_by_role("heading", name="Your account").wait_for()


def check(page):
    """Look at a page on every device."""
    found = {}
    for name, (media, size) in DEVICES.items():
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        page.set_viewport_size(size)
        sideways = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        found[name] = violations(page) + ["scrolls sideways"] * sideways
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_person_logs_in_with_the_keyboard_and_out_again(open_page, script):
    page = open_page("/account/", java_script_enabled=script)
    assert page.url.endswith("/account/login?next=/account/")
    log_in(page)
    at_account(page)
    assert page.get_by_text("You are Wren Writer.").is_visible()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Log in").wait_for()
    assert page.context.cookies()[0]["httpOnly"]
    page.goto(page.url.replace("/account/login", "/account/"))
    assert page.get_by_label("Password").is_visible()
    assert page.get_by_text("You are Wren Writer.").count() == 0


def test_axe_finds_nothing_on_the_login_and_what_is_wrong_is_read_out(open_page):
    page = open_page("/account/login", quiet=True)
    check(page)
    log_in(page, "wrong")
    assert "is wrong" in page.get_by_role("alert").inner_text()
    assert page.title().startswith("Problem: ")
    assert page.get_by_label("Login").input_value() == "wren"
    assert page.get_by_label("Password").input_value() == ""
    check(page)


def test_axe_finds_nothing_on_the_account_and_a_password_is_changed(open_page):
    page = open_page("/account/login")
    log_in(page)
    at_account(page)
    check(page)
    page.get_by_label("Your current password").fill(PASSWORD)
    for label in ("Your new password", "Your new password again"):
        page.get_by_label(label, exact=True).fill("another good one")
    page.get_by_role("button", name="Change the password").click()
    page.wait_for_url("**/account/?changed=password")
    assert "changed" in page.get_by_role("status").inner_text()


def test_axe_finds_nothing_on_a_refusal(open_page, site):
    page = open_page("/account/login", quiet=True)
    log_in(page, login="nell")
    at_account(page)
    page.goto(f"{site}/review/")
    assert page.get_by_role("heading", name="This desk is not open to you").is_visible()
    check(page)
