"""Wrong and hostile requests to the API: a clear 4xx in one shape, never a 500."""

from __future__ import annotations

import json
import logging

import pytest

from patiented.errors import PrintError, RefusedError, StoreError
from patiented.web.api.problems import KINDS, MOST_FAULTS
from tests.web import samples
from tests.web.api_site import API, api_app, check_problem

EDITION = f"{API}/monographs/zeltrina/editions/patient"
GUARD = f"{API}/guard"
JSON = "application/json"


@pytest.fixture(scope="module")
def client():
    return api_app().test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v2/monographs",
        f"{API}/none",
        f"{API}/monographs/",
        f"{API}/monographs/..%2f..%2fetc%2fpasswd",
        f"{API}/monographs/../../../etc/passwd",
        f"{API}/monographs/%00",
        f"{API}/monographs/%ff%fe",
        f"{API}/monographs/zeltrina.json",
        f"{API}/monographs/é",
        f"{API}/monographs/{'x' * 3000}",
        f"{API}/monographs/zeltrina%0d%0aX-Evil:%201/editions/patient",
        f"{API}/monographs/zeltrina/editions/%3Cscript%3E",
        f"{API}/monographs/zeltrina/editions/patient/more",
        f"{API}//monographs/zeltrina;x",
    ],
)
def test_an_address_that_is_none_is_404_in_the_shape_of_every_error(client, path):
    answer = client.get(path)
    if path == f"{API}/monographs/":  # a slash at the end leads to the same
        assert answer.status_code == 200
        return
    if answer.status_code == 308:  # werkzeug joins slashes
        answer = client.get(answer.headers["Location"])
    problem = check_problem(answer, 404, "not-found")
    assert "X-Evil" not in answer.headers
    assert problem["instance"].isascii()
    assert "<" not in problem["instance"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/monographs", "GET, HEAD, OPTIONS"),
        ("DELETE", "/monographs/zeltrina", "GET, HEAD, OPTIONS"),
        ("PUT", "/audiences", "GET, HEAD, OPTIONS"),
        ("GET", "/score", "OPTIONS, POST"),
        ("TRACE", "/guard", "OPTIONS, POST"),
        ("BREW", "/openapi.json", "GET, HEAD, OPTIONS"),
    ],
)
def test_what_cannot_be_done_is_405_and_says_what_can(client, method, path, allowed):
    answer = client.open(API + path, method=method)
    check_problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("page=0", ["page"]),
        ("page=-1", ["page"]),
        ("page=1_0", ["page"]),
        ("page=%201", ["page"]),
        ("page=1.0", ["page"]),
        ("page=٣", ["page"]),
        ("page=100001", ["page"]),
        (f"page={'9' * 3000}", ["page"]),
        ("page=1&page=2", ["page"]),
        (f"q={'a' * 201}", ["q"]),
        ("audience=patient&pgae=2", ["audience", "pgae"]),
        (f"{'x' * 3000}=1", ["x" * 100]),
        ("q[]=1", ["q[]"]),
    ],
)
def test_a_wrong_parameter_is_400_and_named(client, query, names):
    answer = client.get(f"{API}/monographs?{query}")
    problem = check_problem(answer, 400, "bad-request")
    assert [one["parameter"] for one in problem["errors"]] == names
    assert len(answer.data) < 1_000


@pytest.mark.parametrize("query", ["lang=EN", "lang=e", "lang=../x", "format=epub", "format="])
def test_a_wrong_form_or_language_is_400(client, query):
    problem = check_problem(client.get(f"{EDITION}?{query}"), 400, "bad-request")
    assert problem["errors"][0]["parameter"] == query.partition("=")[0]


def test_parameters_are_refused_where_there_are_none(client):
    check_problem(client.get(f"{API}/audiences?x=1"), 400, "bad-request")
    answer = client.post(f"{API}/score?lang=es", json={"text": "a"})
    check_problem(answer, 400, "bad-request")


def test_a_thousand_parameters_are_answered_shortly(client):
    query = "&".join(f"x{n}=1" for n in range(1000))
    problem = check_problem(client.get(f"{API}/monographs?{query}"), 400, "bad-request")
    assert len(problem["errors"]) == MOST_FAULTS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"{", "line 1, column 2"),
        (b'{"pairs": [],\n}', "line 2, column 1"),
        (b'{"pairs": NaN}', "NaN is no number"),
        (b'{"pairs": [], "pairs": []}', "'pairs' is said twice"),
        (b'{"pairs": [{"id": 1, "source": "a", "source": "b", "rewrite": ""}]}', "said twice"),
        (b'{"pairs": "\xff"}', "not UTF-8"),
        ('{"pairs": []}'.encode("utf-16"), "not UTF-8"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b'{"pairs": [{"id": "\\ud800"}]}', "half of a character"),
        (b'{"\\udfff": 1}', "half of a character"),
        (b"[" * 60_000, "not JSON that can be read here"),
        (b'{"a":' * 9_000 + b"1" + b"}" * 9_000, "not JSON that can be read here"),
        (b'{"pairs": ' + b"1" * 5_000 + b"}", "not JSON that can be read here"),
    ],
)
def test_a_body_that_is_no_json_is_400_and_says_where(client, data, said):
    answer = client.post(GUARD, data=data, content_type=JSON)
    assert said in check_problem(answer, 400, "bad-request")["detail"]


