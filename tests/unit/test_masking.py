"""Masking: facts become slots and come back; a masked source matches other numbers."""

from __future__ import annotations

import pytest

from patiented.model import Fact, FactKind
from patiented.proposing.masking import check_masked, escape, mask, match
from patiented.proposing.views import parse_template


def fact(text: str, piece: str, kind: FactKind, *, nth: int = 0) -> Fact:
    start = -1
    for _ in range(nth + 1):
        start = text.index(piece, start + 1)
    return Fact(f"{kind}-{start}", kind, piece, piece, (start, start + len(piece)))


LIMIT = "Apply Velmarin twice daily for up to 8 weeks."
LIMIT_FACTS = (
    fact(LIMIT, "8 weeks", FactKind.DURATION),
    fact(LIMIT, "Velmarin", FactKind.DRUG),
    fact(LIMIT, "twice daily", FactKind.FREQUENCY),
)


def test_facts_become_typed_slots_in_order_of_place():
    masked = mask(LIMIT, LIMIT_FACTS)
    assert masked.template == "Apply {drug} {frequency} for up to {duration}."
    assert [slot.text for slot in masked.slots] == ["Velmarin", "twice daily", "8 weeks"]


def test_repeated_kinds_are_numbered_from_the_second_on():
    text = "Give 5 mg, then 10 mg."
    facts = [fact(text, "5 mg", FactKind.QUANTITY), fact(text, "10 mg", FactKind.QUANTITY)]
    assert mask(text, facts).template == "Give {dose}, then {dose2}."


def test_literal_braces_are_doubled():
    text = "Use {as is} 5 mg."
    assert mask(text, [fact(text, "5 mg", FactKind.QUANTITY)]).template == "Use {{as is}} {dose}."


def test_of_overlapping_facts_the_longest_is_masked():
    text = "Take 10 mg once daily."
    facts = [
        fact(text, "10 mg", FactKind.QUANTITY),
        fact(text, "10 mg once daily", FactKind.FREQUENCY),
    ]
    assert mask(text, facts).template == "Take {frequency}."


@pytest.mark.parametrize("kind", [FactKind.NEGATION, FactKind.CONDITION, FactKind.TERM])
def test_facts_that_carry_grammar_are_never_masked(kind):
    text = "Do not use in asthma."
    assert mask(text, [fact(text, "not", kind)]).template == text


def test_masked_source_matches_a_statement_with_other_numbers():
    source = parse_template(mask(LIMIT, LIMIT_FACTS).template)
    text = "Apply Oxadrel once daily for up to 2 weeks."
    other = mask(
        text,
        [
            fact(text, "Oxadrel", FactKind.DRUG),
            fact(text, "once daily", FactKind.FREQUENCY),
            fact(text, "2 weeks", FactKind.DURATION),
        ],
    )
    found = match(source, other)
    assert {name: slot.text for name, slot in found.items()} == {
        "drug": "Oxadrel",
        "frequency": "once daily",
        "duration": "2 weeks",
    }


def test_masked_source_may_leave_a_fact_unmasked():
    source = parse_template("Apply {drug} twice daily for up to {duration}.")
    assert match(source, mask(LIMIT, LIMIT_FACTS)) is not None


@pytest.mark.parametrize(
    "source",
    [
        "Apply {drug} {frequency} for at least {duration}.",
        "Do not apply {drug} {frequency} for up to {duration}.",
        "Apply {drug} {frequency} for up to {dose}.",
        "Apply {drug} {frequency} for up to {duration}. Stop.",
        "Apply {drug} once daily for up to {duration}.",
        "Apply {drug} {frequency} for up to ",
    ],
)
def test_masked_source_does_not_match_a_statement_that_says_something_else(source):
    assert match(parse_template(source), mask(LIMIT, LIMIT_FACTS)) is None


def test_slot_that_stands_twice_must_hold_the_same_words():
    text = "Give 5 mg, then 10 mg."
    facts = [fact(text, "5 mg", FactKind.QUANTITY), fact(text, "10 mg", FactKind.QUANTITY)]
    assert match(parse_template("Give {dose}, then {dose}."), mask(text, facts)) is None


def test_escaped_text_parses_to_itself():
    text = "a {b} }}{{ c"
    assert parse_template(escape(text)).texts == (text,)


@pytest.mark.parametrize(
    ("source", "wording", "words"),
    [
        ("Take {dose}.", "Take it.", "loses {dose}"),
        ("Take {dose}.", "Take {dose} {frequency}.", "{frequency}, which the source lacks"),
        ("Take {amount}.", "Take {amount}.", "unknown slot {amount}"),
        ("Take {dose}.", "Take {dose.nf}.", "no view 'nf'"),
        ("Take {dose}.", "Take {dose.", "expected a slot"),
    ],
)
def test_broken_masked_entry_is_named(source, wording, words):
    assert words in check_masked(source, wording)


@pytest.mark.parametrize("wording", ["", "Take {dose}, {dose}.", "Take {dose.raw}."])
def test_whole_masked_entry_is_accepted(wording):
    assert check_masked("Take {dose}.", wording) == ""
