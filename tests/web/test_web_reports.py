"""Reporting a mistake: the form, what is kept, and what a stranger's page or program cannot do."""

from __future__ import annotations

import logging

import pytest

from patiented.publishing import MAX_WORDS
from patiented.web import create_app
from patiented.web.limiting import network
from tests.web import samples
from tests.web.page_tree import tree

FORM = "/m/zeltrina/patient/report"
GOOD = {"statement": "s-dose", "kind": "number", "words": "It says 30 g."}


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def app(service):
    return create_app(samples.settings(), service=service)


@pytest.fixture
def client(app):
    return app.test_client()


def test_the_form_shows_the_sentence_and_the_clinician_sentence_behind_it(client):
    root = tree(client.get(f"{FORM}?statement=s-dose").text)
    quote = root.one("div", class_="report-quote").words
    assert "Do not use more than 60 grams in one week." in quote
    assert samples.DOSE in quote
    assert root.one("input", name="statement").attrs["value"] == "dose"


def test_the_form_says_that_it_is_no_way_to_get_help(client):
    assert "Nobody answers it. Call your doctor" in tree(client.get(FORM).text).words


@pytest.mark.parametrize("asked", ["", "?statement=s-none", "?statement=%3Cb%3E"])
def test_without_a_sentence_of_this_page_the_reader_names_a_part(client, asked):
    root = tree(client.get(FORM + asked).text)
    options = root.one("select", name="statement").all("option")
    assert options[0].attrs["value"] == ""
    assert "sec-dosage" in [one.attrs["value"] for one in options]


def test_a_report_is_kept_and_the_reader_is_thanked(client, service):
    answer = client.post(FORM, data=GOOD)
    assert (answer.status_code, answer.location) == (303, f"{FORM}/sent")
    assert service.reports.filed == [("patient", "dose", "number", "It says 30 g.")]
    assert "What happens next" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": ""}, "Choose what is wrong."),
        ({"kind": "nonsense"}, "Choose what is wrong."),
        ({"words": "x" * (MAX_WORDS + 1)}, "Your text is too long. Use at most 1000 characters."),
        ({"words": "a\x07b"}, "Your text has characters that cannot be kept."),
    ],
)
def test_what_is_missing_or_too_long_is_told_and_the_words_come_back(client, service, change, said):
    answer = client.post(FORM, data=GOOD | change)
    root = tree(answer.text)
    assert answer.status_code == 400
    assert said in root.one("div", role="alert").words
    assert root.one("textarea").text.strip() in (GOOD | change)["words"]
    assert root.one("title").text.startswith("Problem: ")
    assert service.reports.filed == []


def test_line_breaks_of_a_browser_count_once(client, service):
    words = "\r\n".join("x" for _ in range(MAX_WORDS // 2))
    assert client.post(FORM, data=GOOD | {"words": words}).status_code == 303


def test_what_a_program_fills_into_the_hidden_field_is_thanked_for_and_not_kept(client, service):
    answer = client.post(FORM, data=GOOD | {"website": "http://spam.example"})
    assert answer.status_code == 303
    assert service.reports.filed == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://other.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_on_another_site_is_refused(client, service, headers):
    answer = client.post(FORM, data=GOOD, headers=headers)
    assert answer.status_code == 403
    assert service.reports.filed == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "http://localhost"}, {}],
)
def test_a_form_of_this_site_is_taken_from_any_browser(client, service, headers):
    assert client.post(FORM, data=GOOD, headers=headers).status_code == 303
    assert len(service.reports.filed) == 1


def test_the_public_address_counts_as_this_site_behind_a_proxy(service):
    settings = samples.replace(samples.settings(), public_url="https://health.example.org")
    client = create_app(settings, service=service).test_client()
    headers = {"Origin": "https://health.example.org"}
    assert client.post(FORM, data=GOOD, headers=headers).status_code == 303


def test_a_flood_of_bytes_is_refused_before_it_is_read(client, service):
    assert client.post(FORM, data=GOOD | {"words": "x" * 100_000}).status_code == 413
    assert service.reports.filed == []


def test_one_address_may_send_so_many_and_is_told_when_to_try_again(client, service):
    codes = [client.post(FORM, data=GOOD).status_code for _ in range(11)]
    assert codes == [303] * 10 + [429]
    assert len(service.reports.filed) == 10
    answer = client.post(FORM, data=GOOD)
    assert "Nothing of this try was kept." in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    other = client.post(FORM, data=GOOD, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 303


def test_no_log_names_an_address_however_talkative(client, caplog):
    with caplog.at_level(logging.INFO):
        for _ in range(12):
            client.post(FORM, data=GOOD, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert "192.0.2.77" not in caplog.text


def test_reading_the_form_is_never_limited(client):
    assert {client.get(FORM).status_code for _ in range(30)} == {200}


def test_the_owner_sets_the_limit_and_each_app_counts_by_itself(service):
    settings = samples.replace(samples.settings(), report_limit="1 per hour")
    one, other = (create_app(settings, service=service).test_client() for _ in range(2))
    assert [one.post(FORM, data=GOOD).status_code for _ in range(2)] == [303, 429]
    assert other.post(FORM, data=GOOD).status_code == 303


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_network_of_ipv6_counts_as_one(app, address, counted):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == counted


def test_what_a_stranger_says_of_a_proxy_is_not_believed(client, service):
    headers = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(11)]
    codes = [client.post(FORM, data=GOOD, headers=one).status_code for one in headers]
    assert codes[-1] == 429


def test_a_proxy_of_the_owners_is_believed(service):
    settings = samples.replace(samples.settings(), trusted_proxies=1)
    client = create_app(settings, service=service).test_client()
    headers = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(11)]
    codes = [client.post(FORM, data=GOOD, headers=one).status_code for one in headers]
    assert codes == [303] * 11


@pytest.mark.parametrize("address", [FORM, f"{FORM}/sent"])
def test_the_form_is_neither_kept_nor_listed_by_robots_and_sets_no_cookie(client, address):
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/m/none/patient/report", "/m/zeltrina/nurse/report"])
def test_there_is_no_form_for_a_page_that_is_not_there(client, address):
    assert client.get(address).status_code == client.post(address, data=GOOD).status_code == 404


def test_every_clinician_sentence_has_its_own_way_to_report(client):
    root = tree(client.get("/m/zeltrina/patient").text)
    notes = root.all("div", class_="note-entry")
    links = [one.one("a").attrs["href"] for one in notes]
    assert len(links) == len(set(links)) > 10
    assert f"{FORM}?statement=dose" in links
    for link in links:
        assert tree(client.get(link).text).all("div", class_="report-quote")


@pytest.mark.parametrize("audience", samples.LABELS)
def test_tables_and_pages_without_notes_have_a_way_to_report(client, audience):
    root = tree(client.get(f"/m/zeltrina/{audience}").text)
    links = [a.attrs["href"] for a in root.all("a") if "/report" in a.attrs["href"]]
    form = f"/m/zeltrina/{audience}/report"
    assert form in links
    assert f"{form}?statement=sec-efficacy" in links
