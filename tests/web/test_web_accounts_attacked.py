"""What strangers try at the login of the desks: to guess, to send forms, to lead away."""

from __future__ import annotations

import pytest

from patiented.web.accounts.views import safe_target
from tests.web.desk_samples import (
    PASSWORD,
    Sites,
    log_in,
    token_of,
    write,
)
from tests.web.page_tree import tree
from tests.web.test_web_headers import directives

ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
LINK = {**ELSEWHERE, "Sec-Fetch-Dest": "document"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory, _migrated_sqlite):
    return Sites(tmp_path_factory.mktemp("sites"), _migrated_sqlite)


@pytest.fixture
def site(sites, tmp_path):
    with sites.fresh(tmp_path) as fresh:
        yield fresh


@pytest.fixture
def client(site):
    return site.client()


# Guessing.


def test_a_wrong_login_and_a_wrong_password_read_the_same(site):
    site.accounts.set_active("rae", active=False, by="Test")
    said = set()
    for login, password in (("wren", "wrong"), ("nobody", "wrong"), ("rae", PASSWORD)):
        answer = log_in(site.client(), login, password)
        assert answer.status_code == 403
        root = tree(answer.text)
        assert root.one("input", name="login").attrs["value"] == login
        assert root.one("input", name="password").attrs.get("value") is None
        assert PASSWORD not in answer.text
        said.add(root.one("div", role="alert").words)
    assert len(said) == 1


def addresses(number):
    return {"REMOTE_ADDR": f"192.0.2.{number}"}


@pytest.mark.parametrize("login", ["wren", "nobody"])
def test_one_login_can_be_guessed_at_so_often_from_wherever(site, login):
    codes = [
        log_in(site.client(), login.title(), "wrong", environ_base=addresses(number)).status_code
        for number in range(12)
    ]
    assert codes == [403] * 10 + [429] * 2
    answer = log_in(site.client(), login, PASSWORD, environ_base=addresses(99))
    assert answer.status_code == 429
    assert "Too many tries" in tree(answer.text).one("div", role="alert").words
    assert int(answer.headers["Retry-After"]) > 0
    other = log_in(site.client(), "rae", PASSWORD, environ_base=addresses(99))
    assert other.status_code == 303


def test_one_address_can_guess_so_often_at_whatever_login(site):
    codes = [log_in(site.client(), f"n{number}", "wrong").status_code for number in range(31)]
    assert codes == [403] * 30 + [429]
    assert log_in(site.client(), "wren", environ_base=addresses(1)).status_code == 303


def test_logging_in_rightly_is_never_too_often(site):
    assert {log_in(site.client(), "wren").status_code for _ in range(35)} == {303}


def test_the_current_password_cannot_be_guessed_in_a_stolen_session(site):
    client = site.logged_in("wren")
    token = token_of(client.get("/account/"))
    form = {"csrf_token": token, "current": "wrong", "new": "a", "again": "a"}
    codes = [
        client.post("/account/password", data=form, environ_base=addresses(n)).status_code
        for n in range(11)
    ]
    assert codes == [403] * 10 + [429]


def test_no_log_holds_what_was_typed(site, caplog):
    log_in(site.client(), "my password by mistake", "wrong")
    log_in(site.client(), "wren", "nearly " + PASSWORD)
    assert "mistake" not in caplog.text
    assert PASSWORD not in caplog.text
    assert caplog.text.count("a login was refused") == 2


def test_a_flood_of_bytes_is_refused_before_it_is_read(client):
    token = token_of(client.get("/account/login"))
    form = {"csrf_token": token, "login": "wren", "password": "x" * 20_000}
    assert client.post("/account/login", data=form).status_code == 413


# Other sites.


@pytest.mark.parametrize("token", [None, "", "wrong", "ImEi.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_a_form_without_its_token_changes_nothing(site, token):
    client = site.logged_in("wren")
    form = {} if token is None else {"csrf_token": token}
    answer = client.post("/account/logout", data=form)
    assert answer.status_code == 400
    assert "reload the page" in tree(answer.text).one("main").words
    assert write(client).status_code == 200


def test_a_login_needs_its_token_too(client):
    form = {"login": "wren", "password": PASSWORD}
    assert client.post("/account/login", data=form).status_code == 400
    assert write(client).status_code == 303


def test_the_token_of_somebody_else_is_none(site):
    theirs = write(site.logged_in("ada")).json["csrf"]
    client = site.logged_in("wren")
    assert client.post("/write/", data={"csrf_token": theirs}).status_code == 400


def test_a_script_sends_the_token_as_a_header_and_its_words_arrive(site):
    client = site.logged_in("wren")
    token = write(client).json["csrf"]
    answer = client.post("/write/", json={"text": "x"}, headers={"X-CSRFToken": token})
    assert answer.json["sent"] == '{"text": "x"}'
    answer = client.post("/write/", json={"text": "x"}, headers={"X-CSRFToken": "wrong"})
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "E400")


def test_a_token_lasts_as_long_as_the_session(site, monkeypatch):
    client = site.logged_in("wren")
    token = write(client).json["csrf"]
    later = __import__("time").time() + 9 * 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    answer = client.post("/write/", json={}, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        LINK,
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://other.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_a_token(site, headers):
    client = site.logged_in("wren")
    token = write(client).json["csrf"]
    answer = client.post("/write/", data={"csrf_token": token}, headers=headers)
    assert answer.status_code == 403


def test_a_link_from_another_site_leads_here_and_nothing_else_does(site):
    client = site.logged_in("wren")
    assert write(client, headers=LINK).status_code == 200
    for part in ("image", "script", "iframe", "empty"):
        headers = {**ELSEWHERE, "Sec-Fetch-Dest": part}
        assert write(client, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/write",
        "//evil.example/write",
        "///evil.example/write",
        "/\\evil.example/write",
        "\\/evil.example",
        "/write\\..\\x",
        "/\t/evil.example/write",
        "///write",
        "/\t//write",
        "/write/\\x",
        "/write/\tx",
        "/write/\r\nSet-Cookie: a=b",
        "/write/\u00fc",
        " /write",
        "javascript:alert(1)",
        "write",
        "/m/zeltrina",
        "/writers",
        "/es",
        "/es/m/zeltrina",
        "/es//evil.example/write",
        "/xx/write",
        "/",
        "",
        "/write/" + "x" * 1_000,
    ],
)
def test_a_login_leads_nowhere_but_to_a_desk(site, target):
    client = site.client()
    with site.app.test_request_context("/account/login"):
        assert safe_target(target) == ""
    assert log_in(client, "wren", target=target).location == "/account/"
    link = client.get("/account/login", query_string={"next": target}).location
    assert link == "/account/"


def test_nobody_frames_keeps_or_lists_a_desk(site):
    client = site.logged_in("wren")
    for address in ("/account/", "/write/", "/write/none", "/review/"):
        answer = client.get(address)
        assert directives(answer)["frame-ancestors"] == ["'none'"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_a_name_that_only_begins_like_a_desk_is_none(client):
    answer = client.get("/writers")
    assert answer.status_code == 404
    assert directives(answer)["frame-ancestors"] == ["'self'"]
