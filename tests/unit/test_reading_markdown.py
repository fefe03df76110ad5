"""A Markdown monograph becomes sections, blocks, statements, citations and references."""

from __future__ import annotations

import pytest

from patiented.model import BlockKind, Level, Role, StatementKind
from patiented.reading import FORMATS, read, read_bytes

FRONT = "---\ntitle: Testol\ndrugs: [testol]\n---\n\n"


def monograph(body: str, *, front: str = FRONT, path: str = "testol/monograph.md"):
    return read_bytes((front + body).encode(), path=path)


def texts(body: str) -> list[str]:
    return [statement.text for statement in monograph(body).statements()]


def rules(body: str) -> list[str]:
    return [finding.rule for finding in monograph(body).findings]


def test_formats_are_the_registered_ones():
    assert [entry.name for entry in FORMATS] == ["markdown", "text"]


def test_a_paragraph_becomes_a_statement_per_sentence():
    found = monograph("Apply it twice daily. Do not exceed 60 g per week.")
    kinds = {statement.kind for statement in found.statements()}
    assert [s.text for s in found.statements()] == [
        "Apply it twice daily.",
        "Do not exceed 60 g per week.",
    ]
    assert kinds == {StatementKind.SENTENCE}


def test_emphasis_and_links_become_plain_text_and_line_breaks_spaces():
    body = "Do **not** use [the *cream*](https://example.org) on\nopen `1.5 %` skin."
    assert texts(body) == ["Do not use the cream on open 1.5 % skin."]


def test_entities_and_escapes_become_the_characters_they_stand_for():
    assert texts(r"For ages &lt; 12 &amp; a \* mark.") == ["For ages < 12 & a * mark."]


def test_an_escaped_bracket_begins_no_citation():
    assert texts(r"Use \[^1] here.") == ["Use [^1] here."]


def test_any_white_space_becomes_one_space():
    assert texts("Use 60\u00a0g\u2009or\u202fless.") == ["Use 60 g or less."]


def test_a_list_item_is_one_statement_even_with_two_sentences():
    found = monograph("- Apply twice daily. Wash hands.\n- Stop when clear.\n")
    block = found.sections[0].blocks[0]
    assert block.kind is BlockKind.LIST
    assert [s.text for s in block.statements] == [
        "Apply twice daily. Wash hands.",
        "Stop when clear.",
    ]


def test_a_list_knows_the_sentence_that_opens_it():
    found = monograph("It is safe. Side effects include:\n\n- acne\n- itch\n")
    leads = [s.lead for s in found.statements() if s.kind is StatementKind.ITEM]
    assert leads == ["Side effects include:"] * 2


def test_a_list_after_a_finished_sentence_has_no_lead():
    found = monograph("It is safe.\n\n- acne\n")
    assert [s.lead for s in found.statements()] == ["", ""]


def test_nested_items_have_depth_and_the_item_above_as_lead():
    found = monograph("- Risks:\n  - infection\n    - tuberculosis\n  1. clots\n- Other\n")
    got = [(s.text, s.depth, s.lead) for s in found.statements()]
    assert got == [
        ("Risks:", 0, ""),
        ("infection", 1, "Risks:"),
        ("tuberculosis", 2, "infection"),
        ("clots", 1, "Risks:"),
        ("Other", 0, ""),
    ]


def test_an_ordered_list_is_marked_as_ordered():
    assert monograph("1. Wash\n2. Dry\n").sections[0].blocks[0].ordered


def test_a_table_row_is_a_statement_with_cells_and_header():
    found = monograph("| Arm | Rate |\n|---|---|\n| Drug | 94.6% |\n| Vehicle | |\n")
    rows = list(found.statements())
    assert [row.text for row in rows] == ["Arm: Drug; Rate: 94.6%", "Arm: Vehicle"]
    assert rows[1].cells == ("Vehicle", "")
    assert rows[1].header == ("Arm", "Rate")
    assert rows[0].kind is StatementKind.ROW


def test_an_escaped_pipe_stays_in_its_cell():
    assert texts("| A | B |\n|---|---|\n| x \\| y | z |\n") == ["A: x | y; B: z"]


def test_a_block_quote_is_a_callout():
    found = monograph("> Serious infections can occur. Stop at once if:\n>\n> - fever\n")
    block = found.sections[0].blocks[0]
    assert block.kind is BlockKind.CALLOUT
    assert [s.text for s in block.statements][-1] == "fever"
    assert block.statements[-1].lead == "Stop at once if:"


def test_indented_text_is_ordinary_text():
    assert texts("First.\n\n        Second.\n") == ["First.", "Second."]


def test_a_code_block_is_kept_as_text_with_a_warning():
    assert texts("```\nDay 1: 5 mg\nDay 2: 10 mg\n```\n") == ["Day 1: 5 mg", "Day 2: 10 mg"]
    assert rules("```\nDay 1: 5 mg\n```\n") == ["code-block"]


