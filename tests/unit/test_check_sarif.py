"""SARIF: valid against the schema of the standard, and the same finding keeps its name."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sarif_kit.validate import validation_errors

from patiented.export.checks.records import Unchecked, fingerprints
from patiented.export.checks.sarif import FINGERPRINT, SarifLog, plain, uri
from patiented.model import Finding, Level
from tests.unit.checked import PATH, PENDING, checked, lost, missed, needs_writer

PO = "monographs/alphadrug/wording/patient.en.po"


def log_of(*editions, known=(), unchecked=()):
    """Return a log as text and as data."""
    log = SarifLog("patiented", "1.2.3")
    pieces = [log.start()]
    for one in editions:
        pieces += log.results(one, known)
    for one in unchecked:
        log.failed(one)
    pieces.append(log.end(2 if unchecked else 1))
    text = "".join(pieces)
    return text, json.loads(text)


def found(data):
    return data["runs"][0]["results"]


@pytest.fixture(scope="module")
def varied():
    """Findings of every shape: placed, unplaced, in a catalogue, hostile, of a family of rules."""
    hostile = 'a "[link](x)" {0} <b>\u2028\n\ud83d end'
    return checked(
        needs_writer(),
        lost(),
        missed(7.1),
        PENDING,
        Finding("dose-swapped", Level.ERROR, hostile, found=hostile, path=PO, line=12),
        Finding("rule-of-nobody", Level.WARNING, "?", path="/outside/a b.md", line=3),
    )


def test_the_log_is_valid_against_the_schema_of_sarif(varied):
    unread = Unchecked("x", "x.md:3:4: not UTF-8", path="x.md", line=3, column=4)
    for data in (
        log_of()[1],
        log_of(varied, checked())[1],
        log_of(varied, known=(lost(),), unchecked=[unread, Unchecked("y", "it died")])[1],
    ):
        assert validation_errors(data) == []


def test_the_schema_sees_a_wrong_log(varied):
    data = log_of(varied)[1]
    found(data)[0]["level"] = "fatal"
    assert validation_errors(data)


def test_the_text_of_a_log_is_that_of_plain_json(varied):
    text, data = log_of(varied)
    assert text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def test_each_result_has_rule_level_message_place_and_edition(varied):
    first = found(log_of(varied)[1])[0]
    assert (first["ruleId"], first["level"]) == ("needs-writer", "error")
    assert first["message"]["text"].startswith("alphadrug patient.en: this sentence still needs")
    (location,) = first["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": PATH, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 20, "startColumn": 3},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "alphadrug/patient.en"


def test_a_finding_about_a_wording_lies_in_its_catalogue(varied):
    placed = found(log_of(varied)[1])[4]["locations"][0]["physicalLocation"]
    assert placed["artifactLocation"]["uri"] == PO
    assert placed["region"] == {"startLine": 12}


def test_every_result_but_of_an_unknown_rule_has_a_described_rule(varied):
    run = log_of(varied)[1]["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    met = {one["ruleId"] for one in run["results"]}
    assert met - rules.keys() == {"rule-of-nobody"}
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules.values())
    assert rules["needs-writer"]["defaultConfiguration"] == {"level": "error"}
    assert not any("*" in identity for identity in rules)


def test_what_could_not_be_checked_is_told_of_and_the_run_has_not_succeeded():
    unread = Unchecked("x", "x.md:3:4: not UTF-8", path="x.md", line=3, column=4)
    (invocation,) = log_of(unchecked=[unread])[1]["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "x.md:3:4: not UTF-8"
    assert log_of(checked())[1]["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_what_a_baseline_knows_is_suppressed_and_nothing_else():
    data = log_of(checked(needs_writer(), lost()), known=(needs_writer(),))[1]
    assert ["suppressions" in one for one in found(data)] == [True, False]


def test_braces_and_links_in_a_text_mean_nothing():
    assert plain("{0} of [a](1)") == "{{0}} of [a]\u200b(1)"


def test_a_path_outside_of_the_root_is_absolute():
    assert uri("/outside/a b.md") == {"uri": "file:///outside/a%20b.md"}
    assert uri("a b/ü.md") == {"uri": "a%20b/%C3%BC.md", "uriBaseId": "%SRCROOT%"}


def names(edition):
    return [name for _, name in fingerprints(edition)]


def test_a_finding_keeps_its_name_when_lines_move():
    one = checked(needs_writer(line=20), lost())
    moved = checked(needs_writer(line=31, column=9), replace(lost(), line=27))
    assert names(one) == names(moved)


def test_a_target_that_is_missed_by_another_figure_is_the_same_finding():
    assert names(checked(missed(7.1))) == names(checked(missed(6.4)))


def test_different_findings_have_different_names():
    same = needs_writer()
    one = checked(same, same, needs_writer("Stop."), lost(), lost("5 mg"), missed(7.1))
    assert len(set(names(one))) == 6
    assert set(names(one)).isdisjoint(names(replace(one, audience="caregiver")))
    assert FINGERPRINT in found(log_of(one)[1])[0]["partialFingerprints"]


def test_the_golden_log(golden):
    """Without the rules, which have a table of their own."""
    data = log_of(checked(needs_writer(), missed(7.1)), known=(missed(7.1),))[1]
    driver = data["runs"][0]["tool"]["driver"]
    driver["rules"] = [one for one in driver["rules"] if one["id"] == "needs-writer"]
    golden("checks/log.sarif", json.dumps(data, indent=2) + "\n")
