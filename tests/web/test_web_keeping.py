"""Kept pages: given without being made, never after what they say has changed, bounded."""

from __future__ import annotations

import gzip
import subprocess
import sys
import threading

import pytest

from patiented.web import create_app
from patiented.web.keeping import Keeper, Kept
from tests.web import samples
from tests.web.page_tree import tree
from tests.web.shipped import shipped_app

PAGE = "/m/zeltrina/patient"


class CountingService(samples.SampleService):
    """Counts how often a page was asked for."""

    asked = 0
    is_broken = False

    def state(self, _=None):
        if self.is_broken:
            raise OSError
        return super().state()

    def published(self, *key):
        self.asked += 1
        return super().published(*key)


@pytest.fixture
def service():
    return CountingService()


def app_of(service, **settings):
    return create_app(samples.replace(samples.settings(), **settings), service=service)


@pytest.fixture
def client(service):
    return app_of(service).test_client()


def keeper_of(client):
    return client.application.extensions["patiented"].keeper


@pytest.mark.parametrize("address", [PAGE, "/m/zeltrina", "/m/zeltrina/patient.json"])
def test_a_page_is_made_once_and_then_given(client, service, address):
    first, again = client.get(address), client.get(address)
    assert service.asked == 1
    assert (first.data, list(first.headers)) == (again.data, list(again.headers))


def test_head_and_304_and_gzip_come_from_what_is_kept(client, service):
    tag = client.get(PAGE).headers["ETag"]
    assert client.head(PAGE).status_code == 200
    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(PAGE, headers={"Accept-Encoding": "gzip"}).content_encoding == "gzip"
    assert service.asked == 1


def test_a_page_first_asked_for_with_its_tag_is_kept_too(client, service):
    tag = app_of(samples.SampleService()).test_client().get(PAGE).headers["ETag"]
    for _ in range(2):
        assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    assert service.asked == 1


def test_made_up_queries_change_nothing_and_fill_nothing(client):
    plain = client.get(PAGE)
    size = keeper_of(client).size
    answers = [client.get(f"{PAGE}?x={n}") for n in range(5)]
    assert {answer.data for answer in answers} == {plain.data}
    assert {answer.headers["ETag"] for answer in answers} == {plain.headers["ETag"]}
    assert keeper_of(client).size == size > 0


def test_the_choice_in_a_query_still_leads_on_beside_a_kept_page(client):
    client.get("/m/zeltrina")
    assert client.get("/m/zeltrina?audience=caregiver").status_code == 303


def test_errors_and_notices_are_not_kept(client, service):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    service.pages["caregiver"] = samples.published("caregiver", publishable=False)
    for address in (PAGE, "/m/zeltrina/caregiver", "/m/none", "/m/zeltrina/none", "/nothing"):
        assert client.get(address).status_code in {404, 410}
    assert keeper_of(client).size == 0


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.json"])
def test_a_kept_page_is_not_given_while_the_state_cannot_be_asked(client, service, address):
    client.get(address)
    service.is_broken = True
    assert client.get(address).status_code == 500


def test_another_host_has_its_own_page(client, service):
    for host in ("a.example", "b.example", "a.example"):
        client.get(PAGE, headers={"Host": host})
    assert service.asked == 2


def test_setting_the_cache_to_0_makes_every_page_anew():
    service = CountingService()
    client = app_of(service, page_cache_mb=0).test_client()
    assert client.get(PAGE).data == client.get(PAGE).data
    assert service.asked == 2
    assert keeper_of(client).size == 0


def kept(size):
    form = type("Form", (), {"size": size})
    return Kept(form, "m", "state")


def test_the_keeper_stays_within_its_bytes_and_drops_the_longest_unused():
    keeper = Keeper(100)
    for name in "abc":
        keeper.put(name, kept(30))
    keeper.get("a")
    keeper.put("d", kept(30))
    assert [keeper.get(name) is not None for name in "abcd"] == [True, False, True, True]
    assert keeper.size == 90


def test_what_is_put_again_counts_once_and_what_is_too_large_is_not_kept():
    keeper = Keeper(100)
    keeper.put("a", kept(60))
    keeper.put("a", kept(70))
    assert keeper.size == 70
    keeper.put("a", kept(101))
    assert (keeper.size, keeper.get("a")) == (0, None)


def test_threads_leave_the_count_of_bytes_right():
    keeper = Keeper(1_000)

    def work(start):
        for n in range(500):
            keeper.put(str((start * 7 + n) % 40), kept(10 + n % 50))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    held = [one for n in range(40) if (one := keeper.get(str(n)))]
    assert keeper.size == sum(one.forms.size for one in held) <= 1_000


# The whole street: a copy of the shipped library that another process and an editor change.


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    library = folder / "library"
    samples.shutil.copytree(samples.ROOT / "monographs", library / "monographs")
    app, publisher = shipped_app(folder, library)
    yield app.test_client(), library, f"sqlite:///{folder / 'reviews.db'}"
    publisher.close()


def warm(client, address):
    """Ask until the page is given without being made."""
    keeper = keeper_of(client)
    for _ in range(3):
        answer = client.get(address)
    assert answer.status_code == 200
    assert keeper.size > 0
    return answer


def in_another_process(library, url, program):
    code = f"""
from patiented.publishing.opening import open_publisher
from patiented.settings import load_settings
from pathlib import Path
settings = load_settings(environ={{}}, start=Path({str(library)!r}), library={str(library)!r},
                         database_url={url!r})
publisher = open_publisher(settings)
{program}
publisher.close()
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=samples.ROOT)


def test_a_withdrawal_and_a_review_of_another_process_show_at_once_on_a_warm_page(site):
    client, library, url = site
    address = "/m/opzelura/patient"
    tag = warm(client, address).headers["ETag"]
    in_another_process(library, url, "publisher.submit('opzelura', 'patient', by='A. Writer')")
    answer = client.get(address, headers={"If-None-Match": tag})
    steps = tree(answer.text).one("ol", class_="steps").all("li")
    assert [s.one(class_="step-label").words for s in steps if "aria-current" in s.attrs] == [
        "Submitted"
    ]
    tag = warm(client, address).headers["ETag"]
    withdraw = "publisher.withdraw('opzelura', 'patient', reason='Recalled.', by='S. Owner')"
    in_another_process(library, url, withdraw)
    gone = client.get(address, headers={"If-None-Match": tag})
    assert (gone.status_code, "Recalled." in gone.text) == (410, True)
    assert "Taken down" in client.get("/").text


def test_an_edited_source_and_an_edited_wording_show_at_once_on_a_warm_page(site):
    client, library, _ = site
    address = "/m/epilepsy/clinician"
    before = warm(client, address).data
    source = library / "monographs" / "epilepsy" / "monograph.md"
    text = source.read_text()
    source.write_text(text.replace("Epilepsy", "Epilepsia"))
    after = client.get(address).data
    assert b"Epilepsia" in after
    source.write_text(text)
    assert client.get(address).data == before
    warm(client, "/m/epilepsy/patient")
    wording = library / "monographs" / "epilepsy" / "wording" / "patient.en.po"
    wording.unlink()
    assert client.get("/m/epilepsy/patient").data != before
    assert "This version is not finished." in client.get("/m/epilepsy/patient").text


def test_a_kept_gzip_page_is_the_plain_page(client):
    for _ in range(2):
        packed = client.get(PAGE, headers={"Accept-Encoding": "br, gzip"})
        assert gzip.decompress(packed.data) == client.get(PAGE).data
