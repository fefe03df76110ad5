"""The forms of an answer: plain or gzip, each with its own tag; and the front changes no answer."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.web import create_app
from patiented.web.accepting import takes_gzip
from patiented.web.forms import pack
from tests.web import samples
from tests.web.test_web_pages import ADDRESSES

PAGE = "/m/zeltrina/patient"
PACKED = ["/", "/policy", PAGE, f"{PAGE}.json", f"{PAGE}.txt", f"{PAGE}.md", "/static/style.css"]
PACKED += ["/static/page.js", "/static/mark.svg"]


@pytest.fixture(scope="module")
def client():
    return create_app(samples.settings(), service=samples.SampleService()).test_client()


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("gzip ; q=0", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("gzip;q=0.5, identity;q=1", False),
        ("gzip;q=1, identity;q=0.5", True),
        ("gzip;q=nan", False),
        ("gzip;q=2", False),
        ("gzip;level=9", False),
        ("gzipped", False),
        (";;,,=", False),
    ],
)
def test_gzip_is_sent_only_to_those_who_take_it(header, taken):
    assert takes_gzip(header) is taken


@given(st.text(max_size=60))
def test_no_header_breaks_the_reading(header):
    assert takes_gzip(header) in {True, False}


@pytest.mark.parametrize("address", PACKED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_both_forms_hold_the_same_bytes_under_two_tags(client, address, method):
    plain = client.get(address)
    packed = client.open(address, method=method, headers={"Accept-Encoding": "gzip"})
    assert packed.content_encoding == "gzip"
    assert plain.content_encoding is None
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    body = client.get(address, headers={"Accept-Encoding": "gzip"}).data
    assert packed.content_length == len(body)
    assert gzip.decompress(body) == plain.data
    assert packed.data == (body if method == "GET" else b"")


@pytest.mark.parametrize("address", PACKED)
@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_only_the_tag_of_the_form_that_would_be_sent_gives_304(client, address, accepted):
    headers = {"Accept-Encoding": accepted}
    own = client.get(address, headers=headers).headers["ETag"]
    other = client.get(address, headers={"Accept-Encoding": "" if accepted else "gzip"})
    for known in (own, f"W/{own}", f'"x", {own}', "*"):
        answer = client.get(address, headers={**headers, "If-None-Match": known})
        assert (answer.status_code, answer.data, answer.content_length) == (304, b"", None)
        assert answer.headers["ETag"] == own
        assert answer.headers["Vary"] == "Accept-Encoding"
    for unknown in (other.headers["ETag"], '"x"', "", '"'):
        answer = client.get(address, headers={**headers, "If-None-Match": unknown})
        assert answer.status_code == 200


def test_packing_gives_the_same_bytes_each_time_and_no_time_or_name():
    packed = pack(b"dose " * 100)
    assert packed == pack(b"dose " * 100)
    assert packed[3:8] == b"\0" * 5


@pytest.mark.parametrize("address", ["/m/none", "/healthz", "/m/zeltrina?audience=nurse"])
def test_what_is_not_public_is_not_packed(client, address):
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_encoding is None


# The front: an app with a warm cache and one without it answer every request alike.

PATHS = [
    # Of the API nothing is kept, and each answer counts down how many may follow.
    *(one.partition("?")[0] for one in ADDRESSES.values() if not one.startswith("/api/")),
    PAGE,
    f"{PAGE}/",
    "/m/zeltrina/",
    "//m//zeltrina",
    "/m/none",
    "",
]
PATHS += ["/m/zeltrina/none", "/m/zeltrina.pdf", "/M/zeltrina", "/m/zeltrina%2Fpatient", "/\xff"]
QUERIES = ["", "x=1", "audience=caregiver", "audience=nurse", "audience", "v=1"]
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE"]


@pytest.fixture(scope="module")
def two_sites():
    service = samples.SampleService()
    without = samples.replace(samples.settings(), page_cache_mb=0)
    warm = create_app(samples.settings(), service=service).test_client()
    for path in PATHS:
        warm.get(path)
    return warm, create_app(without, service=service).test_client()


@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_a_kept_answer_is_the_answer_that_flask_gives(two_sites, data):
    draw = data.draw
    path, query = draw(st.sampled_from(PATHS)), draw(st.sampled_from(QUERIES))
    headers = {"Accept-Encoding": draw(st.sampled_from(["", "gzip", "gzip;q=0", "*"]))}
    tags = [None, "*", '"x"']
    for form in ("", "gzip"):
        tag = two_sites[1].get(path, headers={"Accept-Encoding": form}).headers.get("ETag")
        tags += [tag, tag and f"W/{tag}"]
    if known := draw(st.sampled_from(tags)):
        headers["If-None-Match"] = known
    if draw(st.booleans()):
        headers["Range"] = "bytes=0-9"
    method = draw(st.sampled_from(METHODS))
    warm, cold = (
        site.open(path, method=method, query_string=query, headers=headers) for site in two_sites
    )
    assert (warm.status, warm.data) == (cold.status, cold.data)
    assert sorted(warm.headers) == sorted(cold.headers)
