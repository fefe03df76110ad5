"""Addresses as people type and paste them."""

from __future__ import annotations

import pytest

from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree


@pytest.fixture
def client():
    return create_app(samples.settings(), service=samples.SampleService()).test_client()


@pytest.mark.parametrize("address", ["/m/zeltrina/", "/m/zeltrina/patient/", "/policy/"])
def test_a_slash_at_the_end_leads_to_the_same_page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data == client.get(address.rstrip("/")).data


def test_a_page_names_its_own_address_without_the_slash(client):
    root = tree(client.get("/m/zeltrina/patient/").text)
    assert root.one("link", rel="canonical").attrs["href"].endswith("/m/zeltrina/patient")
