"""What stands under "In short": whole sentences of the page, or the heading of a list."""

from __future__ import annotations

import pytest

from patiented.model import FactKind, FactVerdict, MonographKind, Role, Verdict
from patiented.rendering.key_points import MOST, key_points
from tests.web import samples

PATIENT = samples.audience("patient")
NO_BREAK = "\N{NO-BREAK SPACE}"
EPILEPSY = samples.replace(samples.META, name="epilepsy", kind=MonographKind.CONDITION)


def points_of(sections, meta=samples.META):
    return key_points(samples.edition("patient", sections=sections, meta=meta), PATIENT)


def texts(points):
    return [one.text.replace(NO_BREAK, " ") for one in points]


def said(text, *facts):
    kept = tuple(
        FactVerdict(samples.fact("x", kind, "x", value), Verdict.KEPT) for kind, value in facts
    )
    return samples.said(text, "s", text, facts=kept)


SHOULD = (FactKind.MODALITY, "modality should")
OVERVIEW = samples.section(Role.OVERVIEW, "A", samples.paragraph(said("Epilepsy is an illness.")))


def test_a_key_point_of_the_overview_is_a_single_sentence():
    long = samples.said("1", "s", "Zeltrina is a cream. It blocks JAK1.")
    short = samples.said("2", "s", "Zeltrina treats eczema.")
    dose = samples.said("3", "s", "Do not use Zeltrina on a wound.")
    sections = (
        samples.section(Role.OVERVIEW, "A", samples.paragraph(long, short)),
        samples.section(Role.CONTRAINDICATIONS, "B", samples.paragraph(dose)),
    )
    points = points_of(sections)
    assert [one.text for one in points] == [short.text, dose.text]


def test_a_dose_from_under_a_heading_is_a_key_point_only_with_its_heading():
    def point(text, heading):
        block = samples.paragraph(samples.said("x", "s", text, facts=samples.DOSE_FACTS))
        sub = samples.section(Role.DOSAGE, heading, block, level=3, identity="sub")
        edition = samples.edition("patient", sections=(*samples.plain_sections("patient")[:3], sub))
        return text in {one.text.replace(NO_BREAK, " ") for one in key_points(edition, PATIENT)}

    assert point("For eczema, use no more than 60 grams in one week.", "Eczema (a rash)")
    assert point("Use no more Zeltrina than 60 grams in one week.", "Eczema (a rash)")
    assert not point("Use no more than 60 grams in one week.", "Eczema (a rash)")


def test_a_sentence_without_a_dose_is_no_key_point_of_the_dosage():
    block = samples.paragraph(samples.said("x", "s", "The cream is white."))
    sections = (*samples.plain_sections("patient")[:3], samples.section(Role.DOSAGE, "H", block))
    points = points_of(sections)
    assert "The cream is white." not in {one.text for one in points}


def test_one_key_point_alone_makes_no_list():
    only = samples.plain_sections("patient")[:1]
    assert points_of(only) == ()


def test_what_tells_to_act_goes_before_what_only_tells():
    block = samples.paragraph(said("Seizures vary."), said("You should rest.", SHOULD))
    points = points_of((OVERVIEW, samples.section(Role.WARNINGS, "B", block)), EPILEPSY)
    assert texts(points) == ["Epilepsy is an illness.", "You should rest.", "Seizures vary."]


def test_a_part_that_says_when_to_call_comes_first_as_a_link_to_its_list():
    lead = samples.paragraph(said("Call 911 if any of these is true:"))
    calls = samples.section(Role.WARNINGS, "When to call", lead, level=3, identity="calls")
    block = samples.paragraph(said("You should rest.", SHOULD))
    points = points_of((OVERVIEW, samples.section(Role.WARNINGS, "B", block), calls), EPILEPSY)
    assert texts(points)[1:] == ["When to call", "You should rest."]
    assert (points[1].is_heading, points[1].anchor) == (True, "sec-calls")


def test_another_number_with_the_same_digits_is_no_call():
    lead = samples.paragraph(said("It was seen in 9110 people."))
    part = samples.section(Role.WARNINGS, "How often", lead, level=3, identity="often")
    assert not any(one.is_heading for one in points_of((OVERVIEW, part), EPILEPSY))


def test_who_must_not_use_it_is_a_link_where_it_is_a_list():
    items = samples.bullets(samples.item("a", "a", "Pregnancy"))
    banned = samples.section(Role.CONTRAINDICATIONS, "Who must not use it?", items)
    overview = samples.section(Role.OVERVIEW, "A", samples.paragraph(said("Zeltrina is a cream.")))
    points = points_of((overview, banned))
    assert [one.is_heading for one in points] == [False, True]
    assert points[1].text == "Who must not use it?"


def test_a_strength_alone_is_no_key_point():
    strength = said("Tablets of 25 mg and 50 mg.", (FactKind.QUANTITY, "eq 25 mg"))
    section = samples.section(Role.DOSAGE, "C", samples.paragraph(strength))
    assert "Tablets of 25 mg and 50 mg." not in texts(points_of((OVERVIEW, section)))


@pytest.mark.parametrize("kind", MonographKind)
def test_a_list_in_short_stays_short(kind):
    sections = tuple(
        samples.section(
            role, "H", samples.paragraph(*(said(f"{role} {n}.", SHOULD) for n in "abcd"))
        )
        for role in Role
        if role is not Role.REFERENCES
    )
    points = points_of(sections, samples.replace(samples.META, kind=kind))
    assert len(points) == MOST
