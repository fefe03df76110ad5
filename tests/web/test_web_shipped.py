"""The shipped library on its pages: the whole street, from the source to the address."""

from __future__ import annotations

import pytest

from tests.web.page_tree import tree
from tests.web.shipped import shipped_addresses, shipped_app


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    app, publisher = shipped_app(tmp_path_factory.mktemp("shipped"))
    yield app.test_client(), publisher
    publisher.close()


@pytest.fixture
def client(site):
    return site[0]


@pytest.fixture
def publisher(site):
    return site[1]


@pytest.mark.parametrize("address", shipped_addresses())
def test_every_shipped_edition_is_a_sound_page(client, address):
    answer = client.get(address)
    root = tree(answer.text)
    ids = [node.attrs["id"] for node in root.walk() if "id" in node.attrs]
    inner = [a.attrs["href"][1:] for a in root.all("a") if a.attrs["href"].startswith("#")]
    assert answer.status_code == 200
    assert len(ids) == len(set(ids))
    assert set(inner) <= set(ids)
    article = root.one("article").words
    assert ("Every fact that you must have is here." in article) != address.endswith("/clinician")
    assert ("This is the clinician text, with all its" in article) == address.endswith("/clinician")
    assert "This version is not finished." not in article
    assert "No health professional has checked this version yet." in root.words


def passage_of(root, anchor):
    """The passage that an anchor stands in."""
    node = root.one(id=anchor)
    while "passage" not in node.attrs.get("class", "").split():
        node = node.parent
    return node


def same_text(text):
    return " ".join(text.split())


@pytest.mark.parametrize("address", shipped_addresses())
def test_behind_every_shown_sentence_stands_its_clinician_sentence(client, publisher, address):
    root = tree(client.get(address).text)
    edition = publisher.published(*address.split("/")[2:]).edition
    shown = [one for one in edition.statements() if one.text]
    assert len(shown) > 20
    for one in shown:
        passage = passage_of(root, f"s-{one.id}")
        sources = [node.words for node in passage.all(class_="clinical")]
        if address.endswith("/clinician"):
            sources = [same_text(one.text)]
        assert same_text(one.source) in sources


@pytest.mark.parametrize("address", shipped_addresses())
def test_every_omission_links_to_its_clinician_sentence(client, address):
    root = tree(client.get(address).text)
    clinician = tree(client.get(address.rsplit("/", 1)[0] + "/clinician").text)
    ids = {node.attrs.get("id") for node in clinician.walk()}
    links = [a.attrs["href"] for e in root.all(class_="leftout-entry") for a in e.all("a")]
    assert {link.split("#")[1] for link in links} <= ids


def test_the_boxed_warning_of_opzelura_names_its_five_risks(client):
    box = tree(client.get("/m/opzelura").text).one("section", class_="box").words.casefold()
    for word in ("infection", "death", "cancer", "heart", "clot"):
        assert word in box


def test_a_withdrawal_takes_a_shipped_page_down_at_once_and_back(client, publisher):
    address = "/m/opzelura/patient"
    tag = client.get(address).headers["ETag"]
    publisher.withdraw("opzelura", "patient", reason="The dose is in doubt.", by="S. Owner")
    gone = client.get(address, headers={"If-None-Match": tag})
    assert gone.status_code == 410
    assert "The dose is in doubt." in gone.text
    assert client.get("/m/opzelura/clinician").status_code == 200
    publisher.reinstate("opzelura", "patient", reason="Checked.", by="S. Owner")
    assert client.get(address).status_code == 200


def test_a_review_moves_the_steps_of_its_page_only(client, publisher):
    publisher.submit("epilepsy", "caregiver", by="A. Writer")
    publisher.start("epilepsy", "caregiver", by="R. Reviewer")

    def now(address):
        steps = tree(client.get(address).text).one("ol", class_="steps").all("li")
        return [s.one(class_="step-label").words for s in steps if "aria-current" in s.attrs]

    assert now("/m/epilepsy/caregiver") == ["Under review"]
    assert now("/m/epilepsy/patient") == []
