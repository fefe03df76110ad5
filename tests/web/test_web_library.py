"""The library through Flask's client: search, filters, and what an empty answer offers."""

from __future__ import annotations

import pytest

from patiented.publishing import Card, CardState
from patiented.publishing.finding import PAGE
from patiented.review import Status
from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree


class Large(samples.SampleService):
    """A library of more than two pages."""

    def library(self):
        states = (CardState("patient", "en", Status.DRAFT),)
        return tuple(
            Card(f"m{n:03}", samples.replace(samples.META, title=f"Drug {n:03}"), states)
            for n in range(2 * PAGE + 10)
        )


@pytest.fixture
def client():
    return create_app(samples.settings(), service=samples.SampleService()).test_client()


def page(client, address):
    return tree(client.get(address).text)


def test_the_search_is_a_plain_form_that_keeps_what_was_typed(client):
    root = page(client, "/?q=zelt&state=under_review&kind=drug")
    form = root.one("form", role="search")
    assert (form.attrs["action"], form.attrs["method"]) == ("/", "get")
    assert root.one("input", name="q").attrs["value"] == "zelt"
    ticked = [
        (n.attrs["name"], n.attrs["value"]) for n in form.all("input") if "checked" in n.attrs
    ]
    assert ticked == [("state", "under_review"), ("kind", "drug")]


def test_what_was_found_is_counted_marked_and_said_in_the_title_of_the_window(client):
    root = page(client, "/?q=examplib")
    assert root.one("p", role="status").words == "1 page about examplib"
    assert root.one("title").text.startswith("1 page about examplib")
    assert {one.words for one in root.all("mark")} == {"examplib"}


def test_a_slip_is_told_and_can_be_undone(client):
    root = page(client, "/?q=zeltrna")
    told = root.one("p", class_="taken")
    assert "We did not find zeltrna. These pages have zeltrina." in told.words
    assert "names of medicines can be alike" in told.words
    exact = page(client, told.one("a").attrs["href"])
    assert exact.all("section", class_="entry") == []
    assert exact.one("input", name="q").attrs["value"] == "zeltrna"


def test_an_empty_answer_helps(client):
    root = page(client, "/?q=seltrino&exact=1")
    assert root.one("p", role="status").words == "No page about seltrino"
    links = [a.attrs["href"] for a in root.one("div", class_="results").all("a")]
    assert links == ["/m/zeltrina/patient", "/"]
    assert "Did you mean one of these?" in root.words
    assert "Your pharmacist or doctor can answer." in root.words


def test_a_filter_that_leaves_nothing_shows_the_way_without_it(client):
    root = page(client, "/?q=zeltrina&state=approved")
    wider = root.one("p", class_="ways").all("a")[0]
    assert wider.attrs["href"] == "/?q=zeltrina"
    assert "1 page" in wider.words


@pytest.mark.parametrize(
    "address",
    ["/?page=0", "/?page=-1", "/?page=x", "/?page=99999999999999999999", "/?page=%D9%A3",
     "/?state=nonsense", "/?kind=x&kind=y", "/?q=" + "x" * 3000, "/?q=%00%ff", "/?q=%3Cmark%3E"],
)  # fmt: skip
def test_what_makes_no_sense_in_the_address_is_never_an_error(client, address):
    assert client.get(address).status_code == 200


def test_an_unknown_filter_is_no_filter(client):
    assert len(page(client, "/?state=nonsense").all("section", class_="entry")) == 2


def test_what_is_typed_is_shown_as_text(client):
    root = page(client, '/?q="><script>alert(1)</script>')
    assert root.one("input", name="q").attrs["value"] == '"><script>alert(1)</script>'


def test_only_the_whole_library_may_be_listed_by_robots(client):
    assert "X-Robots-Tag" not in client.get("/").headers
    assert page(client, "/").one("link", rel="canonical").attrs["href"] == "http://localhost/"
    answer = client.get("/?q=zeltrina")
    assert answer.headers["X-Robots-Tag"] == "noindex, follow"
    assert tree(answer.text).one("meta", name="robots").attrs["content"] == "noindex, follow"
    assert tree(answer.text).all("link", rel="canonical") == []


def test_a_long_list_has_pages_that_keep_the_search():
    client = create_app(samples.settings(), service=Large()).test_client()
    root = page(client, "/?q=drug&kind=drug&page=2")
    assert len(root.all("section", class_="entry")) == PAGE
    nav = root.one("nav", class_="paging")
    assert "Page 2 of 3" in nav.words
    assert [a.attrs["href"] for a in nav.all("a")] == [
        "/?q=drug&kind=drug",
        "/?q=drug&kind=drug&page=3",
    ]


def test_the_search_goes_on_in_an_empty_library():
    service = samples.SampleService()
    service.library = tuple
    client = create_app(samples.settings(), service=service).test_client()
    assert "This library is empty." in client.get("/").text
    assert "No page about anything" in client.get("/?q=anything").text
