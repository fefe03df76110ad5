"""Bullets inside a text: which parts it has, and how it reads aloud."""

import pytest

from patiented.model.layout import has_points, running, stretches

SIGNS = "Tell your doctor if you have any of these:\n- fever\n- a cough\n- a sore throat"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SIGNS, "Tell your doctor if you have fever, a cough, or a sore throat."),
        ("Side effects include:\n- nausea\n- rash", "Side effects include nausea and rash."),
        ("It works for all of these:\n- pain\n- fever", "It works for pain and fever."),
        (
            "These are common:\n- cramps\n- gas\n- bloating\nThey go away.",
            "cramps, gas, and bloating are common. They go away.",
        ),
        ("Stop if any of these occurs:\n- fever\n- rash", "Stop if fever or rash occurs."),
        ("Do not:\n- drive\n- swim\n- fly", "Do not drive, swim, or fly."),
        (
            "Use it in any of these cases:\n- if it hurts\n- if it itches",
            "Use it if it hurts or if it itches.",
        ),
        ("Signs, such as:\n- fever\n- pain, or\n- rash", "Signs, such as fever, pain, or rash."),
        ("Call now:\n- You faint.\n- You fall.", "Call now You faint. You fall."),
        ("- Rash\n- itch\n- hair loss", "Rash, itch, and hair loss."),
        ("No list - only a dash.", "No list - only a dash."),
        ("", ""),
    ],
)
def test_points_are_read_aloud_as_one_sentence(text, said):
    assert running(text).text == said


def test_a_span_of_the_running_text_is_found_where_it_stands_in_the_list():
    said = running(SIGNS)
    for word in ("doctor", "fever", "cough", "throat"):
        start = said.text.index(word)
        where = said.origin((start, start + len(word)))
        assert SIGNS[slice(*where)] == word


def test_every_span_of_a_running_text_stays_inside_the_text():
    said = running(SIGNS)
    for start in range(len(said.text)):
        first, last = said.origin((start, min(start + 3, len(said.text))))
        assert 0 <= first <= last <= len(SIGNS)


def test_a_text_without_bullets_is_one_stretch():
    assert stretches("One. Two.") == (((0, 9), ()),)
    assert not has_points("One - two.\nThree.")


def test_a_lead_its_points_and_what_follows_are_told_apart():
    text = "Before.\nLead:\n- one\n- two\n\nAfter."
    found = [
        (part.lead and text[slice(*part.lead)], [text[slice(*p)] for p in part.points])
        for part in stretches(text)
    ]
    assert found == [("Before.", []), ("Lead:", ["one", "two"]), ("After.", [])]
