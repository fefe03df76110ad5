"""Pictures as drawn: a hundred figures, and no number that the text does not have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patiented.rendering.pictures import pictures_of
from patiented.rendering.pictures.draw import people
from patiented.rendering.speaking import Speaker, speaker_of
from tests.picturing import MEASURED, SHIPPED, engine, judged, page, pictures, real_edition

READERS = ("patient", "caregiver")


def numbers(text):
    return re.findall(r"\d+(?:\.\d+)?", text)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@given(st.integers(0, 100))
def test_a_hundred_figures_stand_apart_and_as_many_are_filled_as_counted(count):
    had, others = people(count)
    assert len(had) == count
    assert len(set(had) | set(others)) == 100
    assert not set(had) & set(others)


@given(st.integers(1, 99))
def test_figures_are_filled_from_the_top_left(count):
    had, others = people(count)
    assert max((y, x) for x, y in had) < min((y, x) for x, y in others)


def read_aloud(picture):
    """The picture as lines of text, for people who review it."""
    lines = [picture.title]
    for arm in picture.arms:
        lines.append(f"  [{len(arm.had)} filled, {len(arm.others)} in outline] {arm.headline}")
        lines += [f"    {one}" for one in (arm.label, arm.key_had, arm.key_others, *arm.notes)]
    lines += [f"  {cell.name}: {cell.words}" for cell in picture.cells]
    for one in picture.bounds:
        filled, blocks = len(one.had), len(one.had) + len(one.others)
        signs = " bracket" * one.is_bracketed + " stop line" * bool(one.stop)
        lines.append(f"  [{filled} of {blocks} filled{signs}] {one.text}: {one.note}")
    return "\n".join([*lines, *([f"  {picture.note}"] if picture.note else [])])


def test_every_picture_of_the_shipped_library_is_as_the_golden_file_says(golden):
    found = []
    for name in SHIPPED:
        for audience in READERS:
            found.append(f"# {name}, {audience}")
            for statement, picture in pictures(real_edition(name, audience)):
                found.append(f"> {statement.text}\n{plain(read_aloud(picture))}")
    golden("pictures.txt", "\n\n".join(found) + "\n")


def drawn_of(kind):
    return [
        (statement, plain_text, part)
        for name in (*SHIPPED, *MEASURED)
        for audience in READERS
        for statement, picture in pictures(real_edition(name, audience))
        for part in getattr(picture, kind)
        for plain_text in (statement.text,)
    ]


def test_arrays_hold_the_numbers_of_their_statement():
    found = drawn_of("arms")
    assert len(found) >= 6
    for _, text, arm in found:
        count = len(arm.had)
        figures = [float(one) for one in numbers(text)]
        assert count in {int(one + 0.5) for one in figures}
        assert numbers(arm.headline) == [str(count), "100"]
        assert numbers(arm.key_had) == [str(count)]
        assert numbers(arm.key_others) == [str(len(arm.others))] == [str(100 - count)]
        worked_out = {str(count), str(100 - count), "100"}
        assert set(numbers(" ".join(arm.notes))) <= worked_out | set(numbers(text))
        assert plain(arm.label) in text


def test_days_hold_the_words_of_their_statement():
    found = [(text, cell) for _, text, cell in drawn_of("cells") if cell.is_dose]
    assert len(found) == 4
    assert all(cell.words in text for text, cell in found)


def test_limits_hold_the_numbers_of_their_statement():
    found = drawn_of("bounds")
    assert len(found) == 6
    for _, text, bound in found:
        assert plain(bound.text) in text
        (number,) = numbers(bound.text)
        blocks = len(bound.had) + len(bound.others)
        assert len(bound.had) * 100 == int(number) * blocks or bound.is_bracketed or bound.stop
        assert not bound.is_bracketed or (len(bound.had), blocks) == (0, 7)
        assert not bound.stop or len(bound.had) == blocks == int(number)


def test_a_rounded_figure_is_said_to_be_rounded():
    (_, picture), = pictures(page(judged("Itching stopped in 94.6% of people.")))  # fmt: skip
    assert picture.arms[0].headline == "About 95 in 100"
    assert picture.arms[0].notes[0] == "Rounded from 94.6%."


@pytest.mark.parametrize(
    ("often", "parts"),
    [
        ("once", ["Morning"]),
        ("twice", ["Morning", "Evening"]),
        ("three times", ["Morning", "Midday", "Evening"]),
        ("four times", ["Morning", "Midday", "Evening", "Night"]),
    ],
)
def test_a_day_has_four_parts_and_says_that_its_times_are_an_example(often, parts):
    (_, picture), = pictures(page(judged(f"Take 5 mg {often} a day.")))  # fmt: skip
    assert len(picture.cells) == 4
    assert [one.name for one in picture.cells if one.is_dose] == parts
    assert {one.words for one in picture.cells if not one.is_dose} <= {"no dose"}
    assert picture.note.endswith(f"The source says “{often} a day”, not when.")


def test_captions_are_said_in_the_readers_language(tmp_path):
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "es.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "{n} in {all}"\nmsgstr "{n} de cada {all}"\n',
        encoding="utf-8",
    )
    edition = page(judged("Itching stopped in 40% of people."))
    say = speaker_of("es", [tmp_path])
    (picture,) = pictures_of(edition, engine().audience("patient"), say)["s0"]
    assert picture.arms[0].headline == "40 de cada 100"


def test_a_clinician_gets_no_picture():
    edition = page(judged("Itching stopped in 40% of people."))
    assert pictures_of(edition, engine().audience("patient"), Speaker())
    assert not pictures_of(edition, engine().audience("clinician"), Speaker())


def test_the_first_picture_of_a_page_and_no_other_carries_the_signs():
    texts = ("Take 5 mg twice a day.", "Use the cream for no more than 8 weeks.")
    found = pictures(page(*map(judged, texts)))
    assert [picture.is_first for _, picture in found] == [True, False]
