"""The login of the desks: who gets in, with which cookie, for how long."""

from __future__ import annotations

import pytest
from itsdangerous import URLSafeTimedSerializer

from patiented.accounts import Accounts
from patiented.web import create_app
from patiented.web.accounts.passwords import Scrypt
from patiented.web.desks.areas import desk_of
from tests.web import samples
from tests.web.desk_samples import (
    CHEAP,
    KEY,
    PASSWORD,
    Sites,
    held,
    log_in,
    open_store,
    settings_of,
    token_of,
    write,
)
from tests.web.page_tree import tree
from tests.web.test_web_pages import ADDRESSES

JSON = {"Accept": "application/json"}


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


def cookie_of(answer):
    (cookie,) = answer.headers.getlist("Set-Cookie")
    return cookie


# Who gets in.


@pytest.mark.parametrize(
    ("login", "write", "review"),
    [("wren", 200, 403), ("rae", 403, 200), ("ada", 200, 200), ("nell", 403, 403)],
)
def test_a_desk_is_open_to_its_role_and_to_admins(site, login, write, review):
    client = site.logged_in(login)
    assert client.get("/write/").status_code == write
    assert client.get("/write/some/where").status_code == write
    assert client.get("/review/").status_code == review
    assert client.get("/account/").status_code == 200


def test_a_view_is_told_who_is_there(site):
    assert write(site.logged_in("wren")).json["who"] == "Wren Writer"


@pytest.mark.parametrize("address", ["/write", "/write/x?y=1&z=2", "/review/", "/account/"])
def test_a_stranger_is_led_to_the_login_and_from_there_on(site, address):
    client = site.client()
    answer = client.get(address)
    assert answer.status_code == 303
    assert answer.location.startswith("/account/login?next=/")
    back = tree(client.get(answer.location).text).one("input", name="next").attrs["value"]
    assert back == address
    assert log_in(client, "ada", target=back).location == address


def test_a_login_without_a_target_leads_to_the_account(client):
    assert log_in(client, "wren").location == "/account/"


def test_whoever_is_logged_in_is_not_asked_again(site):
    client = site.logged_in("wren")
    assert client.get("/account/login?next=/write/x").location == "/write/x"
    assert client.get("/account/login").location == "/account/"


def test_a_script_is_told_in_json(client, site):
    answer = write(client, headers=JSON)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Session")
    assert answer.json["error"]["code"] == "E401"
    answer = site.logged_in("rae").get("/write/", headers=JSON)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "E403")


def test_an_address_that_is_not_there_tells_strangers_nothing(client, site):
    assert client.get("/review/none").status_code == 303
    assert site.logged_in("rae").get("/review/none").status_code == 404


def test_the_wrong_role_is_told_on_a_page_with_a_way_out(site):
    root = tree(site.logged_in("rae").get("/write/").text)
    assert "This desk is not open to you" in root.one("h1").text
    assert "/account/" in [one.attrs["href"] for one in root.one("main").all("a")]


def test_every_address_of_a_desk_has_the_gate_before_it(site):
    strangers = site.client()
    open_to_all = {"/account/login", "/account/oidc", "/account/oidc/return"}
    walked = 0
    for rule in site.app.url_map.iter_rules():
        if not desk_of(rule.rule) or rule.rule in open_to_all:
            continue
        address = rule.rule.replace("<path:rest>", "x")
        for method in rule.methods - {"OPTIONS"}:
            walked += 1
            assert strangers.open(address, method=method).status_code == 303
    assert walked > 8


# The cookie.


def test_readers_get_no_cookie_and_whoever_has_one_is_a_reader_there(site):
    client = site.logged_in("ada")
    before = held(client)
    for address in (one for one in ADDRESSES.values() if ".pdf" not in one):
        answer = client.get(address)
        assert "Set-Cookie" not in answer.headers, address
        assert "Cookie" not in answer.headers.get("Vary", ""), address
    assert held(client) == before
    assert client.get("/m/who").json == {"who": None}


def test_a_reader_page_never_looks_at_a_cookie(site, monkeypatch):
    client = site.logged_in("ada")
    monkeypatch.setattr(type(site.accounts), "at", None)
    monkeypatch.setattr(type(site.app.session_interface), "get_signing_serializer", None)
    assert client.get("/m/zeltrina").status_code == 200