def test_an_image_is_left_out_with_a_warning():
    assert rules("Text here. ![A curve](curve.png)\n") == ["image-dropped"]


def test_statements_know_line_and_column():
    found = monograph("One here. Two\nhere.\n\n> - Three\n")
    places = [(s.line, s.column) for s in found.statements()]
    assert places == [(6, 1), (6, 11), (9, 5)]


# Ids


def test_a_statement_id_does_not_depend_on_its_place():
    one = monograph("First thing.\n\nSecond thing.\n")
    two = monograph("Second thing.\n\nFirst thing.\n")
    assert {s.id: s.text for s in one.statements()} == {s.id: s.text for s in two.statements()}


def test_a_statement_id_changes_with_the_text():
    ids = {monograph(f"Use {n} mg daily.\n").sections[0].blocks[0].statements[0].id for n in (1, 2)}
    assert len(ids) == 2


def test_a_repeated_statement_gets_a_number():
    first, second = monograph("Stop at once.\n\nStop at once.\n").statements()
    assert second.id == first.id + "-2"
    assert first.id.startswith("s-")
    assert len(first.id) == 12


def test_citations_and_emphasis_do_not_change_the_id():
    plain = monograph("Stop at once.\n")
    marked = monograph("Stop *at once*.[^1]\n\n[^1]: Source.\n")
    assert [s.id for s in plain.statements()] == [s.id for s in marked.statements()]


# Citations


def test_citations_are_numbered_by_first_use_and_leave_the_text():
    found = monograph("Itch fell.[^b] Sleep improved [^a], too.[^b]\n\n[^a]: A.\n\n[^b]: B.\n")
    got = [(s.text, s.citations) for s in found.statements()]
    assert got == [("Itch fell.", (1,)), ("Sleep improved, too.", (2, 1))]
    assert [(r.number, r.label, r.text) for r in found.references] == [
        (1, "b", "B."),
        (2, "a", "A."),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Itch fell.[^a] Sleep improved.",
        "Itch fell. [^a] Sleep improved.",
        "Itch fell[^a]. Sleep improved.",
    ],
)
def test_a_citation_around_the_full_stop_belongs_to_the_sentence_before(body):
    first, second = monograph(body + "\n\n[^a]: A.\n").statements()
    assert (first.text, first.citations) == ("Itch fell.", (1,))
    assert (second.text, second.citations) == ("Sleep improved.", ())


def test_a_citation_between_sentences_without_a_space_does_not_join_them():
    assert texts("Itch fell.[^a]Sleep improved.\n\n[^a]: A.\n") == ["Itch fell.", "Sleep improved."]


def test_a_citation_in_a_cell_belongs_to_its_row():
    found = monograph("| A | B |\n|---|---|\n| 1 | 2[^a] |\n| 3 | 4 |\n\n[^a]: A.\n")
    assert [s.citations for s in found.statements()] == [(1,), ()]


def test_a_reference_keeps_its_first_address():
    found = monograph("Text.[^a]\n\n[^a]: Smith J. 2020. https://doi.org/10.1/x.\n")
    assert found.references[0].url == "https://doi.org/10.1/x"


def test_a_footnote_that_nothing_cites_is_a_warning():
    found = monograph("Text.\n\n[^a]: Unused.\n")
    assert [(f.rule, f.line, f.column) for f in found.findings] == [("footnote-unused", 8, 1)]
    assert found.references == ()


# Sections


def test_a_section_has_role_code_level_and_line():
    section = monograph("## Indications & Usage\n\nFor eczema.\n").sections[0]
    assert (section.role, section.loinc, section.level, section.line) == (
        Role.INDICATIONS,
        "34067-9",
        2,
        6,
    )
    assert section.id == "indications-usage"


def test_statements_carry_the_role_of_their_section():
    found = monograph("## Dosage\n\n- 5 mg daily\n")
    assert [s.role for s in found.statements()] == [Role.DOSAGE]


def test_a_sub_section_inherits_unless_its_own_heading_has_a_role():
    found = monograph("## Dosage\n\nA.\n\n### Vitiligo\n\nB.\n\n### Pregnancy\n\nC.\n")
    assert [s.role for s in found.sections] == [
        Role.DOSAGE,
        Role.DOSAGE,
        Role.SPECIFIC_POPULATIONS,
    ]
    assert [s.parent for s in found.sections] == [None, "dosage", "dosage"]


def test_a_word_for_a_whole_page_inherits_as_a_sub_heading():
    found = monograph("## Dosage\n\nA.\n\n### Summary\n\nB.\n\n## Summary\n\nC.\n")
    assert [s.role for s in found.sections] == [Role.DOSAGE, Role.DOSAGE, Role.OVERVIEW]


def test_a_heading_attribute_overrides_the_role_and_leaves_the_heading():
    section = monograph("## Dosage {role=monitoring}\n\nText.\n").sections[0]
    assert (section.heading, section.role) == ("Dosage", Role.MONITORING)


