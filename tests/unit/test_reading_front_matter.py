"""Front matter: what each key may hold, and what is refused where it stands."""

from __future__ import annotations

import pytest

from patiented import reading
from patiented.errors import RefusedError, SourceError
from patiented.model import MonographKind, TaughtTerm
from patiented.reading import read_bytes


def read(front: str, body: str = "\nText here.\n"):
    return read_bytes(f"---\n{front}\n---\n{body}".encode(), path="x/monograph.md")


def error_of(front: str) -> tuple[int, int, str]:
    with pytest.raises(SourceError) as caught:
        read(front)
    return caught.value.line, caught.value.column, caught.value.message


FULL = """\
title: Opzelura (ruxolitinib) cream
name: Opzelura
kind: drug
updated: 2025-08-28
review_due: 2026-08-28
drugs: [ruxolitinib, Opzelura]
conditions:
  - atopic dermatitis
  - vitiligo
brands: [Opzelura]
rxnorm: [2569081, "0123"]
icd10: [L20.9, L80]
snomed: 24079001
loinc: [2345-7]
ndc: [0123-4567, 54321-987-10, "00123456789"]
icd9: [691.8, V10.3, E850.1, 250]
board: "Medical board"  # a comment
editorial_policy: https://example.org/policy
summary: >
  A cream
  for eczema.
lang: en
taught:
  - term: Opzelura
    gloss: a cream that calms the skin"""


def test_every_key_arrives_in_the_data():
    meta = read(FULL).meta
    assert (meta.title, meta.name, meta.kind) == (
        "Opzelura (ruxolitinib) cream",
        "Opzelura",
        MonographKind.DRUG,
    )
    assert (meta.updated, meta.board, meta.lang) == ("2025-08-28", "Medical board", "en")
    assert meta.review_due == "2026-08-28"
    assert meta.drugs == ("ruxolitinib", "Opzelura")
    assert meta.conditions == ("atopic dermatitis", "vitiligo")
    assert meta.brands == ("Opzelura",)
    assert meta.editorial_policy == "https://example.org/policy"
    assert meta.summary == "A cream for eczema."
    assert meta.taught == (TaughtTerm("Opzelura", "a cream that calms the skin"),)


def test_codes_keep_their_leading_zeros():
    assert dict(read(FULL).meta.codes) == {
        "rxnorm": ("2569081", "0123"),
        "icd10": ("L20.9", "L80"),
        "snomed": ("24079001",),
        "ndc": ("0123-4567", "54321-987-10", "00123456789"),
        "icd9": ("691.8", "V10.3", "E850.1", "250"),
        "loinc": ("2345-7",),
    }


def test_words_that_yaml_would_change_stay_words():
    meta = read("title: No\nboard: yes\ndrugs: [null, on]").meta
    assert (meta.title, meta.board, meta.drugs) == ("No", "yes", ("on",))


def test_the_name_is_the_first_drug():
    assert read("title: T\ndrugs: [a, b]\nconditions: [c]").meta.name == "a"


def test_a_monograph_of_conditions_is_a_condition():
    meta = read("title: T\nconditions: [flu]").meta
    assert (meta.kind, meta.name) == (MonographKind.CONDITION, "flu")


def test_without_subjects_the_title_is_the_name():
    assert read("title: T").meta.name == "T"


def test_a_missing_title_is_the_first_heading():
    assert read("board: b", "\n# Head\n\nText.\n").meta.title == "Head"


def test_a_missing_title_and_heading_is_a_warning():
    found = read("board: b")
    assert [f.rule for f in found.findings] == ["title-missing"]


def test_missing_front_matter_is_a_warning():
    found = read_bytes(b"# Head\n\nText.\n", path="x.md")
    assert [f.rule for f in found.findings] == ["front-matter-missing"]


def test_front_matter_may_end_with_dots():
    assert read_bytes(b"---\ntitle: T\n...\nText.\n", path="x.md").meta.title == "T"


def test_a_gloss_of_other_than_four_to_twelve_words_is_a_warning():
    found = read("title: T\ntaught:\n  - {term: a, gloss: too short}")
    assert [(f.rule, f.line, f.column) for f in found.findings] == [("gloss-length", 4, 22)]


