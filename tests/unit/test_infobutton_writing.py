"""A knowledge response as Atom and JSON: valid, equal in content, and safe wherever it is put."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patiented.export.infobutton import (
    Category,
    Entry,
    KnowledgeResponse,
    SummaryWords,
    lead_section,
    summary_html,
    to_atom,
    to_json,
    to_jsonp,
)
from patiented.model import Role
from tests import atom
from tests.web import samples

ENTRY = Entry(
    lang="en",
    title="A title",
    url="https://example.org/m/a/patient",
    id="urn:uuid:1",
    updated="2026-01-02T00:00:00Z",
    summary="<p>A summary</p>",
    rights="Approved.",
    author="A board",
    categories=(Category("audience", "patient"),),
)
RESPONSE = KnowledgeResponse(
    lang="en",
    base="https://example.org/",
    url="https://example.org/infobutton?a=b&c=d",
    id="urn:uuid:2",
    title="patiented",
    subtitle="Results for a",
    updated="2026-01-02T00:00:00Z",
    author="patiented",
    categories=(Category("mainSearchCriteria.v.c", "1"),),
    entries=(ENTRY, replace(ENTRY, id="urn:uuid:3", author="")),
)


def hearts(response):
    whole = to_atom(response).encode()
    return atom.heart_of_atom(whole), atom.heart_of_json(json.loads(to_json(response)))


@given(st.text(), st.text())
def test_any_text_is_valid_in_both_forms_and_the_same_in_both(one, two):
    entry = replace(ENTRY, title=one, rights=two, categories=(Category("audience", one),))
    response = replace(RESPONSE, subtitle=two, entries=(entry,))
    assert atom.problems(to_atom(response).encode("utf-8", "strict")) == []
    first, second = hearts(response)
    assert first == second
    script = to_jsonp(response, "f")
    assert not any(sign in script for sign in ("</", "<!--", "\u2028", "\u2029"))


def test_what_xml_cannot_hold_is_left_out_of_both():
    response = replace(RESPONSE, subtitle="a\0b\x0bc\ud800d\ufffee\r\nf\x85g")
    assert '<subtitle type="text">abcde\nf\x85g</subtitle>' in to_atom(response)
    assert json.loads(to_json(response))["feed"]["subtitle"]["_value"] == "abcde\nf\x85g"


def test_json_has_the_shape_of_medlineplus_connect():
    feed = json.loads(to_json(RESPONSE))["feed"]
    assert list(feed) == [
        "lang", "base", "title", "subtitle", "id", "updated", "author", "link", "category", "entry",
    ]  # fmt: skip
    assert feed["title"] == {"_value": "patiented", "type": "text"}
    assert feed["author"] == {
        "name": {"_value": "patiented"},
        "uri": {"_value": "https://example.org/"},
    }
    assert feed["category"] == [{"scheme": "mainSearchCriteria.v.c", "term": "1"}]
    first, second = feed["entry"]
    assert list(first) == [
        "lang", "title", "link", "id", "updated", "author", "summary", "rights", "category",
    ]  # fmt: skip
    assert first["summary"] == {"_value": "<p>A summary</p>", "type": "html"}
    assert "author" not in second


def test_without_entries_the_list_of_them_is_there_and_empty():
    response = replace(RESPONSE, entries=())
    assert json.loads(to_json(response))["feed"]["entry"] == []
    assert atom.problems(to_atom(response).encode()) == []


@pytest.mark.parametrize("name", ["", "a b", "a(", "1a", "a\n", "é", "a" * 65, "a;b"])
def test_no_answer_is_written_for_a_function_without_a_proper_name(name):
    with pytest.raises(ValueError, match="function"):
        to_jsonp(RESPONSE, name)


# The summary.


def test_the_summary_holds_only_escaped_text():
    evil = samples.said("x", "X.", "<img src=x onerror=alert(1)> & 'so'")
    section = samples.section(Role.BOXED_WARNING, "<b>", samples.paragraph(evil))
    edition = samples.edition(
        "patient", sections=(section,), meta=samples.replace(samples.META, summary="<i>")
    )
    html = summary_html(edition, SummaryWords("<u>", "<s>", "<q>"))
    assert html == (
        "<h3>&lt;u&gt;: &lt;b&gt;</h3>\n"
        "<p>&lt;img src=x onerror=alert(1)&gt; &amp; &#x27;so&#x27;</p>\n"
        "<p>&lt;i&gt;</p>\n<p><em>&lt;q&gt;</em></p>"
    )


def test_points_inside_a_sentence_are_a_list():
    text = "Stop if you have:\n- a rash\n- a fever\nThen call us."
    section = samples.section(
        Role.WARNINGS,
        "Watch",
        samples.paragraph(
            samples.said("a", "A.", "Look."),
            samples.said("b", "B.", text),
            samples.said("c", "C.", "Rest."),
        ),
        samples.bullets(samples.item("d", "D.", text)),
    )
    edition = samples.edition("patient", sections=(section,))
    html = summary_html(edition, SummaryWords(), Role.WARNINGS)
    points = "<ul><li>a rash</li><li>a fever</li></ul>"
    assert html.splitlines()[:5] == [
        "<h3>Watch</h3>",
        "<p>Look. Stop if you have:</p>",
        points,
        "<p>Then call us. Rest.</p>",
        f"<ul><li>Stop if you have:{points} Then call us.</li></ul>",
    ]


def test_the_line_of_the_monograph_stands_in_its_own_language_only():
    section = samples.section(
        Role.OVERVIEW, "¿Qué es?", samples.paragraph(samples.said("o", "O.", "Es una crema."))
    )
    edition = samples.edition("patient", sections=(section,), lang="es")
    assert summary_html(edition, SummaryWords()) == "<p>Es una crema.</p>"


def test_a_section_that_the_page_does_not_show_is_not_led_to():
    empty = samples.section(Role.STORAGE, "Keep", samples.paragraph(samples.said("s", "S.", "")))
    between = samples.section(
        Role.WARNINGS, "Watch", samples.paragraph(samples.said("w", "W.", "W."))
    )
    deeper = samples.section(
        Role.STORAGE,
        "In the car",
        samples.paragraph(samples.said("c", "C.", "Not in a car.")),
        level=3,
        identity="car",
    )
    alone = samples.edition("patient", sections=(empty, between))
    assert lead_section(alone, Role.STORAGE) is None
    under = samples.edition("patient", sections=(empty, deeper))
    assert lead_section(under, Role.STORAGE) is empty
    apart = samples.edition("patient", sections=(empty, between, deeper))
    assert lead_section(apart, Role.STORAGE) is deeper


# The validator itself.


@pytest.mark.parametrize(
    ("found", "instead", "problem"),
    [
        ("<updated>2026-01-02T00:00:00Z</updated>", "", "has 0 updated"),
        ("2026-01-02T00:00:00Z", "2026-01-02", "updated is '2026-01-02'"),
        ("urn:uuid:2", "none", "id is 'none'"),
        ("urn:uuid:3", "urn:uuid:1", "two entries have one id"),
        ('rel="alternate"', 'rel="related"', "no alternate link"),
        ('scheme="audience" term="patient"', 'scheme="audience"', "category has no term"),
        ('type="html"', 'type="xhtml"', "summary is"),
        ("&lt;/p&gt;", "", "no sound HTML"),
        ("<rights ", "<wrongs ", None),
        ("http://www.w3.org/2005/Atom", "http://example.org/", "the root is"),
        ("<name>patiented</name>", "", "author has 0 name"),
        ("<entry ", "loose <entry ", "loose text"),
        ('xml:lang="en"', 'lang="en"', "may not have lang"),
    ],
)
def test_a_feed_that_breaks_a_rule_is_not_taken_for_valid(found, instead, problem):
    whole = to_atom(RESPONSE)
    assert atom.problems(whole.encode()) == []
    assert found in whole
    broken = whole.replace(found, instead)
    if problem is None:
        broken = broken.replace("</rights>", "</wrongs>")
        problem = "may not hold wrongs"
    assert any(problem in one for one in atom.problems(broken.encode()))
