"""The shipped library: sentences meet their sources across pages, and none is lost."""

from __future__ import annotations

import pytest

from patiented.model import Fate
from tests.web.page_tree import tree
from tests.web.shipped import shipped_app

NAMES = ("opzelura", "epilepsy")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    app, publisher = shipped_app(tmp_path_factory.mktemp("trust"))
    yield app.test_client(), publisher
    publisher.close()


def anchors(root):
    return {node.attrs["id"] for node in root.walk() if "id" in node.attrs}


@pytest.mark.parametrize(
    ("name", "audience"),
    [("opzelura", "patient"), ("opzelura", "caregiver"), ("epilepsy", "patient")],
)
def test_every_left_out_sentence_is_found_in_the_clinician_text(shipped, name, audience):
    client, _ = shipped
    there = anchors(tree(client.get(f"/m/{name}/clinician").text))
    page = tree(client.get(f"/m/{name}/{audience}").text)
    links = [
        a.attrs["href"] for one in page.all("div", class_="leftout-entry") for a in one.all("a")
    ]
    assert links
    assert {link.split("#")[1] for link in links} <= there


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("right", ["clinician", "caregiver"])
def test_a_comparison_has_every_text_of_both_sides_and_leads_to_each(shipped, name, right):
    client, publisher = shipped
    page = tree(client.get(f"/m/{name}/compare?left=patient&right={right}").text)
    shown = page.one("table").words.replace("\xa0", " ")
    for audience in ("patient", right):
        there = anchors(tree(client.get(f"/m/{name}/{audience}").text))
        for one in publisher.published(name, audience).edition.statements():
            assert " ".join(one.text.replace("\n- ", "\n").split()) in shown
        links = [a.attrs["href"] for a in page.one("table").all("a") if "#" in a.attrs["href"]]
        mine = [link.split("#")[1] for link in links if f"/{audience}#" in link]
        assert mine
        assert set(mine) <= there


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
def test_what_is_marked_as_left_out_is_what_the_ledger_left_out(shipped, audience):
    client, publisher = shipped
    table = tree(client.get(f"/m/opzelura/compare?left={audience}").text).one("table")
    boxes = [one.words for one in table.all("span", class_="m-gone")]
    ledger = publisher.published("opzelura", audience).edition.ledger
    left_out = [row.fact.text for row in ledger if row.fate is Fate.LEFT_OUT]
    assert boxes
    assert [box for box in boxes if not any(fact in box for fact in left_out)] == []
