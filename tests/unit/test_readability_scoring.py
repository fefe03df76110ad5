"""Scores of documents and of plain text."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from patiented.export.data import scores_to_json
from patiented.readability import Passage, PassageKind, score, score_text

LEAFLET = (
    "Opzelura treats eczema in adults. Put a thin layer on your skin twice a day.\n\n"
    "- Do not use it in your eyes\n- Tell your doctor if you have an infection\n\n"
    "94.6% of people felt better by week 8 [1]. Do not use more than 60 g a week."
)


def test_a_list_item_without_a_full_stop_is_one_sentence():
    scores = score(
        [Passage("Do not use it in your eyes", "item"), Passage("Wash your hands", "item")]
    )
    assert [sentence.words for sentence in scores.sentences] == [7, 3]


def test_headings_and_table_rows_do_not_count():
    body = Passage("Wash your hands.")
    noise = [Passage("Administration considerations", "heading"), Passage("Adults | 5 mg", "row")]
    assert score([*noise, body]).counts == score([body]).counts


def test_an_unknown_kind_of_passage_is_refused():
    with pytest.raises(ValueError, match="banner"):
        Passage("Text", "banner")


def test_spans_of_passages_count_over_a_blank_line_between_them():
    passages = [Passage("Who is it for?", PassageKind.HEADING), Passage("For you. For all.")]
    joined = "\n\n".join(passage.text for passage in passages)
    assert [joined[s.start : s.end] for s in score(passages).sentences] == ["For you.", "For all."]


def test_spans_of_plain_text_point_at_the_sentences():
    scores = score_text(LEAFLET)
    assert [LEAFLET[s.start : s.end] for s in scores.sentences] == [
        s.text for s in scores.sentences
    ]


def test_bullets_of_plain_text_are_sentences_of_their_own():
    assert [sentence.text for sentence in score_text(LEAFLET).sentences] == [
        "Opzelura treats eczema in adults.",
        "Put a thin layer on your skin twice a day.",
        "Do not use it in your eyes",
        "Tell your doctor if you have an infection",
        "94.6% of people felt better by week 8 [1].",
        "Do not use more than 60 g a week.",
    ]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not():
    assert len(score_text("one line\nand more\n\nanother").sentences) == 2


def test_a_decimal_point_ends_no_sentence():
    assert dict(score_text("It helped 94.6% of them.").counts)["sentences"] == 1


def test_taught_names_change_the_adjusted_formulas_only():
    plain, taught = score_text(LEAFLET), score_text(LEAFLET, taught=["Opzelura"])
    assert taught.formulas == plain.formulas
    assert plain.adjusted == plain.formulas
    assert taught.formula("smog", adjusted=True) < taught.formula("smog")
    assert taught.formula("flesch_kincaid", adjusted=True) < taught.formula("flesch_kincaid")


def test_hard_words_come_most_frequent_first_without_the_taught_ones():
    text = "Pruritus came. Thrombosis came. Thrombosis went. Opzelura helps. You sleep."
    assert score_text(text, taught=["Opzelura"]).hard_words == ("thrombosis", "pruritus")


def test_a_long_word_that_everyone_meets_is_not_hard():
    assert score_text("It usually means hospitalization.").hard_words == ("hospitalization",)


def test_under_30_sentences_smog_says_that_it_is_outside_its_range():
    assert "outside its range" in score_text("You sleep. " * 29).notes[0]
    assert score_text("You sleep. " * 30).notes == ()


def test_a_sentence_grade_is_its_own_flesch_kincaid():
    only = score_text("Put a thin layer on your skin.")
    assert only.sentences[0].grade == only.formula("flesch_kincaid")


def test_the_difficulty_of_a_text_weighs_sentences_by_their_words():
    scores = score_text(
        "You sleep. Immunosuppressants may precipitate malignancy in this population."
    )
    by_words = sum(s.difficulty * s.words for s in scores.sentences)
    assert scores.difficulty == pytest.approx(by_words / sum(s.words for s in scores.sentences))


@pytest.mark.parametrize("text", ["", " \n\n \t", "---\n\n***", "[1] [2]"])
def test_a_text_without_words_has_no_sentences_and_zero_formulas(text):
    scores = score_text(text)
    assert scores.sentences == ()
    assert {value for _, value in scores.formulas} == {0.0}
    assert scores.difficulty == 1.0


def test_json_has_the_published_shape():
    data = json.loads(json.dumps(scores_to_json(score_text(LEAFLET, taught=["eczema"]))))
    assert set(data) == {
        "counts",
        "formulas",
        "adjusted",
        "difficulty",
        "hard_words",
        "sentences",
    }
    assert data["formulas"].keys() == data["adjusted"].keys()
    assert set(data["sentences"][0]) == {
        "text",
        "start",
        "end",
        "words",
        "grade",
        "difficulty",
        "reasons",
    }


def test_threads_get_the_same_scores_as_one_after_another():
    texts = [LEAFLET, LEAFLET.upper(), "The U.S. dose is 5 mg/kg/day.", "Pruritus. " * 40] * 5
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(score_text, texts)) == [score_text(text) for text in texts]
