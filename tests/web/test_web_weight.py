"""What the first view of every shipped edition weighs, and whom it asks."""

from __future__ import annotations

import pytest

from tests.web.page_tree import tree
from tests.web.shipped import shipped_addresses, shipped_app

MOST_BYTES = 30_000
MOST_REQUESTS = 4
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    app, publisher = shipped_app(tmp_path_factory.mktemp("shipped"))
    yield app.test_client()
    publisher.close()


@pytest.mark.parametrize("address", shipped_addresses())
def test_the_first_view_is_light(client, address):
    page = client.get(address, headers=PACKED)
    root = tree(client.get(address).text)
    named = {"canonical", "alternate"}  # addresses that a browser does not load
    loaded = [one.attrs["href"] for one in root.all("link") if one.attrs["rel"] not in named]
    loaded += [one.attrs["src"] for one in root.walk() if "src" in one.attrs]
    assert all(one.startswith("/") and not one.startswith("//") for one in loaded)
    weight = len(page.data) + sum(len(client.get(one, headers=PACKED).data) for one in loaded)
    assert weight <= MOST_BYTES
    assert 1 + len(loaded) <= MOST_REQUESTS
