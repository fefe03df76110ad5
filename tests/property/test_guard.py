"""What must hold for any text: it equals itself; a dropped number, unit or "not" is caught."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.guard import Guard
from patiented.model import Level, Statement

ROOT = Path(__file__).parents[2]
GUARD = Guard.from_dir(ROOT / "audiences" / "common")
QUIET = settings(deadline=None, max_examples=150)

UNITS = ["mg", "g", "mL", "tablets", "hours", "days", "weeks", "mg/kg", "%"]
BOUNDS = ["at least", "at most", "up to", "more than", "less than", "no more than", ""]
SUBJECTS = ["Velmarin", "The cream", "Aspirin", "Each patient", "The dose"]
ACTS = ["should be taken with", "is limited to", "must be given for", "needs", "lasts"]
TAILS = ["before surgery", "after meals", "in adults", "in severe asthma", "if itching returns", ""]


@st.composite
def dose_sentences(draw):
    """Sentences of the kind labels hold, with one number, one unit and perhaps a bound."""
    number = draw(st.integers(2, 90))
    unit = draw(st.sampled_from(UNITS))
    bound = draw(st.sampled_from(BOUNDS))
    subject, act, tail = (draw(st.sampled_from(words)) for words in (SUBJECTS, ACTS, TAILS))
    amount = " ".join(part for part in (bound, f"{number} {unit}") if part)
    return number, unit, bound, f"{subject} {act} {amount} {tail}".strip() + "."


def judge(source, rewrite):
    return GUARD.judge(Statement("s", source), rewrite)


@QUIET
@given(st.text(max_size=300))
def test_any_text_equals_itself(text):
    judgement = judge(text, text)
    assert judgement.proved
    assert not judgement.findings


@QUIET
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_get_a_word_with_true_spans(source, rewrite):
    judgement = judge(source, rewrite)
    assert judgement.ok or any(f.level is Level.ERROR for f in judgement.findings)
    for one in judgement.facts:
        first, last = one.fact.span
        assert one.fact.text == source[first:last]
        if one.rewrite_span:
            assert 0 <= one.rewrite_span[0] <= one.rewrite_span[1] <= len(rewrite)


@QUIET
@given(dose_sentences())
def test_a_dropped_number_is_never_proved(case):
    number, _, _, sentence = case
    assert not judge(sentence, sentence.replace(f"{number} ", "some ", 1)).proved


@QUIET
@given(dose_sentences(), st.integers(2, 90))
def test_another_number_is_called_changed(case, other):
    number, unit, _, sentence = case
    if other != number:
        assert not judge(sentence, sentence.replace(f"{number} {unit}", f"{other} {unit}", 1)).ok


@QUIET
@given(dose_sentences(), st.sampled_from(UNITS))
def test_another_unit_is_never_proved(case, unit):
    number, own, _, sentence = case
    if unit != own:
        assert not judge(
            sentence, sentence.replace(f"{number} {own}", f"{number} {unit}", 1)
        ).proved


@QUIET
@given(dose_sentences(), st.sampled_from(["at least", "at most"]))
def test_a_turned_bound_is_never_proved(case, bound):
    _, _, own, sentence = case
    turned = (
        {"at least", "more than"}
        if bound == "at most"
        else {"at most", "up to", "no more than", "less than"}
    )
    if own in turned:
        assert not judge(sentence, sentence.replace(own, bound, 1)).ok


@QUIET
@given(st.sampled_from(SUBJECTS), st.sampled_from(TAILS), st.booleans())
def test_a_not_that_comes_or_goes_is_never_proved(subject, tail, adds):
    plain = f"{subject} should be used {tail}".strip() + "."
    negated = plain.replace("should be", "should not be")
    source, rewrite = (plain, negated) if adds else (negated, plain)
    assert not judge(source, rewrite).ok


@QUIET
@given(dose_sentences(), dose_sentences())
def test_two_statements_said_in_turn_lose_nothing(one, two):
    both = f"{one[3]} {two[3]}"
    assert judge(both, both).proved


@pytest.mark.parametrize(
    "unit", ["no ", "5 mg or ", "a", "not (", "10 to ", "at least ", "-.,;", "up "]
)
def test_a_long_sentence_of_one_thing_equals_itself(unit):
    text = unit * (20_000 // len(unit))
    assert judge(text, text).ok


def test_a_sentence_of_a_megabyte_ends():
    text = "Do not take 5 mg of aspirin twice daily, or " * 23_000
    assert judge(text, text).ok


def test_the_word_does_not_depend_on_the_hash_seed():
    script = (
        "from pathlib import Path; from patiented.guard import Guard;"
        "from patiented.model import Statement;"
        f"g = Guard.from_dir(Path({str(ROOT / 'audiences' / 'common')!r}));"
        "print(g.judge(Statement('s', 'Take 5 mg of aspirin twice daily unless pregnant; stop if"
        " bleeding, rash or fever occurs before surgery.'), 'Use 6 mg or warfarin once a day."
        " Go on after surgery.'))"
    )
    words = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(words) == 1


DRUGS = ["aspirin", "warfarin", "metformin", "insulin", "ibuprofen"]
RELATIONS = ["raises the level of", "is safer than", "must be taken before", "may replace"]


@QUIET
@given(st.sampled_from(DRUGS), st.sampled_from(DRUGS), st.sampled_from(RELATIONS))
def test_two_drugs_that_trade_places_are_never_proved(one, two, relation):
    if one != two:
        source, rewrite = f"{one} {relation} {two}.", f"{two} {relation} {one}."
        assert not judge(source, rewrite).proved
