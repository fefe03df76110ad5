"""What becomes of a text in each form: pieces, lists, tables, pictures; and hostile files."""

from __future__ import annotations

import time

import pytest

from patiented.assessing import Feature, PieceKind, material_of, open_file
from patiented.errors import QueryError
from patiented.model import StatementKind
from patiented.readability import Passage, score
from patiented.reading import read
from tests import documents
from tests.conftest import ROOT

HEADING, PARAGRAPH, ITEM, ROW = PieceKind


def shape(material):
    return [(piece.kind, piece.text) for piece in material.pieces]


def test_plain_text_has_paragraphs_points_and_short_lines_as_headings():
    text = "Your cream\n\nUse it twice\na day.\n\n- redness\n- itching\n\nCall us."
    assert shape(material_of(text, "text")) == [
        (HEADING, "Your cream"),
        (PARAGRAPH, "Use it twice a day."),
        (ITEM, "redness"),
        (ITEM, "itching"),
        (PARAGRAPH, "Call us."),
    ]


def test_a_last_line_and_a_sentence_are_no_headings():
    text = "Stop now.\n\nThis is one line.\n\nCall us"
    assert [kind for kind, _ in shape(material_of(text, "text"))] == [PARAGRAPH] * 3


def test_points_a_blank_line_apart_are_one_list():
    (points,) = material_of("1. Wash.\n\n2. Dry.\n\n3. Put on.", "text").lists()
    assert len(points) == 3
    assert points[0].ordered


def test_markdown_keeps_bold_pictures_boxes_and_leaves_front_matter_and_citations_out():
    text = (
        "---\ntitle: x\n---\n# Your cream {role=dosage}\n\nUse it **twice a day**.[^1] "
        "![a hand](x.png)\n\n> Careful.\n\n- a\n  1. b\n\n[^1]: A note.\n"
    )
    material = material_of(text, "markdown")
    assert shape(material) == [
        (HEADING, "Your cream"),
        (PARAGRAPH, "Use it twice a day."),
        (PARAGRAPH, "Careful."),
        (ITEM, "a"),
        (ITEM, "b"),
    ]
    assert material.pieces[1].bold == ("twice a day",)
    assert material.pieces[2].boxed
    assert material.pieces[4].level == 1
    assert [one.words for one in material.visuals] == ["a hand"]


@pytest.mark.parametrize("name", ["opzelura", "epilepsy"])
def test_a_monograph_pasted_as_markdown_counts_as_it_does_in_a_file(name):
    path = ROOT / "monographs" / name / "monograph.md"
    pasted = score(material_of(path.read_text(encoding="utf-8"), "markdown").passages())
    kinds = {kind: kind.value for kind in StatementKind}
    filed = score([Passage(one.text, kinds[one.kind]) for one in read(path).statements()])
    assert pasted.counts == filed.counts
    assert pasted.formulas == filed.formulas


def test_html_is_read_as_a_page_is_and_nothing_around_its_main_part():
    text = (
        "<html><head><title>No</title><style>p{}</style><body><nav>Menu</nav><main class=x>"
        "<h1>Your cream</h1><p>Use it <b>twice</b> a&nbsp;day.<p hidden>No<p>Call us."
        "<ul><li>one<li>two</ul><table><tr><th>Day<th>Dose<tr><td>1<td>5 mg</table>"
        "<figure><img alt='a hand'><figcaption>How</figcaption></figure>"
        "<aside>Careful.</aside><script>if (a < b) '<p>No</p>'</script></main><p>Foot"
    )
    material = material_of(text, "html")
    assert shape(material) == [
        (HEADING, "Your cream"),
        (PARAGRAPH, "Use it twice a day."),
        (PARAGRAPH, "Call us."),
        (ITEM, "one"),
        (ITEM, "two"),
        (ROW, "Day | Dose"),
        (ROW, "1 | 5 mg"),
        (PARAGRAPH, "How"),
        (PARAGRAPH, "Careful."),
    ]
    assert material.pieces[1].bold == ("twice",)
    assert material.pieces[-1].boxed
    assert [(one.words, one.caption) for one in material.visuals] == [("a hand", "How")]


def test_a_head_without_its_end_tag_hides_nothing_of_the_body():
    assert shape(material_of("<head><meta charset=utf-8><body><p>Hi.", "html")) == [
        (PARAGRAPH, "Hi.")
    ]


def test_what_nobody_sees_is_not_counted():
    assert shape(material_of("Use\u00ad it\u200b \u202enow.", "text")) == [
        (PARAGRAPH, "Use it now.")
    ]


def test_a_word_document_has_its_headings_lists_tables_and_pictures():
    material = open_file("C:\\x\\Letter.DOCX", documents.LETTER)
    assert shape(material) == [
        (HEADING, "Your cream"),
        (HEADING, "How to use it"),
        (PARAGRAPH, "Use it twice a day."),
        (ITEM, "Wash your hands."),
        (ITEM, "Put on a thin layer."),
        (ITEM, "redness"),
        (ROW, "Day | Dose"),
        (ROW, "1 | 5 mg"),
    ]
    assert material.pieces[2].bold == ("Use it twice a day.",)
    assert [one.ordered for one in material.of(ITEM)] == [True, True, False]
    assert len(material.lists()) == 2
    assert [one.words for one in material.visuals] == ["A hand with cream"]


def test_a_form_says_what_it_can_show():
    assert Feature.VISUALS not in material_of("a", "text").seen
    assert Feature.VISUALS in material_of("a", "markdown").seen


@pytest.mark.parametrize("name", documents.hostile())
def test_a_hostile_file_is_refused_in_a_sentence_and_at_once(name):
    started = time.monotonic()
    with pytest.raises(QueryError) as refused:
        open_file(*documents.hostile()[name])
    assert refused.value.message
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["zip bomb", "zip bomb in the styles"])
def test_a_part_is_unpacked_no_further_than_a_document_goes(name):
    with pytest.raises(QueryError, match="unpacks to far more"):
        open_file(*documents.hostile()[name])


def test_an_entity_of_a_file_is_never_read():
    with pytest.raises(QueryError, match="document type"):
        open_file("a.docx", documents.docx(documents.OUTSIDE))


@pytest.mark.parametrize(
    "text",
    ["<!--" * 50_000, "<a " * 60_000, '<a b="' * 30_000, "<p" * 90_000, "<script>" * 20_000],
)
def test_html_that_is_never_closed_takes_no_time(text):
    started = time.monotonic()
    material_of(text, "html")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_text_that_is_too_long_is_refused(form):
    with pytest.raises(QueryError, match=r"longer than 200,000|at most|over 10,000"):
        material_of("words " * 40_000, form)


def test_a_file_in_windows_letters_says_so_and_is_read():
    page = "<meta charset='windows-1252'><p>Dosé."
    assert shape(open_file("a.html", page.encode("cp1252"))) == [(PARAGRAPH, "Dosé.")]


def test_an_unknown_form_lists_the_known():
    with pytest.raises(QueryError, match="text, markdown, html"):
        material_of("a", "rtf")
