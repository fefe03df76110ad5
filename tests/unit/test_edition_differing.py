"""What a new version does to statements, facts, wording and approvals."""

from __future__ import annotations

import pytest

from patiented.edition.differing import (
    Approvals,
    FactMove,
    Hold,
    Status,
    Version,
    differences,
)
from patiented.model import FactKind, Role
from patiented.proposing import Catalogue
from patiented.proposing.entry import Entry
from patiented.reading import read_bytes
from tests.engines import shipped_engine

HEAD = """\
---
title: What is Alphadrug?
name: Alphadrug
kind: drug
drugs: [Alphadrug]
---

"""
LIMIT = "Do not use more than 60 g per week."
TWICE = "Take 5 mg twice daily."
DEATH = "Alphadrug can cause death."
BODY = f"""\
## Boxed warning

{DEATH}

## Dosage

{LIMIT}
{TWICE}
"""


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture
def compared(engine):
    """Compare two bodies; a row each, those that matter."""

    def compare(old, new, *, catalogue=None, approvals=None, audience="patient", head=HEAD):
        sides = []
        for text, top in ((old, HEAD), (new, head)):
            monograph = read_bytes((top + text).encode(), path="monograph.md")
            edition = engine.edition(monograph, audience, catalogue=catalogue)
            sides.append(Version(monograph, edition))
        return differences(*sides, engine.guard, catalogue, approvals or Approvals())

    return compare


def _catalogue(*entries):
    return Catalogue("patient", "en", entries)


def _rows(found):
    return [(one.status.value, _text(one.old), _text(one.new)) for one in found.statements]


def _text(side):
    return side.statement.text if side else None


def _only(found):
    (row,) = (one for one in found.statements if one.matters)
    return row


def test_the_same_text_is_no_difference(compared):
    found = compared(BODY, BODY)
    assert not found.matters
    assert found.counts["unchanged"] == 3


def test_a_changed_number_is_one_changed_statement_with_one_fact(compared):
    row = _only(compared(BODY, BODY.replace("60 g", "50 g")))
    assert (row.status, row.role) == (Status.CHANGED, Role.DOSAGE)
    assert row.facts == (FactMove(FactKind.QUANTITY, "60 g", "50 g"),)


@pytest.mark.parametrize(
    ("old", "new", "facts"),
    [
        ("Do not use it twice daily.", "Use it twice daily.", [("negation", "not", None)]),
        (
            "Apply the cream to the skin every day.",
            "Apply the cream to the skin every day for 8 weeks.",
            [("duration", None, "8 weeks")],
        ),
        ("Take 60 g or 5 mg daily.", "Take 60 g or 6 mg daily.", [("quantity", "5 mg", "6 mg")]),
        (
            "Take up to 60 g or 5 mg of it.",
            "Take up to 6 mg of it.",
            [("quantity", "60 g", None), ("quantity", "5 mg", "6 mg")],
        ),
        (
            "It helped 30% of patients on Alphadrug and 10% on placebo.",
            "It helped 10% of patients on Alphadrug and 30% on placebo.",
            [("percentage", "30%", "30%"), ("percentage", "10%", "10%")],
        ),
    ],
    ids=["lost", "added", "one of two", "unit goes before order", "swapped"],
)
def test_facts_that_moved_are_named(compared, old, new, facts):
    row = _only(compared(f"## Dosage\n\n{old}\n", f"## Dosage\n\n{new}\n"))
    moves = [(one.kind.value, one.old, one.new) for one in row.facts]
    assert [one for one in moves if one[0] in {kind for kind, _, _ in facts}] == facts


def test_an_added_sentence_is_new_and_leaves_the_others_alone(compared):
    found = compared(BODY, f"{BODY}Keep the tube closed.\n")
    assert _rows(found)[-1] == ("new", None, "Keep the tube closed.")
    assert found.counts["unchanged"] == 3


def test_a_removed_sentence_is_gone_where_it_stood(compared):
    found = compared(BODY, BODY.replace(f"{LIMIT}\n", ""))
    assert _rows(found)[1] == ("gone", LIMIT, None)


def test_a_new_order_within_a_section_is_no_difference(compared):
    entries = (Entry(LIMIT, LIMIT), Entry(TWICE, "Take 5 mg twice a day."))
    turned = BODY.replace(f"{LIMIT}\n{TWICE}", f"{TWICE}\n{LIMIT}")
    assert not compared(BODY, turned, catalogue=_catalogue(*entries)).matters


def test_a_statement_under_another_role_is_moved(compared):
    row = _only(compared(BODY, BODY.replace(f"{TWICE}\n", f"\n## Storage\n\n{TWICE}\n")))
    assert row.status is Status.MOVED
    assert (row.old.statement.role, row.role) == (Role.DOSAGE, Role.STORAGE)


