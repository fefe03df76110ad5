"""Inflection for the phrase tables: verbs, plurals, articles."""

import pytest

from patiented.proposing.inflect import (
    Tag,
    article,
    head_of,
    looks_plural,
    plural,
    plural_phrase,
    verb_forms,
)


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("need", "needs needed needed needing"),
        ("use", "uses used used using"),
        ("try", "tries tried tried trying"),
        ("have", "has had had having"),
        ("go", "goes went gone going"),
        ("get", "gets got gotten getting"),
        ("stop", "stops stopped stopped stopping"),
        ("occur", "occurs occurred occurred occurring"),
        ("worsen", "worsens worsened worsened worsening"),
        ("discharge", "discharges discharged discharged discharging"),
        ("wash", "washes washed washed washing"),
        ("play", "plays played played playing"),
        ("throw", "throws threw thrown throwing"),
    ],
)
def test_a_verb_has_five_forms(base, forms):
    found = verb_forms(base)
    assert f"{found.third} {found.past} {found.participle} {found.ing}" == forms


def test_one_spelling_may_be_two_forms():
    assert verb_forms("need").tags_of("needed") == (Tag.PAST, Tag.PARTICIPLE)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("rash", "rashes"),
        ("person", "people"),
        ("therapy", "therapies"),
        ("day", "days"),
        ("biopsy", "biopsies"),
        ("fetus", "fetuses"),
        ("thrombus", "thrombi"),
        ("box", "boxes"),
    ],
)
def test_a_noun_has_a_plural(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("itch", "an"),
        ("rash", "a"),
        ("hour", "an"),
        ("useful", "a"),
        ("unit", "a"),
        ("uninsured", "an"),
        ("ulcer", "an"),
        ("European", "a"),
        ("MRI", "an"),
        ("CT", "a"),
        ("one", "a"),
    ],
)
def test_the_article_goes_by_sound(word, expected):
    assert article(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("people", True), ("rashes", True), ("virus", False), ("illness", False), ("rash", False)],
)
def test_a_plural_is_seen(word, expected):
    assert looks_plural(word) is expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("thing that raises the risk", "things that raise the risk"),
        ("seizure that does not stop", "seizures that do not stop"),
        ("drop in blood pressure", "drops in blood pressure"),
        ("movement you cannot control", "movements you cannot control"),
        ("low platelet count", "low platelet counts"),
    ],
)
def test_a_phrase_is_plural_in_its_noun_and_in_the_verb_that_tells_of_it(phrase, expected):
    words = phrase.split()
    assert " ".join(plural_phrase(words, head_of(words))) == expected
