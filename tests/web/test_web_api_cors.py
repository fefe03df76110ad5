"""Which sites may use the API from a browser: none, unless the operator names them."""

from __future__ import annotations

import pytest

from tests.web.api_site import API, api_app

EHR, OTHER = "https://ehr.example.org", "https://other.example.org"
EDITION = f"{API}/monographs/zeltrina/editions/patient"


@pytest.fixture(scope="module")
def clients():
    named = {"": "", "any": "*", "named": f"{EHR} http://localhost:3000"}
    return {name: api_app(api_cors_origins=one).test_client() for name, one in named.items()}


def allowed(answer):
    return answer.headers.get("Access-Control-Allow-Origin")


@pytest.mark.parametrize(
    ("site", "origin", "said"),
    [
        ("", EHR, None),
        ("any", EHR, "*"),
        ("any", "null", "*"),
        ("named", EHR, EHR),
        ("named", "http://localhost:3000", "http://localhost:3000"),
        ("named", OTHER, None),
        ("named", "null", None),
        ("named", f"{EHR}.evil.example", None),
        ("named", EHR.removesuffix(".org"), None),
        ("named", "", None),
    ],
)
@pytest.mark.parametrize("path", [EDITION, f"{API}/none", f"{API}/score"])
def test_an_answer_says_who_may_read_it(clients, site, origin, said, path):
    answer = clients[site].get(path, headers={"Origin": origin})
    assert allowed(answer) == said
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert ("Origin" in answer.headers.get("Vary", "").split(", ")) is (site == "named")
    assert ("ETag" in answer.headers.get("Access-Control-Expose-Headers", "")) is bool(said)


def test_what_did_not_change_says_it_too(clients):
    headers = {"Origin": EHR}
    tag = clients["named"].get(EDITION, headers=headers).headers["ETag"]
    again = clients["named"].get(EDITION, headers={**headers, "If-None-Match": tag})
    assert (again.status_code, allowed(again)) == (304, EHR)


@pytest.mark.parametrize(
    ("path", "methods"),
    [(f"{API}/guard", "OPTIONS, POST"), (EDITION, "GET, HEAD, OPTIONS")],
)
def test_a_preflight_says_what_may_be_sent(clients, path, methods):
    asked = {"Origin": EHR, "Access-Control-Request-Method": "POST"}
    answer = clients["named"].options(path, headers=asked)
    assert (answer.status_code, answer.data, allowed(answer)) == (204, b"", EHR)
    assert answer.headers["Access-Control-Allow-Methods"] == methods
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Access-Control-Max-Age"] == "7200"


def test_a_preflight_of_another_site_is_allowed_nothing(clients):
    asked = {"Origin": OTHER, "Access-Control-Request-Method": "POST"}
    for site in ("", "named"):
        answer = clients[site].options(f"{API}/guard", headers=asked)
        assert answer.status_code == 200
        assert not [name for name in answer.headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118


def test_a_preflight_is_not_counted():
    client = api_app(api_cors_origins="*", api_work_limit="1 per hour").test_client()
    asked = {"Origin": EHR, "Access-Control-Request-Method": "POST"}
    answers = [client.options(f"{API}/score", headers=asked).status_code for _ in range(5)]
    assert answers == [204] * 5
    assert client.post(f"{API}/score", json={"text": "a"}).status_code == 200


def test_pages_are_opened_to_nobody(clients):
    assert allowed(clients["any"].get("/m/zeltrina", headers={"Origin": EHR})) is None
