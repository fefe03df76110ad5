"""The blocks of an edition as XHTML: lists, tables, points, source numbers, remarks."""

from __future__ import annotations

import pytest

from patiented.export.fhir.narrative import Setter
from patiented.rendering.speaking import Speaker
from tests.web import samples
from tests.web.samples import bullets, item, paragraph, said

BlockKind, EditionBlock, StatementKind = (
    samples.BlockKind,
    samples.EditionBlock,
    samples.StatementKind,
)


def set_out(*blocks, lapsed=frozenset()):
    return "".join(Setter(Speaker(), "en", lapsed).blocks(blocks))


def row(identity, text, *cells, **more):
    return said(identity, text, text, kind=StatementKind.ROW, cells=cells, **more)


def table(*rows, header=()):
    return EditionBlock(BlockKind.TABLE, rows, header=header)


def test_sentences_run_on_with_their_source_numbers():
    html = set_out(paragraph(said("a", "s", "One.", citations=(1, 2)), said("b", "s", "Two < 3.")))
    assert html == (
        '<p><span id="s-a">One.<sup>[1] [2]</sup></span> <span id="s-b">Two &lt; 3.</span></p>'
    )


def test_items_nest_by_their_depth_and_only_the_first_level_is_numbered():
    html = set_out(
        bullets(
            item("a", "s", "A"), item("b", "s", "B", depth=1), item("c", "s", "C"), ordered=True
        )
    )
    assert html == ('<ol><li id="s-a">A<ul><li id="s-b">B</li></ul></li><li id="s-c">C</li></ol>')


def test_an_item_whose_parent_is_left_out_moves_up():
    html = set_out(bullets(item("a", "s", ""), item("b", "s", "B", depth=1)))
    assert html == '<ul><li id="s-b">B</li></ul>'


def test_a_table_stands_where_its_cells_say_what_was_judged():
    html = set_out(table(row("a", "Itch: 5%", "Itch", "5%", citations=(3,)), header=("What", "n")))
    assert html == (
        "<table><thead><tr><th>What</th><th>n</th></tr></thead>"
        '<tbody><tr id="s-a"><td>Itch</td><td>5%<sup>[3]</sup></td></tr></tbody></table>'
    )


def test_a_row_that_was_rewritten_is_shown_as_its_text():
    html = set_out(table(said("a", "Itch: 5%", "Of 100 people, 5 itched.", cells=("Itch", "5%"))))
    assert html == '<ul><li id="s-a">Of 100 people, 5 itched.</li></ul>'


POINTS = "Stop if any of these occurs:\n- fever\n- rash"


def test_points_of_a_sentence_stand_between_two_paragraphs():
    html = set_out(paragraph(said("a", "s", POINTS, citations=(1,)), said("b", "s", "It is rare.")))
    assert html == (
        '<p><span id="s-a">Stop if any of these occurs:</span></p>'
        "<ul><li>fever</li><li>rash<sup>[1]</sup></li></ul>"
        '<p><span id="s-b">It is rare.</span></p>'
    )


def test_a_sentence_before_the_points_of_another_stays_with_their_lead():
    html = set_out(paragraph(said("b", "s", "It is rare."), said("a", "s", POINTS)))
    assert html.startswith('<p><span id="s-b">It is rare.</span> <span id="s-a">Stop if')


def test_an_item_of_nothing_but_points_becomes_items_beside_each_other():
    html = set_out(bullets(item("a", "s", "- Nausea\n- Pain", citations=(2,))))
    assert html == '<ul><li>Nausea</li><li id="s-a">Pain<sup>[2]</sup></li></ul>'


@pytest.mark.parametrize("block", [paragraph, bullets])
def test_words_after_points_are_not_lost(block):
    html = set_out(block(said("a", "s", "- Nausea\n- Pain\nStop then.", citations=(2,))))
    assert "<ul><li>Nausea</li><li>Pain</li></ul><p>Stop then.<sup>[2]</sup></p>" in html


def test_clinician_words_and_changed_sentences_are_marked():
    html = set_out(paragraph(said("a", "s", "One.", needs_writer=True)), lapsed={"a"})
    assert "<i>(This sentence is still in clinician words.)</i>" in html
    assert "<i>(This sentence changed and is being checked again.)</i>" in html


def test_nothing_to_read_is_no_narrative():
    setter = Setter(Speaker(), "en")
    assert setter.narrative(setter.blocks([paragraph(said("a", "s", "")), bullets()])) == {}
    assert set_out(paragraph(said("a", "s", " \n "))) == ""


def test_a_language_that_runs_from_right_to_left_says_so():
    div = Setter(Speaker("ar"), "ar").narrative(["<p>x</p>"])["div"]
    assert div == (
        '<div xmlns="http://www.w3.org/1999/xhtml" lang="ar" xml:lang="ar" dir="rtl"><p>x</p></div>'
    )
