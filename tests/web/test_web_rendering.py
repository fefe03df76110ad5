"""Setting type and shaping records: cases that the sample page does not reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patiented.model import BlockKind, EditionBlock, Role, StatementKind, TaughtTerm
from patiented.rendering import Templates, render_standalone
from patiented.rendering.glossary import Glossary, words_of
from patiented.rendering.left_out import has_every_must, ledger_view
from patiented.rendering.page import question
from patiented.rendering.passages import Setter
from patiented.rendering.text_contexts import Run
from patiented.rendering.typography import (
    LONGEST_TAIL,
    NO_BREAK,
    keep_together,
    split_tail,
    written_date,
)
from tests.web import samples
from tests.web.page_tree import tree

PATIENT, CAREGIVER, CLINICIAN = samples.AUDIENCES


@pytest.fixture(scope="module")
def templates():
    return Templates(samples.settings().template_roots)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("use 60 g a week", "use 60~g a week"),
        ("up to 8 weeks", "up to 8~weeks"),
        ("94.6 %", "94.6~%"),
        ("by day 56", "by day~56"),
        ("aged ≥ 12 years", "aged ≥~12~years"),
        ("Take 2 green pills", "Take 2 green pills"),
        ("12 gloves", "12 gloves"),
        ("phase 3 trials", "phase~3 trials"),
    ],
)
def test_a_number_and_its_unit_are_kept_together(text, expected):
    assert keep_together(text) == expected.replace("~", NO_BREAK)


@given(st.text())
def test_keeping_together_changes_nothing_but_spaces(text):
    assert keep_together(text).replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")


runs = st.lists(
    st.builds(Run, st.text(alphabet="ab .", min_size=1), st.sampled_from(["", "word-1"]))
)


@given(runs)
def test_splitting_off_the_last_word_loses_nothing(all_runs):
    head, tail = split_tail(all_runs)
    assert "".join(r.text for r in (*head, *tail)) == "".join(r.text for r in all_runs)
    assert sum(len(r.text) for r in tail) <= LONGEST_TAIL


def test_the_last_word_is_split_off():
    assert split_tail([Run("up to 8 weeks.")]) == ((Run("up to 8 "),), (Run("weeks."),))


def test_a_taught_word_at_the_end_is_split_off_with_what_touches_it():
    whole = [Run("a weak "), Run("immune", "word-1", "(", ").")]
    assert split_tail(whole) == ((Run("a weak "),), (Run("immune", "word-1", "(", ")."),))


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2025-08-28", "August 28, 2025"),
        ("2025-09-05T09:00:00Z", "September 5, 2025"),
        ("last week", "last week"),
    ],
)
def test_dates_are_written_out(iso, written):
    assert written_date(iso, "en") == written


def setter(*terms, canonical=False):
    words = words_of([TaughtTerm(one, "x") for one in terms])
    return Setter(Glossary(words, "Zeltrina"), frozenset(), canonical)


def set_text(text, *terms):
    block = samples.paragraph(samples.said("a", "source", text))
    (part,) = setter(*terms).parts([samples.section(Role.OVERVIEW, "H", block)])
    (sentence,) = part.pieces[0].passage.sentences
    return [(r.whole, r.word) for r in (*sentence.runs, *sentence.tail)]


def test_only_the_first_use_in_a_section_opens_the_word():
    found = set_text("Eczema is eczema for all.", "eczema")
    assert found == [("Eczema", "word-1"), (" is eczema for ", ""), ("all.", "")]


def test_the_longer_of_two_taught_words_wins():
    found = set_text("A focal seizure is here.", "seizure", "focal seizure")
    assert ("focal seizure", "word-2") in found
    assert all(word != "word-1" for _, word in found)


def test_what_touches_a_taught_word_stays_with_it():
    found = set_text("A rash (eczema), itch and more.", "eczema")
    assert found == [("A rash ", ""), ("(eczema),", "word-1"), (" itch and ", ""), ("more.", "")]


def test_the_name_of_the_page_opens_no_card():
    assert all(not word for _, word in set_text("Zeltrina is a cream.", "Zeltrina"))


@given(st.text(alphabet="eczma (),-", max_size=40))
def test_cutting_out_words_loses_nothing(text):
    words = words_of([TaughtTerm("ec", "x"), TaughtTerm("ma", "x"), TaughtTerm("c", "x")])
    assert "".join(run.whole for run in Glossary(words).cut(text)) == text


@pytest.mark.parametrize("text", ["Eczemas came.", "Two kinds of eczemas."])
def test_the_plural_of_a_taught_word_opens_its_card_too(text):
    assert any(word for _, word in set_text(text, "eczema"))


@pytest.mark.parametrize("text", ["Eczematous came.", "pre-eczema came.", "eczema-like it is."])
def test_a_part_of_a_word_is_no_taught_word(text):
    assert all(not word for _, word in set_text(text, "eczema"))


def test_a_rewritten_table_row_is_shown_as_its_judged_text():
    row = samples.said(
        "r", "Itch: 54%", "Itch got better.", kind=StatementKind.ROW, cells=("Itch", "54%")
    )
    block = EditionBlock(BlockKind.TABLE, (row,), header=("What", "How much"))
    (part,) = setter().parts([samples.section(Role.EFFICACY, "H", block)])
    assert part.pieces[0].kind == "list"
    assert "54%" not in repr(part.pieces[0].items[0].passage.sentences)


def test_a_run_of_raw_sentences_is_flagged_once():
    raws = [samples.said(str(n), "s", f"Raw {n}.", needs_writer=n != 2) for n in range(4)]
    (part,) = setter().parts([samples.section(Role.OTHER, "H", samples.paragraph(*raws))])
    flags = [one.flag for one in part.pieces[0].passage.sentences]
    assert flags == [
        "",
        "These sentences are still in clinician words.",
        "",
        "This sentence is still in clinician words.",
    ]


def test_a_raw_list_item_is_flagged_in_few_words():
    block = samples.bullets(samples.item("a", "a", "Raw.", needs_writer=True))
    (part,) = setter().parts([samples.section(Role.OTHER, "H", block)])
    (sentence,) = part.pieces[0].items[0].passage.sentences
    assert sentence.flag == "Still in clinician words."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 sentence is still in clinician words. It is marked."),
        (2, "2 sentences are still in clinician words. Each one is marked."),
    ],
)
def test_a_page_with_raw_sentences_says_how_many_at_its_top(templates, count, said):
    raws = [samples.said(str(n), "s", f"Raw {n}.", needs_writer=n < count) for n in range(3)]
    sections = (samples.section(Role.OTHER, "H", samples.paragraph(*raws)),)
    page = tree(render_standalone(samples.published(sections=sections), PATIENT, templates))
    notes = [note.words for note in page.one("article").all("p", class_="caution")]
    assert notes == [f"This version is not finished. {said}"]


def test_a_page_without_raw_sentences_does_not_call_itself_unfinished(templates):
    sections = (samples.section(Role.OTHER, "H", samples.paragraph(samples.said("1", "s", "T."))),)
    page = tree(render_standalone(samples.published(sections=sections), PATIENT, templates))
    assert page.one("article").all("p", class_="caution") == []


def test_nothing_on_a_page_moves_by_itself(templates):
    for motion in ("transition", "animation", "@keyframes", "scroll-behavior"):
        assert motion not in templates.stylesheet


def test_an_address_in_a_source_is_linked_in_place(templates):
    reference = samples.Reference(
        1, "x", "Guide. https://example.org/g. 2024.", "https://example.org/g"
    )
    page = samples.published(references=(reference,))
    item = tree(render_standalone(page, PATIENT, templates)).one("li", id="source-1")
    assert item.one("a", href="https://example.org/g").words == "https://example.org/g"
    assert item.one(class_="source-text").words == "Guide. https://example.org/g. 2024."


def test_a_source_used_in_many_places_folds_them_away(templates):
    cited = [samples.said(f"c{n}", "s", f"Text {n}.", citations=(1,)) for n in range(4)]
    section = samples.section(Role.OTHER, "H", samples.paragraph(*cited))
    page = samples.published(sections=(section,))
    item = tree(render_standalone(page, PATIENT, templates)).one("li", id="source-1")
    assert item.one("summary").words == "Used in 4 places"
    assert [a.words for a in item.one(class_="backs").all("a")] == ["1", "2", "3", "4"]


def test_an_item_whose_parent_is_left_out_moves_up():
    block = samples.bullets(
        samples.item("a", "a", ""),
        samples.item("b", "b", "child", depth=1),
        samples.item("c", "c", "last"),
    )
    (part,) = setter().parts([samples.section(Role.OTHER, "H", block)])
    assert len(part.pieces[0].items) == 2


def test_very_deep_lists_do_not_run_out_of_stack():
    items = [samples.item(f"i{n}", "s", f"item {n}", depth=n) for n in range(2000)]
    (part,) = setter().parts([samples.section(Role.OTHER, "H", samples.bullets(*items))])
    assert part.pieces[0].items


def test_headings_never_skip_a_level():
    block = samples.paragraph(samples.said("a", "s", "Text."))
    sections = [
        samples.section(Role.OTHER, "A", block, level=4, identity="a"),
        samples.section(Role.OTHER, "B", block, level=6, identity="b"),
        samples.section(Role.OTHER, "C", block, level=2, identity="c"),
    ]
    assert [part.level for part in setter().parts(sections)] == [2, 3, 2]


def test_a_section_without_text_is_dropped_unless_one_stands_under_it():
    block = samples.paragraph(samples.said("a", "s", "Text."))
    sections = [
        samples.section(Role.OTHER, "Empty", identity="a"),
        samples.section(Role.OTHER, "Head", identity="b"),
        samples.section(Role.OTHER, "Below", block, level=3, identity="c"),
        samples.section(Role.OTHER, "Last", identity="d"),
    ]
    assert [part.heading for part in setter().parts(sections)] == ["Head", "Below"]


def test_every_must_is_here_only_when_kept_or_general():
    assert has_every_must(samples.edition("patient"))
    assert not has_every_must(samples.edition("patient", ledger=samples.ledger(lost=1)))
    assert not has_every_must(samples.edition("patient", ledger=()))


def test_the_shares_of_the_bar_fill_it():
    view = ledger_view(samples.edition("patient", ledger=samples.ledger(lost=1)), PATIENT, "")
    assert [share.kind for share in view.shares] == ["kept", "general", "left_out", "unsure"]
    assert sum(share.count for share in view.shares) == view.total == 12
    assert sum(float(share.width[:-1]) for share in view.shares) == pytest.approx(100, abs=0.1)


def test_a_title_that_is_no_question_becomes_the_audiences_question():
    edition = samples.edition("patient", meta=samples.replace(samples.META, title="Zeltrina"))
    assert question(edition, PATIENT) == "What is Zeltrina?"
    assert question(edition, CLINICIAN) == "Zeltrina"


def test_a_file_stands_alone(templates):
    root = tree(render_standalone(samples.published(), PATIENT, templates))
    assert root.all("script") == []
    assert root.all("link") == []
    assert root.all(id="who") == []
    assert ".box-head" in root.one("style").text
    assert all(
        a.attrs["href"].startswith(("#", "https://example.org", "tel:")) for a in root.all("a")
    )
    assert "No health professional has checked this version yet." in root.words


def test_an_unpublishable_file_says_first_not_to_use_it(templates):
    page = samples.published(ledger=samples.ledger(lost=2), publishable=False)
    root = tree(render_standalone(page, PATIENT, templates))
    blocked = root.one(class_="blocked").words
    assert blocked.startswith("Do not use this version yet. 2 facts")
    assert root.one("meta", name="robots").attrs["content"] == "noindex"


def test_rendering_is_the_same_for_any_order_of_sets(templates):
    one = samples.published(
        review=samples.replace(samples.LAPSED, lapsed=frozenset({"dose", "over", "box"}))
    )
    other = samples.published(
        review=samples.replace(samples.LAPSED, lapsed=frozenset({"box", "over", "dose"}))
    )
    html = render_standalone(one, PATIENT, templates)
    assert html == render_standalone(other, PATIENT, templates)


def test_points_stand_below_their_lead_with_the_source_number_at_the_last(templates):
    text = "Stop if any of these occurs:\n- fever\n- rash"
    said = samples.said("a", "Stop if fever or rash occurs.", text, citations=(1,))
    block = samples.paragraph(said, samples.said("b", "It is rare.", "It is rare."))
    section = samples.section(Role.OVERVIEW, "H", block)
    page = tree(render_standalone(samples.published(sections=(section,)), PATIENT, templates))
    (points,) = [ul for ul in page.all("ul") if "laid" in ul.attrs.get("class", "")]
    assert [li.words for li in points.all("li")] == ["fever", "rash1"]  # a raised number


def test_an_item_that_says_more_after_its_points_loses_no_word(templates):
    item = samples.item("a", "Nausea, pain. Stop then.", "- Nausea\n- Pain\nStop then.")
    section = samples.section(Role.WARNINGS, "H", samples.bullets(item))
    shown = tree(render_standalone(samples.published(sections=(section,)), PATIENT, templates))
    assert "Stop then." in shown.text.replace("\u00a0", " ")
    (part,) = setter().parts([section])
    assert len(part.pieces[0].items) == 1


def test_an_item_that_is_nothing_but_points_becomes_items():
    item = samples.item("a", "Nausea, pain.", "- Nausea\n- Pain", citations=(2,))
    (part,) = setter().parts([samples.section(Role.WARNINGS, "H", samples.bullets(item))])
    one, two = (entry.passage for entry in part.pieces[0].items)
    assert (one.note, one.sentences[0].marks) == ((), ())
    assert two.note[0].source == "Nausea, pain."
    assert [mark.number for mark in two.sentences[0].marks] == [2]
    assert one.sentences[0].anchor != two.sentences[0].anchor == "s-a"
