"""Enumerations that are set out as points, and those that are better left in their sentence."""

from pathlib import Path

import pytest

from patiented.audience import load_audiences
from patiented.audience.lexicon import Lexicon
from patiented.audience.list_words import load_list_words
from patiented.edition.lists import Lists
from patiented.errors import DataError
from patiented.settings import shipped_root

CASES = Path(__file__).parents[1] / "golden" / "lists.txt"


@pytest.fixture(scope="module")
def lists():
    data = load_audiences([shipped_root() / "audiences"])
    return Lists(load_list_words(data.lexicon))


def _cases():
    for block in CASES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            text, arrow, *laid = lines
            yield text, None if arrow == "=> stays" else "\n".join(laid)


@pytest.mark.parametrize(("text", "laid"), list(_cases()))
def test_an_enumeration_is_set_out_only_where_it_surely_is_one(lists, text, laid):
    found = lists.set_out(text)
    assert (found.text if found else None) == laid


def test_an_item_that_is_nothing_but_an_enumeration_becomes_items(lists):
    laid = lists.set_out("Nausea, vomiting, and belly pain.", is_item=True)
    assert laid.text == "- Nausea\n- Vomiting\n- Belly pain"
    assert lists.set_out("Nausea, vomiting, and belly pain.") is None
    act = "Drink enough fluids and report constipation, belly pain, or vomiting."
    assert lists.set_out(act, is_item=True) is None


def test_places_follow_the_words_that_moved(lists):
    text = "Mild cramping, bloating, and gas are common and usually go away within 24 hours."
    laid = lists.set_out(text)
    for word in ("bloating", "gas", "common", "24 hours"):
        start = text.index(word)
        assert laid.text[slice(*laid.place((start, start + len(word))))] == word


def test_a_text_that_is_set_out_is_left_alone(lists):
    assert lists.set_out("Signs are:\n- nausea, vomiting, and fever\n- rash") is None


def test_a_bad_list_file_is_blamed_by_its_place(tmp_path):
    (tmp_path / "lists.toml").write_text('fewest = 3\nverb = ["include"]\n', encoding="utf-8")
    with pytest.raises(DataError, match="unknown key 'verb'") as caught:
        load_list_words(Lexicon((), frozenset(), (tmp_path,)))
    assert caught.value.line == 2
