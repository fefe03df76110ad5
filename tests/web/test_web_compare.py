"""Two editions side by side, through Flask's client."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree
from tests.web.test_web_escaping import EVIL, assert_harmless, poisoned

DEFAULT = "/m/zeltrina/compare"
AUDIENCES = f"{DEFAULT}?left=patient&right=caregiver"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


def page(client, address=DEFAULT):
    return tree(client.get(address).text)


def _selected(root, select):
    options = root.one("select", id=select).all("option")
    return next(one.attrs["value"] for one in options if "selected" in one.attrs)


def row(root, statement):
    return root.one("tr", id=f"s-{statement}")


def test_the_patient_edition_stands_beside_the_clinician_text_by_default(client):
    root = page(client)
    heads = [one.words for one in root.one("thead").all("th")]
    assert heads == ["Patient edition Grade 5.6", "What became of it", "Clinician text The source"]


def test_each_row_has_a_statement_as_both_editions_say_it(client):
    cells = row(page(client), "contra").all("td")
    assert cells[0].words.startswith("Do not use it if you have a weak immune system.")
    assert cells[2].words.startswith("Contraindicated in immunocompromised patients.")


def test_every_row_says_in_words_what_became_of_it(client):
    root = page(client)
    rows = [one for one in root.all("tr") if "id" in one.attrs]
    assert rows
    assert all(one.one("td", class_="cell-fate").words for one in rows)


def test_the_two_sides_lead_to_the_statement_and_its_sources_in_their_own_edition(client):
    left, _, right = row(page(client), "over").all("td")
    for cell, name in ((left, "patient"), (right, "clinician")):
        links = [one.attrs["href"] for one in cell.all("a")]
        assert links == [
            f"/m/zeltrina/{name}#source-1",
            f"/m/zeltrina/{name}#source-2",
            f"/m/zeltrina/{name}#s-over",
        ]


def test_only_the_clinician_text_is_set_as_the_source_is(client):
    _, _, right = row(page(client), "over").all("td")
    assert len(right.all("div", class_="clinical")) == 1
    assert row(page(client, AUDIENCES), "over").all("div", class_="clinical") == []


@pytest.mark.parametrize(
    ("query", "left", "right"),
    [
        ("", "patient", "clinician"),
        ("?left=caregiver", "caregiver", "clinician"),
        ("?left=clinician", "clinician", "patient"),
        ("?right=caregiver", "patient", "caregiver"),
        ("?right=patient", "clinician", "patient"),
        ("?left=&right=", "patient", "clinician"),
    ],
)
def test_what_is_not_named_is_chosen(client, query, left, right):
    root = page(client, DEFAULT + query)
    assert [_selected(root, side) for side in ("left", "right")] == [left, right]


def test_the_same_edition_twice_asks_for_another_choice(client):
    root = page(client, f"{DEFAULT}?left=patient&right=patient")
    assert root.all("table") == []
    assert "Choose two versions that are not the same." in root.words


def test_only_differences_leaves_out_the_rows_that_are_alike(client):
    every, fewer = page(client, AUDIENCES), page(client, f"{AUDIENCES}&only=differences")
    assert row(every, "step1").one("td", class_="cell-fate").words == "Same words"
    assert fewer.all("tr", id="s-step1") == []
    assert row(fewer, "contra").words


def test_the_link_between_all_rows_and_the_differences_keeps_the_choice(client):
    there = page(client, AUDIENCES).one("a", class_="only").attrs["href"]
    assert there == f"{AUDIENCES}&only=differences"
    assert page(client, there).one("a", class_="only").attrs["href"] == AUDIENCES


def test_the_default_comparison_alone_is_for_search_engines(client):
    root = page(client)
    assert root.one("link", rel="canonical").attrs["href"] == f"http://localhost{DEFAULT}"
    assert root.all("meta", name="robots") == []
    for other in (AUDIENCES, f"{DEFAULT}?only=differences"):
        assert page(client, other).one("meta", name="robots").attrs["content"] == "noindex"


def test_a_choice_that_is_spelled_out_is_still_the_default(client):
    root = page(client, f"{DEFAULT}?left=patient&right=clinician")
    assert root.one("link", rel="canonical").attrs["href"] == f"http://localhost{DEFAULT}"


def test_a_version_that_is_not_reviewed_is_said_to_be_so(client, service):
    service.pages["clinician"] = samples.published("clinician", review=samples.DONE)
    cautions = [one.words for one in page(client).all("p", class_="caution")]
    assert cautions == ["Patient edition: No health professional has checked this version yet."]


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_unknown_audience_lists_the_choices(client, side):
    answer = client.get(f"{DEFAULT}?{side}=nurse")
    assert answer.status_code == 404
    assert "I am a clinician" in answer.text


def test_an_unknown_monograph_is_not_found(client):
    assert client.get("/m/none/compare").status_code == 404


@pytest.mark.parametrize("name", ["patient", "clinician"])
def test_a_withdrawn_edition_is_not_shown_on_either_side(client, service, name):
    service.pages[name] = samples.published(name, withdrawn=samples.NOTICE)
    answer = client.get(DEFAULT)
    assert answer.status_code == 410
    assert "The dose is wrong." in answer.text
    assert "weeks" not in answer.text


@pytest.mark.parametrize("name", ["patient", "clinician"])
def test_an_edition_that_is_held_back_is_not_shown_on_either_side(client, service, name):
    service.pages[name] = samples.published(name, publishable=False)
    answer = client.get(DEFAULT)
    assert answer.status_code == 404
    assert "This version is not ready" in answer.text


def test_the_page_answers_304_until_one_side_changes(client, service):
    tag = {"If-None-Match": client.get(DEFAULT).headers["ETag"]}
    assert client.get(DEFAULT, headers=tag).status_code == 304
    service.pages["clinician"] = samples.published("clinician", fingerprint="another")
    assert client.get(DEFAULT, headers=tag).status_code == 200


def test_the_two_choices_of_rows_have_tags_of_their_own(client):
    tags = [client.get(DEFAULT + q).headers["ETag"] for q in ("", "?only=differences")]
    assert len(set(tags)) == 2


def test_markup_in_a_source_stays_text(service, client):
    for name in ("patient", "clinician"):
        page_of = service.pages[name]
        edition = replace(poisoned(page_of.edition), scores=samples.SCORES)
        service.pages[name] = replace(page_of, edition=edition)
    root = page(client)
    assert_harmless(root)
    assert EVIL[:20] in root.text


def test_a_table_keeps_its_roles_when_it_is_laid_out_otherwise(client):
    root = page(client)
    assert root.one("table").attrs["role"] == "table"
    for tag, role in (("thead", "rowgroup"), ("tbody", "rowgroup"), ("tr", "row"), ("td", "cell")):
        found = root.all(tag)
        assert found
        assert {one.attrs["role"] for one in found} == {role}


def test_every_edition_leads_to_its_comparison(client):
    links = {
        name: [a.attrs["href"] for a in page(client, f"/m/zeltrina/{name}").all("a")]
        for name in samples.LABELS
    }
    assert DEFAULT in links["patient"]
    assert f"{DEFAULT}?left=caregiver" in links["caregiver"]
    assert DEFAULT in links["clinician"]