@pytest.mark.parametrize(
    ("base", "settings", "name", "secure"),
    [
        ("http://localhost:8000", {}, "patiented-8000", False),
        ("http://127.0.0.1:8001", {}, "patiented-8001", False),
        ("http://[::1]:8000", {}, "patiented-8000", False),
        ("https://localhost", {}, "__Host-patiented", True),
        ("https://health.example", {}, "__Host-patiented", True),
        ("http://health.example", {}, "__Host-patiented", True),
        ("http://127.0.0.1.health.example", {}, "__Host-patiented", True),
        ("http://localhost", {"public_url": "https://health.example"}, "__Host-patiented", True),
    ],
)
def test_the_cookie_is_as_safe_as_it_can_be(tmp_path, base, settings, name, secure):
    app = create_app(settings_of(tmp_path, **settings), service=samples.SampleService())
    cookie = cookie_of(app.test_client().get("/account/login", base_url=base))
    first, *rest = cookie.split("; ")
    assert first.partition("=")[0] == name
    assert ("Secure" in rest) is secure
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest)
    assert not [one for one in rest if one.startswith(("Domain", "Expires", "Max-Age"))]


def test_a_proxy_that_hides_the_host_does_not_make_the_cookie_unsafe(client):
    answer = client.get("/account/login", headers={"X-Forwarded-For": "192.0.2.7"})
    assert "Secure" in cookie_of(answer)


def test_what_was_in_the_browser_before_the_login_is_worth_nothing_after_it(site):
    client = site.client()
    client.get("/account/login")
    before = held(client)
    with client.session_transaction("/account/") as session:
        session["planted"] = "by a stranger"
        old = dict(session)
    log_in(client, "wren")
    with client.session_transaction("/account/") as session:
        assert set(session) == {"token", "seen", "csrf_token"}
        assert session["csrf_token"] != old["csrf_token"]
    for name, value in before.items():
        other = site.client()
        other.set_cookie(name, value)
        assert write(other).status_code == 303


def test_a_second_login_ends_the_session_before_it(site):
    client = site.logged_in("wren")
    (stolen,) = held(client).items()
    client.post("/account/logout", data={"csrf_token": write(client).json["csrf"]})
    log_in(client, "rae")
    other = site.client()
    other.set_cookie(*stolen)
    assert write(other).status_code == 303


@pytest.mark.parametrize("place", [0, 20, -5])
def test_a_cookie_that_somebody_changed_is_none(site, place):
    client = site.logged_in("wren")
    ((name, value),) = held(client).items()
    letters = list(value)
    letters[place] = "A" if letters[place] != "A" else "B"
    other = site.client()
    other.set_cookie(name, "".join(letters))
    assert write(other).status_code == 303


def test_a_cookie_signed_with_another_key_is_none(site):
    client = site.client()
    client.get("/account/login")
    (name,) = held(client)
    token = site.accounts.start_session(site.accounts.log_in("ada", PASSWORD))
    forged = URLSafeTimedSerializer("guessed " * 4, salt="cookie-session").dumps(
        {"token": token, "seen": site.clock.at}
    )
    client.set_cookie(name, forged)
    assert write(client).status_code == 303


def test_another_process_knows_the_session(site, tmp_path):
    client = site.logged_in("wren")
    (cookie,) = held(client).items()
    store = open_store(tmp_path)
    people = Accounts(store, Scrypt(CHEAP), site.clock)
    app = create_app(
        settings_of(tmp_path, secret_key=KEY), service=samples.SampleService(), people=people
    )
    other = app.test_client()
    other.set_cookie(*cookie)
    assert tree(other.get("/account/").text).one("main").words.count("Wren Writer") == 1
    store.close()


# How long it lasts.


@pytest.mark.parametrize(
    "deed",
    [
        lambda a: a.set_active("wren", active=False, by="Test"),
        lambda a: a.set_password("wren", "another good one", by="Test"),
    ],
)
def test_an_account_that_is_closed_or_gets_a_password_is_logged_out_at_once(site, deed):
    client = site.logged_in("wren")
    deed(site.accounts)
    answer = write(client)
    assert (answer.status_code, answer.location) == (303, "/account/login?next=/write/")


def test_another_role_holds_from_the_next_request_on(site):
    client = site.logged_in("wren")
    site.accounts.set_roles("wren", ["reviewer"], by="Test")
    assert write(client).status_code == 303
    client = site.logged_in("wren")
    assert write(client).status_code == 403


def test_work_keeps_a_session_open_and_a_pause_ends_it(site):
    client = site.logged_in("wren")
    for minute in (30, 59):
        site.clock.at = f"2026-01-02T03:{minute}:00Z"
        assert write(client).status_code == 200
    site.clock.at = "2026-01-02T04:58:00Z"
    assert write(client).status_code == 200
    site.clock.at = "2026-01-02T05:58:00Z"
    assert write(client).status_code == 303
    assert held(client) == {}