def test_a_body_of_many_brackets_is_told_to_fit_nothing(client):
    answer = client.post(GUARD, data=b"[" * 500 + b"]" * 500, content_type=JSON)
    check_problem(answer, 422, "unprocessable-content")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": JSON, "Content-Encoding": "gzip"},
    ],
)
def test_a_body_that_is_said_to_be_something_else_is_415(client, headers):
    answer = client.post(GUARD, data=b'{"pairs": []}', headers=headers)
    check_problem(answer, 415, "unsupported-media-type")
    assert answer.headers["Accept"] == JSON


@pytest.mark.parametrize("content_type", [JSON, "Application/JSON; charset=UTF-8"])
def test_json_is_taken_however_its_type_is_written(client, content_type):
    answer = client.post(f"{API}/score", data=b'{"text": "a"}', content_type=content_type)
    assert answer.status_code == 200


def test_a_body_that_is_too_long_is_413_and_says_how_much_is_taken():
    client = api_app(api_body_kb=1).test_client()
    answer = client.post(f"{API}/score", json={"text": "a" * 1_000})
    assert "1 kB" in check_problem(answer, 413, "content-too-large")["detail"]
    assert client.post(f"{API}/score", json={"text": "a" * 900}).status_code == 200


def test_what_is_not_too_long_fits_however_it_is_escaped(client):
    medicine = "\U0001f48a"
    sent = {"text": medicine * 30_000, "taught": [medicine * 100] * 20}
    assert client.post(f"{API}/score", json=sent).status_code == 200
    pairs = [{"id": medicine * 100, "source": medicine * 160, "rewrite": ""}] * 100
    answer = client.post(f"{API}/guard", data=json.dumps({"pairs": pairs}), content_type=JSON)
    assert answer.status_code == 200


def test_a_body_without_a_length_is_cut_off_where_it_is_too_long():
    client = api_app(api_body_kb=1).test_client()
    answer = client.post(
        f"{API}/score",
        data=json.dumps({"text": "a" * 5_000}).encode(),
        content_type=JSON,
        headers={"Content-Length": "", "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    check_problem(answer, 413, "content-too-large")


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "a" * 5000},
        {"Accept": ",".join(["text/x;q=0.1"] * 2000)},
        {"Accept-Language": "\x7f", "If-None-Match": 'W/"', "Range": "bytes=0-1"},
        {"If-None-Match": "*" * 500},
        {"Host": "evil.example"},
        {"X-Forwarded-For": "'; DROP TABLE", "Origin": "null"},
    ],
)
def test_odd_headers_are_answered(client, headers):
    assert client.get(EDITION, headers=headers).status_code in {200, 304, 406}


@pytest.mark.parametrize(
    ("failure", "status", "name"),
    [
        (StoreError("/var/secret.db is locked"), 503, "unavailable"),
        (RefusedError("unsafe", path="/srv/secret/m.md"), 500, "internal-error"),
        (RuntimeError("secret"), 500, "internal-error"),
    ],
)
def test_a_failure_below_is_told_plainly_and_keeps_its_details(failure, status, name, caplog):
    service = samples.SampleService(failure=failure)
    with caplog.at_level(logging.ERROR):
        answer = api_app(service).test_client().get(EDITION)
    check_problem(answer, status, name)
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_a_pdf_that_cannot_be_made_says_when_to_come_back(client, monkeypatch):
    def never(*_):
        raise PrintError("away: /usr/lib/secret")

    monkeypatch.setattr("patiented.export.printer.Printer.pdf", never)
    answer = client.get(f"{EDITION}?format=pdf")
    check_problem(answer, 503, "unavailable")
    assert 3590 <= int(answer.headers["Retry-After"]) <= 3600
    assert "secret" not in answer.text


def test_reads_and_work_are_counted_apart_and_told_when_it_is_too_much():
    client = api_app(api_read_limit="2 per hour", api_work_limit="1 per hour").test_client()
    assert client.get(f"{API}/audiences").status_code == 200
    assert "Retry-After" not in client.get(f"{API}/monographs").headers
    answer = client.get(f"{API}/openapi.json")
    check_problem(answer, 429, "too-many-requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert client.post(f"{API}/score", json={"text": "a"}).status_code == 200
    check_problem(client.post(GUARD, json={}), 429, "too-many-requests")
    assert client.get("/m/zeltrina").status_code == 200


def test_errors_of_pages_stay_pages(client):
    for path in ("/m/none", "/apix", "/nothing"):
        assert client.get(path).mimetype == "text/html"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_language_leads_to_the_one_api(client, method):
    answer = client.open(f"/es{API}/{'audiences' if method == 'GET' else 'score'}", method=method)
    assert answer.status_code == (302 if method == "GET" else 308)
    assert answer.headers["Location"].startswith(f"{API}/")
    check_problem(client.get("/es/api/none"), 404, "not-found")


def test_every_answer_is_safe_in_a_browser_and_sets_no_cookie(client):
    for answer in (client.get(EDITION), client.get(f"{API}/none"), client.post(GUARD, json={})):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers


def test_every_problem_says_what_to_do():
    assert all(one.title and one.detail for one in KINDS.values())
    assert len({one.name for one in KINDS.values()}) == len(KINDS)
