"""The pages through Flask's client: every address, and what an edition's page must say."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest

from patiented.web import create_app
from patiented.web.desks.areas import desk_of
from tests.web import samples
from tests.web.page_tree import tree

ADDRESSES = {
    "pages.library": "/",
    "pages.policy": "/policy",
    "pages.monograph_page": "/m/zeltrina",
    "pages.edition": "/m/zeltrina/caregiver",
    "pages.monograph_form": "/m/zeltrina.json",
    "pages.edition_form": "/m/zeltrina/clinician.txt",
    "pdf.monograph_pdf": "/m/zeltrina.pdf",
    "pdf.edition_pdf": "/m/zeltrina/clinician.pdf",
    "reports.form": "/m/zeltrina/patient/report?statement=s-dose",
    "reports.sent": "/m/zeltrina/patient/report/sent",
    "finding.robots": "/robots.txt",
    "sitemap.sitemap": "/sitemap.xml",
    "fhir.document": "/fhir/Bundle/zeltrina-patient",
    "fhir.metadata": "/fhir/metadata",
    "privacy.privacy": "/privacy",
    "asking.ask": "/m/zeltrina/ask",
    "compare.compare": "/m/zeltrina/compare",
    "history.history": "/m/zeltrina/patient/history",
    "embedding.widget": "/embed/zeltrina",
    "embedding.brand_sheet": "/embed/brand.css?accent=7a2d5b",
    "builder.builder": "/embed",
    "loading.newest": "/embed.js",
    "loading.loader": "/embed-1.js",
    "loading.versions": "/embed.json",
    "oembed.oembed": "/oembed?url=http%3A%2F%2Flocalhost%2Fm%2Fzeltrina",
    "infobutton.infobutton": "/infobutton?mainSearchCriteria.v.dn=Zeltrina",
    "assets.asset": "/static/style.css",
    "health.healthz": "/healthz",
    "api.monographs": "/api/v1/monographs",
    "api.monograph": "/api/v1/monographs/zeltrina",
    "api.edition": "/api/v1/monographs/zeltrina/editions/patient",
    "api.audiences": "/api/v1/audiences",
    "api.description": "/api/v1/openapi.json",
}
"""One address of every endpoint that can be read; a new endpoint must be added here."""

ELSEWHERE = {
    "reports.send",
    "sitemap.part",
    "embedding.logo",
    *("api.score", "api.guard", "api.rewrite", "api.ask"),
}
"""What answers only to what is sent, or in a large library; tested with its own kind."""

DESKS = {"writing", "sourcing", "tending", "reviewing"}
"""Blueprints behind a login; their own tests walk them."""

HTML = (
    "/",
    "/?q=zeltrna&state=approved",
    "/?q=nothing-like-it",
    "/privacy",
    "/m/zeltrina/patient/report?statement=s-dose",
    "/m/zeltrina/clinician/report",
    "/m/zeltrina/patient/report/sent",
    "/policy",
    "/m/zeltrina",
    "/m/zeltrina/patient",
    "/m/zeltrina/caregiver",
    "/m/zeltrina/clinician",
    "/m/zeltrina/ask",
    "/m/zeltrina/ask?q=how+much+cream&audience=caregiver",
    "/m/zeltrina/compare",
    "/m/zeltrina/compare?left=patient&right=caregiver&only=differences",
    "/m/zeltrina/patient/history",
    "/m/zeltrina/patient/history?version=0dd0fade11",
)


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    return create_app(samples.settings(), service=service).test_client()


def page(client, address="/m/zeltrina/patient"):
    return tree(client.get(address).text)


def test_every_endpoint_is_walked(client):
    rules = client.application.url_map.iter_rules()
    there = {
        one.endpoint for one in rules if not desk_of(one.rule)
    }  # desks have tests of their own
    assert there == set(ADDRESSES) | ELSEWHERE


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_every_address_answers(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_head_gives_the_headers_of_get_and_no_body(client, address):
    got, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers.get("ETag") == got.headers.get("ETag")
    assert head.content_length == got.content_length


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_the_same_bytes_come_twice(client, address):
    again = create_app(samples.settings(), service=samples.SampleService()).test_client()
    assert client.get(address).data == client.get(address).data == again.get(address).data


@pytest.mark.parametrize("address", HTML)
def test_ids_are_unique_and_every_inner_link_has_its_target(client, address):
    root = page(client, address)
    ids = [node.attrs["id"] for node in root.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
    wanted = [a.attrs["href"][1:] for a in root.all("a") if a.attrs["href"].startswith("#")]
    wanted += [u.attrs["href"][1:] for u in root.all("use")]
    wanted += [n.attrs["aria-labelledby"] for n in root.walk() if "aria-labelledby" in n.attrs]
    wanted += [b.attrs["popovertarget"] for b in root.all("button") if "popovertarget" in b.attrs]
    assert set(wanted) <= set(ids)


@pytest.mark.parametrize("address", [*HTML, "/m/none", "/m/zeltrina/none"])
def test_one_main_heading_and_no_level_is_skipped(client, address):
    levels = [int(n.tag[1]) for n in page(client, address).walk() if n.tag in {"h1", "h2", "h3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_without_an_audience_the_patient_edition_stands_under_the_chooser(client):
    root = page(client, "/m/zeltrina")
    checked = [one for one in root.all("label", class_="choice") if "checked" in choice(one).attrs]
    assert [choice(one).attrs["value"] for one in checked] == ["patient"]
    assert "Reading now." in checked[0].words
    assert root.one("link", rel="canonical").attrs["href"].endswith("/m/zeltrina/patient")


def choice(label):
    return label.one("input", type="radio", name="audience")


def test_the_choice_is_one_group_of_three_cards_with_a_sentence_each(client):
    form = page(client, "/m/zeltrina/clinician").one("form", id="who")
    cards = form.one("fieldset").all("label", class_="choice")
    assert [choice(one).attrs["value"] for one in cards] == list(samples.LABELS)
    for one, (label, sentence) in zip(cards, samples.LABELS.values(), strict=True):
        assert label in one.words
        assert sentence in one.words
    assert ["checked" in choice(one).attrs for one in cards] == [False, False, True]


def test_the_choice_is_a_plain_form_to_the_address_that_leads_on(client):
    form = page(client, "/m/zeltrina/clinician").one("form", id="who")
    assert (form.attrs["action"], form.attrs["method"]) == ("/m/zeltrina", "get")
    assert form.one("button").words == "Show this version"


def test_the_quiet_switch_beside_the_text_links_to_the_other_versions(client):
    nav = page(client, "/m/zeltrina/clinician").one("nav", id="contents")
    links = [one.attrs["href"] for one in nav.all("a") if "data-choose" in one.attrs]
    assert links == ["/m/zeltrina/patient", "/m/zeltrina/caregiver"]


def test_only_a_bare_address_lets_the_device_remember_who_reads(client):
    bare, named = page(client, "/m/zeltrina"), page(client, "/m/zeltrina/patient")
    assert "data-chosen" not in bare.one("form", id="who").attrs
    assert "data-chosen" in named.one("form", id="who").attrs


def test_a_plain_form_leads_to_the_chosen_edition(client):
    answer = client.get("/m/zeltrina?audience=caregiver")
    assert (answer.status_code, answer.location) == (303, "/m/zeltrina/caregiver")


def test_a_plain_form_with_a_wrong_choice_lists_the_choices(client):
    answer = client.get("/m/zeltrina?audience=nurse")
    assert answer.status_code == 404
    assert "/m/zeltrina/caregiver" in answer.text


def test_title_lead_board_date_and_policy_are_shown(client):
    root = page(client)
    assert root.one("h1").words == "What is Zeltrina (examplib)?"
    assert root.one("p", class_="lead").words == samples.META.summary
    about = root.one("dl", class_="about")
    assert "Medical Advisory Board" in about.words
    assert about.one("time", datetime="2025-08-28").words == "August 28, 2025"
    assert about.one("a", href="https://example.org/policy").words == "Editorial policy"


@pytest.mark.parametrize(
    ("review", "current", "answer", "cautioned"),
    [
        (samples.DRAFT, None, "Not yet.", True),
        (samples.WAITING, "Submitted", "Not yet.", True),
        (samples.PENDING, "Under review", "Not yet.", True),
        (samples.DOUBTED, "Changes requested", "Not yet.", True),
        (samples.LAPSED, "Under review", "Not fully yet.", True),
        (samples.DONE, "Approved", "Yes.", False),
    ],
)
def test_the_review_is_told_as_steps_with_a_caution_while_pending(
    client, service, review, current, answer, cautioned
):
    service.pages["patient"] = samples.published(review=review)
    status = page(client).one("section", class_="status")
    steps = status.all("li")
    now = [s.one(class_="step-label").words for s in steps if s.attrs.get("aria-current") == "step"]
    assert len(steps) == 3
    assert now == ([current] if current else [])
    assert status.one("strong").words == answer
    assert ("No health professional has checked" in status.words) is cautioned


def test_an_approval_names_the_reviewer_and_the_day(client, service):
    service.pages["patient"] = samples.published(review=samples.DONE)
    text = page(client).one("section", class_="status").words
    assert "R. Reviewer approved this version on September 5, 2025." in text


def test_exactly_the_lapsed_sentence_is_marked(client, service):
    service.pages["patient"] = samples.published(review=samples.LAPSED)
    root = page(client)
    assert [n.attrs["id"] for n in root.all(class_="s-lapsed")] == ["s-dose"]
    assert "1 sentence has changed since the approval" in root.one(class_="status").words


def test_a_changed_sentence_counts_once_though_its_old_words_are_gone_too(client, service):
    review = replace(samples.LAPSED, removed=frozenset({"s-old"}))
    service.pages["patient"] = samples.published(review=review)
    assert "1 sentence has changed" in page(client).one("section", class_="status").words


def test_the_boxed_warning_stands_before_all_other_parts_and_is_not_folded(client):
    root = page(client)
    box = root.one("section", class_="box")
    article = root.one("article")
    assert box.one("h2").words.startswith("Boxed warning")
    for word in ("serious infections", "death", "cancer", "heart attack", "blood clots"):
        assert word in box.words
    order = [n for n in article.walk() if n is box or "part" in n.attrs.get("class", "").split()]
    assert order[0] is box
    assert all(parent.tag != "details" for parent in lineage(box))


def lineage(node):
    while node.parent:
        node = node.parent
        yield node


@pytest.mark.parametrize("name", ["patient", "caregiver"])
def test_behind_every_sentence_stands_its_clinician_sentence(client, name):
    root = page(client, f"/m/zeltrina/{name}")
    shown = [s for s in samples.edition(name).statements() if s.text and not s.cells]
    for statement in shown:
        passage = next(
            parent
            for parent in lineage(root.one(id=f"s-{statement.id}"))
            if "passage" in parent.attrs.get("class", "").split()
        )
        sources = [p.words for p in passage.all("p", class_="clinical")]
        assert statement.source.replace("\xa0", " ") in sources


def test_the_clinician_sentence_needs_no_script(client):
    origin = page(client).all("details", class_="origin")[0]
    assert origin.one("summary").attrs["aria-label"] == "The clinician sentence behind this"


def test_found_facts_are_ticked_off_under_the_clinician_sentence(client):
    root = page(client)
    passage = root.one(id="s-dose").parent
    found = [n.words for n in passage.all(class_="found")]
    assert found == ["twice daily", "60 g per week", "8 weeks"]


def test_the_clinician_edition_has_no_button_to_itself(client):
    root = page(client, "/m/zeltrina/clinician")
    assert root.all("details", class_="origin") == []
    assert root.all("p", class_="key") == []


def test_a_sentence_that_needs_a_writer_is_shown_as_it_is_and_says_so(client):
    raw = page(client).one(class_="s-raw")
    assert raw.attrs["id"] == "s-missed"
    assert "Omitted applications should not be compensated." in raw.words
    assert "This sentence is still in clinician words." in raw.words


def test_source_numbers_lead_to_the_list_and_back(client):
    root = page(client)
    for number, places in ((1, 2), (2, 1), (3, 2)):
        marks = [a for a in root.all("a") if a.attrs["href"] == f"#source-{number}"]
        source = root.one("li", id=f"source-{number}")
        back = [a.attrs["href"] for a in source.all("a") if a.attrs["href"].startswith("#")]
        assert len(marks) == places
        assert back == [f"#{mark.attrs['id']}" for mark in marks]


def test_every_must_fact_is_promised_only_when_the_ledger_has_them(client, service):
    promise = "Every fact that you must have is here."
    assert promise in page(client).one("article").words
    service.pages["patient"] = samples.published(ledger=samples.ledger(lost=1))
    assert promise not in page(client).one("article").words


def test_an_empty_ledger_promises_nothing(client, service):
    service.pages["patient"] = samples.published(ledger=())
    assert "Every fact" not in page(client).one("article").words


def test_what_is_left_out_is_listed_with_reason_and_link(client):
    entry = page(client).all(class_="leftout-entry")[0]
    left = samples.LEFT_OUT[0]
    assert left.source in entry.words
    assert left.reason in entry.words
    assert entry.one("a").attrs["href"] == "/m/zeltrina/clinician#s-mech"


def test_a_sentence_that_is_here_in_part_names_the_words_that_are_not(client):
    whole, part = (entry.words for entry in page(client).all(class_="leftout-entry")[:2])
    left = samples.LEFT_OUT[1]
    assert f"Here, but without these words: {', '.join(left.facts)}. Why: {left.reason}" in part
    assert f"Left out. Why: {samples.LEFT_OUT[0].reason}" in whole


def test_the_clinician_edition_does_not_speak_of_leaving_out(client):
    words = page(client, "/m/zeltrina/clinician").one("article").words
    assert "This is the clinician text, with all its" in words
    assert "Every fact that you must have" not in words


def test_both_scores_stand_beside_the_goals(client):
    root = page(client)
    level = root.one(class_="level")
    rows = [[c.words for c in row.children if not isinstance(c, str)] for row in level.all("tr")]
    assert "Grade 5.6 reading level" in level.words
    assert rows[1:] == [
        ["Flesch-Kincaid grade", "5.6", "4.9", "6 or less"],
        ["SMOG grade", "7.1", "5.8", "6 or less"],
    ]
    assert samples.SCORES.notes[0] in level.words


def test_a_missed_goal_is_said_plainly(client, service):
    scores = samples.replace(samples.SCORES, adjusted=(("flesch_kincaid", 4.9), ("smog", 6.2)))
    service.pages["patient"] = samples.published(scores=scores)
    assert "more long words than our goal allows" in page(client).one(class_="level").words


def test_a_missed_grade_is_said_plainly(client, service):
    scores = samples.replace(samples.SCORES, formulas=(("flesch_kincaid", 6.1), ("smog", 7.1)))
    service.pages["patient"] = samples.published(scores=scores)
    assert "harder to read than our goal" in page(client).one(class_="level").words


def test_taught_words_open_a_card_and_stand_in_the_list(client):
    root = page(client)
    button = root.all("button", class_="term")[0]
    card = root.one(id=button.attrs["popovertarget"])
    assert button.words == "atopic dermatitis"
    assert "A common kind of eczema." in card.words
    assert "A common kind of eczema." in root.one("dl", class_="words").words


@pytest.mark.parametrize("name", samples.LABELS)
def test_each_audience_has_its_own_disclaimer(client, name):
    root = page(client, f"/m/zeltrina/{name}")
    assert root.one("p", class_="disclaimer").words.startswith(f"The {name} page helps you learn.")


def test_the_caregiver_is_told_who_you_are(client):
    assert '"you" is the person who gives care' in page(client, "/m/zeltrina/caregiver").words


def test_the_emergency_number_is_a_link(client):
    box = page(client).one("section", class_="help")
    assert box.one("a", href="tel:911").words == "911"
    assert "In an emergency: Call 911 or go to the emergency room now." in box.words


def test_in_short_repeats_whole_statements_and_leads_to_them(client):
    points = page(client).one("ol", class_="points").all("li")
    texts = {s.text for s in samples.edition("patient").statements()}
    assert (
        next(p.words for p in points) == "Zeltrina is a skin cream for atopic dermatitis (eczema)."
    )
    assert {p.words.replace("\xa0", " ") for p in points} <= texts
    assert points[0].one("a").attrs["href"] == "#s-over"


def test_numbers_and_units_stay_on_one_line(client):
    text = client.get("/m/zeltrina/patient").text
    assert "60\xa0grams" in text
    assert "8\xa0weeks" in text
    assert "60 grams" not in text


def test_data_and_text_have_plain_spaces(client):
    for suffix in ("json", "txt", "md"):
        assert "\xa0" not in client.get(f"/m/zeltrina/patient.{suffix}").text


def test_every_text_of_an_edition_is_on_its_page(client):
    for name in samples.LABELS:
        words = page(client, f"/m/zeltrina/{name}").one("article").words.replace("\xa0", " ")
        for statement in samples.edition(name).statements():
            for shown in statement.cells or (statement.text,):
                assert shown in words


def test_the_library_links_every_edition_and_tells_its_state(client):
    root = page(client, "/")
    lines = root.one("ul", class_="entry-lines").all("li")
    assert [line.words for line in lines] == [
        f"{name} Under review" for name in ("Patient", "Caregiver", "Clinician")
    ]
    assert lines[1].one("a").attrs["href"] == "/m/zeltrina/caregiver"


def test_the_library_does_not_link_a_withdrawn_edition(client, service):
    service.pages["caregiver"] = samples.published("caregiver", withdrawn=samples.NOTICE)
    line = page(client, "/").one("ul", class_="entry-lines").all("li")[1]
    assert line.words == "Caregiver Taken down"
    assert line.all("a") == []


def test_the_library_lists_a_broken_monograph_without_naming_files(client):
    root = page(client, "/")
    assert "broken" in [h.words for h in root.all("h2")]
    assert "monograph.md" not in root.words


def test_json_of_a_page_is_the_edition(client):
    data = json.loads(client.get("/m/zeltrina/caregiver.json").text)
    assert (data["monograph"], data["audience"]) == ("zeltrina", "caregiver")


def test_without_an_audience_the_forms_are_those_of_the_patient(client):
    for suffix in ("json", "txt", "md"):
        bare = client.get(f"/m/zeltrina.{suffix}")
        assert bare.data == client.get(f"/m/zeltrina/patient.{suffix}").data


def test_decisions_on_single_sentences_do_not_move_the_date_of_the_review(client, service):
    later = replace(samples.STARTED, at="2025-09-04T09:00:00+00:00")
    state = replace(samples.PENDING, steps=(*samples.PENDING.steps, later))
    service.pages["patient"] = samples.published(review=state)
    now = page(client).one("li", class_="step-now")
    assert "Sep 2, 2025" in now.words
