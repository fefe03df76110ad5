"""What readers see change from one version of an edition to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patiented.edition.differing import FactMove, Status
from patiented.edition.versions import changes
from patiented.model import Fact, FactKind, Fate, LedgerRow, Obligation, Proof, Reference
from tests.store_fixtures import make_edition
from tests.web.samples import said


def statement(identity, text, source=""):
    return said(identity, source or text, text)


def row(identity, kind, text, fate=Fate.KEPT):
    fact = Fact(f"{identity}.{text}", kind, text, text, (0, len(text)))
    return LedgerRow(fact, identity, Obligation.MUST, fate, Proof.PROGRAM)


def version(*statements, ledger=()):
    return replace(make_edition(statements=statements), ledger=ledger)


def told(found):
    return [
        (
            one.status.value,
            one.old.statement.text if one.old else None,
            one.new.statement.text if one.new else None,
        )
        for one in found.statements
    ]


def test_the_same_texts_are_no_change():
    one = version(statement("a", "Take it."), statement("b", "Stop."))
    assert changes(one, one).statements == ()


def test_new_wording_of_the_same_source_is_a_changed_statement():
    old, new = (
        statement("a", "Take it.", "To be taken."),
        statement("a", "Swallow it.", "To be taken."),
    )
    found = changes(version(old), version(new))
    assert told(found) == [("changed", "Take it.", "Swallow it.")]


def test_an_edited_source_sentence_is_one_changed_statement():
    old = version(statement("a", "Use 60 g.", "Do not exceed 60 g per week."))
    new = version(statement("b", "Use 30 g.", "Do not exceed 30 g per week."))
    assert told(changes(old, new)) == [("changed", "Use 60 g.", "Use 30 g.")]


def test_statements_that_come_and_go_are_told_in_page_order():
    old = version(statement("a", "Keep it cold."), statement("b", "Wash your hands."))
    new = version(statement("b", "Wash your hands."), statement("c", "Ask before you drive."))
    assert told(changes(old, new)) == [
        ("gone", "Keep it cold.", None),
        ("new", None, "Ask before you drive."),
    ]


def test_statements_that_changed_places_are_no_change():
    one, two = statement("a", "Take it."), statement("b", "Stop.")
    assert changes(version(one, two), version(two, one)).statements == ()


def test_a_number_that_moved_is_told_with_its_old_value():
    old = version(statement("a", "Use 60 g."), ledger=(row("a", FactKind.QUANTITY, "60 g"),))
    new = version(statement("a", "Use 30 g."), ledger=(row("a", FactKind.QUANTITY, "30 g"),))
    (found,) = changes(old, new).statements
    assert found.facts == (FactMove(FactKind.QUANTITY, "60 g", "30 g"),)


def test_a_fact_that_readers_are_no_longer_shown_is_told_though_the_source_has_it():
    fact = row("a", FactKind.DURATION, "8 weeks")
    old = version(statement("a", "Use it for 8 weeks."), ledger=(fact,))
    new = version(statement("a", "Use it."), ledger=(replace(fact, fate=Fate.LEFT_OUT),))
    (found,) = changes(old, new).statements
    assert found.facts == (FactMove(FactKind.DURATION, "8 weeks", None),)


def test_the_same_words_with_other_facts_behind_them_are_told():
    old = version(statement("a", "Use a little."), ledger=(row("a", FactKind.QUANTITY, "1 g"),))
    new = version(statement("a", "Use a little."), ledger=(row("a", FactKind.QUANTITY, "2 g"),))
    (found,) = changes(old, new).statements
    assert (found.status, len(found.facts)) == (Status.UNCHANGED, 1)


@pytest.mark.parametrize("kind", [FactKind.CITATION, FactKind.TERM])
def test_the_number_of_a_source_and_a_mere_word_are_no_facts_to_a_reader(kind):
    old = version(statement("a", "Take it."), ledger=(row("a", kind, "source 1"),))
    new = version(statement("a", "Take it."), ledger=(row("a", kind, "source 2"),))
    assert changes(old, new).statements == ()


def test_changed_sources_are_named_beside_the_statements():
    old = version(statement("a", "Take it."))
    new = replace(old, references=(Reference(1, "label", "A label."),))
    assert changes(old, new).beside == ("references",)
