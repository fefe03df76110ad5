"""What the program finds for each item: in texts that have it, and in texts that have not."""

from __future__ import annotations

import pytest

from patiented.assessing import (
    Status,
    instrument,
    instruments,
    material_of,
    missing,
    score_material,
    settled,
    totals,
)
from patiented.assessing.cues import cues
from patiented.assessing.looks import LOOKS
from patiented.errors import QueryError

LONG = "This is a sentence of just some plain words. " * 30


def found(name, item, text, form="markdown", lang="en"):
    scored = score_material(material_of(text, form, lang))
    judged = next(one for one in scored.judged if one.instrument.id == name)
    return next(evidence for asked, evidence in judged.found if asked.id == item)


def texts(evidence):
    return [place.text for place in evidence.places]


def test_the_instruments_have_the_items_of_their_makers():
    cdc, pemat = instruments()
    assert [item.id for item in cdc.items] == [str(n) for n in range(1, 21)]
    assert [item.id for item in pemat.items] == [str(n) for n in range(1, 27) if n not in {13, 14}]


def test_every_look_is_used_and_every_item_has_one():
    used = {item.check for one in instruments() for item in one.items}
    assert used == set(LOOKS) | used
    assert set(LOOKS) - used == set()


def test_every_item_is_written_as_a_statement_with_a_word_on_how_to_judge_it():
    for one in instruments():
        for item in one.items:
            assert item.asks.endswith(".")
            assert item.look
            assert ("na" in item.answers) is bool(item.without)


CHECKED = [
    ("cdc", "4", "Plain words.", "no"),
    ("cdc", "8", "No list here.", "no"),
    ("cdc", "8", "Signs:\n\n- a\n- b\n- c", "yes"),
    ("cdc", "9", "No heading.", "no"),
    ("cdc", "15", "No number here.", "na"),
    ("cdc", "16", "No number here.", "na"),
    ("cdc", "17", "Take vitamin B12 for type 2 diabetes.", "na"),
    ("cdc", "20", "No number here.", "na"),
    ("pemat-p", "6", "No number here.", "na"),
    ("pemat-p", "7", "No number here.", "yes"),
    ("pemat-p", "8", "Two words.", "na"),
    ("pemat-p", "8", "# A\n\nOne.\n\nTwo.\n\n# B\n\nThree.", "yes"),
    ("pemat-p", "9", "Two words.", "na"),
    ("pemat-p", "9", "One.\n\nTwo.\n\nThree.", "no"),
    ("pemat-p", "11", "Two words.", "na"),
    ("pemat-p", "16", "No picture.", "na"),
    ("pemat-p", "17", "No picture.", "na"),
    ("pemat-p", "18", "No picture.", "na"),
    ("pemat-p", "19", "No table.", "na"),
    ("pemat-p", "24", "No number here.", "na"),
    ("pemat-p", "25", "No chart here.", "na"),
]


@pytest.mark.parametrize(("name", "item", "text", "answer"), CHECKED)
def test_the_form_of_a_text_answers_an_item(name, item, text, answer):
    evidence = found(name, item, text)
    assert (evidence.status, evidence.answer) == (Status.CHECKED, answer)