def test_braces_that_are_no_attribute_stay_in_the_heading():
    section = monograph("## Set {a, b}\n\nText.\n").sections[0]
    assert section.heading == "Set {a, b}"


def test_an_unknown_heading_is_other_with_a_note():
    found = monograph("## Zebras\n\nText.\n")
    assert found.sections[0].role is Role.OTHER
    assert [(f.rule, f.level) for f in found.findings] == [("heading-unknown", Level.NOTE)]


def test_text_before_the_first_heading_is_an_overview_under_the_title():
    section = monograph("# Testol cream\n\nA cream.\n\n## Dosage\n\nText.\n").sections[0]
    assert (section.heading, section.role) == ("Testol cream", Role.OVERVIEW)


def test_several_first_level_headings_are_sections():
    found = monograph("# Dosage\n\nA.\n\n# Storage\n\nB.\n")
    assert [s.role for s in found.sections] == [Role.DOSAGE, Role.STORAGE]


def test_repeated_headings_get_their_own_ids_and_a_warning():
    found = monograph("## Dosage\n\nA.\n\n## Dosage\n\nB.\n")
    assert [s.id for s in found.sections] == ["dosage", "dosage-2"]
    assert [f.rule for f in found.findings] == ["heading-duplicate"]


def test_a_skipped_heading_level_is_a_warning():
    assert rules("## Dosage\n\nA.\n\n#### Adults\n\nB.\n") == ["heading-jump"]


def test_an_empty_section_is_a_warning():
    assert rules("## Dosage\n\n## Storage\n\nB.\n") == ["section-empty"]


def test_a_section_with_sub_sections_is_not_empty():
    assert rules("## Dosage\n\n### Adults\n\nB.\n") == []


def test_a_reference_section_of_footnotes_is_not_empty():
    assert rules("## Dosage\n\nA.[^1]\n\n## References\n\n[^1]: B.\n") == []


# Boxed warnings by content


def test_a_boxed_warning_with_a_hazard_stays_one():
    found = monograph("## Boxed warning\n\nSerious infections and death can occur.\n")
    assert found.sections[0].role is Role.BOXED_WARNING
    assert found.findings == ()


@pytest.mark.parametrize(
    ("body", "role"),
    [
        (
            "Moderate symptoms: 0.5 mg to 2 mg b.i.d. Severe symptoms: 3 mg to 5 mg b.i.d.",
            Role.DOSAGE,
        ),
        ("| Weight | Dose |\n|---|---|\n| 15 kg | 0.5 mg |", Role.DOSAGE),
        ("TAMPER-EVIDENT FEATURE: DO NOT USE IF SAFETY SEAL IS BROKEN OR MISSING.", Role.STORAGE),
    ],
)
def test_a_boxed_warning_that_holds_none_gets_its_right_role_and_a_warning(body, role):
    found = monograph(f"## Boxed warning\n\n{body}\n")
    assert found.sections[0].role is role
    assert {s.role for s in found.statements()} == {role}
    assert [f.rule for f in found.findings] == ["boxed-content"]


def test_a_boxed_warning_that_cannot_be_told_stays_one():
    found = monograph("## Boxed warning\n\nSee the full text.\n")
    assert found.sections[0].role is Role.BOXED_WARNING


def test_the_hazard_may_stand_in_a_sub_section():
    found = monograph("## Boxed warning\n\n### Box\n\nTake 5 mg.\n\n### Hazards\n\nDeath.\n")
    assert {s.role for s in found.sections} == {Role.BOXED_WARNING}


# Odd lists


def test_a_number_behind_a_dash_in_running_text_is_a_warning():
    assert "list-or-sign" in rules("Store between\n- 5 and 10 degrees.\n")


def test_a_list_that_does_not_begin_with_one_is_a_warning():
    assert rules("3. Third\n4. Fourth\n") == ["list-start"]


def test_an_empty_list_item_is_a_warning():
    assert rules("- one\n-\n- three\n") == ["item-empty"]


# Files


def test_a_monograph_takes_its_id_from_its_folder(tmp_path):
    path = tmp_path / "testol" / "monograph.md"
    path.parent.mkdir()
    path.write_text(FRONT + "Text.\n", encoding="utf-8")
    assert read(path).id == "testol"


def test_any_other_file_gives_its_own_name_as_id():
    assert monograph("Text.\n", path="some/My_Drug.md").id == "my-drug"


def test_the_source_hash_is_that_of_the_bytes():
    one, two = monograph("Text.\n"), monograph("Text.\r\n")
    assert one.source_hash != two.source_hash
    assert list(one.statements()) == list(two.statements())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read_alike(end):
    body = "## Dosage\n\n- one\n- two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    found = read_bytes((FRONT + body).replace("\n", end).encode(), path="testol/monograph.md")
    assert found.sections == monograph(body).sections


def test_a_byte_order_mark_is_accepted():
    data = b"\xef\xbb\xbf" + (FRONT + "Text.\n").encode()
    assert [s.text for s in read_bytes(data, path="x.md").statements()] == ["Text."]
