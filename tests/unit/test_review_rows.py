"""A row of the review desk: what its chips say, who vouches for a fact, what is left out."""

from __future__ import annotations

import pytest

from patiented.model import Fact, FactKind, Fate, LedgerRow, Obligation, Proof, Role
from patiented.publishing.review_sheet import SheetRow, SheetSection, Standing
from patiented.rendering.desks.review_rows import Deciding, RowShaper, Typed
from patiented.rendering.speaking import Speaker
from tests.web import samples

SOURCE, TEXT = "Apply twice daily.", "Put it on twice a day."


def ledger_row(fate=Fate.KEPT, proof=Proof.PROGRAM, where=(10, 21), by=""):
    fact = Fact("f", FactKind.FREQUENCY, "twice daily", "2/day", (6, 17))
    return LedgerRow(fact, "s1", Obligation.MUST, fate, proof, where, by)


def shaped(*facts, text=TEXT, **more):
    row = SheetRow("s1", SOURCE, text, Standing.OPEN, facts=facts, **more)
    shaper = RowShaper(Speaker(), samples.AUDIENCES[0], samples.META, Deciding(), Typed())
    part = shaper.part(SheetSection("dosage", Role.DOSAGE, "", (row,)))
    assert part.heading == "How do I use it?"
    return part.rows[0]


def chip(*facts, **more):
    (one,) = shaped(*facts, **more).chips
    return one.fate, one.place, one.by


def test_a_chip_quotes_the_words_that_carry_the_fact_where_they_are_others():
    assert chip(ledger_row()) == ("found", "twice a day", "")
    assert chip(ledger_row(where=(0, 11)), text="Twice daily, put it on.") == ("found", "", "")
    assert chip(ledger_row(where=None)) == ("found", "", "")


def test_a_fact_that_a_person_confirmed_has_their_name():
    assert chip(ledger_row(proof=Proof.PERSON, by="Dr Okoye")) == (
        "found",
        "twice a day",
        "Dr Okoye",
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ledger_row(Fate.OPEN, Proof.NONE), "a person must look"),
        (ledger_row(Fate.LOST, Proof.NONE, None, "a rule"), "not found"),
        (ledger_row(Fate.LOST, Proof.NONE), "changed"),
    ],
)
def test_a_fact_that_is_not_proved_says_what_it_is(row, said):
    fate, _, by = chip(row)
    assert (fate, by) == (said, "")


def test_a_statement_that_is_left_out_says_why():
    row = shaped(text="", left_out="it is about the inside of the cell")
    assert row.left_out == "it is about the inside of the cell"
    assert row.text == ()


def test_nobody_who_may_not_decide_has_a_button():
    row = shaped(ledger_row())
    assert (row.can_approve, row.can_take_back, row.can_ask) == (False, False, False)
