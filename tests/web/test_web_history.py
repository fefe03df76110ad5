"""The versions of an edition, through Flask's client."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patiented.model import Fate, Obligation
from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree
from tests.web.test_web_escaping import EVIL, assert_harmless, poisoned

ADDRESS = "/m/zeltrina/patient/history"
OLD = f"{ADDRESS}?version=0dd0fade11"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


def page(client, address=ADDRESS):
    return tree(client.get(address).text)


def entries(client):
    return page(client).one("ol", class_="versions").all("li", class_="version")


def without_withdrawal(service):
    service.past = replace(service.past, trail=())


def test_versions_and_withdrawals_stand_newest_first(client):
    assert [one.one("h2").words for one in entries(client)] == [
        "Shown again",
        "Version 4f1c 9a2e",
        "Taken down",
        "Version 0dd0 fade",
    ]


def test_the_version_that_is_read_now_is_named(client):
    _, current, _, old = entries(client)
    assert "This is the version that you read now." in current.words
    assert "that you read now" not in old.words
    assert current.one("h2").one("a").attrs["href"] == "/m/zeltrina/patient"


def test_each_version_says_since_when_and_what_the_review_said(client):
    _, current, _, old = entries(client)
    assert "First published here: August 28, 2025" in current.words
    assert "Not yet. The Medical Advisory Board is checking this version now." in current.words
    assert "R. Reviewer approved this version on September 5, 2025." in old.words


def test_a_changed_sentence_stands_before_and_after(client):
    change = entries(client)[1].all("div", class_="change")[1]
    before, after = change.one("del").words, change.one("ins").words
    assert "more than 50\xa0grams" in change.one("del").text
    assert "more than 60\xa0grams" in change.one("ins").text
    assert before != after
    marked = [one.words for one in change.all("span", class_="m-words")]
    assert marked == ["50", "60", "Do not use it for more than 8 weeks"]


def test_the_changes_are_counted_in_words(client):
    _, current, _, old = entries(client)
    assert "1 sentence changed, 1 sentence is new." in current.words
    assert "The first version that this site has kept." in old.words


def test_a_withdrawal_gives_its_reason_and_no_name(client):
    down = entries(client)[2]
    assert "The limit was 10 grams too low." in down.words
    assert "S. Owner" not in page(client).words


def test_an_old_version_says_so_and_leads_to_the_current_one(client, service):
    without_withdrawal(service)
    root = page(client, OLD)
    banner = root.one("div", class_="old-banner")
    assert banner.words.startswith("This is an old version. Read the current one")
    assert banner.one("a").attrs["href"] == "/m/zeltrina/patient"
    assert root.one("meta", name="robots").attrs["content"] == "noindex"


def test_an_old_version_shows_every_text_it_had(client, service):
    without_withdrawal(service)
    shown = page(client, OLD).one("div", class_="old-text").words.replace("\xa0", " ")
    for statement in samples.old_version().statements():
        assert statement.text in shown


def test_an_old_version_from_before_a_withdrawal_is_not_shown(client):
    root = page(client, OLD)
    assert "Its text is not shown." in root.words
    assert "50" not in root.one("main").words
    assert "The limit was 10 grams too low." in root.words


def test_a_version_that_was_held_back_is_told_without_its_text(client, service):
    lost = samples.ledger(lost=1)
    assert any(r.fate is Fate.LOST and r.obligation is Obligation.MUST for r in lost)
    held_back = samples.old_version("bad0bad0bad0", "Use 900 grams.", ledger=lost)
    service.past.kept.insert(1, (held_back, "2025-07-01T09:00:00Z"))
    root = page(client)
    assert "This version was held back. Readers never saw it." in root.words
    assert "900" not in root.words
    assert "900" not in page(client, f"{ADDRESS}?version=bad0bad0bad0").one("main").words


def test_the_current_version_leads_to_the_page_itself(client):
    answer = client.get(f"{ADDRESS}?version=4f1c9a2e")
    assert (answer.status_code, answer.location) == (303, "/m/zeltrina/patient")


@pytest.mark.parametrize("query", ["version=ffffffff", "version=0dd", "page=2", "page=0", "page=x"])
def test_what_is_not_there_is_not_found(client, query):
    assert client.get(f"{ADDRESS}?{query}").status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, OLD])
def test_a_withdrawn_page_shows_its_notice_instead(client, service, address):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    answer = client.get(address)
    assert answer.status_code == 410
    assert "The dose is wrong." in answer.text
    assert "grams" not in answer.text


@pytest.mark.parametrize("address", [ADDRESS, OLD])
def test_a_page_that_is_held_back_has_no_history_for_readers(client, service, address):
    service.pages["patient"] = samples.published(publishable=False)
    answer = client.get(address)
    assert answer.status_code == 404
    assert "grams" not in answer.text


def test_an_unknown_audience_lists_the_choices(client):
    answer = client.get("/m/zeltrina/nurse/history")
    assert answer.status_code == 404
    assert "I am a clinician" in answer.text


def test_the_page_answers_304_until_the_review_moves(client, service):
    tag = {"If-None-Match": client.get(ADDRESS).headers["ETag"]}
    assert client.get(ADDRESS, headers=tag).status_code == 304
    service.pages["patient"] = samples.published(review=samples.DONE)
    assert client.get(ADDRESS, headers=tag).status_code == 200


def test_markup_in_an_old_text_or_a_reason_stays_text(client, service):
    without_withdrawal(service)
    service.past.kept[0] = (
        replace(poisoned(samples.old_version()), scores=samples.SCORES),
        "2025-06-01T09:00:00Z",
    )
    for address in (ADDRESS, OLD):
        root = page(client, address)
        assert_harmless(root)
        assert EVIL[:20] in root.text


def test_every_edition_leads_to_its_versions(client):
    for name in samples.LABELS:
        links = [a.attrs["href"] for a in page(client, f"/m/zeltrina/{name}").all("a")]
        assert f"/m/zeltrina/{name}/history" in links
