"""What holds of readability scores for any text."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.readability import Passage, score, score_text
from patiented.readability.counting import count_sentence
from patiented.readability.difficulty import sentence_difficulty
from patiented.readability.formulas import FORMULAS, Counts
from patiented.readability.frequency import zipf
from patiented.readability.spoken import read_aloud
from patiented.readability.syllables import count_syllables
from patiented.readability.words import word_counts

WORDS = (
    *("skin", "itch", "doctor", "the", "of", "and", "cream", "apply", "tell", "your", "week"),
    *("eczema", "pruritus", "immunosuppressant", "not", "don't", "twice-daily", "BSA", "IL-4"),
    *("94.6%", "≥12", "60 g", "10 mg/kg/day", "e.g."),
)
words = st.sampled_from(WORDS)
sentences = st.lists(words, min_size=1, max_size=20).map(
    lambda ws: "The " + " ".join(ws) + " is it."
)
kinds = st.sampled_from(["sentence", "item", "row", "heading"])
passages = st.lists(st.builds(Passage, sentences | st.text(max_size=60), kinds), max_size=6)
figures = st.text("0123456789.,%/-\u2013:≥<µmgkL °C½⁰²[]()$ ", max_size=40)
any_text = st.text(max_size=300) | figures | sentences
alphabetic = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)


def numbers(scores):
    yield from (value for _, value in scores.formulas)
    yield from (value for _, value in scores.adjusted)
    yield scores.difficulty
    for sentence in scores.sentences:
        yield from (sentence.grade, sentence.difficulty)


@given(any_text)
def test_any_text_gives_finite_scores_and_difficulties_in_range(text):
    scores = score_text(text, taught=["eczema"])
    assert all(math.isfinite(number) for number in numbers(scores))
    assert all(1 <= sentence.difficulty <= 6 for sentence in scores.sentences)


@given(any_text)
def test_spans_point_at_their_text_in_order(text):
    end = 0
    for sentence in score_text(text).sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        end = sentence.end


@given(passages)
def test_spans_of_passages_point_into_the_joined_text(some):
    joined = "\n\n".join(passage.text for passage in some)
    for sentence in score(some).sentences:
        assert joined[sentence.start : sentence.end] == sentence.text


@given(passages, passages)
def test_counts_of_passages_add_up(first, second):
    apart = [Counts(**dict(score(part).counts)) for part in (first, second)]
    together = Counts(**dict(score([*first, *second]).counts))
    assert together == apart[0] + apart[1]


@given(any_text)
def test_words_of_sentences_add_up_to_the_words_of_the_text(text):
    scores = score_text(text)
    counts = dict(scores.counts)
    assert sum(sentence.words for sentence in scores.sentences) == counts["words"]
    assert len(scores.sentences) == counts["sentences"]


@given(any_text)
def test_counts_are_consistent(text):
    counts = Counts(**dict(score_text(text).counts))
    assert counts.words <= counts.syllables
    assert counts.letters <= counts.characters
    assert counts.complex_words <= counts.polysyllables <= counts.words
    assert counts.difficult_long_words <= counts.difficult_words <= counts.words


@given(any_text)
def test_reading_aloud_leaves_no_figure_and_is_done_after_one_pass(text):
    spoken = read_aloud(text)
    assert not any(letter.isdecimal() for letter in spoken)
    assert count_sentence(spoken) is None or len(count_sentence(spoken).words) >= 1


@given(passages, st.lists(st.sampled_from(["eczema", "pruritus", "BSA", "IL-4"]), max_size=3))
def test_teaching_a_term_never_makes_a_text_harder(some, taught):
    scores = score(some, taught=taught)
    assert scores.formulas == score(some).formulas
    for name in ("flesch_kincaid", "smog", "gunning_fog", "coleman_liau", "ari", "dale_chall"):
        assert scores.formula(name, adjusted=True) <= scores.formula(name) + 1e-9
    assert scores.formula("flesch_ease", adjusted=True) >= scores.formula("flesch_ease") - 1e-9


@given(
    st.integers(1, 500),
    st.integers(0, 500),
    st.integers(0, 500),
    st.sampled_from(
        ["polysyllables", "complex_words", "difficult_words", "syllables", "letters", "characters"]
    ),
)
def test_one_more_hard_word_never_lowers_a_grade(words, hard, extra, field):
    fewer = Counts(words=words, sentences=10, **{field: hard})
    more = Counts(words=words, sentences=10, **{field: hard + extra})
    for name, formula in FORMULAS:
        step = formula(more) - formula(fewer)
        assert (step <= 1e-9) if name == "flesch_ease" else (step >= -1e-9), name


@given(sentences)
def test_splitting_a_text_into_more_sentences_never_raises_flesch_kincaid(text):
    once = score([Passage(text)]).formula("flesch_kincaid")
    halves = text.split(" ")
    cut = len(halves) // 2
    apart = [Passage(" ".join(halves[:cut]), "item"), Passage(" ".join(halves[cut:]), "item")]
    if (
        sum(dict(score([part]).counts)["words"] for part in apart)
        == dict(score([Passage(text)]).counts)["words"]
    ):
        assert score(apart).formula("flesch_kincaid") <= once + 0.5


@given(sentences, st.sampled_from(["pallor", "sepsis", "torpor"]))
def test_a_rarer_word_in_place_of_a_common_one_is_never_easier(text, rare):
    """The rare words are as long, and have as many syllables, as the common one."""
    common = "doctor"
    assert zipf(rare) < zipf(common)
    assert word_counts(rare).syllables == word_counts(common).syllables
    assert word_counts(rare).letters == word_counts(common).letters
    easy, hard = count_sentence(f"{text} {common}"), count_sentence(f"{text} {rare}")
    assert sentence_difficulty(hard) >= sentence_difficulty(easy) - 1e-9


@given(alphabetic)
def test_a_word_has_at_most_one_syllable_a_letter_and_at_least_one(word):
    assert 1 <= count_syllables(word) <= max(4, len(word))  # "ws" is spelled out


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=3), st.integers(1000, 4000))
def test_a_long_run_of_anything_is_scored(unit, times):
    assert all(math.isfinite(number) for number in numbers(score_text(unit * times)))
