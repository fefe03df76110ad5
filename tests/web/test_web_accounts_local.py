"""The desks of `patiented write`: open without a login, to this machine and its own pages alone."""

from __future__ import annotations

import pytest

from patiented.web.origins import is_loopback
from tests.web.desk_samples import Sites, write
from tests.web.page_tree import tree

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def sites(tmp_path_factory, _migrated_sqlite):
    folder = tmp_path_factory.mktemp("sites")
    # What a library says of its server does not count here.
    served = {
        "trusted_proxies": 1,
        "public_url": "https://health.example",
        "oidc_issuer": "https://id.example",
    }
    return Sites(folder, _migrated_sqlite, local="Ada Lovelace", **served)


@pytest.fixture
def client(sites, tmp_path):
    with sites.fresh(tmp_path) as site:
        yield site.client()


@pytest.mark.parametrize("base", [HERE, "http://localhost:8000", "http://[::1]:8000"])
def test_every_desk_is_open_to_the_person_at_this_machine(client, base):
    for address in ("/write/", "/review/"):
        assert client.get(address, base_url=base).json["who"] == "Ada Lovelace"


def test_the_account_says_so_and_offers_nothing_to_log_out_of(client):
    main = tree(client.get("/account/", base_url=HERE).text).one("main")
    assert "You are Ada Lovelace." in main.words
    assert "asks for no login" in main.words
    assert main.all("form") == []
    assert client.get("/account/login?next=/write/", base_url=HERE).location == "/write/"


@pytest.mark.parametrize("address", ["/write/", "/account/", "/m/zeltrina/patient", "/none"])
@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.0.2.1", "0.0.0.0"],  # noqa: S104
)
def test_another_name_for_this_machine_is_refused(client, address, host):
    answer = client.get(address, base_url=f"http://{host}:8000")
    assert answer.status_code == 403
    assert "Ada" not in answer.text
    assert "own machine only" in tree(answer.text).one("h1").text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "192.0.2.7"},
        {"X-Forwarded-Host": "localhost"},
        {"Forwarded": "for=192.0.2.7"},
    ],
)
def test_whoever_comes_through_a_proxy_is_refused(client, headers):
    assert write(client, base_url=HERE, headers=headers).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_page_of_another_site_or_port_leads_here(client, site):
    headers = {
        "Sec-Fetch-Site": site,
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert write(client, base_url=HERE, headers=headers).status_code == 403
    own = {**headers, "Sec-Fetch-Site": "same-origin"}
    assert write(client, base_url=HERE, headers=own).status_code == 200


def test_what_is_sent_needs_its_token_here_too(client):
    token = write(client, base_url=HERE).json["csrf"]
    sent = client.post("/write/", json={}, base_url=HERE, headers={"X-CSRFToken": token})
    assert sent.status_code == 200
    for headers in (
        {},
        {"X-CSRFToken": "wrong"},
        {"X-CSRFToken": token, "Origin": "http://127.0.0.1:3000"},
    ):
        answer = client.post("/write/", json={}, base_url=HERE, headers=headers)
        assert answer.status_code in {400, 403}


def test_the_cookie_works_without_https_and_for_one_port(client):
    cookie = write(client, base_url=HERE).headers["Set-Cookie"]
    assert cookie.startswith("patiented-8000=")
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie


def test_nobody_logs_in_or_guesses_here(client):
    token = write(client, base_url=HERE).json["csrf"]
    form = {"csrf_token": token, "login": "wren", "password": "wrong"}
    answer = client.post("/account/login", data=form, base_url=HERE)
    assert (answer.status_code, answer.location) == (303, "/account/")
    answer = client.post("/account/password", data=form, base_url=HERE)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        ("localhost", True),
        ("LOCALHOST:80", True),
        ("127.0.0.1", True),
        ("127.8.8.8:1", True),
        ("[::1]", True),
        ("[::1]:80", True),
        ("", False),
        ("::1", False),
        ("127.1", False),
        ("localhost.", False),
        ("localhost@evil.example", False),
        ("evil.example:80@localhost.evil.example", False),
        ("[::1", False),
        ("[::ffff:192.0.2.1]", False),
        ("2130706433", False),
    ],
)
def test_what_is_this_machine(host, is_one):
    assert is_loopback(host) is is_one