@pytest.mark.parametrize(
    ("front", "line", "column", "words"),
    [
        ("titel: T", 2, 1, "did you mean 'title'?"),
        ("title: T\nfoo: x", 3, 1, "known are title"),
        ("title: T\ntitle: U", 3, 1, "stands twice"),
        ("title: [a", 3, 1, "no valid YAML"),
        ("title: a: b", 2, 9, "no valid YAML"),
        ("title: T\n\tname: x", 3, 1, "no valid YAML"),
        ("just words", 2, 1, "key: value"),
        ("- a\n- b", 2, 1, "key: value"),
        ("title: &a T", 2, 8, "anchors"),
        ("title: T\nname: *a", 3, 7, "aliases"),
        ("title: !!str T", 2, 8, "tags"),
        ("title: !!python/object/apply:os.system [x]", 2, 8, "tags"),
        ("<<: *a", 2, 5, "aliases"),
        ("%YAML 1.1\n--- a", 2, 1, "directives"),
        ("? [a]\n: b", 2, 3, "plain text"),
        ("title: {a: {b: {c: {d: e}}}}", 2, 17, "nested"),
        ("title: [a, b]", 2, 8, "one line of text"),
        ("kind: potion", 2, 7, "drug, condition, procedure"),
        ("updated: yesterday", 2, 10, "2025-08-28"),
        ("updated: 2025-02-30", 2, 10, "2025-08-28"),
        ("review_due: next year", 2, 13, "review_due must be a date"),
        ("lang: english language", 2, 7, "language tag"),
        ("editorial_policy: javascript:x", 2, 19, "http(s)"),
        ("editorial_policy: ftp://x", 2, 19, "http(s)"),
        ("drugs: {a: b}", 2, 8, "must be a list"),
        ("drugs: [a, [b]]", 2, 12, "one line of text"),
        ("rxnorm: [12x]", 2, 10, "rxnorm code"),
        ("icd10: [dermatitis]", 2, 9, "icd10 code"),
        ("snomed: [1]", 2, 10, "snomed code"),
        ("ndc: [0123456789]", 2, 7, "ndc code"),
        ("ndc: [1234-56-78]", 2, 7, "or all 11 digits"),
        ("icd9: [69]", 2, 8, "icd9 code"),
        ("loinc: [23457]", 2, 9, "loinc code"),
        ("taught: x", 2, 9, "list of term and gloss"),
        ("taught: [a]", 2, 10, "exactly term and gloss"),
        ("taught:\n  - {term: a}", 3, 5, "exactly term and gloss"),
        ("taught:\n  - {term: a, gloss: }", 3, 5, "both"),
        ("title: " + "x" * 1_001, 2, 8, "longer than"),
    ],
)
def test_a_wrong_front_matter_is_named_with_line_and_column(front, line, column, words):
    got = error_of(front)
    assert got[:2] == (line, column)
    assert words in got[2]


def test_more_than_six_taught_terms_are_refused():
    entries = "".join(f"\n  - {{term: t{n}, gloss: a b c d}}" for n in range(7))
    assert error_of("taught:" + entries)[:2] == (9, 5)


def test_front_matter_that_never_ends_is_named():
    with pytest.raises(SourceError, match="1:1: front matter that never ends"):
        read_bytes(b"---\ntitle: T\n\nText.\n", path="x.md")


def test_a_bomb_is_refused_before_it_grows():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert error_of(bomb)[:2] == (2, 4)


def test_large_front_matter_is_refused():
    assert "16,384" in error_of("title: T\n" + "# c\n" * 5_000)[2]


def test_an_escaped_bidi_override_is_refused():
    with pytest.raises(RefusedError, match=r"2:8: holds U\+202E"):
        read('title: "a\\u202eb"')


def test_empty_front_matter_is_read():
    assert read("", "\n# Head\n\nText.\n").meta.title == "Head"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("monograph.md", f"---\n{FULL}\n---\n\nText here.\n"),
        ("monograph.md", "---\ndrugs: [examplib]\n---\n\n# A heading\n\nText here.\n"),
        ("monograph.md", "# A heading\n\nText here.\n"),
        ("monograph.txt", "A heading\n\nText here.\n"),
    ],
)
def test_a_list_reads_the_same_front_matter_as_a_page(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert reading.read_meta(path) == reading.read(path).meta


def test_a_list_is_told_of_a_front_matter_that_cannot_be_read(tmp_path):
    path = tmp_path / "monograph.md"
    path.write_text("---\nbrand: x\n---\n\nText.\n", encoding="utf-8")
    with pytest.raises(SourceError, match="did you mean 'brands'"):
        reading.read_meta(path)
