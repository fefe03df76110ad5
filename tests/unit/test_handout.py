"""What stands on a handout: the whole edition, or a short form whose sections are never cut."""

from __future__ import annotations

from itertools import pairwise

import pytest

from patiented.model import MonographKind, Obligation, Role
from patiented.rendering import Templates
from patiented.rendering.handout import handouts
from patiented.rendering.handout_context import Sheet
from tests.web import samples

TEMPLATES = Templates((samples.ROOT / "templates",))
PATIENT = samples.audience("patient")
SHORT = Sheet(short=True)


def shaped(sheet=SHORT, audience=PATIENT, **edition):
    return handouts(samples.published(**edition), audience, TEMPLATES, sheet)


def headings(page):
    return [one.heading for one in page.parts]


def part(role, text, heading="", level=2, identity=""):
    said = samples.said(f"{role.value}{identity}", text, text)
    return samples.section(
        role, heading or role.value, samples.paragraph(said), level=level, identity=identity
    )


SECTIONS = tuple(
    part(role, f"All about {role.value}.")
    for role in (
        Role.BOXED_WARNING,
        Role.INDICATIONS,
        Role.CONTRAINDICATIONS,
        Role.DOSAGE,
        Role.SPECIFIC_POPULATIONS,
        Role.WARNINGS,
        Role.OVERDOSE,
        Role.MECHANISM,
    )
)


def test_the_whole_handout_is_one_page_record_with_every_section():
    (page,) = shaped(Sheet())
    assert page.parts == page.page.parts
    assert page.absent == ()
    assert page.lines == 4


def test_the_clinicians_handout_has_no_lines_for_questions():
    (page,) = shaped(Sheet(), samples.audience("clinician"))
    assert page.lines == 0


def test_each_choice_of_a_short_handout_shows_less_than_the_one_before():
    sizes = [(len(one.parts), len(one.points), one.lines) for one in shaped(sections=SECTIONS)]
    assert len(sizes) > 3
    assert all(sum(a) > sum(b) for a, b in pairwise(sizes))


def test_the_last_choice_still_says_how_to_use_it_and_who_must_not():
    last = shaped(sections=SECTIONS)[-1]
    assert headings(last) == ["contraindications", "dosage"]
    assert last.page.warning


def test_the_signs_of_danger_are_given_up_last():
    assert headings(shaped(sections=SECTIONS)[-2]) == ["contraindications", "dosage", "warnings"]


def test_of_an_illness_the_signs_are_never_given_up():
    meta = samples.replace(samples.META, kind=MonographKind.CONDITION)
    last = shaped(sections=SECTIONS, meta=meta)[-1]
    assert headings(last) == ["contraindications", "warnings"]


def test_where_nothing_is_about_who_must_not_who_it_is_for_is_never_given_up():
    sections = [one for one in SECTIONS if one.role is not Role.CONTRAINDICATIONS]
    assert headings(shaped(sections=tuple(sections))[-1]) == ["indications", "dosage"]


def test_a_section_is_shown_with_all_that_stands_under_it():
    under = part(Role.DOSAGE, "Children use half.", "Children", 3, "kids")
    sections = (*SECTIONS[:4], under, *SECTIONS[4:])
    for page in shaped(sections=sections):
        found = headings(page)
        assert found[found.index("dosage") + 1] == "Children"


def test_a_section_is_shown_where_only_what_stands_under_it_has_the_role():
    under = part(Role.CONTRAINDICATIONS, "Do not use it.", "Never", 3, "never")
    sections = (part(Role.OTHER, "More.", "More"), under, part(Role.DOSAGE, "Once a day."))
    assert headings(shaped(sections=sections)[-1]) == ["More", "Never", "dosage"]


def test_what_an_audience_need_not_have_is_on_no_short_handout():
    plans = tuple(
        samples.replace(one, obligation=Obligation.SIMPLIFY) if one.role is Role.OVERDOSE else one
        for one in PATIENT.sections
    )
    audience = samples.replace(PATIENT, sections=plans)
    assert all(
        "overdose" not in headings(page) for page in shaped(SHORT, audience, sections=SECTIONS)
    )


def test_a_short_handout_names_what_is_not_on_it_and_says_that_it_is_short():
    last = shaped(sections=SECTIONS)[-1]
    assert last.absent == (
        "indications",
        "specific_populations",
        "warnings",
        "overdose",
        "mechanism",
    )
    text = TEMPLATES.render(last)
    assert "This is a short handout. It does not have the whole text." in text
    assert "Ask for the whole text." in text


def test_a_short_handout_with_an_address_says_where_the_whole_text_is():
    page = shaped(Sheet(short=True, address="https://a.example/m/z"), sections=SECTIONS)[-1]
    assert 'It is here: <a href="https://a.example/m/z">' in TEMPLATES.render(page)


def test_the_language_and_direction_are_those_of_the_text():
    (page,) = shaped(Sheet(), lang="zh-Hant")
    assert (page.lang, page.direction) == ("zh-Hant", "ltr")
    (page,) = shaped(Sheet(), lang="ar")
    assert (page.lang, page.direction) == ("ar", "rtl")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a & b "c"'])
def test_all_text_is_escaped(text):
    (page,) = shaped(Sheet(), sections=(part(Role.DOSAGE, text, text),))
    html = TEMPLATES.render(page)
    assert text not in html
    assert "<script" not in html


def test_a_sentence_that_is_set_out_keeps_lead_points_and_sources_in_order():
    signs = samples.said("a", "x", "Stop if any of these occurs:\n- fever\n- rash", citations=(1,))
    after = samples.said("b", "y", "It is rare.")
    section = samples.section(Role.WARNINGS, "Signs", samples.paragraph(signs, after))
    (page,) = shaped(Sheet(), sections=(section,))
    html = TEMPLATES.render(page)
    assert (
        "<p>Stop if any of these occurs:</p><ul><li>fever</li><li>rash<sup>1</sup></li></ul>"
        in html
    )
    assert '<p>It is <span class="keep">rare.</span></p>' in html