def test_a_day_of_work_ends_a_session_however_busy_it_was(site):
    client = site.logged_in("wren")
    for hour in range(3, 13):
        for minute in (30, 59):
            site.clock.at = f"2026-01-02T{hour:02}:{minute}:00Z"
            assert write(client).status_code == 200
    site.clock.at = "2026-01-02T13:04:05Z"
    assert write(client).status_code == 303


def test_who_logs_out_is_out_even_with_a_copy_of_the_cookie(site):
    client = site.logged_in("wren")
    (copied,) = held(client).items()
    answer = client.post("/account/logout", data={"csrf_token": write(client).json["csrf"]})
    assert (answer.status_code, answer.location) == (303, "/account/login")
    assert write(client).status_code == 303
    client.set_cookie(*copied)
    assert write(client).status_code == 303


def test_nobody_is_logged_out_by_a_link(site):
    client = site.logged_in("wren")
    assert client.get("/account/logout").status_code == 405
    assert write(client).status_code == 200


# Another password.


def change(client, **more):
    form = {"current": PASSWORD, "new": "another good one", "again": "another good one"}
    token = token_of(client.get("/account/"))
    return client.post("/account/password", data={"csrf_token": token, **form, **more})


def test_another_password_ends_every_other_session_and_keeps_this_one(site):
    client, other = site.logged_in("wren"), site.logged_in("wren")
    before = held(client)
    answer = change(client)
    assert answer.status_code == 303
    assert "Your password is changed" in client.get(answer.location).text
    assert write(client).status_code == 200
    assert held(client) != before
    assert write(other).status_code == 303
    assert log_in(site.client(), "wren").status_code == 403
    assert log_in(site.client(), "wren", "another good one").status_code == 303
    last = site.store.audit.entries()[-1]
    assert (last.by, last.action, last.note) == ("Wren Writer", "account password", "wren")


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({"current": "wrong"}, 403, "Your current password is not right."),
        ({"again": "something else"}, 400, "The two new passwords are not the same."),
        ({"new": "short", "again": "short"}, 400, "Use at least 12 characters."),
        ({"new": "wren is my name", "again": "wren is my name"}, 400, "must not hold your login"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_told_and_changes_nothing(site, more, status, said):
    client = site.logged_in("wren")
    answer = change(client, **more)
    assert answer.status_code == status
    alert = tree(answer.text).one("div", role="alert").words
    assert said in alert
    assert "Nothing was changed." in alert
    assert write(client).status_code == 200
    assert log_in(site.client(), "wren").status_code == 303


def test_password_managers_know_the_fields(site):
    login = tree(site.client().get("/account/login").text)
    assert login.one("input", name="login").attrs["autocomplete"] == "username"
    assert login.one("input", name="password").attrs["autocomplete"] == "current-password"
    account = tree(site.logged_in("wren").get("/account/").text)
    kinds = {one: account.one("input", name=one).attrs["autocomplete"] for one in ("new", "again")}
    assert set(kinds.values()) == {"new-password"}


def test_the_account_lists_what_is_open(site):
    def links(login):
        main = tree(site.logged_in(login).get("/account/").text).one("main")
        return [one.attrs["href"] for one in main.all("a")]

    assert links("wren") == ["/write/"]
    assert links("ada") == ["/write/", "/review/"]
    assert links("nell") == []


def test_the_desks_speak_english_alone(site):
    answer = site.client().get("/es/account/login?next=/write/")
    assert (answer.status_code, answer.location) == (302, "/account/login?next=/write/")
    assert site.logged_in("wren").get("/es/account/").location == "/account/"


@pytest.mark.parametrize("target", ["/write/x", "/es/write/x", "/es/review"])
def test_whoever_changes_the_language_is_led_on_all_the_same(client, target):
    assert log_in(client, "ada", target=target).location == target


def test_a_site_without_a_database_serves_readers_and_says_that_a_desk_is_away():
    client = create_app(samples.settings(), service=samples.SampleService()).test_client()
    assert client.get("/m/zeltrina").status_code == 200
    answer = client.get("/account/login")
    assert answer.status_code in {500, 503}
    assert "Traceback" not in answer.text


def test_the_accounts_are_found_without_being_handed_over(tmp_path, site):
    app = create_app(settings_of(tmp_path), service=samples.SampleService())
    assert log_in(app.test_client(), "nobody").status_code == 403
    assert log_in(app.test_client(), "wren").status_code == 303