FLAGGED = [
    ("cdc", "4", "![a hand](x.png) Words."),
    ("cdc", "8", "- a\n- b"),
    ("cdc", "8", "".join(f"- {n}\n" for n in "abcdefgh")),
    ("cdc", "9", "# One\n\nWords."),
    ("cdc", "15", "Take 2 pills."),
    ("cdc", "17", "Take two pills."),
    ("cdc", "20", "It helped 7 out of 100 people."),
    ("pemat-p", "7", "Take 2 pills."),
    ("pemat-p", "8", f"# A\n\n{LONG}\n\nTwo.\n\nThree."),
    ("pemat-p", "9", "# A\n\nOne.\n\nTwo.\n\nThree."),
    ("pemat-p", "16", "![a](x.png) Words."),
    ("pemat-p", "17", "![a](x.png) Words."),
    ("pemat-p", "19", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ("pemat-p", "25", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
]


@pytest.mark.parametrize(("name", "item", "text"), FLAGGED)
def test_what_the_form_does_not_settle_waits_for_a_person(name, item, text):
    evidence = found(name, item, text)
    assert (evidence.status, evidence.answer) == (Status.FLAGGED, "")


PLACES = [
    ("cdc", "2", "First one. Then two.", ["First one.", "Then two."]),
    ("cdc", "3", "Use it **twice a day**.", ["twice a day"]),
    ("cdc", "5", "It is a cream. Use it now.", ["Use it now."]),
    ("cdc", "5", "If it burns, call your doctor.", ["If it burns, call your doctor."]),
    ("cdc", "5", "Use of the cream is rare. The call was short.", []),
    ("cdc", "6", "It is a cream. It is blue. It is new. The cream should be applied.", []),
    ("cdc", "6", "The cream should be applied.", ["The cream should be applied."]),
    ("cdc", "7", "Watch for thrombocytopenia.", ["Watch for thrombocytopenia."]),
    ("cdc", "7", "Use the cream.", []),
    (
        "cdc",
        "11",
        "Experts say so. It is not known why.",
        ["Experts say so.", "It is not known why."],
    ),
    ("cdc", "13", "Use it. It helps you sleep.", ["It helps you sleep."]),
    ("cdc", "13", "Use it.", []),
    ("cdc", "14", "Use it twice a day. Stop it.", ["Use it twice a day."]),
    ("cdc", "15", "It rose by 2.5 points. Use 2 pills.", ["It rose by 2.5 points."]),
    ("cdc", "16", "In all 40 people got better.", ["In all 40 people got better."]),
    ("cdc", "17", "Take 5 mg per kg.", ["Take 5 mg per kg."]),
    ("cdc", "18", "It can cause harm. It is blue.", ["It can cause harm."]),
    ("cdc", "19", "It can cause harm. It works.", ["It can cause harm.", "It works."]),
    ("cdc", "20", "Pain came to 7%. Use 2 pills.", ["Pain came to 7%."]),
    ("pemat-p", "4", "Watch for thrombocytopenia.", ["Watch for thrombocytopenia."]),
    ("pemat-p", "4", "Thrombocytopenia means too few platelets.", []),
    ("pemat-p", "5", "The cream is applied. You use it.", ["The cream is applied."]),
    ("pemat-p", "21", "Patients should stop. Stop it now.", ["Patients should stop."]),
    ("pemat-p", "23", "Fill in the diary. Use it.", ["Fill in the diary."]),
]


@pytest.mark.parametrize(("name", "item", "text", "wanted"), PLACES)
def test_the_places_to_look_at_are_found_and_no_others(name, item, text, wanted):
    evidence = found(name, item, text)
    assert evidence.status is Status.FLAGGED
    assert texts(evidence) == wanted


def test_a_place_stands_where_it_says():
    material = material_of("# One\n\nIt is a cream. Use it now.\n\n- Call us.", "markdown")
    judged = score_material(material).judged[0]
    places = [place for _, evidence in judged.found for place in evidence.places]
    assert len(places) > 5
    assert all(place.text in material.text for place in places)
    orders = {item.id: evidence for item, evidence in judged.found}["5"].places
    assert [material.text[one.start : one.end] for one in orders] == ["Use it now.", "Call us."]


def test_shares_with_different_bases_ask_for_calculation():
    same = found("cdc", "17", "Pain: 7 out of 100 people. Rash: 2 out of 100 people.")
    other = found("cdc", "17", "Pain: 7 out of 100 people. Rash: 2 out of 50 people.")
    assert not same.places
    assert {place.note for place in other.places} == {"100, 50"}


def test_a_list_of_further_reading_is_no_list():
    text = "# Cream\n\nUse it.\n\n# Further reading\n\n- a\n- b\n- c"
    assert found("cdc", "8", text).answer == "no"


def test_plain_text_shows_no_pictures_so_a_person_looks():
    for item in ("15", "16", "19", "25", "26"):
        assert found("pemat-p", item, "Use it.", "text").status is Status.PERSON
    assert found("cdc", "4", "Use it.", "text").status is Status.PERSON


def test_in_another_language_only_the_form_is_looked_at():
    assert found("cdc", "5", "Lave sus manos.", lang="es").status is Status.PERSON
    assert found("cdc", "8", "- a\n- b\n- c", lang="es").answer == "yes"
    assert cues("es") is None


def test_an_empty_text_is_looked_at_without_an_error():
    assert len(score_material(material_of("", "text")).judged) == 2


# What the answers of a person come to.


def all_yes(one):
    return {item.id: "yes" for item in one.items}


def test_there_is_no_total_before_a_person_has_answered_every_item():
    cdc = instrument("cdc")
    answers = all_yes(cdc)
    del answers["20"]
    assert totals(cdc, answers) == ()
    assert missing(cdc, answers) == ("20",)
    assert totals(cdc, {}) == ()


def test_the_one_item_of_the_index_where_no_is_good():
    (total,) = totals(instrument("cdc"), all_yes(instrument("cdc")))
    assert (total.points, total.applicable) == (19, 20)
    (total,) = totals(instrument("cdc"), all_yes(instrument("cdc")) | {"17": "no"})
    assert total.percent == 100


def test_without_a_main_message_five_items_are_lost_by_rule():
    given = settled(instrument("cdc"), {"1": "no", "2": "yes"})
    assert {item: given[item] for item in ("2", "3", "4", "6", "10")} == dict.fromkeys(
        ("2", "3", "4", "6", "10"), "no"
    )


def test_items_that_do_not_apply_leave_the_count():
    cdc = instrument("cdc")
    answers = all_yes(cdc) | {"12": "no", "15": "na", "16": "na", "17": "na"}
    (total,) = totals(cdc, answers)
    assert (total.points, total.applicable) == (13, 14)  # 13, 14 and 19 follow from 12


def test_pemat_has_two_results():
    pemat = instrument("pemat-p")
    answers = all_yes(pemat) | {"24": "na", "25": "na", "26": "no"}
    understood, acted = totals(pemat, answers)
    assert (understood.scale, understood.points, understood.applicable) == (
        "Understandability", 17, 17,
    )  # fmt: skip
    assert (acted.scale, acted.points, acted.applicable) == ("Actionability", 4, 5)


def test_an_unknown_instrument_or_item_is_named():
    with pytest.raises(QueryError, match="cdc, pemat-p"):
        instrument("flesch")
    with pytest.raises(QueryError, match="no item '13'"):
        instrument("pemat-p").item("13")
