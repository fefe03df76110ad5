"""What a program asks for: codes with their parents, and names as record systems write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from patiented.finding import Concepts
from patiented.model import CODE_SYSTEMS, Meta, MonographKind
from patiented.publishing.listing import Listing
from patiented.publishing.looking_up import MOST, Concept, Matcher, language_for, matched_in
from patiented.publishing.shelf import Shelf
from patiented.publishing.subtopics import MESH, SUBTOPICS, role_asked
from patiented.reading import read, read_meta

if TYPE_CHECKING:
    from pathlib import Path

DRUG, CONDITION = MonographKind.DRUG, MonographKind.CONDITION
OID = {one.key: one.oid for one in CODE_SYSTEMS}


def meta(name, kind=DRUG, **more):
    return Meta(title=f"What is {name}?", name=name, kind=kind, **more)


KNOWN = Concepts(
    {
        "opzelura": meta(
            "Opzelura",
            summary="Opzelura is a cream for atopic dermatitis.",
            drugs=("Opzelura", "ruxolitinib"),
            conditions=("atopic dermatitis",),
            codes=(("icd10", ("L20.9",)), ("rxnorm", ("0123",)), ("ndc", ("0123-4567-10",))),
        ),
        "eczema": meta(
            "eczema",
            CONDITION,
            conditions=("Atopic dermatitis",),
            codes=(("icd10", ("L20", "L30.9")), ("icd9", ("691", "E850", "V10.3"))),
        ),
        "metformin": meta("metformin", drugs=("metformin",), brands=("Glucophage",)),
        "duo": meta("A duo", drugs=("amlodipine", "benazepril"), brands=("Lotrel",)),
        "amlodipine": meta("amlodipine", drugs=("amlodipine",)),
        "glucose-test": meta(
            "glucose test", MonographKind.PROCEDURE, codes=(("loinc", ("2345-7",)),)
        ),
        "other": meta("other", codes=(("ndc", ("54321-987", "00123-0456-01")),)),
    }
)


@pytest.mark.parametrize(
    ("system", "code", "found"),
    [
        ("icd10", "L20.9", ("opzelura",)),
        ("icd10", "l209", ("opzelura",)),
        ("icd10", "L20.81", ("eczema",)),
        ("icd10", "L20", ("eczema",)),
        ("icd10", "L20.91", ("opzelura",)),
        ("icd10", "L30", ()),
        ("icd10", "L3", ()),
        ("icd10", "L", ()),
        ("icd10", ".", ()),
        ("icd9", "691.8", ("eczema",)),
        ("icd9", "E850.1", ("eczema",)),
        ("icd9", "E85", ()),
        ("icd9", "V10", ()),
        ("rxnorm", "123", ("opzelura",)),
        ("rxnorm", "00123", ("opzelura",)),
        ("rxnorm", "1234", ()),
        ("rxnorm", "12x", ()),
        ("loinc", "2345-7", ("glucose-test",)),
        ("loinc", "2345", ()),
        ("snomed", "2345-7", ()),
    ],
)
def test_a_code_finds_the_page_that_names_it_or_its_nearest_parent(system, code, found):
    assert KNOWN.coded(system, code, None) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("0123-4567-10", ("opzelura",)),
        ("0123-4567-99", ("opzelura",)),
        ("0123-4567", ("opzelura",)),
        ("00123-4567-10", ("opzelura",)),
        ("00123456710", ("opzelura",)),
        ("0123456710", ("opzelura",)),
        ("54321-0987-1", ("other",)),
        ("54321-987-10", ("other",)),
        ("5432198710", ("other",)),
        ("0123-45", ()),
        ("0123-4567-1", ()),
        ("123456789", ()),
        ("00123-456-01", ("other",)),
        ("-", ()),
        ("", ()),
        ("٠١٢٣-٤٥٦٧", ()),
    ],
)
def test_a_package_of_a_product_finds_its_page_however_the_number_is_written(code, found):
    assert KNOWN.coded("ndc", code, DRUG) == found


def test_ten_digits_that_could_be_two_products_find_neither():
    both = Concepts(
        {
            "one": meta("one", codes=(("ndc", ("1234-5678-90",)),)),
            "two": meta("two", codes=(("ndc", ("12345-678-90",)),)),
        }
    )
    assert both.coded("ndc", "1234567890", DRUG) == ()
    assert both.coded("ndc", "1234-5678-90", DRUG) == ("one",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Opzelura", ("opzelura",)),
        ("  RUXOLITINIB ", ("opzelura",)),
        ("ruxolitinib 15 MG/ML Topical Cream [Opzelura]", ("opzelura",)),
        ("ruxolitinib 15 MG/ML Topical Cream", ("opzelura",)),
        ("Opzelura 1.5 % cream", ("opzelura",)),
        ("Opzelura Topical Product", ("opzelura",)),
        ("ruxolitinib phosphate 15 MG/ML Topical Cream", ("opzelura",)),
        ("Ruxolitinib (substance)", ("opzelura",)),
        ("ruxolitinib 10 MG Oral Tablet", ()),
        ("ruxolitinib 10 MG Oral Tablet [Jakafi]", ()),
        ("ruxolitinib 15 MG/ML Topical Cream [Other brand]", ()),
        ("24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet", ("metformin",)),
        ("Glucophage 500 mg", ("metformin",)),
        ("metformin / sitagliptin 50 MG Oral Tablet", ()),
        ("amlodipine 5 MG / benazepril hydrochloride 10 MG Oral Capsule", ("duo",)),
        ("amlodipine 5 MG Oral Tablet", ("amlodipine", "duo")),
        ("not metformin", ()),
        ("metfornin", ()),
        ("metform", ()),
        ("500 MG Oral Tablet", ()),
        (" / ", ()),
        ("[]", ()),
        ("atopic dermatitis", ()),
    ],
)
def test_a_medicine_is_found_by_its_whole_name_and_never_by_that_of_another(text, found):
    assert KNOWN.named(text, DRUG) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Atopic dermatitis", ("eczema", "opzelura")),
        ("Atopic dermatitis (disorder)", ("eczema", "opzelura")),
        ("Atopic dermatitis, unspecified", ("eczema", "opzelura")),
        ("Dermatitis, atopic", ()),
        ("Family history of atopic dermatitis", ()),
        ("No eczema", ()),
        ("Éczema", ("eczema",)),
        ("metformin", ()),
    ],
)
def test_a_condition_is_found_by_its_whole_name_the_page_on_it_first(text, found):
    assert KNOWN.named(text, CONDITION) == found


def test_without_a_kind_a_name_may_be_that_of_anything():
    assert KNOWN.named("eczema", None) == ("eczema",)
    assert KNOWN.named("Metformin 500 MG Oral Tablet", None) == ("metformin",)
    assert KNOWN.named("glucose test", None) == ("glucose-test",)


@pytest.mark.parametrize(
    ("concept", "found"),
    [
        (Concept("L20.9", OID["icd10"], "eczema", "metformin"), ("opzelura",)),
        (Concept("Z99", OID["icd10"], "eczema", "atopic dermatitis"), ("eczema",)),
        (Concept("Z99", OID["icd10"], "unknown", "eczema"), ("eczema",)),
        (Concept("Z99", OID["icd10"], "metformin", ""), ()),
        (Concept("9", OID["rxnorm"], "metformin", ""), ("metformin",)),
        (Concept("9", OID["rxnorm"], "eczema", ""), ()),
        (Concept("L20.9", "1.2.3", "", ""), ()),
        (Concept("L20.9", "", "", "eczema"), ("eczema",)),
        (Concept("L20.9", OID["snomed"], "", ""), ()),
    ],
)
def test_the_code_goes_before_the_display_name_and_that_before_the_original_text(concept, found):
    assert matched_in(KNOWN, concept) == found


# In a library.


@pytest.fixture
def shelf(tmp_path):
    for number in range(MOST + 2):
        write(tmp_path, f"m{number}", f"{number}", drugs="[shared]")
    return Shelf(tmp_path, read, lambda _: None, read_meta=read_meta)


def write(folder: Path, identity, name, drugs):
    (folder / identity).mkdir(exist_ok=True)
    text = f"---\ntitle: {name}\ndrugs: {drugs}\nupdated: 2026-01-0{len(name)}\n---\n\nText.\n"
    (folder / identity / "monograph.md").write_text(text, encoding="utf-8")


def test_an_answer_holds_a_few_monographs_and_the_newest_date(shelf):
    found = Matcher(Listing(shelf)).matching((Concept(display="shared"),))
    assert [one.id for one in found.found] == [f"m{number}" for number in range(MOST)]
    assert found.as_of == "2026-01-01"


def test_what_a_library_has_now_is_matched(shelf, tmp_path):
    matcher = Matcher(Listing(shelf))
    asked = (Concept(display="Newdrug"), Concept(display="shared"))
    assert "new" not in {one.id for one in matcher.matching(asked).found}
    write(tmp_path, "new", "nn", drugs="[Newdrug]")
    found = matcher.matching(asked)
    assert (found.found[0].id, found.found[0].title) == ("new", "nn")
    assert found.as_of == "2026-01-02"
    (tmp_path / "new" / "monograph.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert "new" not in {one.id for one in matcher.matching(asked).found}


# Languages and subtopics.


@pytest.mark.parametrize(
    ("asked", "given"),
    [("es", "es"), ("ES-mx", "es"), ("en-US", "en"), ("zh-Hans-CN", "zh-Hans"), ("zh", "en")],
)
def test_a_language_is_met_by_its_beginning_else_by_that_of_the_source(asked, given):
    assert language_for(asked, ("en", "es", "zh-Hans")) == given


def test_every_code_of_a_subtopic_stands_for_one_role():
    keys = [(one.system, one.code) for one in SUBTOPICS]
    assert len(keys) == len(set(keys))
    for one in SUBTOPICS:
        assert role_asked(one.code, one.system, ()) is one.role
        assert role_asked("", "", (one.name.upper(),)) is one.role
    assert role_asked("79899007", MESH, ()) is None
    assert role_asked("", "", ("",)) is None
