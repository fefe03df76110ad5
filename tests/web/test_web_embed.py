"""Widgets and their loader as answers: what an address may ask, what always stands in a frame."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest

from patiented.rendering.tightening import tight_js
from patiented.review import Withdrawal
from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree
from tests.web.shipped import shipped_addresses, shipped_app

PACKED = {"Accept-Encoding": "gzip"}
WIDGET = "/embed/zeltrina"
MOST_BYTES = 25_000
MOST_LOADER = 2_500
MOST_SCRIPT = 1_000
REASON = "The dose is wrong."
TEMPLATES = samples.ROOT / "templates"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    app, publisher = shipped_app(tmp_path_factory.mktemp("shipped"))
    yield app.test_client()
    publisher.close()


def folds(client, query=""):
    root = tree(client.get(f"{WIDGET}{query}").text)
    found = [one for one in root.all("details") if "fold" in one.attrs.get("class", "")]
    return [(one.all("h2")[0].text, "open" in one.attrs) for one in found]


def test_a_widget_shows_the_edition_its_status_and_its_warning(client):
    page = client.get(f"{WIDGET}?audience=patient")
    root = tree(page.text)
    assert root.all("h1")[0].text == "What is Zeltrina (examplib)?"
    assert "Boxed warning" in root.text
    assert "Get help now" in root.text
    assert "No health professional has checked" in root.text
    assert [one for one in root.all("a") if one.text == "Open the full page"]
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_the_reader_is_chosen_by_links_that_keep_all_else(client):
    address = f"{WIDGET}?audience=caregiver&theme=dark&sections=short&radius=3"
    root = tree(client.get(address).text)
    links = [one for one in root.all("a") if "data-reader" in one.attrs]
    assert [one.text for one in links] == ["Patient", "Caregiver", "Clinician"]
    assert [one.attrs.get("aria-current") for one in links] == [None, "true", None]
    assert links[2].attrs["href"] == (
        "/embed/zeltrina?audience=clinician&theme=dark&sections=short&radius=3"
    )
    assert not root.all("form")


def test_a_site_may_leave_the_choice_out(client):
    assert "data-reader" not in client.get(f"{WIDGET}?chooser=0").text


def test_sections_are_folded_open_or_left_to_the_page(client):
    every = folds(client)
    assert len(every) > 3
    assert not any(is_open for _, is_open in every)
    assert [name for name, _ in folds(client, "?sections=all")] == [name for name, _ in every]
    assert folds(client, "?sections=short") == []
    chosen = folds(client, "?sections=dosage,contraindications")
    assert chosen[:-1] == [("Who must not use it?", True), ("How do I use it?", True)]
    page = client.get(f"{WIDGET}?sections=dosage").text
    assert "This is a part of the text." in page
    assert "This is a part of the text." not in client.get(WIDGET).text


@pytest.mark.parametrize("sections", ["short", "dosage", "storage", "all"])
@pytest.mark.parametrize("audience", samples.LABELS)
def test_no_choice_of_sections_takes_the_warning_away(client, audience, sections):
    root = tree(client.get(f"{WIDGET}?audience={audience}&sections={sections}").text)
    box = next(one for one in root.walk() if one.attrs.get("class") == "box")
    warned = [
        one.text
        for section in samples.edition(audience).sections
        if section.role == "boxed_warning"
        for block in section.blocks
        for one in block.statements
    ]
    said = " ".join(box.text.replace("\u00a0", " ").split())
    assert warned
    assert all(one.rstrip(".") in said for one in warned)


def test_a_widget_has_one_address_for_each_language(client):
    by_path, by_query = client.get(f"/es{WIDGET}"), client.get(f"{WIDGET}?lang=es")
    for page in (by_path, by_query):
        root = tree(page.text)
        assert root.all("html")[0].attrs["lang"] == "es"
        assert "no está" in page.text or "aún" in page.text or "todavía" in page.text
        links = [one.attrs["href"] for one in root.all("a") if "data-reader" in one.attrs]
        assert links[0] == "/embed/zeltrina?audience=patient&lang=es"
    assert tree(client.get(f"{WIDGET}?lang=tlh").text).all("html")[0].attrs["lang"] == "en"
    assert client.get(f"/en{WIDGET}?audience=patient").status_code == 308


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=sepia", "theme is none of auto, light, dark"),
        ("chooser=2", "chooser is neither 0 nor 1"),
        ("sections=secrets", "sections names something that is none of"),
        ("accent=fc0", "has a contrast of 1.51"),
        ("radius=99", "radius is no whole number from 0 to 24"),
        ("font=a;b", "font is no list"),
        ("brand=none", "no brand with this name"),
        (f"font={'a' * 201}", "font is longer than 200 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_in_the_frame(client, query, said):
    page = client.get(f"{WIDGET}?{query}")
    assert page.status_code == 400
    root = tree(page.text)
    assert said in root.text
    assert root.all("html")[0].attrs["data-error"] == "400"


def test_a_widget_of_nothing_says_so_in_the_frame(client):
    for address, status in ((f"{WIDGET}?audience=nobody", 404), ("/embed/nothing", 404)):
        page = client.get(address)
        assert page.status_code == status
        assert "embed.css" in page.text
        assert "top-find" not in page.text


def test_a_withdrawn_widget_shows_its_notice(service, client):
    client.get(f"{WIDGET}?audience=patient")
    notice = Withdrawal("zeltrina", None, REASON, "2025-09-01T10:00:00Z", "R. Reviewer")
    page = samples.replace(service.pages["patient"], withdrawn=notice)
    service.pages["patient"] = page
    page = client.get(f"{WIDGET}?audience=patient")
    assert page.status_code == 410
    assert REASON in page.text
    assert "embed.css" in page.text


def test_who_may_frame_a_widget_is_one_setting(client):
    assert client.get(WIDGET).headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in client.get(WIDGET).headers
    for value, old in (("'self'", "SAMEORIGIN"), ("'none'", "DENY"), ("https://a.example", None)):
        settings = samples.replace(samples.settings(), frame_ancestors_widgets=value)
        one = create_app(settings, service=samples.SampleService()).test_client()
        for address in (WIDGET, "/embed/nothing", f"/es{WIDGET}"):
            answer = one.get(address)
            policy = answer.headers["Content-Security-Policy"]
            assert policy.endswith(f"frame-ancestors {value}")
            assert answer.headers.get("X-Frame-Options") == old


@pytest.mark.parametrize("address", ["/write", "/write/x", "/review/x", "/account/"])
def test_desks_are_framed_by_nobody(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_pages_are_framed_by_themselves_alone(client):
    answer = client.get("/m/zeltrina")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", shipped_addresses())
def test_a_widget_is_light_and_asks_nobody_else(shipped, address):
    _, _, name, audience = address.split("/")
    widget = f"/embed/{name}?audience={audience}&accent=7a2d5b"
    page = shipped.get(widget, headers=PACKED)
    root = tree(shipped.get(widget).text)
    named = {"canonical"}
    loaded = [one.attrs["href"] for one in root.all("link") if one.attrs["rel"] not in named]
    loaded += [one.attrs["src"] for one in root.walk() if "src" in one.attrs]
    assert all(one.startswith("/") and not one.startswith("//") for one in loaded)
    answers = [shipped.get(one, headers=PACKED) for one in loaded]
    assert len(page.data) + sum(len(one.data) for one in answers) <= MOST_BYTES
    for one in (page, *answers):
        assert one.status_code == 200
        assert "Set-Cookie" not in one.headers


def test_the_text_of_a_widget_is_the_text_of_the_page(shipped):
    """Every statement of the edition stands in the widget, and nothing is said otherwise."""
    for address in shipped_addresses():
        _, _, name, audience = address.split("/")
        edition = shipped.get(f"{address}.json").json
        shown = " ".join(tree(shipped.get(f"/embed/{name}?audience={audience}").text).text.split())
        shown = re.sub(r"\s*\d+(?:, \d+)*(?=\W|$)", "", shown)
        for section in edition["sections"]:
            for block in section["blocks"]:
                for one in block["statements"]:
                    words = re.sub(r"\s*\d+(?=\W|$)", "", one["text"].split("\n")[0])
                    if block["kind"] != "table":
                        assert " ".join(words.split())[:60].rstrip(".: ") in shown


def test_scripts_are_small():
    loaders = sorted((TEMPLATES / "loader").glob("*.js"))
    assert loaders
    for path in loaders:
        assert len(gzip.compress(path.read_bytes())) <= MOST_LOADER
    frame = (TEMPLATES / "static" / "frame.js").read_text(encoding="utf-8")
    assert len(tight_js(frame).encode()) <= MOST_SCRIPT


def test_a_released_loader_never_changes():
    rows = (TEMPLATES / "loader" / "integrity.tsv").read_text(encoding="utf-8").splitlines()[2:]
    written = dict(row.split("\t") for row in rows)
    files = {path.stem: path for path in (TEMPLATES / "loader").glob("*.js")}
    assert files.keys() == written.keys()
    for version, path in files.items():
        digest = base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
        assert written[version] == f"sha384-{digest}"


def test_each_loader_is_served_for_ever_and_the_newest_under_one_name(client):
    listed = client.get("/embed.json").json
    for one in listed["versions"]:
        answer = client.get(f"/embed-{one['version']}.js")
        digest = base64.b64encode(hashlib.sha384(answer.data).digest()).decode()
        assert one["integrity"] == f"sha384-{digest}"
        assert one["url"] == f"http://localhost/embed-{one['version']}.js"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.content_type == "text/javascript; charset=utf-8"
    newest = client.get("/embed.js")
    assert newest.data == client.get(f"/embed-{listed['current']['version']}.js").data
    assert "immutable" not in newest.headers["Cache-Control"]
    assert client.get("/embed-999.js").status_code == 404


def test_a_brand_of_the_library_gives_look_and_logo(tmp_path, service):
    place = tmp_path / "brands" / "linden"
    place.mkdir(parents=True)
    (place / "brand.toml").write_text(
        'name = "Linden Clinic"\naccent = "7a2d5b"\nlogo = "logo.svg"\n', encoding="utf-8"
    )
    (place / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    client = create_app(samples.settings(tmp_path), service=service).test_client()
    root = tree(client.get(f"{WIDGET}?brand=linden&radius=9").text)
    image = root.all("img")[0]
    assert image.attrs["alt"] == "Linden Clinic"
    logo = client.get(image.attrs["src"])
    assert logo.content_type == "image/svg+xml"
    assert "script-src 'self'" in logo.headers["Content-Security-Policy"]
    sheet = [one.attrs["href"] for one in root.all("link") if "brand.css" in one.attrs["href"]]
    css = client.get(sheet[0])
    assert "--thread:#7a2d5b" in css.text
    assert "--radius:9px" in css.text
    assert "immutable" in css.headers["Cache-Control"]
    assert client.get("/embed/none.logo").status_code == 404


def test_made_up_queries_push_no_page_out_of_the_memory():
    settings = samples.replace(samples.settings(), page_cache_mb=1)
    app = create_app(settings, service=samples.SampleService())
    client = app.test_client()
    client.get("/m/zeltrina/patient")
    kept = app.extensions["patiented"].keeper
    for number in range(60):
        client.get(f"{WIDGET}?audience=patient&font=Font{number}")
    address = ("http", "localhost", "", "/m/zeltrina/patient", "")
    assert kept.get(address) is not None
    assert kept.size <= 1_000_000


# The builder.


def lines(client, query=""):
    root = tree(client.get(f"/embed{query}").text)
    return [one.text for one in root.all("textarea")]


def test_the_builder_writes_the_lines_for_what_was_chosen(client):
    element, frame, page = lines(
        client, "?monograph=zeltrina&audience=caregiver&theme=dark&sections=all&width=400"
    )
    assert 'src="http://localhost/embed-1.js" integrity="sha384-' in element
    assert 'monograph="zeltrina" audience="caregiver" sections="all"' in element.replace(
        ' theme="dark"', ""
    )
    assert "/embed/zeltrina?audience=caregiver&amp;theme=dark&amp;sections=all" in frame
    assert 'width="400"' in frame
    assert page == "http://localhost/m/zeltrina/caregiver"


def test_the_builder_says_what_is_wrong_and_keeps_what_was_typed(client):
    answer = client.get("/embed?monograph=zeltrina&accent=fc0")
    assert "contrast of 1.51" in answer.text
    assert 'value="fc0"' in answer.text
    assert lines(client, "?monograph=zeltrina&accent=fc0") == []


def test_the_builder_escapes_what_was_typed(client):
    text = client.get('/embed?monograph=zeltrina&font="><script>alert(1)</script>').text
    assert "<script>alert" not in text


@pytest.mark.parametrize("query", ["?monograph=none", "?width=1", "?monograph=zeltrina&lang=xx"])
def test_the_builder_starts_with_what_there_is(client, query):
    assert len(lines(client, query)) == 3


def test_the_builder_of_an_empty_library_says_that_there_is_nothing():
    class Empty(samples.SampleService):
        def library(self):
            return ()

    service = Empty()
    client = create_app(samples.settings(), service=service).test_client()
    assert "There is nothing to show" in client.get("/embed").text
