"""Plain text is read into the same model, with as few guesses as possible."""

from __future__ import annotations

import pytest

from patiented.errors import SourceError
from patiented.model import BlockKind, Role
from patiented.reading import read, read_bytes, report_bytes

DASH = "\u2013"
TEXT = f"""\
Testol cream

Testol is a cream. It is
for eczema.

Dosage and Administration

Apply as follows:

  • Twice daily
  • At most 60 g per week
    {DASH} on up to 20 % of the skin

1. Wash your hands.
2. Apply a thin layer.

Storage

Keep it cold.
"""


def text(source: str):
    return read_bytes(source.encode(), path="testol.txt", format="text")


def test_known_headings_alone_on_their_line_make_sections():
    found = text(TEXT)
    assert [(s.heading, s.role) for s in found.sections] == [
        ("Testol cream", Role.OVERVIEW),
        ("Dosage and Administration", Role.DOSAGE),
        ("Storage", Role.STORAGE),
    ]
    assert found.meta.title == "Testol cream"
    assert found.id == "testol"


def test_bullets_and_numbers_make_lists():
    blocks = text(TEXT).sections[1].blocks
    assert [(b.kind, b.ordered) for b in blocks] == [
        (BlockKind.PARAGRAPH, False),
        (BlockKind.LIST, False),
        (BlockKind.LIST, True),
    ]
    assert [(s.text, s.depth, s.lead) for s in blocks[1].statements] == [
        ("Twice daily", 0, "Apply as follows:"),
        ("At most 60 g per week", 0, "Apply as follows:"),
        ("on up to 20 % of the skin", 1, "At most 60 g per week"),
    ]


def test_lines_of_a_paragraph_are_joined_and_split_into_sentences():
    statements = text(TEXT).sections[0].statements()
    assert [s.text for s in statements] == ["Testol is a cream.", "It is for eczema."]


@pytest.mark.parametrize(
    "line", ["Zebras of note", "Dosage is 5 mg.", "Dosage:"], ids=["unknown", "sentence", "lead"]
)
def test_a_line_that_may_be_no_heading_is_prose(line):
    found = text(f"Title\n\nFirst.\n\n{line}\n\nSecond.\n")
    assert len(found.sections) == 1
    assert line in [s.text for s in found.statements()]


def test_a_number_behind_a_dash_is_no_list():
    assert [s.text for s in text("Kept between\n- 5 and 10 degrees\n").statements()] == [
        "Kept between - 5 and 10 degrees"
    ]


def test_a_number_that_begins_a_sentence_is_no_list():
    assert [s.text for s in text("Take it.\n\n12. 5 mg is enough\n").statements()] == [
        "Take it.",
        "12. 5 mg is enough",
    ]


def test_markdown_signs_are_plain_characters():
    assert [s.text for s in text("Use > 5 mg of *2 for <b>.\n").statements()] == [
        "Use > 5 mg of *2 for <b>."
    ]


def test_every_character_is_accounted_for():
    got = report_bytes(TEXT.encode(), path="x.txt", format="text")["accounted"]
    assert isinstance(got, dict)
    assert got["total"] == len(TEXT) == got["kept"] + got["heading"] + got["markup"]
    assert got["dropped"] == []


def test_text_files_are_told_by_their_ending(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Take # 5.\n", encoding="utf-8")
    assert [s.text for s in read(path).statements()] == ["Take # 5."]


def test_empty_text_is_named():
    with pytest.raises(SourceError, match="1:1: is empty"):
        text("\n \n")


@pytest.mark.shared
def test_a_real_page_as_text_gives_its_sections(shared):
    found = read(shared / "input" / "opzelura.txt")
    roles = {section.role for section in found.sections}
    assert {Role.MECHANISM, Role.DOSAGE, Role.EFFICACY, Role.COMPARISON} <= roles
