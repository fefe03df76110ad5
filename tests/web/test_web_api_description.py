"""The OpenAPI document: complete, right about every answer, and true under cases made from it."""

from __future__ import annotations

import json
import re

import jsonschema_rs
import pytest

from patiented.web.api import blueprint, examples
from patiented.web.api.problems import KINDS
from tests.web import samples
from tests.web.api_fuzzing import ITSELF, fuzz
from tests.web.api_site import API, api_app

EDITION = f"{API}/monographs/zeltrina/editions/patient"


@pytest.fixture(scope="module")
def app():
    return api_app()


@pytest.fixture(scope="module")
def document(app):
    return app.test_client().get(f"{API}/openapi.json").json


def operations(document):
    return [
        (path, method, one)
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    ]


def closed(value):
    """A schema in which no member may stand that is not described."""
    if isinstance(value, list):
        return [closed(one) for one in value]
    if not isinstance(value, dict):
        return value
    more = {name: closed(one) for name, one in value.items()}
    if "properties" in more and isinstance(more["properties"], dict):
        more["additionalProperties"] = False
    return more


def check_shape(document, reference, data):
    whole = {**closed({"components": document["components"]}), "$ref": reference}
    jsonschema_rs.validator_for(whole, validate_formats=True).validate(data)


def schema_of(document, path, method="get"):
    content = document["paths"][path][method]["responses"]["200"]["content"]
    return content["application/json"]["schema"]["$ref"]


def test_every_address_of_the_api_is_described(app, document):
    rules = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{blueprint.name}.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert rules == {(path, method) for path, method, _ in operations(document)}


def test_every_operation_is_told_of_in_full(document):
    assert document["openapi"].startswith("3.1.")
    names = [one["operationId"] for _, _, one in operations(document)]
    assert len(set(names)) == len(names)
    for path, method, one in operations(document):
        assert one["summary"].endswith("."), path
        assert {"200", "400", "406", "429", "500", "503"} <= set(one["responses"]), path
        assert all(parameter["description"] for parameter in one["parameters"]), path
        if method == "post":
            assert {"413", "415", "422"} <= set(one["responses"])
            assert one["requestBody"]["content"]["application/json"]["example"]
        if "{monograph}" in path:
            assert {"404", "410"} <= set(one["responses"])


def test_the_schemas_are_schemas_and_say_nothing_of_us(document):
    for one in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate(
            {"$schema": "https://json-schema.org/draft/2020-12/schema"} | one
        )
    text = json.dumps(document)
    assert "DESIGN" not in text
    assert str(samples.ROOT) not in text
    named = set(re.findall(r'"#/components/(\w+)/([\w-]+)"', text))
    assert all(name in document["components"][kind] for kind, name in named)


def test_texts_have_limits(document):
    schemas = document["components"]["schemas"]
    for name in ("ScoreRequest", "Pair", "RewriteLine", "AskRequest"):
        for member, one in schemas[name]["properties"].items():
            limited = {"maxLength", "maxItems", "$ref", "anyOf", "enum"} & set(one)
            assert limited, f"{name}.{member}"


def test_the_audiences_of_the_site_are_named(document):
    asked = document["components"]["schemas"]["AskRequest"]["properties"]["audience"]
    assert asked["enum"] == list(samples.LABELS)


def test_every_example_of_an_answer_fits_its_description(document):
    for _, _, one in operations(document):
        for content in one["responses"]["200"]["content"].values():
            if "example" in content:
                check_shape(document, content["schema"]["$ref"], content["example"])
    for name, one in document["components"]["responses"].items():
        (content,) = one["content"].values()
        check_shape(document, content["schema"]["$ref"], content["example"])
        assert content["example"]["type"].endswith(name)
    assert set(document["components"]["responses"]) == {one.name for one in KINDS.values()}


def test_every_example_of_a_body_is_answered(app, document):
    for path, method, one in operations(document):
        if method == "post":
            sent = examples.SENT[one["operationId"]]
            answer = app.test_client().post(path.replace("{monograph}", "zeltrina"), json=sent)
            assert answer.status_code == 200, path
            check_shape(document, schema_of(document, path, "post"), answer.json)


def test_the_examples_of_guard_and_rewriter_are_what_they_say(app):
    for name, path, said in (
        ("judgeRewrites", "/guard", examples.JUDGED),
        ("rewriteTexts", "/rewrite", examples.REWRITTEN),
    ):
        assert app.test_client().post(API + path, json=examples.SENT[name]).json == said


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/monographs", "/monographs"),
        ("/monographs/{monograph}", "/monographs/zeltrina"),
        ("/monographs/{monograph}", "/monographs/broken"),
        ("/audiences", "/audiences"),
        *(
            ("/monographs/{monograph}/editions/{audience}", f"/monographs/zeltrina/editions/{one}")
            for one in samples.LABELS
        ),
    ],
)
def test_every_member_of_an_answer_is_described(app, document, path, asked):
    answer = app.test_client().get(API + asked)
    check_shape(document, schema_of(document, API + path), answer.json)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/guard", {"pairs": [{"id": 1, "source": "Take 5 mg.", "rewrite": "Take 50 mg."}]}),
        ("/rewrite", {"audience": "patient", "lines": [{"id": "a", "source": "Take 5 mg."}]}),
        ("/score", {"text": "Tome una pastilla.", "lang": "es"}),
        ("/score", {"text": "…", "lang": "zz"}),
        ("/monographs/{monograph}/ask", {"question": "i cant breathe", "audience": "patient"}),
        ("/monographs/{monograph}/ask", {"question": "what of mice", "audience": "patient"}),
    ],
)  # fmt: skip
def test_every_member_of_what_is_made_of_a_text_is_described(app, document, path, sent):
    answer = app.test_client().post(API + path.replace("{monograph}", "zeltrina"), json=sent)
    check_shape(document, schema_of(document, API + path, "post"), answer.json)


def test_the_limits_and_the_place_of_this_site_are_told():
    app = api_app(api_read_limit="7 per hour", api_body_kb=9)
    answer = app.test_client().get(f"{API}/openapi.json", base_url="http://localhost/health")
    assert "7 per hour" in answer.json["info"]["description"]
    assert "9 kB" in answer.json["info"]["description"]
    assert answer.json["servers"] == [{"url": "/health"}]


def test_what_the_description_promises_is_kept(document):
    sent, failed = fuzz(15, phases=("coverage", "fuzzing"))
    names = {f"{method.upper()} {path}" for path, method, _ in operations(document)}
    assert set(sent) == names - {ITSELF}
    assert failed == []
