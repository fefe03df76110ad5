"""What a page says of itself to search engines: true, small, harmless whatever a source says."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from patiented.model import MonographKind, Reference
from patiented.rendering.structured import in_script
from patiented.web import create_app
from tests.web import samples
from tests.web.page_tree import tree

EVIL = "</script><!--<script>alert(1)</script>&amp;\u2028\u2029]]>\"'\\"


def html_of(page):
    service = samples.SampleService({page.edition.audience: page})
    client = create_app(samples.settings(), service=service).test_client()
    return client.get(f"/m/zeltrina/{page.edition.audience}").text


def data_of(page):
    block = tree(html_of(page)).one("script", type="application/ld+json")
    return json.loads(block.text)


def with_meta(**changes):
    page = samples.published(review=samples.DONE)
    meta = samples.replace(page.edition.meta, **changes)
    return samples.replace(page, edition=samples.replace(page.edition, meta=meta))


def test_the_page_is_named_as_what_it_is():
    data = data_of(samples.published())
    assert data["@type"] == "MedicalWebPage"
    assert data["name"] == "What is Zeltrina (examplib)?"
    assert data["url"] == "http://localhost/m/zeltrina/patient"
    assert (data["inLanguage"], data["dateModified"]) == ("en", "2025-08-28")
    assert data["isPartOf"]["url"] == "http://localhost/"


@pytest.mark.parametrize(
    ("audience", "kind"),
    [("patient", "Patient"), ("caregiver", "MedicalAudience"), ("clinician", "MedicalAudience")],
)
def test_the_reader_is_named(audience, kind):
    data = data_of(samples.published(audience))
    assert data["audience"] == {"@type": kind, "audienceType": audience.capitalize()}


@pytest.mark.parametrize("review", ["DRAFT", "WAITING", "PENDING", "DOUBTED", "LAPSED"])
def test_no_review_is_claimed_before_the_approval_and_after_it_lapsed(review):
    data = data_of(samples.published(review=getattr(samples, review)))
    assert "reviewedBy" not in data
    assert "lastReviewed" not in data


def test_an_approved_page_says_who_and_when():
    data = data_of(samples.published(review=samples.DONE))
    assert data["lastReviewed"] == "2025-09-05"
    assert data["reviewedBy"] == {"@type": "Person", "name": "R. Reviewer"}


def test_a_board_that_signed_is_an_organization():
    data = data_of(with_meta(board="The R. Reviewer"))
    assert data["reviewedBy"]["@type"] == "Organization"


def test_a_drug_is_described_with_its_own_codes_and_the_conditions_without_a_guess():
    codes = (("rxnorm", ("1",)), ("icd10", ("L20.9", "L80")))
    drug, *others = data_of(with_meta(conditions=("eczema", "vitiligo"), codes=codes))["about"]
    assert (drug["@type"], drug["name"]) == ("Drug", "Zeltrina")
    assert [one["codeValue"] for one in drug["code"]] == ["1"]
    assert [one.get("name") for one in others] == ["eczema", "vitiligo", None]
    assert [one["codeValue"] for one in others[2]["code"]] == ["L20.9", "L80"]
    assert not any("code" in one for one in others[:2])


def test_the_only_condition_has_the_codes():
    about = data_of(with_meta(conditions=("eczema",), codes=(("icd10", ("L20.9",)),)))["about"]
    assert about[1]["code"][0] == {
        "@type": "MedicalCode", "codingSystem": "ICD-10-CM", "codeValue": "L20.9",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name"),
    [(MonographKind.CONDITION, "MedicalCondition"), (MonographKind.PROCEDURE, "MedicalProcedure")],
)
def test_conditions_and_procedures_are_named_as_such(kind, name):
    assert data_of(with_meta(kind=kind))["about"][0] == {"@type": name, "name": "Zeltrina"}


def test_a_title_full_of_markup_stays_text():
    page = with_meta(title=f"{EVIL}?", summary=EVIL)
    html = html_of(page)
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block)["name"] == f"{EVIL}?"
    assert data_of(page)["description"] == EVIL


def test_a_source_that_is_no_web_address_is_not_cited():
    page = samples.published()
    sources = (Reference(1, "a", "x", "javascript:alert(1)"), Reference(2, "b", "A book."))
    page = samples.replace(page, edition=samples.replace(page.edition, references=sources))
    assert "citation" not in data_of(page)


def test_it_is_small():
    block = json.dumps(data_of(samples.published(review=samples.DONE)))
    assert len(gzip.compress(block.encode())) < 700


def test_the_public_address_stands_in_every_address():
    settings = samples.replace(samples.settings(), public_url="https://health.example.org")
    client = create_app(settings, service=samples.SampleService()).test_client()
    root = tree(client.get("/m/zeltrina").text)
    page = "https://health.example.org/m/zeltrina/patient"
    assert root.one("link", rel="canonical").attrs["href"] == page
    assert json.loads(root.one("script", type="application/ld+json").text)["url"] == page


def test_the_tag_of_a_page_changes_with_its_address():
    client = create_app(samples.settings(), service=samples.SampleService()).test_client()
    tags = {
        client.get("/m/zeltrina", base_url=f"http://{host}").headers["ETag"] for host in ("a", "b")
    }
    assert len(tags) == 2


def test_json_in_a_script_reads_back():
    data = {"a": EVIL, "b": ["ü", "\u2028"]}
    assert json.loads(in_script(data)) == data
