"""`/infobutton`: who is answered with what, in which order, and what no request can do."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patiented.errors import SourceError, StoreError
from patiented.model import Role
from patiented.web import create_app
from tests import atom
from tests.web import samples

SITE = "https://health.example.org"
MAIN = "mainSearchCriteria.v."
ICD10 = "2.16.840.1.113883.6.90"
BY_NAME = {f"{MAIN}dn": "Zeltrina"}
AS_JSON = {"knowledgeResponseType": "application/json"}
HEAVY = "\u2028</script><!--<b>&amp;\u202f"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def client(service):
    settings = samples.replace(samples.settings(), public_url=SITE)
    return create_app(settings, service=service).test_client()


def get(client, parameters, **more):
    return client.get("/infobutton", query_string=urlencode(parameters), **more)


def feed(client, **parameters):
    """The feed of a request for the sample monograph; dots are written as underscores twice."""
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    answer = get(client, BY_NAME | named | AS_JSON)
    assert answer.status_code == 200, answer.text
    return answer.json["feed"]


def readers(found):
    return [term(entry, "audience") for entry in found["entry"]]


def term(node, scheme):
    return next(one["term"] for one in node["category"] if one["scheme"] == scheme)


def summary(entry):
    return entry["summary"]["_value"]


# Who is answered.


def test_a_patient_gets_the_patient_edition_and_the_caregiver_one_after_it(client):
    assert readers(feed(client)) == ["patient", "caregiver"]
    assert readers(feed(client, informationRecipient="pat")) == ["patient", "caregiver"]


def test_a_provider_gets_the_clinician_edition(client):
    found = feed(client, informationRecipient="PROV")
    assert readers(found) == ["clinician"]
    assert term(found, "informationRecipient") == "PROV"


@pytest.mark.parametrize(
    ("age", "unit", "first"),
    [
        ("12", "a", "caregiver"),
        ("12.99", "a", "caregiver"),
        ("13", "a", "patient"),
        ("155", "mo", "caregiver"),
        ("156", "mo", "patient"),
        ("3", "wk", "caregiver"),
        ("9", "d", "caregiver"),
        ("80", "", "patient"),
    ],
)
def test_for_a_child_the_edition_for_those_who_care_comes_first(client, age, unit, first):
    found = feed(client, age__v__v=age, age__v__u=unit)
    assert readers(found)[0] == first
    assert set(readers(found)) == {"patient", "caregiver"}


# What is said.


def test_the_boxed_warning_is_first_whatever_part_was_asked_for(client):
    for entry in feed(client, subTopic__v__c="Q000008")["entry"]:
        text = summary(entry)
        assert text.startswith("<h3>Boxed warning: ")
        assert "<ul><li>serious infections</li><li>death</li><li>cancer</li>" in text
        assert text.index("heart attack") < text.index("60 grams") < text.index("A skin cream for")


@pytest.mark.parametrize(
    "subtopic",
    [
        {"c": "Q000008", "cs": "2.16.840.1.113883.6.177"},
        {"c": "q000008"},
        {"dn": "Administration & Dosage"},
        {"c": "X", "ot": "therapy"},
        {"c": "none", "c1": "Q000628"},
    ],
)
def test_a_subtopic_leads_to_its_part_of_the_page(client, subtopic):
    asked = {f"subTopic__v__{part}": value for part, value in subtopic.items()}
    first, second = feed(client, **asked)["entry"]
    assert first["link"][0]["href"] == f"{SITE}/m/zeltrina/patient#sec-dosage"
    assert "<h3>How do I use it?</h3>" in summary(first)
    assert "<h3>How do I give it?</h3>" in summary(second)
    assert "<h4>Children</h4>" in summary(first)


@pytest.mark.parametrize(
    "subtopic",
    [
        {"c": "Q000493"},
        {"c": "Q000175"},
        {"c": "Q000008", "cs": "2.16.840.1.113883.6.96"},
        {"c": "'; --"},
    ],
)
def test_a_subtopic_without_a_part_leads_to_the_page(client, subtopic):
    asked = {f"subTopic__v__{part}": value for part, value in subtopic.items()}
    entry = feed(client, **asked)["entry"][0]
    assert entry["link"][0]["href"] == f"{SITE}/m/zeltrina/patient"
    assert "60 grams" not in summary(entry)


def test_a_sentence_in_clinician_words_is_marked(client):
    text = summary(feed(client, subTopic__v__c="Q000008")["entry"][0])
    raw = "Omitted applications should not be compensated."
    assert f"{raw} <em>(This sentence is still in clinician words.)</em>" in text


def test_the_list_of_steps_keeps_its_order_and_depth(client):
    text = summary(feed(client, subTopic__v__c="Q000008")["entry"][0])
    assert (
        "<ol><li>Wash your hands.</li><li>Put the cream on:<ul><li>on the face</li>"
        "<li>on the hands</li></ul></li><li>Close the tube.</li></ol>"
    ) in text


@pytest.mark.parametrize(
    ("review", "updated", "status", "words"),
    [
        (samples.DONE, "2025-09-05T09:00:00Z", "approved", "R. Reviewer approved this version"),
        (samples.PENDING, "2025-09-02T09:00:00Z", "under_review", "Under review."),
        (samples.DOUBTED, "2025-09-03T09:00:00Z", "changes_requested", "asked for changes"),
        (samples.LAPSED, "2025-09-05T09:00:00Z", "under_review", "must be checked again"),
        (samples.DRAFT, "2025-08-28T00:00:00Z", "draft", "Not reviewed yet."),
    ],
)
def test_an_entry_has_the_date_of_its_review_and_says_where_it_stands(
    client, service, review, updated, status, words
):
    service.pages["patient"] = samples.published(review=review)
    service.pages["caregiver"] = samples.published("caregiver", review=samples.DRAFT)
    found = feed(client)
    entry = found["entry"][0]
    assert entry["updated"]["_value"] == found["updated"]["_value"] == updated
    assert term(entry, "reviewStatus") == status
    assert words in entry["rights"]["_value"]
    unchecked = "No health professional has checked" in entry["rights"]["_value"]
    assert unchecked is (status != "approved")
    assert ("No health professional has checked" in summary(entry)) is unchecked


def test_an_approved_text_is_dated_by_its_approval_even_if_the_source_says_later(client, service):
    meta = samples.replace(samples.META, updated="2026-01-01")
    service.pages["patient"] = samples.published(review=samples.DONE, meta=meta)
    assert feed(client)["entry"][0]["updated"]["_value"] == "2025-09-05T09:00:00Z"
    service.pages["patient"] = samples.published(review=samples.LAPSED, meta=meta)
    assert feed(client)["entry"][0]["updated"]["_value"] == "2026-01-01T00:00:00Z"


def test_a_page_without_any_date_has_the_one_when_it_was_first_kept(client, service):
    meta = samples.replace(samples.META, updated="")
    service.pages["patient"] = samples.published(review=samples.DRAFT, meta=meta)
    assert feed(client)["entry"][0]["updated"]["_value"] == "2025-08-28T08:00:00Z"


# What is not there.


def test_a_page_that_was_taken_down_is_no_entry_and_the_feed_says_why(client, service):
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    found = feed(client)
    assert readers(found) == ["caregiver"]
    assert found["subtitle"]["_value"] == (
        "Results for Zeltrina. What is Zeltrina (examplib)? (Patient): "
        "This page was taken down. The reason given: The dose is wrong."
    )
    assert found["updated"]["_value"] == "2025-09-09T09:00:00Z"


def test_an_edition_that_is_held_back_is_not_there(client, service):
    service.pages["caregiver"] = samples.published("caregiver", publishable=False)
    assert readers(feed(client)) == ["patient"]


def test_an_edition_that_cannot_be_made_now_is_not_there(client, service):
    def unreadable(*_):
        raise SourceError("a stray mark", path="monograph.md")

    service.published = unreadable
    assert feed(client)["entry"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {f"{MAIN}dn": "Zeltrin"},
        {f"{MAIN}dn": "Zeltrina forte"},
        {f"{MAIN}cs": ICD10, f"{MAIN}c": "L20"},
        {f"{MAIN}cs": "1.2.3", f"{MAIN}c": "L20.9"},
        {f"{MAIN}cs": "' OR 1=1 --", f"{MAIN}c": "../../etc/passwd"},
        {f"{MAIN}dn": "<script>alert(1)</script>"},
        {f"{MAIN}dn": b"no UTF-8 \xff \xed\xa0\x80"},
        {f"{MAIN}dn": HEAVY.replace("\u2028", "")},
    ],
)
def test_what_nothing_matches_is_an_empty_feed_in_both_forms(client, asked):
    whole = get(client, asked)
    told = get(client, asked | AS_JSON)
    assert (whole.status_code, told.status_code) == (200, 200)
    assert atom.problems(whole.data) == []
    assert told.json["feed"]["entry"] == []
    assert told.json["feed"]["updated"]["_value"] == "2025-08-28T00:00:00Z"
    assert atom.heart_of_json(told.json) == atom.heart_of_atom(whole.data)


# Languages.


def test_a_language_is_looked_up_by_its_beginning_and_falls_back_to_the_source(client, service):
    spanish = samples.published(lang="es")
    asked = []

    def published(monograph, audience, lang="en"):
        asked.append((audience, lang))
        return spanish if lang == "es" else service.pages[audience]

    service.languages = lambda _, audience: ("en", "es") if audience == "patient" else ("en",)
    service.published = published
    for lang in ("es", "es-MX", "ES"):
        found = feed(client, informationRecipient__languageCode__c=lang)
        assert [one["lang"] for one in found["entry"]] == ["es", "en"]
        assert found["lang"] == "es"
        links = [one["link"][0] for one in found["entry"]]
        assert [one["hreflang"] for one in links] == ["es", "en"]
        assert [one["href"] for one in links] == [
            f"{SITE}/es/m/zeltrina/patient",
            f"{SITE}/m/zeltrina/caregiver",
        ]
    for lang in ("en-US", "de", "tlh"):
        found = feed(client, informationRecipient__languageCode__c=lang)
        assert [one["lang"] for one in found["entry"]] == ["en", "en"]
        assert found["lang"] == "en"


def test_a_translation_that_is_held_back_is_not_given(client, service):
    held_back = samples.published(lang="es", publishable=False)
    service.languages = lambda *_: ("en", "es")
    service.published = lambda _, one, lang="en": held_back if lang == "es" else service.pages[one]
    found = feed(client, informationRecipient__languageCode__c="es")
    assert [one["lang"] for one in found["entry"]] == ["en", "en"]


def test_an_address_in_a_language_is_answered_in_it(client, service):
    service.languages = lambda *_: ("en", "es")
    service.published = lambda _, one, lang="en": samples.published(one, lang=lang)
    answer = client.get(f"/es/infobutton?{urlencode(BY_NAME | AS_JSON)}")
    entry = answer.json["feed"]["entry"][0]
    assert entry["lang"] == "es"
    assert entry["link"][0]["href"] == f"{SITE}/es/m/zeltrina/patient"


# Form and freshness.


@pytest.mark.parametrize(
    ("parameters", "media"),
    [
        ({}, "text/xml"),
        ({"knowledgeResponseType": ""}, "text/xml"),
        ({"knowledgeResponseType": "text/xml; charset=utf-8"}, "text/xml"),
        ({"knowledgeResponseType": "Application/JSON"}, "application/json"),
        (AS_JSON | {"callback": "a.b"}, "application/javascript"),
        (
            {"knowledgeResponseType": "application/javascript", "callback": "_"},
            "application/javascript",
        ),
    ],
)
def test_the_type_of_the_answer_is_as_asked(client, parameters, media):
    answer = get(client, BY_NAME | parameters)
    assert answer.content_type == f"{media}; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Robots-Tag"].startswith("noindex")


@pytest.mark.parametrize("kind", ["text/css", "application/xml", "*/*", "json", "<b>"])
def test_another_type_is_415_and_the_line_names_the_types(client, kind):
    answer = get(client, BY_NAME | {"knowledgeResponseType": kind})
    assert answer.status_code == 415
    assert answer.content_type == "application/json"
    assert "text/xml, application/json, application/javascript" in said(answer, 415)


def said(answer, status):
    error = answer.json["error"]
    assert list(error) == ["code", "message"]
    assert error["code"] == f"E{status}"
    return error["message"]


@pytest.mark.parametrize("form", ["text/xml", "application/json", "application/javascript"])
@pytest.mark.parametrize("packed", ["", "gzip"])
def test_an_answer_is_asked_for_anew_and_304_while_it_is_the_same(client, service, form, packed):
    asked = BY_NAME | {"knowledgeResponseType": form, "callback": "f"}
    headers = {"Accept-Encoding": packed}
    first = get(client, asked, headers=headers)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers.get("Content-Encoding", "") == packed
    known = headers | {"If-None-Match": first.headers["ETag"]}
    again = get(client, asked, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    service.pages["patient"] = samples.published(withdrawn=samples.NOTICE)
    assert get(client, asked, headers=known).status_code == 200


def test_the_order_of_parameters_and_empty_ones_change_no_id(client):
    asked = {f"{MAIN}dn": "Zeltrina", "informationRecipient": "PAT", "age.v.v": "40"}
    turned = dict(reversed(asked.items())) | {f"{MAIN}ot": "", "encounter.c.c": "AMB"}
    first, second = (get(client, one | AS_JSON).json["feed"] for one in (asked, turned))
    assert first == second
    other = get(client, asked | {"age.v.v": "41"} | AS_JSON).json["feed"]
    assert other["id"] != first["id"]
    assert [one["id"] for one in other["entry"]] == [one["id"] for one in first["entry"]]


def test_texts_that_would_end_a_script_or_an_element_stay_texts(client, service):
    statement = samples.said("evil", "Evil.", HEAVY)
    section = samples.section(Role.BOXED_WARNING, HEAVY, samples.paragraph(statement))
    meta = samples.replace(samples.META, board=HEAVY, summary=HEAVY)
    service.pages["patient"] = samples.published(meta=meta, sections=(section,))
    whole = get(client, BY_NAME)
    assert atom.problems(whole.data) == []
    assert "<b>" not in summary(feed(client)["entry"][0])
    called = get(client, BY_NAME | AS_JSON | {"callback": "f"}).text
    assert not {"</", "<!--", "\u2028", "\u2029"} & {
        called[n : n + k] for n in range(len(called)) for k in (1, 2, 4)
    }
    assert json.loads(called[len("/**/f(") : -3]) == get(client, BY_NAME | AS_JSON).json


# What is refused.

REFUSED = {
    "nothing": ({}, "send what to look up"),
    "empty": ({f"{MAIN}c": "", f"{MAIN}dn": " "}, "send what to look up"),
    "a system alone": ({f"{MAIN}cs": ICD10}, "send what to look up"),
    "a code alone": ({f"{MAIN}c": "L20.9"}, "needs the code system"),
    "a recipient": (BY_NAME | {"informationRecipient": "PAYOR"}, "must be one of PAT, PROV"),
    "a language": (BY_NAME | {"informationRecipient.languageCode.c": "../es"}, "language tag"),
    "an age": (BY_NAME | {"age.v.v": "-1"}, "age.v.v must be a number"),
    "an endless age": (BY_NAME | {"age.v.v": "1e999"}, "age.v.v must be a number"),
    "a unit": (BY_NAME | {"age.v.v": "1", "age.v.u": "parsec"}, "one of a, mo, wk, d, h, min"),
    "a task": (BY_NAME | {"taskContext.c.c": "<b>"}, "HL7 task code"),
    "a huge value": ({f"{MAIN}dn": "x" * 257}, "longer than 256"),
    "a line break": ({f"{MAIN}dn": "Zeltrina\r\nSet-Cookie: a=b"}, "cannot be read"),
    "a NUL": ({f"{MAIN}ot": "Zeltrina\0"}, "cannot be read"),
    "a sign for lost bytes": ({f"{MAIN}dn": "Zeltrina\ufffd"}, "cannot be read"),
    "a turned text": ({f"{MAIN}dn": "\u202eanirtleZ"}, "cannot be read"),
    "too many concepts": ({f"{MAIN}dn{n}": "a" for n in range(11)}, "more than 10 concepts"),
    "JSONP without a function": (
        BY_NAME | {"knowledgeResponseType": "application/javascript"},
        "needs the name of a function",
    ),
    **{
        f"callback {name}": (BY_NAME | kind | {"callback": name}, "callback")
        for name in (
            "alert(1)",
            "a;b",
            "1a",
            "a b",
            "a\n",
            "</script>",
            "a-b",
            "ä",
            "x" * 65,
            "a[0]",
        )
        for kind in (AS_JSON,)
    },
    "a callback that XML needs not": (BY_NAME | {"callback": "alert(1)"}, "callback"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_400_with_a_line_and_reaches_no_library(client, service, name):
    service.matching = service.published = service.withdrawn = None
    parameters, line = REFUSED[name]
    answer = get(client, parameters)
    assert answer.status_code == 400, answer.text
    assert line in said(answer, 400)
    assert "\n" not in said(answer, 400)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


def test_a_parameter_that_is_sent_twice_is_400(client):
    answer = client.get(f"/infobutton?{MAIN}dn=a&{MAIN}dn=b")
    assert "sent twice" in said(answer, 400)


def test_a_huge_request_is_414(client, service):
    service.matching = None
    answer = get(client, BY_NAME | {"performer": "x" * 8_192})
    assert answer.status_code == 414
    assert "8,192" in said(answer, 414)


def test_parameters_that_nobody_knows_are_not_looked_at(client):
    more = {"performer": "\0", "patientPerson.administrativeGenderCode.c": "F", "__proto__": "x"}
    assert get(client, BY_NAME | more | AS_JSON).json["feed"] == feed(client)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent(client, method):
    answer = getattr(client, method)("/infobutton", data=BY_NAME)
    assert answer.status_code == 405
    assert said(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.fixture(scope="module")
def steady():
    """A client that no test changes."""
    return create_app(samples.settings(), service=samples.SampleService()).test_client()


PARAMETERS = [
    *(f"{MAIN}{part}{number}" for part in ("c", "cs", "dn", "ot") for number in ("", "1", "00")),
    *(f"subTopic.v.{part}" for part in ("c", "cs", "dn", "ot")),
    *("informationRecipient", "informationRecipient.languageCode.c", "age.v.v", "age.v.u"),
    *("taskContext.c.c", "knowledgeResponseType", "callback", "performer", "\r\nX: y", ""),
]
VALUES = [ICD10, "L20.9", "Zeltrina", "examplib 5 MG / a [b]", "PAT", "es", "12", "mo", "Q000008"]
VALUES += ["text/xml", "application/json", "application/javascript", "f", "", "x" * 300]


@given(
    st.dictionaries(
        st.sampled_from(PARAMETERS),
        st.sampled_from(VALUES) | st.text(max_size=20) | st.binary(max_size=8),
        max_size=8,
    )
)
def test_whatever_is_sent_is_answered_or_refused_in_both_forms_soundly(steady, asked):
    answer = get(steady, asked)
    assert answer.status_code in {200, 400, 415}
    assert "X" not in answer.headers
    if answer.content_type.startswith("text/xml"):
        assert atom.problems(answer.data) == []
    elif answer.content_type.startswith("application/json"):
        assert list(answer.json) == (["feed"] if answer.status_code == 200 else ["error"])
    else:
        assert answer.text.startswith("/**/")


def test_a_database_that_is_away_is_503_as_data(client, service):
    service.failure = StoreError("away")
    answer = get(client, BY_NAME)
    assert answer.status_code == 503
    assert said(answer, 503)


def test_a_name_of_the_host_stands_in_where_no_public_address_is_set(service):
    client = create_app(samples.settings(), service=service).test_client()
    answer = get(client, BY_NAME | AS_JSON, headers={"Host": "ehr.example.net"})
    entry = answer.json["feed"]["entry"][0]
    assert entry["link"][0]["href"] == "http://ehr.example.net/m/zeltrina/patient"
