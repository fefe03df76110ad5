"""oEmbed: the specification's answers, in both forms, for every address that people may paste."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree

SITE = "http://localhost"
PAGE = f"{SITE}/m/zeltrina/caregiver"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


def ask(client, url=PAGE, **more):
    return client.get("/oembed", query_string={"url": url, **more})


def test_the_answer_has_what_the_specification_requires_of_rich_content(client):
    reply = ask(client).json
    assert (reply["version"], reply["type"]) == ("1.0", "rich")
    assert reply["title"]
    assert isinstance(reply["width"], int)
    assert isinstance(reply["height"], int)
    assert f'src="{SITE}/embed/zeltrina?audience=caregiver"' in reply["html"]


def test_xml_and_json_say_the_same(client):
    reply = ask(client).json
    answer = ask(client, format="xml")
    assert answer.content_type == "text/xml; charset=utf-8"
    root = ET.fromstring(answer.data)  # noqa: S314  (ours)
    assert root.tag == "oembed"
    assert {one.tag: one.text or "" for one in root} == {k: str(v) for k, v in reply.items()}


def test_a_frame_is_no_larger_than_asked(client):
    reply = ask(client, maxwidth="320", maxheight="400").json
    assert (reply["width"], reply["height"]) == (320, 400)
    assert 'width="320" height="400"' in reply["html"]
    reply = ask(client, maxwidth="9000").json
    assert reply["width"] == 600


def test_the_html_is_what_wordpress_lets_through(client):
    """A quotation, then a frame with numbers for its size: `wp_filter_oembed_result` takes both."""
    html = ask(client).json["html"]
    assert re.fullmatch(r"<blockquote>.*?</blockquote><iframe [^<>]*></iframe>", html)
    frame = tree(html).one("iframe")
    assert frame.attrs["width"].isdigit()
    assert frame.attrs["height"].isdigit()
    assert frame.attrs["title"]
    assert tree(html).one("a").attrs["href"] == PAGE


@pytest.mark.parametrize(
    ("url", "widget"),
    [
        (f"{SITE}/m/zeltrina", "audience=patient"),
        (f"{SITE}/m/zeltrina/", "audience=patient"),
        (f"{SITE}/m/zeltrina/clinician?x=1#part", "audience=clinician"),
        (f"{SITE}/es/m/zeltrina/clinician", "audience=clinician"),
        (f"{SITE}/embed/zeltrina?audience=caregiver&theme=dark", "audience=caregiver"),
        ("https://localhost/m/zeltrina", "audience=patient"),
    ],
)
def test_every_address_of_a_page_is_known(client, url, widget):
    html = unescape(ask(client, url).json["html"])
    assert f"/embed/zeltrina?{widget}" in html


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/m/zeltrina",
        f"{SITE}/m/nothing",
        f"{SITE}/m/zeltrina/nobody",
        f"{SITE}/policy",
        f"{SITE}/m/../policy",
        f"{SITE}/m/zeltrina/patient/history/x",
        "javascript:alert(1)",
        "http://[bad/m/zeltrina",
        "//localhost/m/zeltrina",
        f"{SITE}@other.example/m/zeltrina",
        f"{SITE}/m/{'z' * 3000}",
        "\r\nSet-Cookie: a=b",
    ],
)
def test_what_is_not_here_is_404(client, url):
    answer = ask(client, url)
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "E404"
    assert "Set-Cookie" not in answer.headers


def test_the_other_statuses_are_those_of_the_specification(service, client):
    assert ask(client, format="yaml").status_code == 501
    service.pages["caregiver"] = samples.published("caregiver", publishable=False)
    assert ask(client).status_code == 401
    service.pages["caregiver"] = samples.published("caregiver", withdrawn=samples.NOTICE)
    assert ask(client).status_code == 404
    assert client.get("/oembed").status_code == 400


@pytest.mark.parametrize("size", ["0", "-5", "1e3", "x", "123456", "٣"])
def test_a_size_that_is_none_is_said_so(client, size):
    answer = ask(client, maxwidth=size)
    assert answer.status_code == 400
    assert "maxwidth is no whole number" in answer.json["error"]["message"]


def test_a_title_with_signs_stays_one_attribute(service, client):
    meta = samples.replace(samples.META, title='A <b> & "c"?')
    service.pages["patient"] = samples.published(meta=meta)
    html = ask(client, f"{SITE}/m/zeltrina/patient").json["html"]
    assert tree(html).one("iframe").attrs["title"] == 'A <b> & "c"?'
    assert not tree(html).all("b")


def test_every_page_leads_to_its_answer(client):
    for address in ("/m/zeltrina", "/m/zeltrina/clinician", "/es/m/zeltrina/clinician"):
        root = tree(client.get(address).text)
        links = [one for one in root.all("link") if "oembed" in one.attrs.get("type", "")]
        assert [one.attrs["type"] for one in links] == [
            "application/json+oembed",
            "text/xml+oembed",
        ]
        for one in links:
            answer = client.get(one.attrs["href"].removeprefix(SITE))
            assert answer.status_code == 200
            assert answer.content_type.startswith(one.attrs["type"].removesuffix("+oembed"))


def test_the_answer_is_known_again_and_anybody_may_read_it(client):
    first = ask(client)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(
        "/oembed", query_string={"url": PAGE}, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
