"""Editions as data, text and Markdown: shapes that other programs are written against."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from patiented.export.data import edition_to_json
from patiented.export.markdown import edition_to_markdown, escape
from patiented.export.text import edition_to_text
from patiented.model import Change, Finding, Level, Role, SentenceScore
from tests.web import samples

PATIENT, CAREGIVER, CLINICIAN = samples.AUDIENCES


def whole():
    """A page with everything in it that the shape can hold."""
    sections = samples.plain_sections("patient")
    block = sections[0].blocks[0]
    first = samples.replace(
        block.statements[0],
        changes=(Change("swap", "topical", "skin"),),
        findings=(Finding("guard", Level.NOTE, "look", "f", "a", "b"),),
    )
    block = samples.replace(block, statements=(first,))
    section = samples.replace(sections[0], blocks=(block,))
    sentence = SentenceScore("Zeltrina is a cream.", 0, 20, 4, 2.1, 1.5, ("long word",))
    scores = samples.replace(samples.SCORES, sentences=(sentence,))
    return samples.published(sections=(section,), scores=scores)


def keys(data):
    """The keys of data, nested; lists by their first entry."""
    if isinstance(data, dict):
        return {name: keys(value) for name, value in data.items()}
    return [keys(data[0])] if isinstance(data, list) and data and keys(data[0]) else None


def test_json_has_exactly_the_promised_shape():
    finding = dict.fromkeys(("rule", "level", "fact", "found", "expected", "message"))
    statement = {
        "id": None,
        "source": None,
        "text": None,
        "origin": None,
        "needs_writer": None,
        "citations": None,
        "changes": [dict.fromkeys(("rule", "before", "after"))],
        "findings": [finding],
    }
    formulas = dict.fromkeys(("flesch_kincaid", "smog"))
    sentence = dict.fromkeys(("text", "start", "end", "words", "grade", "difficulty", "reasons"))
    assert keys(edition_to_json(whole())) == {
        "monograph": None,
        "audience": None,
        "lang": None,
        "fingerprint": None,
        "status": None,
        "sections": [
            {
                "id": None,
                "role": None,
                "heading": None,
                "blocks": [{"kind": None, "statements": [statement]}],
            }
        ],
        "ledger": [
            dict.fromkeys(("fact", "kind", "statement", "obligation", "fate", "proof", "where"))
        ],
        "left_out": [dict.fromkeys(("statement", "role", "source", "reason", "facts"))],
        "scores": {
            "counts": dict.fromkeys(("words", "sentences")),
            "formulas": formulas,
            "adjusted": formulas,
            "difficulty": None,
            "hard_words": None,
            "sentences": [sentence],
        },
        "taught": [dict.fromkeys(("term", "gloss"))],
    }


def test_json_values_are_plain_and_say_what_the_edition_says():
    data = json.loads(json.dumps(edition_to_json(whole())))
    assert data["status"] == "under_review"
    assert data["sections"][0]["role"] == "overview"
    assert data["ledger"][0]["where"] == [0, 2]
    assert data["ledger"][-1]["where"] is None
    assert data["sections"][0]["blocks"][0]["statements"][0]["citations"] == [1, 2]
    assert data["left_out"][1]["facts"] == ["JAK inhibitor"]


@pytest.mark.parametrize("audience", samples.AUDIENCES, ids=list(samples.LABELS))
@pytest.mark.parametrize("export", [edition_to_text, edition_to_markdown])
def test_exports_hold_every_statement_the_caution_and_the_disclaimer(export, audience):
    text = export(samples.published(audience.id), audience).replace("\\", "")
    for statement in samples.edition(audience.id).statements():
        assert statement.text in text
    assert "Review: Under review. Not approved yet. No health professional has checked" in text
    assert audience.disclaimer in text
    for reference in samples.REFERENCES:
        assert f"[{reference.number}] {reference.text}" in text


def test_text_puts_the_boxed_warning_first():
    text = edition_to_text(samples.published(), PATIENT)
    assert (
        text.index("Boxed warning") < text.index("In an emergency") < text.index("What is Zelt", 99)
    )


def test_text_cites_numbers_lists_and_marks_clinician_words():
    text = edition_to_text(samples.published(), PATIENT)
    assert "for more than 8 weeks. [1]" in text
    assert "(eczema). [1] [2] A doctor" in text
    assert "1. Wash your hands.\n2. Put the cream on:\n  - on the face\n" in text
    assert "\n3. Close the tube." in text
    assert "compensated. (This sentence is still in clinician words.)" in text


def test_text_of_an_approved_edition_has_no_caution():
    text = edition_to_text(samples.published(review=samples.DONE), PATIENT)
    assert "Review: Approved.\n" in text


def test_text_of_an_edition_with_a_lost_must_says_not_to_use_it():
    page = samples.published(ledger=samples.ledger(lost=2), publishable=False)
    assert "Do not use this version yet: 2 facts are missing" in edition_to_text(page, PATIENT)


def test_text_of_an_edition_with_a_changed_fact_says_not_to_use_it():
    page = samples.published(publishable=False)
    assert "Do not use this version yet: 1 fact is missing" in edition_to_text(page, PATIENT)


def test_text_lists_sentences_that_are_left_out_and_gathers_words_that_are():
    rows = (
        samples.LeftOut("a", Role.EFFICACY, "Trial one was large.", "It is about a study.", ()),
        samples.LeftOut("b", Role.EFFICACY, "Itch fell (p<0.001).", "Said simply.", ("p",)),
        samples.LeftOut("c", Role.EFFICACY, "Rash fell (p<0.001).", "Said simply.", ("p", "rash")),
    )
    text = edition_to_text(samples.published(left_out=rows), PATIENT)
    assert (
        "These clinician sentences are left out:\n\n"
        "- Trial one was large. (Why: It is about a study.)\n\n"
        "These words are left out of sentences that are here: p, rash. (Why: Said simply.)\n"
    ) in text


def test_text_counts_the_sentences_that_are_still_in_clinician_words():
    text = edition_to_text(samples.published(), PATIENT)
    assert "This version is not finished: 1 sentence is still in clinician words.\n" in text


@pytest.mark.parametrize(
    ("policy", "shown"), [("/policy", False), ("https://example.org/policy", True)]
)
def test_text_names_the_policy_only_where_its_address_leads_somewhere(policy, shown):
    meta = samples.replace(samples.published().edition.meta, editorial_policy=policy)
    text = edition_to_text(samples.published(meta=meta), PATIENT)
    assert (f"- Editorial policy: {policy}\n" in text) == shown


def test_a_question_as_a_small_heading_keeps_its_own_mark():
    block = samples.paragraph(samples.said("1", "s", "T."))
    sections = (
        samples.section(Role.OTHER, "Why?", block, level=3, identity="a"),
        samples.section(Role.OTHER, "Who", block, level=3, identity="b"),
    )
    text = edition_to_text(samples.published(sections=sections), PATIENT)
    assert "\nWhy?\n" in text
    assert "\nWho:\n" in text


def test_text_names_the_boxed_warning_once():
    text = edition_to_text(samples.published("clinician"), CLINICIAN)
    assert text.count("Boxed warning") == 1


def test_markdown_has_headings_lists_and_links():
    html = MarkdownIt("commonmark").render(edition_to_markdown(samples.published(), PATIENT))
    assert "<h1>What is Zeltrina (examplib)?</h1>" in html
    assert "<h3>If a dose is missed</h3>" in html
    assert '<a href="https://example.org/label">' in html
    assert "<li>Wash your hands.</li>" in html


@pytest.mark.parametrize(
    "text",
    [
        "1. not a list",
        "- not a list",
        "+ not a list",
        "# not a heading",
        "> not a quote",
        "*not* _strong_ `code` [link](x) <b> &amp; ~~x~~ a|b",
        "===",
        "a\nb",
        "12) no",
    ],
)
def test_markdown_escapes_every_text_to_itself(text):
    html = MarkdownIt("commonmark").render(escape(text))
    plain = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain == f"<p>{' '.join(text.split())}</p>\n"


def laid_out():
    """A page with a sentence set out as points, and an item that is nothing but points."""
    signs = samples.said(
        "a", "Stop if fever or rash occurs.", "Stop if any of these occurs:\n- fever\n- rash",
        citations=(1,),
    )  # fmt: skip
    after = samples.said("b", "It is rare.", "It is rare.")
    effects = samples.item("c", "Nausea, pain.", "- Nausea\n- Pain", citations=(2,))
    blocks = samples.paragraph(signs, after), samples.bullets(effects)
    return samples.published(sections=(samples.section(Role.WARNINGS, "Signs", *blocks),))


def test_text_sets_points_below_their_lead_and_items_beside_each_other():
    text = edition_to_text(laid_out(), PATIENT)
    assert "Stop if any of these occurs:\n\n- fever\n- rash [1]\n\nIt is rare.\n" in text
    assert "- Nausea\n- Pain [2]\n" in text


def test_markdown_of_points_reads_as_lists():
    html = MarkdownIt().render(edition_to_markdown(laid_out(), PATIENT))
    assert "<p>Stop if any of these occurs:</p>\n<ul>\n<li>fever</li>\n<li>rash [1]</li>" in html
    assert "<li>Nausea</li>\n<li>Pain [2]</li>" in html
