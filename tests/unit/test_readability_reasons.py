"""Every reason is found where it should be, and not where it should not."""

from __future__ import annotations

import pytest

from patiented.readability import REASON_CODES, score_text
from patiented.readability.tables import read_toml

LONG = (
    "You should put a thin layer on the sore skin of your arms and legs twice a day and then"
    " wash your hands well with soap and water."
)


def codes(text, **options):
    return {r.partition(":")[0] for s in score_text(text, **options).sentences for r in s.reasons}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("long", LONG),
        ("rare_words", "You may have pruritus."),
        ("passive", "The cream is applied by you."),
        ("passive", "The tube was carefully taken out."),
        ("passive", "It should not be used."),
        (
            "many_clauses",
            "If you itch, which can happen when it is hot, wait until it is gone because it helps.",
        ),
        ("nominalizations", "Discontinuation and administration matter."),
        ("abstract_nouns", "The incidence and severity were low."),
        ("undefined_abbreviation", "Do not use on more BSA."),
        ("double_negative", "It is not uncommon."),
        ("double_negative", "You should never go without it."),
        ("double_negative", "Don't avoid it."),
        ("number_without_base", "It helped 50 people."),
        ("number_without_base", "There were 12 severe cases."),
    ],
)
def test_a_hard_sentence_gets_its_reason(code, text):
    assert code in codes(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("long", "Put a thin layer on your skin."),
        ("rare_words", "You may itch. Use 5 milligrams."),
        ("passive", "You were tired. It is red. You are in need of it. He is a man who worked."),
        ("many_clauses", "If you itch, wait until it is gone."),
        ("nominalizations", "Treatment of your infection needs attention."),
        ("abstract_nouns", "Your doctor checks the severity."),
        (
            "undefined_abbreviation",
            "Body surface area (BSA) matters. Keep BSA low. HIV is a virus.",
        ),
        ("undefined_abbreviation", "BSA (body surface area) matters. DO NOT USE IT."),
        ("double_negative", "Do not use it, and do not share it."),
        ("double_negative", "If you have no pain, do not take it."),
        ("number_without_base", "It helped 50 out of 100 people. It helped 50 people (50%)."),
        ("number_without_base", "For people 12 years and older. In 30 of 60 people it worked."),
        ("number_without_base", "For every 100 people there was one. Of 100 people, one died."),
    ],
)
def test_an_easy_sentence_does_not_get_the_reason(code, text):
    assert code not in codes(text)


def test_a_taught_name_is_no_rare_word():
    assert codes("Opzelura helps.", taught=["Opzelura"]) == set()


def test_a_taught_abbreviation_need_not_be_spelled_out():
    assert "undefined_abbreviation" not in codes("Keep BSA low.", taught=["BSA"])


def test_a_reason_is_a_known_code_and_a_message_that_names_the_words():
    (reason,) = score_text("You may have pruritus.").sentences[0].reasons
    assert reason == "rare_words: pruritus"
    assert reason.partition(":")[0] in REASON_CODES


def test_reasons_come_in_the_order_of_the_codes():
    text = f"{LONG[:-1]} if the pruritus was treated by 50 people."
    found = [r.partition(":")[0] for r in score_text(text).sentences[0].reasons]
    assert found == sorted(found, key=REASON_CODES.index)
    assert len(found) >= 4


def test_the_lists_of_words_are_lower_case_and_without_repeats():
    for name, words in read_toml("reasons.toml")["words"].items():
        listed = words.split()
        assert len(listed) == len(set(listed)), name
        assert name == "known_abbreviation" or words == words.lower(), name
