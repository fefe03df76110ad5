"""How a question meets a sentence: phrases, slips, explanations, near words, weights."""

from __future__ import annotations

import pytest

from benchmarks.asking import _source
from patiented.asking import Asker
from patiented.asking.concepts import Concepts
from patiented.asking.deciding import Decision
from patiented.asking.features import features, rarity
from patiented.asking.glosses import Glosses
from patiented.asking.matching import SHARES, Level, match
from patiented.asking.patterns import Pattern, join
from patiented.asking.sounds import sound
from patiented.asking.spelling import Speller, mend
from patiented.asking.weights import DECISION, WEIGHTS
from patiented.asking.words import split_words
from patiented.reading import read
from tests.engines import shipped_engine

SLIGHT = frozenset({"a", "my", "him", "the"})


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture(scope="module")
def asker(engine):
    return Asker(engine.data.lexicon)


@pytest.fixture(scope="module")
def edition(engine):
    held = {}

    def of(name):
        if name not in held:
            held[name] = engine.edition(read(_source(name)), "patient")
        return held[name]

    return of


@pytest.fixture(scope="module")
def matches(asker, edition):
    def of(name, question):
        asked, ranked = asker.explain(edition(name), question)
        return match(asked, asker._prepared(edition(name)).page), ranked

    return of


@pytest.mark.parametrize("said", ["hole in my gut", "hole in gut", "a hole in the gut"])
def test_a_phrase_is_found_whatever_its_articles(said):
    concepts = Concepts(SLIGHT)
    number = concepts.add("way", [("hole", "in", "the", "gut")])
    assert concepts.all_in(tuple(said.split())) == {number}


def test_a_phrase_of_one_word_keeps_its_article():
    concepts = Concepts(SLIGHT)
    concepts.add("way", [("the", "change")])
    assert not concepts.all_in(("change", "of", "weather"))


def test_a_phrase_found_across_slight_words_says_where_it_stands():
    concepts = Concepts(SLIGHT)
    concepts.add("way", [("put", "under")])
    (found,) = concepts.longest_in(("they", "put", "him", "under", "now"))
    assert (found.start, found.end) == (1, 4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pollup", "polyp"), ("throte", "throat"), ("ulser", "ulcer"), ("elefant", "elephant")],
)
def test_words_that_sound_alike_meet(typed, meant):
    assert sound(typed) == sound(meant)


@pytest.mark.parametrize(("one", "other"), [("polyp", "poll"), ("throat", "throne")])
def test_words_of_another_sound_do_not_meet(one, other):
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pollup", "polyp"),
        ("tounge", "tongue"),
        ("depresed", "depressed"),
        ("drinkin", "drinking"),
        ("snip", "snip"),
        ("wiggly", "wiggly"),
    ],
)
def test_a_slip_is_mended_and_a_rare_word_is_left(typed, meant):
    page = Speller(("sip", "poll", "widely", "decreased", "polyp", "twinge"))
    tables = Speller(("tongue", "depressed"))
    assert mend([(typed, 0)], page, tables, ()) == [(meant, 0)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("b4 bed", ["before", "bed"]), ("2nite", ["tonight"]), ("6yr", ["6", "year"])],
)
def test_figures_for_sounds_are_words(typed, words):
    assert [word for word, _ in split_words(typed)] == words


@pytest.mark.parametrize(
    ("age", "found"), [("84", True), ("60", True), ("101", True), ("59", False), ("8", False)]
)
def test_an_old_age_is_one_from_sixty_up(age, found):
    pattern = Pattern("is #old", lambda word: word)
    assert bool(pattern.search(join([("is", "is"), (age, age)]))) is found


def test_an_explanation_gives_the_words_of_a_hard_term():
    glosses = Glosses()
    glosses.add(("tophus",), ("hard", "lump", "tophus"))
    assert glosses.of(("a", "tophus")) == {"hard", "lump"}
    assert glosses.of(("a", "toe")) == frozenset()


def test_what_is_only_near_in_meaning_counts_less_than_a_name():
    assert SHARES[Level.GLOSSED] < SHARES[Level.NEAR] < SHARES[Level.BY_KIND] < SHARES[Level.FULL]


def test_a_sentence_is_found_by_what_people_say_of_its_matter(matches):
    found, ranked = matches("gout", "would a bag of frozen peas on it do any good")
    best = ranked[0].statement
    assert "ice" in best.text
    levels = {row[ranked[0].number].level for row in found.units}
    assert Level.NEAR in levels


def test_a_phrase_of_idle_words_counts_where_people_say_something_with_it(matches):
    found, _ = matches("hip-replacement", "how long in hospital")
    assert ("in", "hospital") in [unit.words for unit in found.question.units]


def test_another_medicine_of_the_page_is_no_name_of_its_own(matches):
    found, _ = matches("lamotrigine", "my sister takes valproate too")
    assert [unit.words for unit in found.question.units if unit.is_medicine] == [("valproate",)]


def test_what_only_one_sentence_names_says_more_than_what_all_name():
    once, half, always = [1.0, 0, 0, 0], [1.0, 1.0, 0, 0], [1.0] * 4
    assert rarity(once) == 1
    assert rarity(once) > rarity(half) > rarity(always)


def test_every_weight_is_of_a_feature_that_statements_have(matches):
    questions = [
        ("lamotrigine", "can i take valproate and the pill together if i have a rash"),
        ("gout", "will the hard lumps on my knuckles ever shrink"),
        ("warfarin", "what if i forget a tablet when im 84 and how much ibuprofen can i take"),
        ("colonoscopy", "whats the odds of them poking a hole in my gut and feeling sick"),
    ]
    seen = set()
    for name, question in questions:
        found, _ = matches(name, question)
        for said in features(found, {}, {}):
            seen |= set(said)
    kinds = {f"{kind}_{level.name.lower()}" for kind in ("named", "plain") for level in Level}
    needs = ("evidence", "either", "role", "hint", "faint")
    topics = {f"{one}_{part}" for one in needs for part in ("section", "words")}
    assert set(WEIGHTS) <= seen | kinds | topics


def test_every_sign_of_an_answer_has_its_weight(matches):
    assert set(Decision(*matches("gout", "can i drink beer")).signs()) == set(DECISION)


def test_what_the_page_lacks_makes_an_answer_less_sure(matches):
    there = Decision(*matches("gout", "is allopurinol safe with bad kidneys"))
    lost = Decision(*matches("gout", "is allopurinol safe with psoriasis and shingles"))
    assert there.sureness() > lost.sureness()