def test_a_renamed_sub_heading_moves_what_stands_under_it(compared):
    body = f"## Dosage\n\n### Eczema\n\n{TWICE}\n"
    row = _only(compared(body, body.replace("Eczema", "Vitiligo")))
    assert (row.status, row.role) == (Status.MOVED, Role.DOSAGE)
    assert row.new.section == "Dosage > Vitiligo"


def test_an_item_under_another_lead_sentence_is_moved(compared):
    body = "## Dosage\n\nDo not take it together with these foods:\n\n- milk\n- wine\n"
    found = compared(body, body.replace("Do not take", "Always take"))
    assert [one.status.value for one in found.statements] == ["changed", "moved", "moved"]


@pytest.mark.parametrize("headings", [("## Dosage", "## Storage"), ("### Eczema", "### Vitiligo")])
def test_repeated_words_stay_with_their_section(compared, headings):
    first, second = (f"{heading}\n\n{TWICE}\n\n" for heading in headings)
    top = f"## Dosage\n\n{LIMIT}\n\n"
    row = _only(compared(top + first + second, top + second))
    assert (row.status, row.old.section.split(" > ")[-1]) == (Status.GONE, headings[0].strip("# "))


def test_exact_wording_lapses_with_its_statement(compared):
    catalogue = _catalogue(Entry(LIMIT, LIMIT), Entry(TWICE, "Take 5 mg twice a day."))
    row = _only(compared(BODY, BODY.replace("60 g", "50 g"), catalogue=catalogue))
    assert row.wording is Hold.LAPSES


def test_a_masked_entry_still_speaks_for_another_number(compared):
    masked = Entry(
        "Do not use more than {dose} per week.",
        "Do not use more than {dose} each week.",
        is_masked=True,
    )
    row = _only(compared(BODY, BODY.replace("60 g", "50 g"), catalogue=_catalogue(masked)))
    assert row.wording is Hold.KEPT


def test_a_masked_entry_goes_on_when_one_of_its_statements_is_gone(compared):
    masked = Entry("Take {dose} twice daily.", "Take {dose} twice a day.", is_masked=True)
    body = "## Dosage\n\nTake 5 mg twice daily.\n\n## Storage\n\nTake 9 mg twice daily.\n"
    row = _only(compared(body, body.partition("\n## Storage")[0], catalogue=_catalogue(masked)))
    assert (row.status, row.wording) == (Status.GONE, Hold.KEPT)


def test_wording_that_the_guard_refuses_was_never_there(compared):
    catalogue = _catalogue(Entry(LIMIT, "Do not use more than 6 g per week."))
    row = _only(compared(BODY, BODY.replace("60 g", "50 g"), catalogue=catalogue))
    assert row.wording is Hold.NONE


def test_wording_for_one_role_lapses_when_the_statement_moves_to_another(compared):
    catalogue = _catalogue(Entry(TWICE, "Take 5 mg twice a day.", context="dosage"))
    moved = BODY.replace(f"{TWICE}\n", f"\n## Storage\n\n{TWICE}\n")
    assert _only(compared(BODY, moved, catalogue=catalogue)).wording is Hold.LAPSES


def test_an_omission_is_kept_while_its_statement_stays(compared):
    inside = "## Mechanism of action\n\nAlphadrug inhibits kinases in the cytosol.\n"
    entry = Entry("Alphadrug inhibits kinases in the cytosol.", omit="It is about the cell.")
    found = compared(inside, inside, catalogue=_catalogue(entry))
    assert [one.wording for one in found.statements] == [Hold.KEPT]


def test_an_approval_that_ends_is_told_also_where_no_word_changed(compared, engine):
    ids = [one.id for one in read_bytes((HEAD + BODY).encode(), path="monograph.md").statements()]
    approvals = Approvals(frozenset(ids), frozenset(ids[1:]))
    row = _only(compared(BODY, BODY, approvals=approvals))
    assert (row.status, row.approval) == (Status.UNCHANGED, Hold.LAPSES)


def test_front_matter_and_references_are_named_when_they_change(compared):
    head = HEAD.replace("kind: drug", "kind: drug\nsummary: Alphadrug is a cream.")
    old = BODY.replace(LIMIT, f"{LIMIT}[^1]") + "\n[^1]: A label. <https://example.org/1>\n"
    found = compared(old, old.replace("org/1", "org/2"), head=head)
    assert found.beside == ("summary", "references")
    assert found.matters


def test_a_text_compared_with_an_empty_one_is_all_gone(compared):
    found = compared(BODY, "## Dosage\n\nKeep the tube closed.\n")
    assert (found.counts["gone"], found.counts["new"]) == (3, 1)
