"""Two editions side by side: which rows, what became of them, what is marked in their texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patiented.model import (
    Fact,
    FactKind,
    Fate,
    LedgerRow,
    LeftOut,
    Obligation,
    Origin,
    Proof,
    Role,
)
from patiented.rendering import Site
from patiented.rendering.comparing import Addresses, Side, compare_page
from patiented.rendering.marking import GONE, SAME, WORDS, Mark, marked, other_words
from tests.web import samples
from tests.web.samples import bullets, item, paragraph, said, section

AT = Addresses(Site("/", "/policy", "", "", "", ""), "/m/z/patient", "/m/z/compare")
SOURCE = "Apply a thin layer twice daily; do not exceed 60 g per week in phase 3 studies."
TEXT = "Put on a thin layer twice a day. Do not use more than 60 grams in one week."


def row(kind, text, where="", fate=Fate.KEPT, *, texts=(SOURCE, TEXT), statement="dose"):
    source, shown = texts
    start = source.index(text)
    fact = Fact(f"{statement}.{text}", kind, text, text, (start, start + len(text)))
    place = (shown.index(where), shown.index(where) + len(where)) if where else None
    proof = Proof.PROGRAM if fate is Fate.KEPT else Proof.NONE
    return LedgerRow(fact, statement, Obligation.SIMPLIFY, fate, proof, place)


KEPT = (
    row(FactKind.FREQUENCY, "twice daily", "twice a day"),
    row(FactKind.QUANTITY, "60 g", "60 grams"),
    row(FactKind.TERM, "thin layer", "thin layer"),
)
LEFT = row(FactKind.TERM, "phase 3", fate=Fate.LEFT_OUT)


def side(name, *sections, ledger=(), left_out=()):
    page = samples.published(name, sections=sections, ledger=ledger, left_out=left_out)
    return Side(page, samples.audience(name), f"/m/z/{name}")


def dose(name, text, ledger=(), **more):
    return side(
        name,
        section(Role.DOSAGE, "How", paragraph(said("dose", SOURCE, text, **more))),
        ledger=ledger,
    )


def compared(left, right, *, only=False):
    return compare_page(left, right, samples.AUDIENCES, AT, only=only)


def only_row(left, right):
    (part,) = compared(left, right).parts
    (found,) = part.rows
    return found


def marks(cell):
    """The marked stretches of a cell as (mark, text)."""
    patches = [p for one in cell.lines for run in (one.lead, *one.points) for p in run]
    return [(p.mark, p.text.replace("\xa0", " ")) for p in patches if p.mark]


CLINICIAN = dose("clinician", SOURCE)


def test_facts_that_both_sides_have_are_marked_where_the_ledger_says_they_stand():
    found = only_row(dose("patient", TEXT, KEPT), CLINICIAN)
    assert (found.fate, found.said) == ("facts", "Same facts")
    assert marks(found.left) == [("same", "twice a day"), ("same", "60 grams")]
    assert marks(found.right) == [("same", "twice daily"), ("same", "60 g")]


def test_the_clinician_text_may_stand_on_the_left():
    found = only_row(CLINICIAN, dose("patient", TEXT, (*KEPT, LEFT)))
    assert marks(found.left) == [("same", "twice daily"), ("same", "60 g"), ("gone", "phase 3")]
    assert found.note == "Only on the left: phase\xa03."
    assert (found.left.clinical, found.right.clinical) == (True, False)


def test_words_that_are_left_out_are_marked_in_the_source_and_told():
    found = only_row(dose("patient", TEXT, (*KEPT, LEFT)), CLINICIAN)
    assert (found.fate, found.said) == ("part", "Some words left out")
    assert ("gone", "phase 3") in marks(found.right)
    assert found.note == "Only on the right: phase\xa03."


def test_a_fact_said_more_simply_is_marked_on_both_sides():
    general = row(FactKind.TERM, "thin layer", "thin layer", Fate.GENERAL)
    found = only_row(dose("patient", TEXT, (general,)), CLINICIAN)
    assert (found.fate, found.said) == ("simpler", "Said more simply")
    assert marks(found.left) == marks(found.right) == [("simpler", "thin layer")]


def test_an_open_fact_outweighs_the_facts_that_are_kept():
    unsure = row(FactKind.MODALITY, "do not", "Do not", Fate.OPEN)
    found = only_row(dose("patient", TEXT, (*KEPT, unsure)), CLINICIAN)
    assert (found.fate, found.said) == ("open", "To be checked")
    assert ("open", "Do not") in marks(found.left)


def test_a_sentence_without_known_facts_is_not_said_to_have_the_same():
    found = only_row(dose("patient", TEXT), CLINICIAN)
    assert found.said == "Other words"


def test_a_sentence_that_waits_for_a_writer_is_told_as_such():
    raw = dose("patient", SOURCE, needs_writer=True, origin=Origin.CANONICAL)
    found = only_row(raw, CLINICIAN)
    assert (found.said, found.note) == ("Same words", "Still in clinician words.")


def test_the_name_of_the_page_itself_is_not_marked():
    text, source = "Zeltrina is a cream.", "Zeltrina is a topical cream."
    fact = row(FactKind.DRUG, "Zeltrina", "Zeltrina", texts=(source, text), statement="d")
    pages = [
        side(name, section(Role.OVERVIEW, "What", paragraph(said("d", source, shown))), ledger=led)
        for name, shown, led in (("patient", text, (fact,)), ("clinician", source, ()))
    ]
    assert marks(only_row(*pages).left) == []


def test_a_statement_that_is_left_out_stands_beside_its_neighbors_with_the_reason():
    clinician = side(
        "clinician",
        section(
            Role.DOSAGE,
            "Dosage",
            paragraph(said("a", "A.", "A."), said("x", "X.", "X."), said("b", "B.", "B.")),
        ),
    )
    patient = side(
        "patient",
        section(Role.DOSAGE, "How", paragraph(said("a", "A.", "One."), said("b", "B.", "Two."))),
        left_out=(LeftOut("x", Role.DOSAGE, "X.", "it is for staff"),),
    )
    (part,) = compared(patient, clinician).parts
    assert [row.anchor for row in part.rows] == ["s-a", "s-x", "s-b"]
    assert part.rows[1].said == "Left out"
    assert part.rows[1].left.missing == "Not in this edition. Why: it is for staff"


def test_what_opens_a_section_on_the_right_alone_stands_before_what_follows_it():
    right = side("clinician", section(Role.DOSAGE, "D", paragraph(*sentences("x", "y", "a"))))
    left = side("patient", section(Role.DOSAGE, "How", paragraph(*sentences("a"))))
    (part,) = compared(left, right).parts
    assert [row.anchor for row in part.rows] == ["s-x", "s-y", "s-a"]


def test_a_section_that_the_left_edition_lacks_comes_last_under_its_own_heading():
    right = side(
        "clinician",
        section(Role.MECHANISM, "Mechanism", paragraph(*sentences("x"))),
        section(Role.DOSAGE, "Dosage", paragraph(*sentences("a"))),
    )
    left = side("patient", section(Role.DOSAGE, "How", paragraph(*sentences("a"))))
    assert [part.heading for part in compared(left, right).parts] == ["How", "Mechanism"]


def sentences(*names):
    return tuple(said(name, f"{name}.", f"{name}.") for name in names)


def test_every_text_of_both_editions_is_in_some_row():
    left, right = (
        Side(samples.published(n), samples.audience(n), "")
        for n in samples.LABELS
        if n != "caregiver"
    )
    page = compared(left, right)
    for index, one in enumerate((left, right)):
        cells = [(row.left, row.right)[index] for part in page.parts for row in part.rows]
        shown = ["".join(text(cell)) for cell in cells if not cell.missing]
        wanted = [s.text for s in one.shown.edition.statements()]
        assert sorted(shown) == sorted(wanted)


def text(cell):
    return (
        p.text.replace("\xa0", " ")
        for one in cell.lines
        for run in (one.lead, *one.points)
        for p in run
    )


def test_only_differences_keeps_what_is_simpler_or_left_out_of_the_source():
    patient = side(
        "patient",
        section(Role.DOSAGE, "How", paragraph(said("dose", SOURCE, TEXT), *sentences("a"))),
        ledger=(*KEPT, LEFT),
    )
    clinician = side(
        "clinician",
        section(Role.DOSAGE, "D", paragraph(said("dose", SOURCE, SOURCE), *sentences("a"))),
    )
    page = compared(patient, clinician, only=True)
    assert [row.anchor for part in page.parts for row in part.rows] == ["s-dose"]
    assert [one.said for one in page.tallies] == ["Same words: 1", "Some words left out: 1"]


def test_two_audiences_are_marked_by_the_words_that_differ():
    caregiver = TEXT.replace("Put on", "Spread").replace("week", "day")
    found = only_row(dose("patient", TEXT, KEPT), dose("caregiver", caregiver, KEPT))
    assert found.said == "Same facts, other words"
    assert marks(found.left) == [("words", "Put on"), ("words", "week")]
    assert marks(found.right) == [("words", "Spread"), ("words", "day")]


def test_two_audiences_with_other_facts_say_which():
    shorter = "Put on a thin layer twice a day."
    left = dose("patient", TEXT, KEPT)
    right = dose("caregiver", shorter, (KEPT[0], replace(KEPT[1], fate=Fate.LEFT_OUT, where=None)))
    found = only_row(left, replace(right))
    assert found.said == "Not the same facts"
    assert found.note.startswith("Only on the left: 60\xa0g")
    assert ("gone", "60 grams") in marks(found.left)


def test_the_same_edition_on_both_sides_is_not_compared():
    page = compared(CLINICIAN, CLINICIAN)
    assert (page.columns, page.parts) == ((), ())


def test_points_of_a_list_are_marked_in_their_lines():
    shown = "Tell your doctor about:\n- fever\n- a cough"
    lines = marked(shown, [Mark((26, 31), SAME), Mark((34, 41), GONE)])
    assert [[(p.mark, p.text) for p in point] for one in lines for point in one.points] == [
        [("same", "fever")],
        [("gone", "a cough")],
    ]


def test_where_two_marks_meet_the_graver_one_shows():
    (line,) = marked("60 grams", [Mark((0, 8), GONE), Mark((3, 8), WORDS)])
    assert [(p.mark, p.text) for p in line.lead] == [("gone", "60\xa0grams")]


@pytest.mark.parametrize("span", [(-3, 2), (5, 99), (9, 4)])
def test_a_span_outside_of_the_text_takes_no_word_from_it(span):
    (line,) = marked("Do not.", [Mark(span, SAME)])
    assert "".join(p.text for p in line.lead) == "Do not."


@pytest.mark.parametrize(
    ("one", "two", "mine", "theirs"),
    [
        ("Do not use it.", "Do not use it", [], []),
        ("Do not use it.", "Use it.", ["Do not"], []),
        ("20 mg", "2.0 mg", ["20"], ["2.0"]),
        ("your skin, twice", "their Skin twice", ["your"], ["their"]),
    ],
)
def test_words_that_differ_are_found_without_the_marks_around_them(one, two, mine, theirs):
    left, right = other_words(one, two)
    assert [one[slice(*span)] for span in left] == mine
    assert [two[slice(*span)] for span in right] == theirs


def test_list_items_are_rows_of_their_own():
    page = side(
        "patient", section(Role.DOSAGE, "How", bullets(item("i", "I.", "1"), item("j", "J.", "2")))
    )
    other = side(
        "clinician",
        section(Role.DOSAGE, "D", bullets(item("i", "I.", "I."), item("j", "J.", "J."))),
    )
    (part,) = compared(page, other).parts
    assert len(part.rows) == 2
