"""Findings as SARIF 2.1.0 (OASIS standard with errata 01), written piece by piece.

One run. Results are written as they come, the rules after them, so that a log of any length needs
the memory of one edition. Paths are relative to `%SRCROOT%`, the folder that the command ran in;
which folder that is, whoever reads the log knows (3.14.14). Columns count code points.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from patiented.export.checks.records import fingerprints, words_of
from patiented.export.checks.rules import find_rule, known_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from patiented.export.checks.records import CheckedEdition, Unchecked
    from patiented.export.checks.rules import Rule
    from patiented.model import Finding

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
VERSION = "2.1.0"
ROOT = "%SRCROOT%"
FINGERPRINT = "patientedFinding/v1"
"""The name of our fingerprint; its number goes up with what it is made from (3.27.17)."""

Data = dict[str, Any]


class SarifLog:
    """Yields the pieces of a log: `start`, then `results` for each edition, then `end`."""

    def __init__(self, name: str, version: str) -> None:
        self._name = name
        self._version = version
        self._met: set[str] = set()
        self._notifications: list[Data] = []
        self._is_first = True

    def start(self) -> str:
        """Return what stands before the first result."""
        root = {"description": {"text": "The folder in which the check was started."}}
        head = {"$schema": SCHEMA, "version": VERSION}
        run = {"columnKind": "unicodeCodePoints", "originalUriBaseIds": {ROOT: root}}
        opened = _pretty(head)[:-2] + ',\n  "runs": [\n'
        inner = _pretty(run, 4)[:-6]
        return f'{opened}    {inner},\n      "results": ['

    def results(self, edition: CheckedEdition, known: Collection[Finding] = ()) -> Iterator[str]:
        """Yield the results of an edition; those in `known` are suppressed by a baseline."""
        for finding, fingerprint in fingerprints(edition):
            self._met.add(finding.rule)
            result = _result(edition, finding, fingerprint)
            if finding in known:
                result["suppressions"] = [
                    {"kind": "external", "status": "accepted", "justification": "in the baseline"}
                ]
            yield self._comma() + f"\n        {_pretty(result, 8)}"

    def failed(self, one: Unchecked) -> None:
        """Take in what could not be checked; it is told of beside the results (3.20.21)."""
        notification: Data = {
            "level": "error",
            "descriptor": {"id": "unreadable"},
            "message": {"text": plain(one.message)},
        }
        if one.path:
            notification["locations"] = [
                {"physicalLocation": _place(one.path, one.line, one.column)}
            ]
        self._notifications.append(notification)

    def end(self, exit_code: int) -> str:
        """Return what stands after the last result."""
        unused = {one.id: one for one in known_rules() if not one.is_family}
        met = {identity: find_rule(identity) for identity in self._met}
        rules = unused | {identity: rule for identity, rule in met.items() if rule}
        driver: Data = {
            "name": self._name,
            "version": self._version,
            "rules": [_descriptor(rules[identity]) for identity in sorted(rules)],
            "notifications": [_descriptor(unused["unreadable"])],
        }
        invocation: Data = {
            "executionSuccessful": not self._notifications,
            "exitCode": exit_code,
            "toolExecutionNotifications": self._notifications,
        }
        tail = _pretty({"invocations": [invocation], "tool": {"driver": driver}}, 4)
        closing = "]" if self._is_first else "\n      ]"
        return f"{closing},\n{tail[2:]}\n  ]\n}}\n"

    def _comma(self) -> str:
        comma = "" if self._is_first else ","
        self._is_first = False
        return comma


def plain(text: str) -> str:
    """Return a plain text message: braces are doubled (3.11.5), no link is made of it (3.11.6)."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return doubled.replace("](", "]\u200b(")


def uri(path: str) -> Data:
    """Return where a file lies: relative to the root, or absolute where it is outside of it."""
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(pure.as_posix()), "uriBaseId": ROOT}


def _result(edition: CheckedEdition, finding: Finding, fingerprint: str) -> Data:
    place = _place(finding.path or edition.path, finding.line, finding.column)
    logical = {
        "name": f"{edition.audience}.{edition.lang}",
        "fullyQualifiedName": f"{edition.monograph}/{edition.audience}.{edition.lang}",
        "kind": "resource",
    }
    return {
        "ruleId": finding.rule,
        "level": finding.level.value,
        "message": {"text": plain(f"{edition.name}: {finding.message}{words_of(finding)}")},
        "locations": [{"physicalLocation": place, "logicalLocations": [logical]}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _place(path: str, line: int, column: int) -> Data:
    """Return a physical location; what is about a whole file is placed on its first line."""
    region = {"startLine": max(line, 1)} | ({"startColumn": column} if column else {})
    return {"artifactLocation": uri(path), "region": region}


def _descriptor(rule: Rule) -> Data:
    return {
        "id": rule.id,
        "shortDescription": {"text": plain(rule.says)},
        "fullDescription": {"text": plain(f"{rule.says} {rule.help}")},
        "help": {"text": plain(rule.help)},
        "defaultConfiguration": {"level": rule.level.value},
    }


def _pretty(data: Data, indent: int = 0) -> str:
    """Return JSON that people can read, its later lines set in by `indent`."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.replace("\n", "\n" + " " * indent)
