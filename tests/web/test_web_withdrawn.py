"""A withdrawal holds at once on every address of a monograph, also on those still to come."""

from __future__ import annotations

import pytest
from werkzeug.routing import IntegerConverter

from patiented.web import create_app
from patiented.web.desks.areas import desk_of
from tests.web import samples
from tests.web.page_tree import tree

WHOLE = "/m/<name:monograph>"


@pytest.fixture
def service():
    return samples.SampleService()


@pytest.fixture
def app(service):
    return create_app(samples.settings(), service=service)


def values_of(rule, audience):
    """One value for each argument of a rule: what its converter accepts."""
    values = {}
    for name, converter in rule._converters.items():
        choices = getattr(converter, "items", None)
        values[name] = (
            "zeltrina" if name == "monograph"
            else audience if name == "audience"
            else next(iter(sorted(choices))) if choices
            else 1 if isinstance(converter, IntegerConverter)
            else "x"
        )  # fmt: skip
    return values


def requests_of(app, audience):
    """Every address and method that has to do with the sample monograph."""
    adapter = app.url_map.bind("localhost")
    return [
        (method, adapter.build(rule.endpoint, values_of(rule, audience), method=method))
        for rule in app.url_map.iter_rules()
        if "monograph" in rule.arguments and not desk_of(rule.rule)  # those who mend it see it
        for method in sorted(rule.methods - {"OPTIONS", "HEAD"})
    ]


def withdraw(service, *audiences):
    for one in audiences:
        service.pages[one] = samples.published(one, withdrawn=samples.NOTICE)


def test_every_address_of_a_monograph_says_so_in_its_rule(app):
    rules = [rule for rule in app.url_map.iter_rules() if "/m/" in rule.rule]
    assert len(rules) >= 6
    for rule in rules:
        assert "monograph" in rule.arguments, f"{rule} would not show a withdrawal"


def test_a_withdrawn_monograph_shows_its_notice_on_every_address(app, service):
    withdraw(service, *samples.LABELS)
    asked = requests_of(app, "patient")
    assert len(asked) >= 7
    for method, address in asked:
        answer = app.test_client().open(address, method=method)
        assert answer.status_code == 410, f"{method} {address}"
        assert "The dose is wrong." in answer.text, address
        assert "60 g" not in answer.text, address
        assert answer.headers["Cache-Control"] == "no-store", address


def test_a_view_that_never_asks_is_off_too(app, service):
    app.add_url_rule("/m/<name:monograph>/new", "careless", lambda **_: "Use 60 g.")
    assert app.test_client().get("/m/zeltrina/new").text == "Use 60 g."
    withdraw(service, *samples.LABELS)
    assert app.test_client().get("/m/zeltrina/new").status_code == 410


def test_one_withdrawn_edition_is_off_on_every_address_and_the_others_stay(app, service):
    withdraw(service, "caregiver")
    client = app.test_client()
    for method, address in requests_of(app, "caregiver"):
        if "caregiver" in address:
            assert client.open(address, method=method).status_code == 410, f"{method} {address}"
    for method, address in requests_of(app, "patient"):
        assert client.open(address, method=method).status_code != 410, f"{method} {address}"


def test_an_edition_that_is_named_behind_the_address_is_off_too(app, service):
    withdraw(service, "caregiver")
    client = app.test_client()
    assert client.get("/m/zeltrina/patient?audience=caregiver").status_code == 410
    assert client.get("/m/zeltrina?audience=caregiver").status_code == 410
    assert client.get("/m/zeltrina?audience=clinician").status_code == 303


def test_a_name_that_is_no_reader_opens_no_way_around(app, service):
    withdraw(service, "patient")
    assert app.test_client().get("/m/zeltrina?audience=zzz").status_code == 410


def test_a_withdrawn_edition_is_not_on_the_map_and_the_library_says_taken_down(app, service):
    client = app.test_client()
    assert "/m/zeltrina/caregiver<" in client.get("/sitemap.xml").text
    withdraw(service, "caregiver")
    assert "/m/zeltrina/caregiver<" not in client.get("/sitemap.xml").text
    lines = tree(client.get("/").text).one("ul", class_="entry-lines").all("li")
    assert [line.words for line in lines if "Caregiver" in line.words] == ["Caregiver Taken down"]
    assert "Zeltrina" in client.get("/?state=withdrawn").text
