"""The map of the site, and what robots may read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from patiented.publishing import Offered
from patiented.web import create_app, sitemap
from tests.web import samples

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    settings = samples.replace(samples.settings(), public_url="https://health.example.org")
    return create_app(settings, service=service).test_client()


def urls(answer):
    root = ET.fromstring(answer.data)  # noqa: S314  (our own answer)
    return {
        one.find("s:loc", NS).text: getattr(one.find("s:lastmod", NS), "text", None)
        for one in root.findall("s:url", NS)
    }


def test_every_edition_that_is_shown_is_on_the_map_with_its_date(client):
    answer = client.get("/sitemap.xml")
    assert answer.content_type == "application/xml; charset=utf-8"
    base = "https://health.example.org"
    assert urls(answer) == {
        f"{base}/": None,
        f"{base}/policy": None,
        f"{base}/privacy": None,
        **{f"{base}/m/zeltrina/{one}": "2025-08-28" for one in samples.LABELS},
    }


def test_every_address_on_the_map_answers_and_names_itself(client):
    for url in urls(client.get("/sitemap.xml")):
        answer = client.get(url.removeprefix("https://health.example.org"))
        assert answer.status_code == 200
        assert f'rel="canonical" href="{url}"' in answer.text or url.endswith("/policy")


def test_what_is_held_back_is_not_on_the_map(client, service):
    service.pages["patient"] = samples.published(publishable=False)
    assert not any("/patient" in one for one in urls(client.get("/sitemap.xml")))


def test_a_large_library_has_an_index_of_files(client, service, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 4)
    root = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314  (our own answer)
    files = [one.text for one in root.findall("s:sitemap/s:loc", NS)]
    assert files == [f"https://health.example.org/sitemap-{n}.xml" for n in (1, 2)]
    found = [urls(client.get(f"/sitemap-{n}.xml")) for n in (1, 2)]
    assert [len(one) for one in found] == [4, 2]
    assert len(found[0] | found[1]) == 6


@pytest.mark.parametrize(
    "name", ["sitemap-0.xml", "sitemap-2.xml", "sitemap-x.xml", "sitemap-.xml"]
)
def test_a_file_that_is_not_there_is_404(client, name):
    assert client.get(f"/{name}").status_code == 404


def test_languages_of_an_edition_name_each_other(client, service, monkeypatch):
    def address(monograph, audience, lang="en"):
        return "" if lang == "xx" else f"/{lang}/m/{monograph}/{audience}"

    monkeypatch.setattr(sitemap, "edition_url", address)
    langs = ("en", "es", "xx")
    service.offered = lambda: tuple(Offered("zeltrina", "patient", one) for one in langs)
    root = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314  (our own answer)
    entries = [one for one in root.findall("s:url", NS) if one.findall("x:link", NS)]
    assert len(entries) == 2
    for one in entries:
        links = [(x.attrib["hreflang"], x.attrib["href"]) for x in one.findall("x:link", NS)]
        base = "https://health.example.org"
        assert links == [
            ("en", f"{base}/en/m/zeltrina/patient"),
            ("es", f"{base}/es/m/zeltrina/patient"),
        ]


def test_robots_are_told_of_the_map_and_kept_off_what_is_for_readers_alone(client):
    answer = client.get("/robots.txt")
    lines = answer.text.splitlines()
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "Sitemap: https://health.example.org/sitemap.xml" in lines
    assert {"Disallow: /api/", "Disallow: /write/", "Disallow: /*/report"} <= set(lines)
    assert not any(line in {"Disallow: /", "Disallow: /m/"} for line in lines)


def test_the_privacy_page_says_what_is_not_collected_and_every_page_leads_there(client):
    text = client.get("/privacy").text
    assert "We set no cookies for readers." in text
    assert "not your internet address" in text
    for address in ("/", "/m/zeltrina", "/policy", "/m/none", "/privacy"):
        assert 'href="/privacy"' in client.get(address).text
