"""What becomes a picture and what does not: shares of people, a plain day, limits of use."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patiented.model import MonographKind, Role, StatementKind, Verdict
from patiented.proposing import Catalogue
from patiented.reading import read
from patiented.rendering.pictures import choose
from patiented.rendering.pictures.days import day_of
from patiented.rendering.pictures.limits import blocks_of, limits_of
from patiented.rendering.pictures.shares import arrays_of, count_of
from tests.picturing import engine, judged, page, pictures


def counts(text, source="", **more):
    found = arrays_of(judged(text, source, Role.EFFICACY, **more))
    return [[(share.count, share.is_about) for share in one.shares] for one in found]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Itching stopped in 40% of people.", (40, False)),
        ("Itching stopped in 40 out of 100 patients (40%).", (40, False)),
        ("Itching stopped in about 95 out of 100 people (94.6%).", (95, True)),
        ("Itching stopped in 94.6% of the patients.", (95, True)),
        ("About 20% of treated adults had nausea.", (20, True)),
        ("Of 100 adults who take it, 56 still have seizures (56%).", (56, False)),
    ],
)
def test_a_share_of_people_is_drawn(text, drawn):
    assert counts(text) == [[drawn]]


@pytest.mark.parametrize(
    "text",
    [
        "The cream has a strength of 1.5%.",
        "Use it on up to 20% of your skin.",
        "The A1C was 7% in patients.",
        "It lowered the risk of stroke by 40% in people.",
        "Severity improved by 75% in patients.",
        "Take 50% of the dose.",
        "About 5% of patients' skin was affected.",
        "It is seen in 20% to 40% of people.",
        "It is seen in between 20% and 40% of people.",
        "At least 30% of people had nausea.",
        "Up to 50% of patients have no symptoms.",
        "More than 90% of people got better.",
        "Less than 1% of people had a rash.",
        "Nausea happened in 0.4% of people.",
        "Nausea happened in 1.5% of people.",
        "Nausea happened in 0% of people.",
        "Itching stopped in 99.7% of people.",
        "Itching stopped in 98.6% of people.",
        "Itching stopped in 100% of people.",
        "Itching stopped in 30% of people (95% confidence interval, 20% to 40%).",
        "The relative risk fell in 30% of people.",
        "About half of people have no symptoms.",
        "Nausea happened in 2 out of 1,000 people (0.2%).",
        "20% of people had nausea and 30% of people had rash.",
    ],
)
def test_what_is_no_sure_share_of_people_is_not_drawn(text):
    assert counts(text) == []


def test_a_count_that_is_not_the_sources_figure_is_not_drawn():
    source = "Itching stopped in 94.6% of people."
    assert counts("Itching stopped in about 95 out of 100 people (94.6%).", source) == [
        [(95, True)]
    ]
    assert counts("Itching stopped in about 96 out of 100 people (94.6%).", source) == []
    assert counts("Itching stopped in about 95 out of 100 people.", source) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nausea happened in 25% of people on Alphadrug and 10% of people on placebo.",
        "Nausea happened in 25% of people on Alphadrug. It happened in 10% of people on placebo.",
    ],
)
def test_two_arms_stand_beside_each_other(text):
    assert counts(text) == [[(25, False), (10, False)]]


def test_each_arm_is_named_in_the_sources_words():
    text = "Nausea happened in 25% of people on Alphadrug and 10% of people on placebo."
    (choice,) = arrays_of(judged(text, role=Role.EFFICACY))
    assert [one.label for one in choice.shares] == ["on Alphadrug", "on placebo"]
    assert choice.sentence == text


@pytest.mark.parametrize(
    "text",
    [
        "Nausea happened in 25% of people on Alphadrug and 10% on placebo.",
        "Nausea happened in 25% of people, compared with placebo.",
        "Nausea happened in 9.8% of people on Alphadrug and 10.2% of people on placebo.",
        "Nausea: 25% of people on Alphadrug, 20% of people on Betadrug, 10% of people on placebo.",
    ],
)
def test_one_arm_of_a_comparison_is_never_drawn_alone(text):
    assert counts(text) == []


def test_a_comparison_that_the_wording_left_out_still_counts():
    source = "Nausea happened in 25% of people, compared with placebo."
    assert counts("Nausea happened in 25% of people.", source) == []


def test_clinician_words_rows_and_open_facts_are_not_drawn():
    text = "Itching stopped in 40% of people."
    assert counts(text) == [[(40, False)]]
    assert counts(text, needs_writer=True) == []
    assert counts(text, kind=StatementKind.ROW) == []
    statement = judged(text)
    lost = tuple(
        type(row)(row.fact, Verdict.CHANGED, row.rewrite_span)
        for row in statement.facts
        if row.fact.kind.value == "percentage"
    )
    assert counts(text, facts=lost) == []


percents = st.decimals(0, 100, places=1) | st.decimals(0, 100, places=2)


@given(percents)
def test_a_count_is_the_figure_rounded_and_never_none_or_all(percent):
    count = count_of(percent)
    if count is None:
        nearest = percent.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        off = abs(nearest - percent)
        assert percent < 1 or percent > 99 or off > min(percent, 100 - percent) / 10
    else:
        assert count == percent.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        assert 1 <= count <= 99


@settings(max_examples=60, deadline=None)
@given(percents)
def test_what_is_drawn_of_a_sentence_is_its_figure_and_says_when_it_is_rounded(percent):
    shown = f"{percent.normalize():f}"
    found = counts(f"Itching stopped in {shown}% of people.")
    expected = count_of(percent)
    assert found == ([] if expected is None else [[(expected, percent != expected)]])


def day(*texts, kind=MonographKind.DRUG):
    found = day_of(page(*(judged(text) for text in texts), kind=kind))
    return (found[1].dose, found[1].times) if found else None


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Put a thin layer on the skin twice a day.", ("thin layer", 2)),
        ("Take 5 mg once a day.", ("5 mg", 1)),
        ("Take one tablet three times a day.", ("one tablet", 3)),
        ("You should use 2 puffs four times each day.", ("2 puffs", 4)),
    ],
)
def test_a_plain_instruction_is_a_day(text, drawn):
    assert day(text) == drawn


@pytest.mark.parametrize(
    "text",
    [
        "Take 5 mg every 8 hours.",
        "Take 5 mg once a week.",
        "Take 5 mg a day.",
        "Take 5 mg every morning.",
        "Take 5 mg twice a day when needed.",
        "Take 5 mg to 10 mg twice a day.",
        "Take 5 mg once or twice a day.",
        "Take two 5 mg tablets once a day.",
        "Take 5 mg twice a day with meals.",
        "Take no more than 5 mg twice a day.",
        "If you are older than 65 years, take 5 mg twice a day.",
        "Do not take 5 mg twice a day.",
        "Adults take 5 mg twice a day.",
        "Take it twice a day.",
        "Take 5 mg twice a day. After 2 weeks, take 10 mg twice a day.",
        "Take a total of 10 mg in two doses twice a day.",
        "People took 5 mg twice a day.",
    ],
)
def test_what_is_not_surely_so_many_doses_a_day_is_no_day(text):
    assert day(text) is None


def test_a_second_word_on_how_often_takes_the_day_away():
    assert day("Take 5 mg twice a day.", "Store it dry.") == ("5 mg", 2)
    assert day("Take 5 mg twice a day.", "Children take 5 mg once a day.") is None
    assert day("Take 5 mg twice a day.", "Raise the dose to 10 mg.") is None


def test_a_condition_has_no_day_of_its_own():
    assert day("Take 5 mg twice a day.", kind=MonographKind.CONDITION) is None


def limits(text, role=Role.DOSAGE):
    found = limits_of(judged(text, role=role))
    return [(one.text, one.filled, one.blocks) for one in found.limits] if found else []


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Use it on no more than 20% of your skin.", ("20% of your skin", 1, 5)),
        ("Use it on up to 36% of your skin.", ("36% of your skin", 36, 100)),
        ("Use no more than 60 grams in one week.", ("60 grams in one week", 0, 7)),
        ("Do not use more than 60 g per week.", ("60 g per week", 0, 7)),
        ("Use the cream for no more than 8 weeks.", ("8 weeks", 8, 8)),
        ("Do not use the cream for longer than 3 days.", ("3 days", 3, 3)),
    ],
)
def test_a_limit_of_use_is_drawn(text, drawn):
    assert limits(text) == [drawn]


@pytest.mark.parametrize(
    "text",
    [
        "Use at least 60 grams in one week.",
        "Use 60 grams in one week.",
        "Take no more than 60 mg in one day.",
        "Take no more than 60 mg each kg per week.",
        "Take the dose within 6 hours.",
        "Use the cream for 8 weeks.",
        "Use the cream for at least 8 weeks.",
        "If the rash is back, use the cream for no more than 8 weeks if you must.",
        "Children should use no more than 30 grams in one week.",
        "The effect can last for up to 8 weeks.",
        "Use the cream for no more than 60 weeks.",
        "Lose no more than 20% of your body weight.",
    ],
)
def test_what_is_no_plain_limit_of_use_is_not_drawn(text):
    assert limits(text) == []


@pytest.mark.parametrize(
    ("text", "said", "other"),
    [
        ("Use it on no more than 20% of your skin.", "20%", "30%"),
        ("Use no more than 60 grams in one week.", "60", "80"),
        ("Use the cream for no more than 8 weeks.", "8", "9"),
        ("Take 5 mg twice a day.", "5 mg", "7 mg"),
        ("Take 5 mg twice a day.", "twice", "three times"),
        ("Itching stopped in 40% of people.", "40%", "50%"),
    ],
)
def test_a_text_that_does_not_say_its_facts_is_not_drawn(text, said, other):
    statement = judged(text)
    assert choose(page(statement))
    assert not choose(page(replace(statement, text=text.replace(said, other))))


def test_limits_belong_to_dosing():
    assert limits("Use the cream for no more than 8 weeks.", Role.EFFICACY) == []


def test_the_scope_of_limits_is_said_in_the_words_of_the_text():
    scoped = "For atopic dermatitis, use the cream for no more than 8 weeks."
    assert limits_of(judged(scoped)).scope == "For atopic dermatitis"
    later = "Use the cream. For vitiligo, use the cream for no more than 8 weeks."
    assert limits(later) == []


@given(st.integers(1, 99))
def test_blocks_are_exactly_the_percentage(percent):
    filled, blocks = blocks_of(percent)
    assert filled * 100 == percent * blocks


def test_the_boxed_warning_has_no_picture():
    text = "Itching stopped in 40% of people."
    assert choose(page(judged(text, role=Role.WARNINGS)))
    assert not choose(page(judged(text, role=Role.BOXED_WARNING)))


def test_a_page_has_two_arrays_at_most_and_each_fact_once():
    texts = [f"Itching stopped in {n}% of people." for n in (40, 40, 50, 60)]
    found = choose(page(*(judged(text, role=Role.EFFICACY) for text in texts)))
    assert list(found) == ["s0", "s2"]


def test_a_page_has_three_limits_at_most():
    texts = [f"Use the cream for no more than {n} weeks." for n in (2, 3, 4, 5)]
    assert list(choose(page(*map(judged, texts)))) == ["s0", "s1", "s2"]


@pytest.mark.parametrize(
    ("said", "changed", "gone"),
    [
        ("about 95 out of 100 people (94.6%)", "about 96 out of 100 people (95.6%)", "arms"),
        ("about 95 out of 100 people (94.6%)", "about 97 out of 100 people (94.6%)", "arms"),
        ("60 grams in one week", "80 grams in one week", "bounds"),
        ("up to 20% of your skin", "up to 30% of your skin", "bounds"),
        ("for no more than 8 weeks", "for no more than 9 weeks", "bounds"),
        ("for no more than 8 weeks", "for at least 8 weeks", "bounds"),
    ],
)
def test_a_changed_number_in_the_wording_is_refused_and_not_drawn(
    root, tmp_path, said, changed, gone
):
    folder = root / "monographs" / "opzelura"
    text = (folder / "wording" / "patient.en.po").read_text(encoding="utf-8")
    drawn = [_kinds(one) for one in _opzelura(folder, tmp_path, text)]
    assert drawn == ["cells", "bounds", "arms"]
    loose = text.replace('"\n"', "")
    assert loose.count(said) == 1
    found = _opzelura(folder, tmp_path, loose.replace(said, changed))
    assert [_kinds(one) for one in found] == [one for one in drawn if one != gone]


def test_a_changed_frequency_in_the_wording_is_never_drawn(root, tmp_path):
    folder = root / "monographs" / "opzelura"
    text = (folder / "wording" / "patient.en.po").read_text(encoding="utf-8")
    said, changed = "affected skin twice a day", "affected skin three times a day"
    assert text.count(said) == 1
    picture = _opzelura(folder, tmp_path, text.replace(said, changed))[0]
    assert [cell.is_dose for cell in picture.cells] == [True, False, True, False]
    assert "“twice a day”" in picture.note


def _kinds(picture):
    return next(name for name in ("arms", "cells", "bounds") if getattr(picture, name))


def _opzelura(folder, tmp_path, text):
    path = tmp_path / "patient.en.po"
    path.write_text(text, encoding="utf-8")
    catalogue = Catalogue.load(path)
    edition = engine().edition(read(folder / "monograph.md"), "patient", catalogue=catalogue)
    return [picture for _, picture in pictures(edition)]
